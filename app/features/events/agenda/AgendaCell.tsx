import { useEffect, useLayoutEffect, useRef } from "react";
import styles from "./agenda.module.css";
import { changeBetween, type Cell } from "./rows";

type Props = {
  cell: Cell;
  label: string;
  placeholder: string;
  value: string;
  /** Just added, or next to what was removed: writing goes on here. */
  isWanted: boolean;
  isReadOnly: boolean;
  onFocus: () => void;
  onWrite: (words: string) => void;
  onEnter: () => void;
};

/** A cell that several people may type in at once: what others type moves the caret along, never away. */
export function AgendaCell({ cell, label, placeholder, value, isWanted, isReadOnly, onFocus, onWrite, onEnter }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    if (box.value !== value) {
      const { selectionStart, selectionEnd } = box;
      const { start, remove, insert } = changeBetween(box.value, value);
      const along = (at: number) => (at <= start ? at : Math.max(start, at + insert.length - remove));
      box.value = value;
      if (document.activeElement === box) box.setSelectionRange(along(selectionStart), along(selectionEnd));
    }
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }, [value]);

  useEffect(() => {
    if (isWanted) field.current?.focus();
  }, [isWanted]);

  return (
    <textarea
      ref={field}
      className={cell === "what" ? styles.what : styles.who}
      data-cell={cell}
      aria-label={label}
      placeholder={placeholder}
      rows={1}
      maxLength={cell === "what" ? 300 : 120}
      defaultValue={value}
      readOnly={isReadOnly}
      onFocus={onFocus}
      onInput={(event) => onWrite(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || isReadOnly) return;
        event.preventDefault();
        onEnter();
      }}
    />
  );
}

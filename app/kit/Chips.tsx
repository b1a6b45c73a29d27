import { type RefObject, useEffect, useId, useRef } from "react";
import { Link } from "react-router";
import styles from "./Chips.module.css";

export interface Chip {
  id: string;
  label: string;
  /** With an address it is a link, and works before scripts. */
  href?: string | undefined;
}

export interface ChipsProps {
  label: string;
  chips: readonly Chip[];
  chosen: string;
  onChoose?: ((id: string) => void) | undefined;
}

/** One of a few, in a row: links where each has an address, else radios. They scroll sideways if they must; the page does not. */
export function Chips({ label, chips, chosen, onChoose }: ChipsProps) {
  if (chips.every(({ href }) => href !== undefined)) return <LinkChips label={label} chips={chips} chosen={chosen} onChoose={onChoose} />;
  return <RadioChips label={label} chips={chips} chosen={chosen} onChoose={onChoose} />;
}

function LinkChips({ label, chips, chosen, onChoose }: ChipsProps) {
  const frame = useRef<HTMLElement>(null);
  useChosenInSight(frame, chosen);
  return (
    <nav ref={frame} aria-label={label} className={styles.frame}>
      <ul className={styles.row}>
        {chips.map((chip) => (
          <li key={chip.id}>
            <Link
              to={chip.href ?? ""}
              data-chip={chip.id}
              preventScrollReset
              replace
              className={styles.chip}
              aria-current={chip.id === chosen ? "true" : undefined}
              onClick={(event) => {
                if (!onChoose || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
                event.preventDefault();
                onChoose(chip.id);
              }}
            >
              {chip.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function RadioChips({ label, chips, chosen, onChoose }: ChipsProps) {
  const name = useId();
  const frame = useRef<HTMLDivElement>(null);
  useChosenInSight(frame, chosen);
  return (
    <div ref={frame} role="radiogroup" aria-label={label} className={styles.frame}>
      <div className={styles.row}>
        {chips.map((chip) => (
          <label key={chip.id} data-chip={chip.id} className={styles.chip}>
            <input
              type="radio"
              name={name}
              value={chip.id}
              checked={chip.id === chosen}
              onChange={() => onChoose?.(chip.id)}
              className={styles.radio}
            />
            {chip.label}
          </label>
        ))}
      </div>
    </div>
  );
}

/** Scrolls the row alone, never the page. */
function useChosenInSight(frame: RefObject<HTMLElement | null>, chosen: string) {
  useEffect(() => {
    if (frame.current) bringInSight(frame.current, chosen);
  }, [frame, chosen]);
}

function bringInSight(row: HTMLElement, id: string) {
  const chip = row.querySelector(`[data-chip="${CSS.escape(id)}"]`)?.getBoundingClientRect();
  if (!chip) return;
  const { left, right } = row.getBoundingClientRect();
  const room = 24;
  row.scrollBy({ left: Math.min(0, chip.left - left - room) || Math.max(0, chip.right - right + room) });
}

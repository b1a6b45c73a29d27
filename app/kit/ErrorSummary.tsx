import { useEffect, useId, useRef } from "react";
import styles from "./ErrorSummary.module.css";
import { useSays } from "./saidErrors";

export interface SummaryError {
  message: string;
  /** The id of the field it is about. */
  fieldId?: string | undefined;
}

export interface ErrorSummaryProps {
  errors: readonly SummaryError[];
  title?: string | undefined;
  /** It speaks for a form that does not. */
  isStray?: boolean | undefined;
  /** It was said before, elsewhere: who has gone on since is left where they are. */
  wasHeard?: boolean | undefined;
}

/** Stands above the form after it came back, takes focus, and leads to each field. */
export function ErrorSummary({ errors, title = "There is a problem", isStray = false, wasHeard = false }: ErrorSummaryProps) {
  const titleId = useId();
  const box = useRef<HTMLDivElement>(null);
  // The list itself is what changes from one try to the next; a render alone must not steal focus.
  const words = errors.map((error) => `${error.fieldId ?? ""}:${error.message}`).join("\n");

  useSays(isStray ? "" : errors.map(({ message }) => message).join("\n"));

  useEffect(() => {
    if (words && !(wasHeard && isSomewhere(document.activeElement))) box.current?.focus();
  }, [words, wasHeard]);

  if (errors.length === 0) return null;
  return (
    <div ref={box} className={styles.summary} data-says={isStray ? undefined : ""} role="alert" tabIndex={-1} aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      <ul className={styles.list}>
        {errors.map(({ message, fieldId }) => (
          <li key={`${fieldId ?? ""}${message}`}>{fieldId ? <FieldLink id={fieldId} message={message} /> : message}</li>
        ))}
      </ul>
    </div>
  );
}

const isSomewhere = (place: Element | null) => place !== null && place !== document.body;

const control = "input:not([type=hidden]), select, textarea, button, [contenteditable]";

function FieldLink({ id, message }: { id: string; message: string }) {
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        const field = document.getElementById(id);
        if (!field) return;
        event.preventDefault();
        (field.matches(control) ? field : (field.querySelector<HTMLElement>(control) ?? field)).focus();
        // The label should be seen too, not only the control.
        (field.closest("fieldset") ?? field.parentElement ?? field).scrollIntoView({ block: "nearest" });
      }}
    >
      {message}
    </a>
  );
}

import { useDeferredValue } from "react";
import { nameWarning, possibleNames } from "../names";
import styles from "./board.module.css";

/** Beside the field, while somebody types: that their words may name a person. It is said politely, and stops nobody. */
export function NameWarning({ words, known, id, then }: { words: string; known?: readonly string[] | undefined; id?: string | undefined; /** What follows, where nobody looks at what was flagged. */ then?: string | undefined }) {
  const warning = nameWarning(possibleNames(useDeferredValue(words), known), then);
  return (
    <p id={id} className={warning ? styles.note : undefined} aria-live="polite">
      {warning}
    </p>
  );
}

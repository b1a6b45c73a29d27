import { useId } from "react";
import styles from "./Unsaved.module.css";

/** Somebody's own words that were never saved, for them alone to read and copy. */
export function Unsaved({ text }: { text: string }) {
  const id = useId();
  return (
    <div className={styles.box}>
      <h3 id={id}>These words were not saved</h3>
      <p className={styles.words} role="group" aria-labelledby={id} tabIndex={0}>
        {text}
      </p>
    </div>
  );
}

import styles from "./Unsaved.module.css";

/** Somebody's own words that were never saved, for them alone to read and copy. */
export function Unsaved({ text }: { text: string }) {
  return (
    <div className={styles.box}>
      <h3>These words were not saved</h3>
      <p className={styles.words}>{text}</p>
    </div>
  );
}

import styles from "./board.module.css";

/** How many letters are used; said aloud only near the end. */
export function LettersLeft({ words, most }: { words: string; most: number }) {
  const letters = [...words.trim()].length;
  const left = most - letters;
  return (
    <>
      <p className={styles.letters} data-over={left < 0 ? "" : undefined} aria-hidden="true">
        {letters} of {most} letters
      </p>
      <p className={styles.unseen} aria-live="polite">
        {left < 0 ? `${-left} letters too many.` : left <= 20 && letters > 0 ? `${left} letters left.` : ""}
      </p>
    </>
  );
}

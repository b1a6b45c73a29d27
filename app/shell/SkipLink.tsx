import styles from "./SkipLink.module.css";

/** First stop of the Tab key on every page. */
export function SkipLink() {
  return (
    <a href="#main" className={styles.skip}>
      Skip to the page
    </a>
  );
}

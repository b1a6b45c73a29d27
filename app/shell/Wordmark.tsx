import { Link } from "react-router";
import styles from "./Wordmark.module.css";

/** The leaf and the name; a link home unless it only stands there. */
export function Wordmark({ to }: { to?: string | undefined }) {
  const mark = (
    <>
      <span className={styles.leaf} aria-hidden="true" />
      <span className={styles.name}>Common Thread</span>
    </>
  );
  return to ? (
    <Link to={to} className={styles.wordmark}>
      {mark}
    </Link>
  ) : (
    <span className={styles.wordmark}>{mark}</span>
  );
}

import { Link } from "react-router";
import styles from "./parts.module.css";

/** Before and after, as links that work before scripts do. */
export function Pager({ previous, next, words = { previous: "Back", next: "More" } }: { previous?: string | undefined; next?: string | undefined; words?: { previous: string; next: string } }) {
  if (!previous && !next) return null;
  return (
    <nav aria-label="Pages" className={styles.pager}>
      {previous ? <Link to={previous}>{words.previous}</Link> : <span />}
      {next ? <Link to={next}>{words.next}</Link> : null}
    </nav>
  );
}

import { Link } from "react-router";
import { Card } from "~/kit/Card";
import styles from "./diary.module.css";
import type { Undated } from "./words";

/** What has no date yet: questions for a day, events whose date is being found. */
export function UndatedCard({ undated }: { undated: readonly Undated[] }) {
  if (undated.length === 0) return null;
  return (
    <Card as="section" title="Without a date yet">
      <ul className={styles.plain}>
        {undated.map(({ id, words, detail, to }) => (
          <li key={id}>
            <Link to={to}>{words}</Link>
            <p className={styles.quiet}>{detail}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

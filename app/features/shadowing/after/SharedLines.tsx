import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { formatTime } from "~/kit/wallTime";
import styles from "../book/book.module.css";
import type { SharedLine } from "./shared-lines.server";

/** How many stand on the page at once. */
const shownAtOnce = 4;

/** On an organisation's page: what people took from shadow days, where both sides chose to share it. */
export function SharedLines({ lines }: { lines: readonly SharedLine[] }) {
  if (lines.length === 0) return null;
  const [shown, more] = [lines.slice(0, shownAtOnce), lines.slice(shownAtOnce)];
  return (
    <Card as="section" title="What people took from shadow days">
      <div className={styles.stack}>
        <List lines={shown} />
        {more.length > 0 ? (
          <Disclosure summary={more.length === 1 ? "One more" : `${more.length} more`}>
            <List lines={more} />
          </Disclosure>
        ) : null}
        <p className={styles.quiet}>Shared by both sides. Whoever wrote a line can take it back on the page of that day’s booking.</p>
      </div>
    </Card>
  );
}

function List({ lines }: { lines: readonly SharedLine[] }) {
  return (
    <ul className={styles.thread}>
      {lines.map(({ bookingId, side, by, from, to, on, surprised, differently }) => (
        <li key={`${bookingId}-${side}-${by}`} className={styles.lines}>
          <p className={styles.quiet}>
            {by} · {side === "guest" ? `${from}, with ${to}` : `${to}, host to ${from}`} · {formatTime(on, "date")}
          </p>
          <blockquote>
            <p className={styles.quiet}>What surprised me</p>
            <p className={styles.words}>{surprised}</p>
            <p className={styles.quiet}>What I will do differently</p>
            <p className={styles.words}>{differently}</p>
          </blockquote>
        </li>
      ))}
    </ul>
  );
}

import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { formatTime } from "~/kit/wallTime";
import styles from "./page.module.css";
import { shownAtMost, timelineWords } from "./timeline-words";
import type { Happening } from "./timeline.server";
import { useNewRows } from "./useNewRows";

/** Everything that happened, newest first, by day. What others add is tinted for a while. */
export function Timeline({ happenings, earlier, me }: { happenings: readonly Happening[]; /** The address with more of it. */ earlier: string | undefined; me: string }) {
  const fresh = useNewRows(happenings, me);
  return (
    <Card as="section" title="What happened" aria-label="What happened" id="what-happened">
      <ol className={styles.timeline}>
        {byDay(happenings).map(({ day, rows }) => (
          <li key={day}>
            <h3 className={styles.day}>{day}</h3>
            <ol className={styles.plain}>
              {rows.map((row) => (
                <li key={row.id} className={styles.happening} data-fresh={fresh.has(row.id) ? "" : undefined}>
                  <time dateTime={row.at} className={styles.clock}>
                    {formatTime(row.at, "clock")}
                  </time>
                  <div className={styles.grow}>
                    <p>{timelineWords(row)}</p>
                    {row.line ? <p className={styles.voice}>{row.line}</p> : null}
                  </div>
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {happenings.length >= shownAtMost ? <p className={styles.quiet}>What is older is kept, and not shown here.</p> : null}
      {earlier && happenings.length < shownAtMost ? (
        <Link to={earlier} preventScrollReset replace className={styles.earlier}>
          Show earlier
        </Link>
      ) : null}
    </Card>
  );
}

export function byDay(happenings: readonly Happening[]): { day: string; rows: Happening[] }[] {
  const days: { day: string; rows: Happening[] }[] = [];
  for (const row of happenings) {
    const day = formatTime(row.at, "dayYear");
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
}

import { formatTime } from "~/kit/wallTime";
import { dayWords } from "../days";
import styles from "./parts.module.css";

type Line = { key: string; at: Date; name: string; organisation: string; sentence: string };

/** Looks in plain words, under the day they happened. */
export function LookDays({ lines, level = 3 }: { lines: readonly Line[]; level?: 2 | 3 }) {
  const Heading = `h${level}` as const;
  const days = new Map<string, Line[]>();
  for (const line of lines) days.set(dayWords(line.at), [...(days.get(dayWords(line.at)) ?? []), line]);
  return [...days].map(([day, looks]) => (
    <section key={day} aria-label={day} className={styles.tight}>
      <Heading>{day}</Heading>
      <ul className={styles.rows}>
        {looks.map((look) => (
          <li key={look.key}>
            <p className={styles.grow}>
              {look.name}, {look.organisation}, {look.sentence}
            </p>
            <time dateTime={look.at.toISOString()} className={styles.quiet}>
              {formatTime(look.at.toISOString(), "clock")}
            </time>
          </li>
        ))}
      </ul>
    </section>
  ));
}

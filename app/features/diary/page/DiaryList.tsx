import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { Tag } from "~/kit/Tag";
import { formatTime } from "~/kit/wallTime";
import { betweenWords } from "../../shadowing/find/when";
import styles from "./diary.module.css";
import type { DiaryDay, DiaryItem } from "./words";

type Props = { days: readonly DiaryDay[]; today: string; /** The last day that belongs on paper. */ paperUntil?: string | undefined };

/** One's own diary by day. All of it is on the page, so that a place can still be read when the connection is gone. */
export function DiaryList({ days, today, paperUntil }: Props) {
  return (
    <ol className={styles.days}>
      {days.map(({ day, items }) => (
        <li key={day} className={styles.day} data-off-paper={paperUntil && day > paperUntil ? "" : undefined}>
          <h2 className={styles.date}>
            {formatTime(day, "longDate")}
            {day.slice(0, 4) === today.slice(0, 4) ? "" : ` ${day.slice(0, 4)}`}
            {day === today ? <span className={styles.quiet}> Today</span> : null}
          </h2>
          <ul className={styles.items}>
            {items.map((item) => (
              <DiaryRow key={item.id} item={item} beside={items.filter((other) => clash(item, other))} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

const stripes = { going: "heather", hosting: "pine", event: "loch" } as const;

/** When, what, where and how it stands; and what else is at the same time. */
export function DiaryRow({ item, beside = [] }: { item: DiaryItem; beside?: readonly DiaryItem[] }) {
  return (
    <li>
      <Card stripe={stripes[item.kind]}>
        <div className={styles.row}>
          <p className={styles.times}>{betweenWords(item.startsAt, item.endsAt)}</p>
          <div className={styles.what}>
            <p className={styles.title}>
              <Link to={item.to}>{item.title}</Link>
            </p>
            <p>{[item.line, item.where].filter(Boolean).join(" · ")}</p>
            {item.access ? <p className={styles.quiet}>{item.access}</p> : null}
            {beside.length > 0 ? <p className={styles.beside}>At the same time: {beside.map(({ title }) => title).join(", ")}</p> : null}
          </div>
          <Tag tone={item.tag.tone}>{item.tag.words}</Tag>
        </div>
      </Card>
    </li>
  );
}

function clash(one: DiaryItem, other: DiaryItem): boolean {
  return one.id !== other.id && one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

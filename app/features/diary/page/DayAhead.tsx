import { Link } from "react-router";
import parts from "~/features/case-notes/components/parts.module.css";
import { Card } from "~/kit/Card";
import { Tag } from "~/kit/Tag";
import { formatTime } from "~/kit/wallTime";
import styles from "./diary.module.css";
import type { DiaryItem } from "./words";

const stripes = { going: "heather", hosting: "pine", event: "loch" } as const;

/** What one's diary holds today and tomorrow, for the page of the day. */
export function DayAhead({ items, tomorrowFrom }: { items: readonly DiaryItem[]; /** When tomorrow begins. */ tomorrowFrom: string }) {
  return (
    <ol className={parts.day}>
      {items.map((item) => (
        <li key={item.id}>
          <span className={parts.when}>
            {item.startsAt >= tomorrowFrom ? "Tomorrow " : ""}
            {formatTime(item.startsAt, "time")}
          </span>
          <Card stripe={stripes[item.kind]}>
            <div className={styles.ahead}>
              <p>
                <Link to={item.to}>{item.title}</Link>
                {item.where ? `, ${item.where}` : ""}
              </p>
              <p className={styles.quiet}>{item.line}</p>
              <Tag tone={item.tag.tone}>{item.tag.words}</Tag>
            </div>
          </Card>
        </li>
      ))}
    </ol>
  );
}

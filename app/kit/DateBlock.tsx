import styles from "./DateBlock.module.css";
import { dateParts } from "./wallTime";

/** A day drawn large: Tue / 24 / Nov. */
export function DateBlock({ iso }: { iso: string }) {
  const { weekday, day, month, date } = dateParts(iso);
  return (
    <time dateTime={date} className={styles.block}>
      <span>{weekday} </span>
      <strong>{day} </strong>
      <span>{month}</span>
    </time>
  );
}

import type { ReactNode } from "react";
import styles from "./SummaryList.module.css";

export interface SummaryRow {
  key: string;
  label: string;
  value: ReactNode;
  /** A link such as Change; name in it what it changes, for those who hear it alone. */
  action?: ReactNode;
}

/** Facts about one thing, name and answer, row by row. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl className={styles.list}>
      {rows.map(({ key, label, value, action }) => (
        <div key={key} className={styles.row}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {action ? <dd className={styles.action}>{action}</dd> : null}
        </div>
      ))}
    </dl>
  );
}

import type { ReactNode } from "react";
import styles from "./PageHeader.module.css";

export interface PageHeaderProps {
  title: ReactNode;
  /** A line above: the date and place, or where you are. */
  eyebrow?: ReactNode;
  /** A line below, for what the page is for. */
  lead?: ReactNode;
  breadcrumb?: ReactNode;
  /** At most one filled button among them. */
  actions?: ReactNode;
}

/** The top of a page: where, what, and what one can do here. */
export function PageHeader({ title, eyebrow, lead, breadcrumb, actions }: PageHeaderProps) {
  return (
    <div className={styles.header}>
      {breadcrumb}
      <div className={styles.row}>
        <div className={styles.words}>
          {eyebrow ? <p className={styles.quiet}>{eyebrow}</p> : null}
          <h1>{title}</h1>
          {lead ? <p className={styles.quiet}>{lead}</p> : null}
        </div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
    </div>
  );
}

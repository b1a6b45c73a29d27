import type { ReactNode } from "react";
import styles from "./group.module.css";

type Props = { title: string; lead?: string; children: ReactNode };

/** One part of a gap's workspace, under the tabs. */
export function PartOfGap({ title, lead, children }: Props) {
  return (
    <div className={styles.stack}>
      <div>
        <h2>{title}</h2>
        {lead ? <p className={styles.quiet}>{lead}</p> : null}
      </div>
      {children}
    </div>
  );
}

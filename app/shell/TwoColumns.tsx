import type { ReactNode } from "react";
import styles from "./TwoColumns.module.css";

export interface TwoColumnsProps {
  side: ReactNode;
  /** Names the side column for screen readers when it stands on its own. */
  sideLabel?: string | undefined;
  children: ReactNode;
}

/** The work on the left, 340 px beside it for what goes with it; one column on a phone. */
export function TwoColumns({ side, sideLabel, children }: TwoColumnsProps) {
  return (
    <div className={styles.columns}>
      <div className={styles.main}>{children}</div>
      {sideLabel ? (
        <section className={styles.side} aria-label={sideLabel}>
          {side}
        </section>
      ) : (
        <div className={styles.side}>{side}</div>
      )}
    </div>
  );
}

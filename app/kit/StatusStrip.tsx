import type { ReactNode } from "react";
import styles from "./StatusStrip.module.css";

export interface StatusStripProps {
  tone?: "needs" | "danger" | "info" | "plain" | undefined;
  icon?: ReactNode;
  children: ReactNode;
}

/** One line across the page, under the header: you are offline, this is a demonstration. */
export function StatusStrip({ tone = "plain", icon, children }: StatusStripProps) {
  return (
    <div className={styles.strip} data-tone={tone}>
      <div className={styles.inner}>
        {icon ? (
          <span className={styles.icon} aria-hidden="true">
            {icon}
          </span>
        ) : null}
        <p>{children}</p>
      </div>
    </div>
  );
}

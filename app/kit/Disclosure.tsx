import type { ReactNode } from "react";
import styles from "./Disclosure.module.css";

export interface DisclosureProps {
  summary: ReactNode;
  defaultOpen?: boolean | undefined;
  children: ReactNode;
}

/** More, for those who want it. The browser's own, so it opens without scripts and is found by Ctrl F. */
export function Disclosure({ summary, defaultOpen, children }: DisclosureProps) {
  return (
    <details className={styles.disclosure} open={defaultOpen}>
      <summary className={styles.summary}>{summary}</summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}

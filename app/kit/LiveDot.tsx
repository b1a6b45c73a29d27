import type { ReactNode } from "react";
import styles from "./LiveDot.module.css";

export interface LiveDotProps {
  isLive: boolean;
  /** "Live · Bashir and Jo are here", or "Not live. Last updated 10:42" and a way to look again. */
  children: ReactNode;
}

/** One quiet line that says whether the page keeps itself up to date: a full dot or a hollow one, and always in words. */
export function LiveDot({ isLive, children }: LiveDotProps) {
  return (
    <p className={styles.line}>
      <span className={styles.dot} data-live={isLive ? "" : undefined} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}

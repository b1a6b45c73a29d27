import type { ReactNode } from "react";
import styles from "./Banner.module.css";
import { classes } from "./classes";
import type { Tone } from "./Tag";

export interface BannerProps {
  tone?: Tone | undefined;
  title?: ReactNode;
  /** Read out at once when it appears; keep it for what stops somebody's work. */
  assertive?: boolean | undefined;
  className?: string | undefined;
  children?: ReactNode;
}

/** Something the page has to say, with a stripe at its start. */
export function Banner({ tone = "info", title, assertive, className, children }: BannerProps) {
  return (
    <div className={classes(styles.banner, className)} data-tone={tone} role={assertive ? "alert" : undefined}>
      {title ? <p className={styles.title}>{title}</p> : null}
      {children ? <div className={styles.words}>{children}</div> : null}
    </div>
  );
}

import type { ReactNode } from "react";
import { classes } from "./classes";
import styles from "./Tag.module.css";

export type Tone = "agreed" | "info" | "people" | "needs" | "danger" | "plain";

export interface TagProps {
  /** The colour only repeats what the word says. */
  tone?: Tone | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** A word on a small leaf. */
export function Tag({ tone = "plain", className, children }: TagProps) {
  return (
    <span className={classes(styles.tag, className)} data-tone={tone}>
      {children}
    </span>
  );
}

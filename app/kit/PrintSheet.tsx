import type { ReactNode } from "react";
import styles from "./PrintSheet.module.css";

export interface PrintSheetProps {
  title: string;
  /** "Leith Links Practice · Printed Tue 24 Nov". */
  footer?: ReactNode;
  /** 16 pt for most; 20 pt for those who asked for larger; 11 pt for a document that goes to an office. */
  size?: "large" | "largest" | "document" | undefined;
  /** A line above the title: what kind of paper this is. */
  eyebrow?: ReactNode;
  children: ReactNode;
}

/** A page to put in somebody's hand, or in the post: much room, nothing of the app around it. */
export function PrintSheet({ title, footer, size = "large", eyebrow, children }: PrintSheetProps) {
  return (
    <article className={styles.sheet} data-size={size}>
      {eyebrow ? <p className={styles.eyebrow}>{eyebrow}</p> : null}
      <h1>{title}</h1>
      <div className={styles.body}>{children}</div>
      {footer ? <footer className={styles.footer}>{footer}</footer> : null}
    </article>
  );
}

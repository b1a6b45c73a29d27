import type { ReactNode } from "react";
import styles from "./PrintSheet.module.css";

export interface PrintSheetProps {
  title: string;
  /** "Leith Links Practice · Printed Tue 24 Nov". */
  footer?: ReactNode;
  /** 16 pt for most; 20 pt for those who asked for larger. */
  size?: "large" | "largest" | undefined;
  children: ReactNode;
}

/** A page to put in somebody's hand: large type, much room, nothing of the app around it. */
export function PrintSheet({ title, footer, size = "large", children }: PrintSheetProps) {
  return (
    <article className={styles.sheet} data-size={size}>
      <h1>{title}</h1>
      <div className={styles.body}>{children}</div>
      {footer ? <footer className={styles.footer}>{footer}</footer> : null}
    </article>
  );
}

import type { ReactNode } from "react";
import styles from "./CardFace.module.css";

export interface CardFaceProps {
  /** At the top start: a tag or two. */
  tags?: ReactNode;
  /** At the top end: the drag handle and the menu. */
  tools?: ReactNode;
  /** What somebody wrote, in their voice; usually a link to the whole. */
  words: ReactNode;
  /** One line under the words: who, how many, how long. */
  facts?: ReactNode;
  footer?: ReactNode;
}

/** How a card on a board is laid out; the board draws its leaf. */
export function CardFace({ tags, tools, words, facts, footer }: CardFaceProps) {
  return (
    <>
      <div className={styles.top}>
        <div className={styles.tags}>{tags}</div>
        <div className={styles.tools}>{tools}</div>
      </div>
      <div className={styles.body}>
        <p className={styles.words}>{words}</p>
        {facts ? <div className={styles.facts}>{facts}</div> : null}
      </div>
      {footer ? <div className={styles.footer}>{footer}</div> : null}
    </>
  );
}

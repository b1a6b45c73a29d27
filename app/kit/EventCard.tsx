import type { ElementType, ReactNode } from "react";
import { Link } from "react-router";
import { DateBlock } from "./DateBlock";
import styles from "./EventCard.module.css";

export interface EventCardProps {
  as?: "article" | "li" | "div" | undefined;
  /** An instant or a day. */
  iso: string;
  title: ReactNode;
  /** Where the title leads. */
  to?: string | undefined;
  /** A heading three levels down unless told. */
  level?: 2 | 3 | 4 | undefined;
  /** Where and when, as the system says it. */
  line?: ReactNode;
  /** What somebody wrote, in their voice. */
  words?: ReactNode;
  tag?: ReactNode;
  /** One button, link or form; a whole line on a phone. */
  action?: ReactNode;
  children?: ReactNode;
}

/** Something on a day: its date, what it is, and the one thing to do about it. */
export function EventCard({ as = "article", iso, title, to, level = 3, line, words, tag, action, children }: EventCardProps) {
  const Box = as as ElementType;
  const Heading = `h${level}` as ElementType;
  return (
    <Box className={styles.card}>
      <div className={styles.date}>
        <DateBlock iso={iso} />
      </div>
      <div className={styles.text}>
        <Heading className={styles.title}>{to ? <Link to={to}>{title}</Link> : title}</Heading>
        {line ? <p className={styles.line}>{line}</p> : null}
        {words ? <p className={styles.words}>{words}</p> : null}
        {tag ? <div className={styles.tags}>{tag}</div> : null}
        {children}
      </div>
      {action ? <div className={styles.action}>{action}</div> : null}
    </Box>
  );
}

import type { ComponentPropsWithRef, ElementType, ReactNode } from "react";
import styles from "./Card.module.css";
import { classes } from "./classes";

export interface CardProps extends Omit<ComponentPropsWithRef<"div">, "title"> {
  /** `article`, `section`, `li`, `aside`: what the card is on its page. */
  as?: "div" | "article" | "section" | "li" | "aside" | "form" | undefined;
  title?: ReactNode;
  /** A heading two levels down unless told. */
  level?: 2 | 3 | 4 | undefined;
  icon?: ReactNode;
  /** A stripe at the start; always with a word that says the same. */
  stripe?: "pine" | "loch" | "heather" | "gorse" | "rowan" | undefined;
  tint?: "pine" | "loch" | "heather" | "gorse" | "rowan" | undefined;
  /** No padding, for a card that holds a list or a table to its edges. */
  flush?: boolean | undefined;
  /** Less room above and below, for cards in a list. */
  tight?: boolean | undefined;
  footer?: ReactNode;
}

/** A white leaf: 3 px at the start corner, 14 at the others. */
export function Card({ as = "div", title, level = 2, icon, stripe, tint, flush, tight, footer, className, children, ...rest }: CardProps) {
  const Box = as as ElementType;
  const Heading = `h${level}` as ElementType;
  return (
    <Box
      {...rest}
      className={classes(styles.card, className)}
      data-stripe={stripe}
      data-tint={tint}
      data-tight={tight ? "" : undefined}
      data-flush={flush ? "" : undefined}
    >
      {title ? (
        <Heading className={styles.title}>
          {icon ? (
            <span className={styles.icon} aria-hidden="true">
              {icon}
            </span>
          ) : null}
          {title}
        </Heading>
      ) : null}
      <div className={styles.body}>{children}</div>
      {footer ? <div className={styles.footer}>{footer}</div> : null}
    </Box>
  );
}

import type { ReactNode } from "react";
import { LinkButton } from "~/kit/LinkButton";
import styles from "./ErrorPage.module.css";

export interface ErrorPageProps {
  status: number;
  title?: string | undefined;
  children?: ReactNode;
  /** What to read out to whoever helps; it names no person. */
  reference?: string | undefined;
  backTo?: string | undefined;
  backLabel?: string | undefined;
}

/** Says what happened and what to do next. Put it inside a shell. */
export function ErrorPage({ status, title, children, reference, backTo = "/today", backLabel = "Go to Today" }: ErrorPageProps) {
  const words = wordsFor(status);
  return (
    <div className={styles.page}>
      <h1>{title ?? words.title}</h1>
      <div>{children ?? <p>{words.next}</p>}</div>
      {reference ? (
        <p className={styles.reference}>
          If you ask for help, give this reference: <strong>{reference}</strong>
        </p>
      ) : null}
      <p>
        <LinkButton to={backTo} variant="primary">
          {backLabel}
        </LinkButton>
      </p>
    </div>
  );
}

function wordsFor(status: number): { title: string; next: string } {
  if (status === 404 || status === 403) {
    return {
      title: "We cannot find that page",
      next: "It may have moved, or it may not be shared with you. Check the address, or ask the colleague who sent it.",
    };
  }
  if (status === 429) {
    return { title: "Too many tries", next: "Wait a few minutes, then try again." };
  }
  return {
    title: "Something went wrong on our side",
    next: "What you saved before this is safe. Wait a minute, then try again.",
  };
}

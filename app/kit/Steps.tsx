import type { ReactNode } from "react";
import styles from "./Steps.module.css";
import { VisuallyHidden } from "./VisuallyHidden";

export interface Step {
  id: string;
  title: string;
  /** When it was reached, or what it waits for. */
  note?: ReactNode;
}

export interface StepsProps {
  /** Names the list: "How far it has come". */
  label: string;
  steps: readonly Step[];
  /** The step it is at; those before are done. With none, all are to come. */
  current?: string | undefined;
  /** All done, the current one too. */
  isFinished?: boolean | undefined;
  /** What is read after each title. */
  words?: { done: string; current: string; toCome: string } | undefined;
}

const plainWords = { done: "done", current: "now", toCome: "to come" };

/** How far along a line of named steps something is; it wraps where there is little room. */
export function Steps({ label, steps, current, isFinished, words = plainWords }: StepsProps) {
  const at = steps.findIndex(({ id }) => id === current);
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map(({ id, title, note }, index) => {
        const state = index < at || (index === at && isFinished) ? "done" : index === at ? "current" : "toCome";
        return (
          <li key={id} className={styles.step} data-state={state} aria-current={state === "current" ? "step" : undefined}>
            <span className={styles.mark} aria-hidden="true" />
            <span className={styles.title}>
              {title}
              <VisuallyHidden>, {words[state]}</VisuallyHidden>
            </span>
            {note ? <span className={styles.note}>{note}</span> : null}
          </li>
        );
      })}
    </ol>
  );
}

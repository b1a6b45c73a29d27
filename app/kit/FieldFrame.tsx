import type { ReactNode } from "react";
import { classes } from "./classes";
import styles from "./FieldFrame.module.css";
import hidden from "./VisuallyHidden.module.css";

export interface FieldFrameProps {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  hideLabel?: boolean | undefined;
  optional?: boolean | undefined;
  children: ReactNode;
}

/** Label, hint and error around one control, in the order they are read out. */
export function FieldFrame({ id, label, hint, error, hideLabel, optional, children }: FieldFrameProps) {
  return (
    <div className={classes(styles.frame, error && styles.wrong)}>
      <label htmlFor={id} id={`${id}-label`} className={hideLabel ? hidden.hidden : styles.label}>
        {label}
        {optional ? <span className={styles.optional}> (optional)</span> : null}
      </label>
      <HintAndError id={id} hint={hint} error={error} />
      {children}
    </div>
  );
}

export function HintAndError({ id, hint, error }: { id: string; hint?: string | undefined; error?: string | undefined }) {
  return (
    <>
      {hint ? (
        <p id={`${id}-description`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className={styles.error}>
          <span className={hidden.hidden}>Error: </span>
          {error}
        </p>
      ) : null}
    </>
  );
}

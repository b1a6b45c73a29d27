import { type ComponentPropsWithRef, type ReactNode, useId } from "react";
import { classes } from "./classes";
import styles from "./Choice.module.css";
import { describedBy, firstError } from "./field";
import { HintAndError } from "./FieldFrame";

export interface CheckboxProps extends Omit<ComponentPropsWithRef<"input">, "type" | "children"> {
  label: ReactNode;
  hint?: string | undefined;
  error?: string | readonly string[] | null | undefined;
}

/** One box to tick, with a target as big as a thumb. */
export function Checkbox({ label, hint, error: errors, id: given, className, ...rest }: CheckboxProps) {
  const made = useId();
  const id = given ?? made;
  const error = firstError(errors);
  const extra = describedBy(id, hint, error);
  return (
    <div className={classes(styles.choice, error && styles.wrong, className)}>
      {error ? <HintAndError id={id} error={error} /> : null}
      <div className={styles.row}>
        <input
          {...rest}
          id={id}
          type="checkbox"
          className={styles.box}
          aria-describedby={classes(extra, rest["aria-describedby"]) || undefined}
          aria-invalid={error ? true : undefined}
        />
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
      </div>
      {hint ? (
        <div className={styles.under}>
          <HintAndError id={id} hint={hint} />
        </div>
      ) : null}
    </div>
  );
}

import { type ComponentPropsWithRef, useId } from "react";
import { classes } from "./classes";
import { FieldFrame } from "./FieldFrame";
import { describedBy, type FieldProps, firstError } from "./field";
import styles from "./Select.module.css";
import control from "./TextField.module.css";

export interface Choice {
  value: string;
  label: string;
  isDisabled?: boolean | undefined;
}

export interface SelectProps extends FieldProps, Omit<ComponentPropsWithRef<"select">, keyof FieldProps> {
  choices: readonly Choice[];
  /** A first line with no value: "Choose one". */
  placeholder?: string | undefined;
}

/** The browser's own select: it works before scripts, and phones show it best. */
export function Select(props: SelectProps) {
  const made = useId();
  const { label, hint, error: errors, id = made, hideLabel, optional, choices, placeholder, className, ...rest } = props;
  const error = firstError(errors);
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel} optional={optional}>
      <select
        {...rest}
        id={id}
        className={classes(control.control, styles.select, className)}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.isDisabled}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

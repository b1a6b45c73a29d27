import { type ReactNode, useId } from "react";
import styles from "./Choice.module.css";
import { classes } from "./classes";
import { describedBy, firstError } from "./field";
import { HintAndError } from "./FieldFrame";

export interface GroupChoice {
  value: string;
  label: ReactNode;
  hint?: string | undefined;
  isDisabled?: boolean | undefined;
}

export interface ChoiceGroupProps {
  /** The question, as the group's legend. */
  label: string;
  name: string;
  choices: readonly GroupChoice[];
  hint?: string | undefined;
  error?: string | readonly string[] | null | undefined;
  id?: string | undefined;
  optional?: boolean | undefined;
  /** Side by side, for two or three short words. */
  inline?: boolean | undefined;
  /** In two columns where there is room, for many short words. */
  columns?: 2 | undefined;
  /** `page` when the question is the page's heading. */
  legend?: "field" | "page" | undefined;
  form?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
}

interface Kind {
  type: "checkbox" | "radio";
  isChecked: (value: string) => { checked: boolean } | { defaultChecked: boolean };
  onToggle?: ((value: string, checked: boolean) => void) | undefined;
}

/** What radios and groups of boxes share. The first choice carries the group's id, so an error can link to it. */
export function ChoiceGroup({ type, isChecked, onToggle, ...group }: ChoiceGroupProps & Kind) {
  const made = useId();
  const { label, name, choices, hint, id = made, optional, inline, columns, legend = "field", form, required, disabled } = group;
  const error = firstError(group.error);
  return (
    <fieldset
      className={classes(error && styles.wrong)}
      disabled={disabled}
      form={form}
      role={type === "radio" ? "radiogroup" : undefined}
      aria-required={(type === "radio" && required) || undefined}
      aria-invalid={type === "radio" && error ? true : undefined}
      aria-describedby={describedBy(id, hint, error)}
    >
      <legend className={styles.legend} data-size={legend}>
        {label}
        {optional ? " (optional)" : null}
      </legend>
      <HintAndError id={id} hint={hint} error={error} />
      <div className={classes(styles.group, inline && styles.inline, columns === 2 && styles.columns)}>
        {choices.map((choice, index) => {
          const own = index === 0 ? id : `${id}-${index + 1}`;
          return (
            <div key={choice.value} className={styles.choice}>
              <div className={styles.row}>
                <input
                  {...isChecked(choice.value)}
                  id={own}
                  type={type}
                  name={name}
                  value={choice.value}
                  form={form}
                  required={type === "radio" && required}
                  disabled={choice.isDisabled}
                  className={styles.box}
                  aria-describedby={choice.hint ? `${own}-hint` : undefined}
                  onChange={onToggle ? (event) => onToggle(choice.value, event.currentTarget.checked) : undefined}
                />
                <label htmlFor={own} className={styles.label}>
                  {choice.label}
                </label>
              </div>
              {choice.hint ? (
                <p id={`${own}-hint`} className={classes(styles.under, styles.hint)}>
                  {choice.hint}
                </p>
              ) : null}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

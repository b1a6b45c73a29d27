import { type ComponentPropsWithRef, useId } from "react";
import { classes } from "./classes";
import { FieldFrame } from "./FieldFrame";
import { describedBy, type FieldProps, firstError } from "./field";
import styles from "./TextField.module.css";

interface Shared extends FieldProps {
  /** `people` sets what somebody says in Literata; the system's own words stay in Grotesk. */
  voice?: "system" | "people" | undefined;
}

type OneLine = Shared & { multiline?: false | undefined } & Omit<ComponentPropsWithRef<"input">, keyof FieldProps>;
type ManyLines = Shared & { multiline: true } & Omit<ComponentPropsWithRef<"textarea">, keyof FieldProps>;

export type TextFieldProps = OneLine | ManyLines;

/** One line or many. A native control, so what is typed before scripts arrive is kept and sent. */
export function TextField(props: TextFieldProps) {
  const made = useId();
  const { label, hint, error: errors, id = made, hideLabel, optional, voice, className, ...rest } = props;
  const error = firstError(errors);
  const look = {
    id,
    className: classes(styles.control, voice === "people" && styles.voice, className),
    "aria-describedby": classes(describedBy(id, hint, error), rest["aria-describedby"]) || undefined,
    "aria-invalid": error ? true : undefined,
  };
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel} optional={optional}>
      {rest.multiline ? <Lines {...rest} {...look} /> : <Line {...rest} {...look} />}
    </FieldFrame>
  );
}

function Line({ multiline: _, ...rest }: ComponentPropsWithRef<"input"> & { multiline?: false | undefined }) {
  return <input type="text" {...rest} />;
}

function Lines({ multiline: _, ...rest }: ComponentPropsWithRef<"textarea"> & { multiline: true }) {
  return <textarea rows={4} {...rest} />;
}

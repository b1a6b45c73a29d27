/**
 * What every field of ours can be told. The ids follow Conform's own (`-error`, `-description`),
 * so a form that uses either finds the same elements.
 */
export interface FieldProps {
  label: string;
  hint?: string | undefined;
  /** The first sentence is shown; give Conform's `field.errors` as it is. */
  error?: string | readonly string[] | null | undefined;
  id?: string | undefined;
  name?: string | undefined;
  /** Keeps the label for screen readers only, where the place already says it. */
  hideLabel?: boolean | undefined;
  /** Says "(optional)" after the label. */
  optional?: boolean | undefined;
}

export function firstError(error: FieldProps["error"]): string | undefined {
  return (typeof error === "string" ? error : error?.[0]) || undefined;
}

export function describedBy(id: string, hint: string | undefined, error: string | undefined): string | undefined {
  return [hint && `${id}-description`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
}

/** The parts of a Conform field we read; both of Conform's APIs fit. */
interface ConformField {
  id: string;
  name: string;
  errors?: readonly string[] | undefined;
  initialValue?: unknown;
  defaultValue?: unknown;
  required?: boolean | undefined;
}

/** `<TextField label="Name" {...fromConform(fields.name)} />` */
export function fromConform(field: ConformField) {
  const start = field.defaultValue ?? field.initialValue;
  return {
    id: field.id,
    name: field.name,
    error: field.errors,
    defaultValue: typeof start === "string" ? start : undefined,
    required: field.required,
  };
}

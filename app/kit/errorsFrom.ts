import type { SummaryError } from "./ErrorSummary";

interface ConformLike {
  id: string;
  name: string;
  errors?: readonly string[] | undefined;
}

/** `<ErrorSummary errors={errorsFrom(form.errors, fields)} />`: the form's own, then each field's first. */
export function errorsFrom(
  formErrors: readonly string[] | null | undefined,
  fields: Readonly<Record<string, ConformLike>>,
): SummaryError[] {
  const own = (formErrors ?? []).map((message) => ({ message }));
  const each = Object.values(fields).flatMap(({ id, errors }) => {
    const message = errors?.[0];
    return message ? [{ message, fieldId: id }] : [];
  });
  return [...own, ...each];
}

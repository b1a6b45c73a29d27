import type { SummaryError } from "~/kit/ErrorSummary";

/** What is wrong in a Conform form, for the summary above it. Its `fields` are a proxy and cannot be counted; its errors can. */
export function summaryOf(form: { id: string; allErrors: Record<string, readonly string[] | null | undefined> }): SummaryError[] {
  return Object.entries(form.allErrors).flatMap(([name, errors]) => {
    const message = errors?.[0];
    return message ? [{ message, fieldId: name ? `${form.id}-${name}` : undefined }] : [];
  });
}

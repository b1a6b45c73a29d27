import type { SummaryError } from "~/kit/ErrorSummary";
import type { Refused } from "./typed";

/** How a form looks: as it came, or as it comes back. Ids carry `about`, so that forms of a kind can share a page. */
export function formOf(about: string, refused: Refused | undefined) {
  const back = refused?.about === about ? refused : undefined;
  return {
    isBack: back !== undefined,
    /** Spread on a text field. */
    field: (name: string, usual = "") => ({ id: `${about}-${name}`, name, defaultValue: back?.typed[name] ?? usual, error: back?.fields[name] }),
    /** Spread on a group of boxes. */
    boxes: (name: string, usual: readonly string[] = []) => ({ id: `${about}-${name}`, name, defaultValue: back ? (back.lists[name] ?? []) : usual, error: back?.fields[name] }),
    /** Whether one box is ticked. */
    ticked: (name: string, usual = false) => (back ? name in back.typed : usual),
    errors: back ? errorsOf(back) : [],
  };
}

function errorsOf({ about, sentence, fields }: Refused): SummaryError[] {
  const each = Object.entries(fields).flatMap(([name, [message]]) => (message ? [{ message, fieldId: `${about}-${name}` }] : []));
  return sentence ? [{ message: sentence }, ...each] : each;
}

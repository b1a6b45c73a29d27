import type { ShouldRevalidateFunctionArgs } from "react-router";

/** What `sentOrKept` answers with where nobody else does: nothing has changed, and asking would go nowhere either. */
const notSent = 503;

/** A refusal means that somebody was quicker: what is shown is asked again, for how it stands now. */
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  if (actionStatus === notSent) return false;
  return actionStatus !== undefined || defaultShouldRevalidate;
}

import { formatTime } from "~/kit/wallTime";
import type { Ending } from "./endings";

/** "Mrs K. has withdrawn consent. Writing has stopped. Your last words were saved at 10:42:07." */
export function endingSentence({ why, personName, lastSavedAt, unsent }: Pick<Ending, "why" | "personName" | "lastSavedAt" | "unsent">): string {
  const reason = {
    withdrawn: `${personName} has withdrawn consent.`,
    expired: `What ${personName} agreed to has run out.`,
    ended: "This is no longer shared with you.",
  }[why];
  const at = lastSavedAt && formatTime(lastSavedAt.toISOString(), "clockSeconds");
  const saved = at && (unsent ? ` Your words up to ${at} were saved.` : ` Your last words were saved at ${at}.`);
  return `${reason} Writing has stopped.${saved ?? ""}`;
}

import { formatTime } from "~/kit/wallTime";
import type { Candidate, ItemLine, Successor, Suggestion } from "./reads.server";
import { choices, choicesFor, type ItemKind } from "./words";

export type Option = { value: string; label: string };

/** Where one row may go, as the lines of a select: colleagues with why one would choose them, then the rest. */
export function optionsFor({ kind, covered }: Pick<ItemLine, "kind" | "covered">, candidates: readonly Candidate[], successor: Successor | null = null): Option[] {
  if (!covered) return [{ value: "ask_first", label: choices.ask_first }];
  return choicesFor(kind).flatMap((choice) => (choice === "pass" ? candidates.map((one) => ({ value: `pass:${one.postId}`, label: `Pass on to ${one.people} (${capacityOf(one)})` })) : [{ value: choice, label: choice === "stays" && successor ? `${choices.stays}, and so with ${successor.name}` : choices[choice] }]));
}

export const valueOf = ({ choice, toPostId }: { choice: string | null; toPostId?: string | null | undefined }): string => (choice === "pass" ? `pass:${toPostId ?? ""}` : (choice ?? ""));

function capacityOf({ hostedAlike, cases }: Candidate): string {
  const people = cases === 1 ? "1 person" : `${cases} people`;
  return hostedAlike ? `same practice, ${people}` : people;
}

/** What one would most likely choose, and why. */
export function suggestedWords(item: Pick<ItemLine, "kind" | "covered">, suggestion: Suggestion, candidates: readonly Candidate[], successor: Successor | null = null): string {
  if (!item.covered) return "Their consent does not reach whoever comes next, so asking them is the only choice.";
  if (suggestion.choice === "close") return "Suggested: close. They have been quiet for three months.";
  if (suggestion.choice === "stays") return successor ? `Suggested: stays with the post, and so with ${successor.name}.` : "Suggested: stays with the post.";
  const to = candidates.find(({ postId }) => postId === suggestion.toPostId);
  if (!to) return "";
  return `Suggested: ${to.people}, ${to.hostedAlike ? "who works at the same practice" : "who has the most room"} (${to.cases === 1 ? "1 person" : `${to.cases} people`}).`;
}

/** Where a row goes, in a line. */
export function goesWords({ choice, toPostId }: { choice: string | null; toPostId: string | null }, people: Readonly<Record<string, string>>): string {
  if (choice === null) return "Not decided yet";
  if (choice === "pass") return `Pass on to ${people[toPostId ?? ""] ?? "a colleague"}`;
  return choices[choice as keyof typeof choices];
}

export const kindHeadings: Record<ItemKind, string> = { person: "People", step: "Next steps", tie: "Ties", gap: "Gaps led or hosted", event: "Events", job: "Jobs at events", action: "Actions", ask: "Questions", day: "Shadow days", booking: "Bookings", wish: "Wishes for a day" };

export const dayWords = (day: string): string => formatTime(day, "longDate");

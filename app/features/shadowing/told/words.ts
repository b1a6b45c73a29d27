import { formatTime } from "~/kit/wallTime";
import { possibleNames } from "../../gaps/names";

type Times = { startsAt: string; endsAt: string };

/** "Tue 24 Nov" */
export const dayWords = ({ startsAt }: { startsAt: string }): string => formatTime(startsAt, "day");

/** "Tuesday 24 November, 9:30 am to 1 pm" */
export function timesWords({ startsAt, endsAt }: Times): string {
  return `${formatTime(startsAt, "longDate")}, ${formatTime(startsAt, "time")} to ${formatTime(endsAt, "time")}`;
}

/**
 * A line that somebody wrote, as a letter may carry it. Letters leave the network and never name a person supported, so
 * what may name somebody stays on the page.
 */
export function lineWords(by: string, line: string, known: readonly string[]): string[] {
  if (!line.trim()) return [];
  return possibleNames(line, known).length > 0 ? [`${by} wrote a line. It is on the page.`] : [`${by} wrote: “${line.trim()}”`];
}

/** What the host wrote about the day, by the same rule; the page has it anyway. */
export function expectWords(expect: string, known: readonly string[]): string[] {
  return possibleNames(expect, known).length > 0 ? [] : [`What to expect: ${expect}`];
}

/** The next day like it, as one sentence, and where it is. */
export function nextWords(next: (Times & { host: string; hostOrganisation: string }) | undefined): string {
  return next ? `The next day like it: ${timesWords(next)}, with ${next.host}, ${next.hostOrganisation}.` : "There is no other day like it on offer at the moment. We can tell you when one appears.";
}

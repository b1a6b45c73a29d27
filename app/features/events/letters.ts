import { uidOf, type CalendarEntry } from "../diary/calendar/entry";
import type { DiaryLetter } from "../diary/letters.server";
import type { LearningEvent } from "./access.server";
import { spanWords } from "./when";

type Told = Pick<LearningEvent, "id" | "title" | "purpose" | "place" | "access" | "state" | "startsAt" | "endsAt" | "sequence" | "changedAt">;
type To = { name: string; email: string };

/** To somebody without an account, with their own link. */
export function guestLetter(event: Told & Pick<LearningEvent, "organisation">, { to, from, url }: { to: To; from: string; url: string }): DiaryLetter {
  const when = event.startsAt && event.endsAt ? spanWords(event.startsAt, event.endsAt) : "The date is still being found. Say which dates suit you.";
  return {
    to,
    kind: "guest",
    subject: `${event.title}: will you come?`,
    lines: [`${from} of ${event.organisation} invites you to “${event.title}”.`, ...paragraphs(event.purpose, when, event.place, event.access), "The link is yours alone; you need no account. Please do not pass it on."],
    link: { words: "Answer here", url },
    calendar: entryOf(event, url),
    about: event.id,
  };
}

/** What was said there, to a guest who was not. */
export function recapLetter(event: Told, { to, text }: { to: To; text: string }): DiaryLetter {
  return { to, kind: "event", subject: `${event.title}: what was said`, lines: [`You could not be at “${event.title}”. Here is what was said.`, text], about: event.id };
}

/** An event in somebody's calendar; none while its date is being found. `url` is where whoever gets it reads on. */
export function entryOf(event: Told, url: string): CalendarEntry | undefined {
  if (!event.startsAt || !event.endsAt) return undefined;
  return {
    uid: uidOf("event", event.id),
    sequence: event.sequence,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    title: event.title,
    where: event.place,
    description: paragraphs(event.purpose, event.access).join("\n\n"),
    url,
    status: event.state === "cancelled" ? "cancelled" : "confirmed",
    changedAt: event.changedAt,
  };
}

function paragraphs(...lines: string[]): string[] {
  return lines.filter((line) => line !== "");
}

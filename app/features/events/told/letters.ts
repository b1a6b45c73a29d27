import { formatTime } from "~/kit/wallTime";
import { dayAt } from "~/shared/zoned";
import type { CalendarEntry } from "../../diary/calendar/entry";
import type { DiaryLetter } from "../../diary/letters.server";
import { lineWords } from "../../shadowing/told/words";
import { entryOf } from "../letters";
import { spanWords } from "../when";
import type { TurnWhy } from "../words";
import type { Comer, ToldEvent, Turned } from "./story.server";

/** What the answer of somebody came to. */
export type Answered = "in" | "waiting" | "place" | "maybe" | "cant";
/** What everybody who comes is told of an event. */
export type Changed = TurnWhy | "where";
export type Said = { to: Comer; baseUrl: string; /** When it happened: what a calendar program takes the newest by. */ at: Date };

/** To one about their own answer. */
export function answeredLetter(event: ToldEvent, what: Answered, said: Said): DiaryLetter {
  const [subject, ...lines] = answeredWords(event, said.at)[what];
  const takes = what === "in" || what === "place";
  return {
    ...letterTo(event, said),
    subject: subject ?? event.title,
    lines: [...lines, ...(takes ? [...whereLines(event), keepInMind(event, said)] : []), ...byLink(said.to)],
    calendar: what === "waiting" ? undefined : entryFor(event, said),
  };
}

function answeredWords({ title, ...event }: ToldEvent, at: Date): Record<Answered, string[]> {
  const when = whenWords(event);
  return {
    in: [`You are going: ${title}`, `You are going to “${title}”. ${when}`],
    waiting: [`You wait for a place: ${title}`, `“${title}” is full, so you wait for a place. ${when}`, "If one comes free it is yours, and we write to you."],
    place: [`You have a place: ${title}`, `You waited for a place at “${title}”. One has come free, and it is yours. ${when}`],
    maybe: [`Maybe: ${title}`, `Your answer to “${title}” is now maybe. ${when}`, "In your calendar it stands as not sure yet. Once you know, say so, so that others can plan."],
    cant: [`You are not going: ${title}`, `Your answer to “${title}” is now that you can’t. ${isOver(event, at) ? "" : when}`.trim(), "This letter takes it out of your own calendar. If it suits after all, answer again."],
  };
}

/** To everybody who comes, may come or said which dates suit: another date or place, cancelled, on again. */
export function changedLetter(event: ToldEvent, what: Changed, turned: Turned | undefined, said: Said): DiaryLetter {
  const { subject, lines, ask } = changedWords(event, said.to)[what];
  const line = turned ? lineWords(turned.by, turned.line, [turned.by, event.title, event.place, event.organisation]) : [];
  return { ...letterTo(event, said), subject, lines: [...lines, ...line, ...(ask ? [ask] : []), ...byLink(said.to)], calendar: entryFor(event, said) };
}

type Words = { subject: string; lines: string[]; ask?: string };

function changedWords(event: ToldEvent, to: Comer): Record<Changed, Words> {
  const { title } = event;
  const when = whenWords(event);
  const on = event.startsAt ? `, ${formatTime(event.startsAt.toISOString(), "day")}` : "";
  const suits = to.says === null ? "Say whether you come." : "If that suits, there is nothing to do. If not, change your answer.";
  return {
    date_set: { subject: `The date is set: ${title}${on}`, lines: [`“${title}” has a date. ${when}`, ...whereLines(event)], ask: suits },
    moved: { subject: `A new time: ${title}${on}`, lines: [`“${title}” has moved. ${when}`, ...whereLines(event)], ask: suits },
    where: { subject: `Another place: ${title}${on}`, lines: [`“${title}” is somewhere else now. ${when}`, ...whereLines(event)], ask: suits },
    revived: { subject: `On again: ${title}${on}`, lines: [`“${title}” was cancelled and is on again. ${when}`, ...whereLines(event)], ask: suits },
    cancelled: { subject: `Cancelled: ${title}${on}`, lines: [`“${title}” is cancelled. ${event.startsAt ? `It would have been on ${spanOf(event)}.` : ""}`.trim()] },
  };
}

/** The day before; the day itself, where the work was late. */
export function tomorrowLetter(event: ToldEvent, said: Said): DiaryLetter {
  const day = event.startsAt && dayAt(event.startsAt) === dayAt(said.at) ? "Today" : "Tomorrow";
  return {
    ...letterTo(event, said),
    subject: `${day}: ${event.title}`,
    lines: [`You are going to “${event.title}”. ${whenWords(event)}`, ...whereLines(event), "If you cannot come after all, change your answer, so that somebody else can go.", ...byLink(said.to)],
  };
}

function letterTo(event: ToldEvent, { to, baseUrl }: Said): Pick<DiaryLetter, "to" | "kind" | "about" | "link"> {
  const link = to.isGuest ? undefined : { words: "The event, with everything about it", url: pageOf(event, baseUrl) };
  return { to: { name: to.name, email: to.email }, kind: "event", about: event.id, link };
}

/** Of a guest's link only the hash is kept, so no later letter can carry it. */
const byLink = ({ isGuest }: Comer) => (isGuest ? ["The link in your invitation still works: read on there, or change your answer."] : []);

function entryFor(event: ToldEvent, { to, baseUrl, at }: Said): CalendarEntry | undefined {
  const entry = entryOf(event, pageOf(event, baseUrl));
  if (!entry) return undefined;
  const status = event.state === "cancelled" || to.says === "cant" ? "cancelled" : to.place === "in" ? "confirmed" : "tentative";
  return { ...entry, status, changedAt: at > event.changedAt ? at : event.changedAt, url: to.isGuest ? undefined : entry.url };
}

function keepInMind({ startsAt }: ToldEvent, { at }: Said): string {
  const remind = startsAt && startsAt.getTime() - at.getTime() > 86_400_000 ? " We remind you the day before." : "";
  return `If something comes up, change your answer, so that somebody else can go.${remind}`;
}

const pageOf = ({ id }: ToldEvent, baseUrl: string) => `${baseUrl}/diary/events/${id}`;
const isOver = ({ endsAt }: Pick<ToldEvent, "endsAt">, at: Date) => endsAt !== null && endsAt < at;
const spanOf = ({ startsAt, endsAt }: Pick<ToldEvent, "startsAt" | "endsAt">) => (startsAt && endsAt ? spanWords(startsAt, endsAt) : "");
const whenWords = (event: Pick<ToldEvent, "startsAt" | "endsAt">) => (event.startsAt ? `It is on ${spanOf(event)}.` : "The date is still being found.");
const whereLines = ({ place, access }: ToldEvent) => (place || access ? [[...(place ? [`Where: ${place}`] : []), ...(access ? [access] : [])].join("\n")] : []);

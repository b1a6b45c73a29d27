import ical, { escape, foldLines, ICalCalendarMethod, ICalEventStatus, type ICalCalendar, type ICalEvent, type ICalEventData } from "ical-generator";
import { zone } from "~/shared/zoned";
import type { CalendarEntry, EntryStatus, EntryUid, EntryWords } from "./entry";
import { vtimezone, wallClock } from "./london";

/** How often programs are asked to look again; most look when they like. */
const lookAgainAfter = 6 * 3600;

const statuses: Record<EntryStatus, ICalEventStatus> = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};

/** `method` PUBLISH says: here it is, nobody waits for an answer. Answers are given on the thing's page. */
export type CalendarOptions = { name: string; source?: string | undefined; method?: "PUBLISH" | undefined };

/**
 * Entries as iCalendar text (RFC 5545, 7986). The same entries give the same bytes: an entry's stamp is when it was
 * last changed, never now. What happens once is told in UTC; what repeats is told by London's clocks, with its zone.
 */
export function calendarOf(entries: readonly CalendarEntry[], { name, source, method }: CalendarOptions): string {
  const calendar = ical({
    prodId: { company: "Common Thread", product: "Diary", language: "EN" },
    // The only words the library takes as they are.
    name: escape(plain(name), false),
    ...(method ? { method: ICalCalendarMethod.PUBLISH } : {}),
    ...(source ? { source, ttl: lookAgainAfter } : {}),
  });
  const opening = calendar.toString().slice(0, -closing.length);
  const zones = entries.some(({ repeat }) => repeat) ? `${vtimezone}\r\n` : "";
  const events = entries.map((entry) => written(calendar, entry));
  return `${opening}${zones}${events.join("")}${closing}\r\n`;
}

const closing = "END:VCALENDAR";

/** As each entry was written, for as long as somebody holds it: those of the network are handed over again and again. */
const texts = new WeakMap<CalendarEntry, string>();

function written(calendar: ICalCalendar, entry: CalendarEntry): string {
  const text = texts.get(entry) ?? add(calendar, entry).map(folded).join("");
  texts.set(entry, text);
  return text;
}

function add(calendar: ICalCalendar, { uid, repeat, ...words }: CalendarEntry): ICalEvent[] {
  if (!repeat) return [calendar.createEvent({ ...common(uid, words), start: words.startsAt, end: words.endsAt })];
  const zoned = (of: EntryWords) => ({ ...common(uid, of), start: wallClock(of.startsAt), end: wallClock(of.endsAt), timezone: zone });
  const left = repeat.exdates.length > 0 ? [`EXDATE;TZID=${zone}:${repeat.exdates.map(wallText).join(",")}`] : [];
  const main = calendar.createEvent({ ...zoned(words), repeating: [`RRULE:${repeat.rrule}`, ...left].join("\r\n") });
  return [main, ...repeat.overrides.map((other) => calendar.createEvent({ ...zoned(other), recurrenceId: wallClock(other.instead) }))];
}

/** The library folds letter by letter, a tenth of a second for a year's diary. Most lines are short, and most long ones plain addresses. */
function folded(event: ICalEvent): string {
  return event.toString().split("\r\n").map(foldedLine).join("\r\n");
}

const mostOctets = 74;

function foldedLine(line: string): string {
  if (Buffer.byteLength(line) <= mostOctets) return line;
  return /^[ -~]+$/.test(line) ? line.replaceAll(/.{74}(?!$)/g, "$&\r\n ") : foldLines(line);
}

function common(uid: EntryUid, { sequence, title, where, description, url, status, changedAt }: EntryWords): Omit<ICalEventData, "start"> {
  return {
    id: uid,
    sequence,
    stamp: changedAt,
    lastModified: changedAt,
    status: statuses[status],
    summary: plain(title),
    location: where ? plain(where) : null,
    description: description ? lines(description) : null,
    url: url ?? null,
  };
}

function wallText(at: Date): string {
  const clock = wallClock(at);
  return `${clock.format()}T${clock.format("HHmmss")}`;
}

// Control characters have no place in the format (RFC 5545, 3.1).
// eslint-disable-next-line no-control-regex
const unsaid = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]/g;

function lines(words: string): string {
  return words.replaceAll(unsaid, "").replaceAll(/\r\n?/g, "\n").replaceAll("\t", " ");
}

/** One line, whatever somebody wrote. */
function plain(words: string): string {
  return lines(words).replaceAll(/\s+/g, " ").trim();
}

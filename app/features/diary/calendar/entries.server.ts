import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { eventEntries, openEvents } from "../../events/calendar.server";
import { daysOnOffer, shadowEntries } from "../../shadowing/calendar.server";
import type { CalendarEntry, Span } from "./entry";

/** `baseUrl` is where an entry's page is. */
export type Asked = Span & { baseUrl: string };
/** What a feature brings into a calendar. One that fills the diary adds a line to `mine`, and to `open` what everybody may come to. */
export type EntrySource = (trx: Database, actor: Actor, asked: Asked) => Promise<CalendarEntry[]>;

const mine: readonly EntrySource[] = [shadowEntries, eventEntries];
const open: readonly EntrySource[] = [daysOnOffer, openEvents];

/** Everything in somebody's own diary that begins within a span, the earliest first. Call inside a transaction that knows them. */
export function diaryEntries(trx: Database, actor: Actor, asked: Asked): Promise<CalendarEntry[]> {
  return gather(mine, trx, actor, asked);
}

/** Everything the network has open: days on offer, events with a date. */
export function networkEntries(trx: Database, actor: Actor, asked: Asked): Promise<CalendarEntry[]> {
  return gather(open, trx, actor, asked);
}

async function gather(sources: readonly EntrySource[], trx: Database, actor: Actor, asked: Asked): Promise<CalendarEntry[]> {
  const all: CalendarEntry[] = [];
  for (const source of sources) all.push(...(await source(trx, actor, asked)));
  return all.sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime() || (one.uid < other.uid ? -1 : 1));
}

/** From a year ago until a year ahead, by whole days, so that a calendar nobody changed stays the same for a day. */
export function twoYears(now = new Date()): Span {
  const day = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return { from: new Date(day - 366 * 86_400_000), until: new Date(day + 367 * 86_400_000) };
}

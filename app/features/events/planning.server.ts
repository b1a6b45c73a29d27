import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { actedBy, inActingSeat, lineOf, wrong } from "../gaps/access.server";
import { findPlannedEvent, holdEvent, type Held } from "./access.server";
import { bornOf, factsOf, type Born, type EventFacts } from "./facts.server";
import { canActOnEvents } from "./policy";
import { addOptions } from "./polls.server";
import { requireToCome, spanAhead, spanOf, type Span, type Times, type When } from "./times.server";
import { requireUnturned, setDate, tellInvited, writeTurn } from "./turns.server";

export type NewEvent = EventFacts & { /** One date, or several to choose from. */ times?: Times | undefined; options?: readonly Times[] | undefined; born?: Born | undefined };

/**
 * Plans an event: on a date, or with dates to choose from. Its agenda and its recap begin with it.
 * @throws not_found, wrong_entry beside the field that is wrong
 */
export async function planEvent(db: Database, actor: Actor, { times, options = [], born, ...facts }: NewEvent, { at }: When = {}): Promise<{ eventId: string }> {
  if (!canActOnEvents(actor)) notFound();
  return inTransaction(db, async (trx) => {
    if (!times && options.length === 0) throw wrong("date", "Choose a date, or several for people to choose from.");
    const span = times && spanAhead(times, at);
    const acted = actedBy(actor, at);
    await trx
      .insertInto("learning_event")
      .values({ ...acted, ...factsOf(facts), ...(await bornOf(trx, born)), ...(span ? { ...span, state: "set" } : {}) })
      .execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "event.planned", subjectKind: "event", subjectId: acted.id });
    if (!span) await addOptions(trx, actor, acted.id, options, { at });
    return { eventId: acted.id };
  });
}

export type EventChange = EventFacts & { /** Another time, where that changes too. */ times?: Times | undefined; line?: string | undefined; /** The one its words were read at. */ version: number };

/**
 * Changes what an event is, and when. Those who come are told of another time or place.
 * @throws not_found, wrong_entry (also for fewer places than people who are going), conflict when somebody changed it meanwhile
 */
export async function changeEvent(db: Database, actor: Actor, eventId: string, { times, line = "", version, ...change }: EventChange, { at }: When = {}): Promise<{ version: number; told: number }> {
  return inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    const facts = factsOf(change);
    const held = await holdEvent(trx, event.id);
    await requireUnturned(trx, event.id, held, version);
    if (held.state === "cancelled") throw new AppError("conflict", "This event was cancelled. Put it on again first.");
    await requirePlaces(trx, event.id, facts.capacity);
    // What seeds tell of months gone by is nobody's news; the row has no time of its own to say so (migrations 95 and 98).
    if (at) await sql`select app.keep_quiet()`.execute(trx);
    await trx.updateTable("learning_event").set({ ...facts, version: held.version + 1 }).where("id", "=", event.id).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "event.changed", subjectKind: "event", subjectId: event.id });
    const span = times && anotherTime(held, times, at);
    const now = { ...held, version: held.version + 1 };
    const turned = span ? await setDate(trx, actor, event.id, now, span, { line, at }) : now;
    const matters = span !== undefined || event.place !== facts.place_words;
    return { version: turned.version, told: matters && !at ? await tellInvited(trx, actor, held.state === "set" ? "event.changed" : "event.date_set", event.id) : 0 };
  });
}

/** Cancels an event; those who were asked are told. It keeps its words and its past. Twice changes nothing. @throws not_found, wrong_entry, conflict */
export async function cancelEvent(db: Database, actor: Actor, eventId: string, { line = "", version }: { line?: string; version?: number } = {}, { at }: When = {}): Promise<{ version: number; told: number }> {
  return inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    const said = lineOf(line, { field: "line", most: 300, sentence: "", mayBeEmpty: true });
    const held = await holdEvent(trx, event.id);
    if (held.state === "cancelled") return { version: held.version, told: 0 };
    if (version !== undefined) await requireUnturned(trx, event.id, held, version);
    requireToCome(held, at);
    const turned = await writeTurn(trx, actor, event.id, held, { to: "cancelled", why: "cancelled", line: said, at });
    return { ...turned, told: at ? 0 : await tellInvited(trx, actor, "event.cancelled", event.id) };
  });
}

/** Puts a cancelled event on again, as it stood; those who were asked are told. @throws not_found, conflict */
export async function reviveEvent(db: Database, actor: Actor, eventId: string, { at }: When = {}): Promise<{ version: number; told: number }> {
  return inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    const held = await holdEvent(trx, event.id);
    if (held.state !== "cancelled") return { version: held.version, told: 0 };
    requireToCome({ state: "set", endsAt: held.endsAt }, at);
    const turned = await writeTurn(trx, actor, event.id, held, { to: held.startsAt ? "set" : "finding_date", why: "revived", at });
    return { ...turned, told: at ? 0 : await tellInvited(trx, actor, "event.changed", event.id) };
  });
}

/** The same time again is no move. */
function anotherTime(held: Held, times: Times, at: Date | undefined): Span | undefined {
  const { starts_at, ends_at } = spanOf(times);
  const same = starts_at.getTime() === held.startsAt?.getTime() && ends_at.getTime() === held.endsAt?.getTime();
  return same ? undefined : spanAhead(times, at);
}

/** Nobody who is going loses their place by it; PostgreSQL holds that too. @throws wrong_entry */
async function requirePlaces(trx: Database, eventId: string, capacity: number | null): Promise<void> {
  if (capacity === null) return;
  const { going } = await trx
    .selectFrom("event_answer")
    .where("event_id", "=", eventId)
    .where("ended_at", "is", null)
    .where("place", "=", "in")
    .select((select) => select.fn.countAll<number>().as("going"))
    .executeTakeFirstOrThrow();
  if (capacity < Number(going)) throw wrong("capacity", `${going === 1 ? "1 person is" : `${going} people are`} going. Ask some to wait first, or keep ${going} places.`);
}

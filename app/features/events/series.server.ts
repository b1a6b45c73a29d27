import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { repeatedDays } from "~/shared/repeats.server";
import { instantOf, isTime } from "~/shared/zoned";
import { actedBy, inActingSeat, lineOf, wrong } from "../gaps/access.server";
import { findPlannedEvent, holdEvent } from "./access.server";
import { factsOf, type EventFacts } from "./facts.server";
import { canActOnEvents } from "./policy";
import { requireToCome, spanAhead, type Times, type When } from "./times.server";
import { requireUnturned, setDate, tellInvited, writeTurn } from "./turns.server";
import { isRepeat, type Repeat } from "./words";

export type NewSeries = EventFacts & {
  every: string;
  /** The first day, and the last one there may be. */
  from: string;
  until: string | null | undefined;
  start: string;
  minutes: number;
  /** Days on which there is none, each with its reason: "No session: bank holiday". */
  exceptions?: readonly { date: string; line: string }[] | undefined;
};

/**
 * Starts a series: protected learning time, weekly or monthly, with who covers the desk. Its events are written out at
 * once, at most 60; one that is left out stands there cancelled, with its reason.
 * @throws not_found, wrong_entry beside the field that is wrong (a repeat without an end is one)
 */
export async function startSeries(db: Database, actor: Actor, series: NewSeries, { at }: When = {}): Promise<{ seriesId: string; eventIds: string[] }> {
  if (!canActOnEvents(actor)) notFound();
  return inTransaction(db, async (trx) => {
    const facts = factsOf(series);
    const spans = spansOf(series, at);
    const left = exceptionsOf(series, new Set(spans.map(({ date }) => date)));
    const acted = actedBy(actor, at);
    await trx
      .insertInto("event_series")
      .values({
        ...acted,
        title: facts.title,
        purpose: facts.purpose,
        every: series.every,
        from_date: series.from,
        until_date: series.until ?? series.from,
        wall_start: series.start.slice(0, 5),
        minutes: series.minutes,
        desk_words: facts.desk_words,
      })
      .execute();
    const events = spans.map(({ date, ...span }) => ({ date, row: { ...actedBy(actor, at), ...facts, ...span, state: "set", series_id: acted.id } }));
    await trx.insertInto("learning_event").values(events.map(({ row }) => row)).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "event.series_started", subjectKind: "series", subjectId: acted.id, detail: { events: events.length } });
    for (const { date, row } of events) {
      const line = left.get(date);
      if (line) await writeTurn(trx, actor, row.id, { version: 1 }, { to: "cancelled", why: "cancelled", line, at });
    }
    return { seriesId: acted.id, eventIds: events.map(({ row }) => row.id) };
  });
}

/**
 * One event of a series that is not as the others: not held, with its reason, or moved. Those who come are told.
 * @throws not_found, wrong_entry, conflict
 */
export async function exceptInSeries(db: Database, actor: Actor, eventId: string, { line, times, version }: { line: string; times?: Times | undefined; version: number }, { at }: When = {}): Promise<{ version: number; told: number }> {
  return inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    if (!event.seriesId) throw wrong("event", "This event is not part of a series.");
    const said = lineOf(line, { field: "line", most: 300, sentence: "Say why, such as: no session, bank holiday." });
    const held = await holdEvent(trx, event.id);
    await requireUnturned(trx, event.id, held, version);
    requireToCome(held, at);
    const turned = times
      ? await setDate(trx, actor, event.id, held, spanAhead(times, at), { line: said, at })
      : await writeTurn(trx, actor, event.id, held, { to: "cancelled", why: "cancelled", line: said, at });
    return { ...turned, told: at ? 0 : await tellInvited(trx, actor, times ? "event.changed" : "event.cancelled", event.id) };
  });
}

/** Ends a series: what is still to come is cancelled, each in the order in which a handover takes them; what has been stays. @throws not_found */
export async function endSeries(db: Database, actor: Actor, seriesId: string, { line = "" }: { line?: string } = {}): Promise<{ cancelled: number }> {
  return inTransaction(db, async (trx) => {
    if (!canActOnEvents(actor) || !isId(seriesId)) notFound();
    const said = lineOf(line, { field: "line", most: 300, sentence: "", mayBeEmpty: true });
    const coming = await trx.selectFrom("learning_event").where("series_id", "=", seriesId).where("state", "<>", "cancelled").where("starts_at", ">", new Date()).orderBy("id").select("id").execute();
    const ended = await trx.updateTable("event_series").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", seriesId).where("ended_at", "is", null).executeTakeFirst();
    if (ended.numUpdatedRows === 0n) notFound();
    for (const { id } of coming) {
      const held = await holdEvent(trx, id);
      await writeTurn(trx, actor, id, held, { to: "cancelled", why: "cancelled", line: said });
      await tellInvited(trx, actor, "event.cancelled", id);
    }
    return { cancelled: coming.length };
  });
}

function spansOf({ every, from, until, start, minutes }: NewSeries, at: Date | undefined) {
  if (!isRepeat(every)) throw wrong("every", "Choose every week, every two weeks or every month.");
  if (!isTime(start)) throw wrong("start", "Write a time, such as 13:00.");
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > 1440) throw wrong("minutes", "Say how long it takes, from 5 minutes to a day.");
  const spans = repeatedDays({ from, every: every as Repeat, until }).map((date) => {
    const starts_at = instantOf(date, start, "start");
    return { date, starts_at, ends_at: new Date(starts_at.getTime() + minutes * 60_000) };
  });
  if ((spans[0]?.starts_at ?? new Date(0)) <= (at ?? new Date())) throw wrong("from", "Choose a first day that is still to come.");
  return spans;
}

function exceptionsOf({ exceptions = [] }: NewSeries, days: ReadonlySet<string>): Map<string, string> {
  const left = exceptions.filter(({ date }) => days.has(date));
  return new Map(left.map(({ date, line }) => [date, lineOf(line, { field: "exceptions", most: 300, sentence: "Say why each day is left out, such as: bank holiday." })]));
}

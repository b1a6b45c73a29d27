import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actedBy, findGap, holdGap, inActingSeat, lineOf, wrong } from "../access.server";
import { flagWords } from "../flags.server";
import { dayFrom, momentFrom, weeksLater } from "./days.server";
import { inARow } from "./words";

type When = { at?: Date };
/** Day and times as the clock on the wall says them; `weeks` adds the same time for so many weeks in a row. */
export type NewSession = { day: string; starts: string; ends: string; line?: string | undefined; weeks?: number | undefined };
export type SessionLine = { id: string; startsAt: string; endsAt: string; line: string; cancelled: boolean };

/** Dates that may stand ahead. */
const mostAhead = 60;

/** Puts one or several dates on the group's page. @throws not_found, wrong_entry */
export async function addSessions(db: Database, actor: Actor, gapId: string, input: NewSession, { at }: When = {}): Promise<{ sessionIds: string[] }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const now = at ?? new Date();
    const line = lineOf(input.line ?? "", { field: "line", most: 200, sentence: "", mayBeEmpty: true });
    const times = timesOf(input, now);
    await holdGap(trx, gap.id);
    await requireRoom(trx, gap.id, times, now);
    const rows = times.map(({ startsAt, endsAt }) => ({ ...actedBy(actor, at), gap_id: gap.id, starts_at: startsAt, ends_at: endsAt, line }));
    await trx.insertInto("group_session").values(rows).execute();
    await flagWords(trx, actedBy(actor, at), { kind: "group_session", subjectId: rows[0]?.id ?? gap.id, gapId: gap.id, words: line });
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gap.id, detail: { what: "sessions_added", count: rows.length } });
    return { sessionIds: rows.map((row) => row.id) };
  });
}

function timesOf({ day: typed, starts, ends, weeks = 1 }: NewSession, now: Date): { startsAt: Date; endsAt: Date }[] {
  const first = dayFrom(typed, { field: "day", what: "the day", back: 1, ahead: 3, now });
  if (!first) throw wrong("day", "Choose the day.");
  if (!(inARow as readonly number[]).includes(weeks)) throw wrong("weeks", "Choose how many weeks in a row.");
  return Array.from({ length: weeks }, (_none, week) => {
    const day = weeksLater(first, week);
    const [startsAt, endsAt] = [momentFrom(day, starts, "starts"), momentFrom(day, ends, "ends")];
    if (endsAt <= startsAt) throw wrong("ends", "It ends before it begins. Check the two times.");
    return { startsAt, endsAt };
  });
}

async function requireRoom(trx: Database, gapId: string, times: { startsAt: Date }[], now: Date): Promise<void> {
  const there = await trx.selectFrom("group_session").where("gap_id", "=", gapId).where("ended_at", "is", null).where("starts_at", ">", new Date(now.getTime() - 366 * 86_400_000)).select("starts_at").execute();
  const taken = new Set(there.map((one) => one.starts_at.getTime()));
  if (times.some(({ startsAt }) => taken.has(startsAt.getTime()))) throw wrong("day", times.length === 1 ? "That date is on the page already." : "One of these dates is on the page already.");
  const ahead = there.filter((one) => one.starts_at > now).length;
  if (ahead + times.length > mostAhead) throw wrong("weeks", `There is room for ${mostAhead} dates ahead. Add fewer, or come back later.`);
}

/** Calls a date off; `back` puts it back. Anyone who acts may. @throws not_found, wrong_entry when the time was given away meanwhile */
export async function cancelSession(db: Database, actor: Actor, gapId: string, sessionId: string, { at = new Date(), back = false }: When & { back?: boolean } = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    if (!isId(sessionId)) notFound();
    await holdGap(trx, gap.id);
    const row = await trx.selectFrom("group_session").where("id", "=", sessionId).where("gap_id", "=", gap.id).select(["id", "starts_at as startsAt", "ended_at as endedAt"]).executeTakeFirst();
    if (!row) notFound();
    if ((row.endedAt === null) === back) return;
    if (back) await requireRoom(trx, gap.id, [row], at);
    await trx.updateTable("group_session").set(back ? { ended_at: null, ended_by: null } : { ended_at: at, ended_by: actor.accountId }).where("id", "=", row.id).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gap.id, detail: { what: back ? "session_back" : "session_cancelled" } });
  });
}

/** Dates to come, called off ones among them, and how often it has met. @throws not_found */
export async function sessionsOf(trx: Database, actor: Actor, gapId: string, now: Date = new Date()): Promise<{ ahead: SessionLine[]; held: number }> {
  const gap = await findGap(trx, actor, gapId);
  const rows = await trx
    .selectFrom("group_session")
    .where("gap_id", "=", gap.id)
    .where("ends_at", ">", now)
    .orderBy("starts_at")
    .orderBy("id")
    .limit(mostAhead * 2)
    .select(["id", "starts_at as startsAt", "ends_at as endsAt", "line", sql<boolean>`ended_at is not null`.as("cancelled")])
    .execute();
  const held = await trx.selectFrom("group_session").where("gap_id", "=", gap.id).where("ends_at", "<=", now).where("ended_at", "is", null).select((select) => select.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  return { ahead: rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() })), held: Number(held.count) };
}

/** Dates on the page that were not called off, gone by or to come: three are a start. */
export async function datesGiven(trx: Database, gapId: string): Promise<number> {
  const { count } = await trx.selectFrom("group_session").where("gap_id", "=", gapId).where("ended_at", "is", null).select((select) => select.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  return Number(count);
}

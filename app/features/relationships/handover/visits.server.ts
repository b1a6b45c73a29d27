import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { dayAt, isDay } from "~/shared/zoned";
import { actedBy, inActingSeat, wrong } from "../../gaps/access.server";
import { actingSeat } from "../../gaps/policy";
import { findHandover, findItem, saidByDatabase, type Handover } from "./access.server";
import { canHandOver } from "./policy";

export type Visit = { id: string; itemId: string; newcomerPostId: string; onDate: string; dayId: string | null; signedByLeaver: boolean; signedByNewcomer: boolean };

/** Visits that leaver and newcomer make together, the earliest first. Row-level security: the two, and those who make the handover. */
export async function visitsOf(trx: Database, handoverId: string): Promise<Visit[]> {
  const rows = await visible(trx).where("handover_id", "=", handoverId).orderBy("on_date").orderBy("id").execute();
  return rows.map(({ leaver, newcomer, ...visit }) => ({ ...visit, signedByLeaver: leaver !== null, signedByNewcomer: newcomer !== null }));
}

export type NewVisit = { itemId: string; onDate: string; newcomerPostId?: string | undefined; dayId?: string | undefined };

/** Plans one, by either of the two; on a handover shadow day where there is one. @throws not_found, not_allowed, wrong_entry, conflict */
export async function planVisit(db: Database, actor: Actor, { itemId, onDate, newcomerPostId, dayId }: NewVisit): Promise<{ visitId: string }> {
  if (!isDay(onDate)) throw wrong("onDate", "Write the day with its month and year, such as 24 11 2026.");
  if (onDate < dayAt(new Date())) throw wrong("onDate", "Choose today or a later day.");
  return inTransaction(db, async (trx) => {
    const item = await findItem(trx, itemId);
    const handover = await findHandover(trx, actor, item.handoverId);
    if (handover.state !== "open" && handover.state !== "sent") throw new AppError("conflict", "This handover is over.");
    if (onDate > dayAt(handover.lastAt)) throw wrong("onDate", "Choose a day until their last one.");
    const makes = canHandOver(actor, handover);
    const newcomer = newcomerPostId ?? item.toPostId ?? (makes ? undefined : actingSeat(actor)?.postId);
    if (!newcomer) throw wrong("newcomerPostId", "Choose first who takes it over.");
    const acted = actedBy(actor);
    await trx.insertInto("handover_visit").values({ ...acted, handover_id: handover.id, item_id: item.id, newcomer_post_id: newcomer, on_date: onDate, day_id: dayId ?? null }).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "handover.visit", subjectKind: "handover", subjectId: handover.id });
    return { visitId: acted.id };
  });
}

/** Each of the two signs for themself, once it has been; PostgreSQL holds both. @throws not_found, not_allowed, conflict before its day */
export async function signVisit(db: Database, actor: Actor, visitId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { visit, handover } = await findVisit(trx, actor, visitId);
    const asNewcomer = actor.seats.some((seat) => seat.postId === visit.newcomerPostId);
    const asLeaver = handover.leaverId === actor.accountId;
    if (!asNewcomer && !asLeaver) throw new AppError("not_allowed");
    const now = new Date();
    await trx
      .updateTable("handover_visit")
      .set(asLeaver ? { signed_by_leaver_at: visit.leaver ?? now } : { signed_by_newcomer_at: visit.newcomer ?? now })
      .where("id", "=", visit.id)
      .execute()
      .catch(saidByDatabase);
    await recordActivity(trx, inActingSeat(actor), { kind: "handover.visit", subjectKind: "handover", subjectId: handover.id });
  });
}

/** It will not be. @throws not_found */
export async function dropVisit(db: Database, actor: Actor, visitId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { visit, handover } = await findVisit(trx, actor, visitId);
    await trx.updateTable("handover_visit").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", visit.id).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "handover.visit", subjectKind: "handover", subjectId: handover.id });
  });
}

function visible(trx: Database) {
  return trx
    .selectFrom("handover_visit")
    .where("ended_at", "is", null)
    .select(["id", "item_id as itemId", "newcomer_post_id as newcomerPostId", "day_id as dayId", "signed_by_leaver_at as leaver", "signed_by_newcomer_at as newcomer"])
    .select(sql<string>`on_date::text`.as("onDate"));
}

async function findVisit(trx: Database, actor: Actor, visitId: string) {
  if (!isId(visitId)) notFound();
  const visit = await visible(trx).where("id", "=", visitId).select("handover_id as handoverId").executeTakeFirst();
  if (!visit) return notFound();
  const handover: Handover = await findHandover(trx, actor, visit.handoverId);
  return { visit, handover };
}

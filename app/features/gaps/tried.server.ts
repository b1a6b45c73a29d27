import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actedBy, findGap, inActingSeat, lineOf } from "./access.server";
import { flagWords } from "./flags.server";
import type { NameReason } from "./names";
import { canEnd } from "./policy";
import { answerFlags } from "./reviews.server";

type When = { at?: Date };

/** Adds a line to what has been tried. @throws not_found, wrong_entry */
export async function addTried(db: Database, actor: Actor, gapId: string, input: { line: string }, { at }: When = {}): Promise<{ triedId: string; flagged: NameReason[] }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const line = lineOf(input.line, { field: "line", most: 500, sentence: "Say what was tried, and what came of it." });
    const acted = actedBy(actor, at);
    await trx.insertInto("gap_tried").values({ ...acted, gap_id: gap.id, line }).execute();
    const flagged = await flagWords(trx, acted, { kind: "gap_tried", subjectId: acted.id, gapId: gap.id, words: line });
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gap.id, detail: { what: "tried" } });
    return { triedId: acted.id, flagged };
  });
}

/** Takes a line out of what has been tried. Doing it twice changes nothing. @throws not_found, not_allowed */
export async function removeTried(db: Database, actor: Actor, gapId: string, triedId: string, { at = new Date() }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const row = await triedDoor(trx, actor, gapId, triedId);
    if (row.ended_at) return;
    await trx.updateTable("gap_tried").set({ ended_at: at, ended_by: actor.accountId }).where("id", "=", triedId).execute();
    await answerFlags(trx, actor, triedId, "reworded");
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gapId, detail: { what: "tried_removed" } });
  });
}

/** Puts a line back that was taken out by mistake. @throws not_found, not_allowed */
export async function restoreTried(db: Database, actor: Actor, gapId: string, triedId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const row = await triedDoor(trx, actor, gapId, triedId);
    if (!row.ended_at) return;
    await trx.updateTable("gap_tried").set({ ended_at: null, ended_by: null }).where("id", "=", triedId).execute();
    await flagWords(trx, actedBy(actor), { kind: "gap_tried", subjectId: triedId, gapId, words: row.line });
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gapId, detail: { what: "tried" } });
  });
}

async function triedDoor(trx: Database, actor: Actor, gapId: string, triedId: string) {
  const gap = await findGap(trx, actor, gapId);
  const row = isId(triedId) && (await trx.selectFrom("gap_tried").where("id", "=", triedId).where("gap_id", "=", gap.id).select(["account_id as accountId", "post_id as postId", "line", "ended_at"]).executeTakeFirst());
  if (!row) notFound();
  if (!canEnd(actor, row)) throw new AppError("not_allowed");
  return row;
}

import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actedBy, findGap, holdGap, inActingSeat, lineOf, wrong } from "./access.server";
import { flagWords } from "./flags.server";
import { stages, type Stage } from "./words";

type When = { at?: Date };

/** What each stage needs said. Spotted is the posting, hosted the taking of that part. */
const asks: Partial<Record<Stage, string>> = {
  shaped: "Say in a sentence what was agreed.",
  running: "Say when and where the group meets.",
  handed_on: "Say to whom it was handed on.",
};
type Said = keyof typeof asks;

/**
 * Marks a stage, with a sentence of what was agreed, where it meets or who has it now. Whoever is second is told who
 * was first. @throws not_found, wrong_entry, conflict "Jo Rennie of Harbour Link Workers marked this first."
 */
export async function reachStage(db: Database, actor: Actor, gapId: string, input: { stage: string; line: string }, { at }: When = {}): Promise<{ stageId: string }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    if (!isStage(input.stage)) throw wrong("stage", "Choose shaped, running or handed on. Spotted and hosted follow from who takes part.");
    const line = lineOf(input.line, { field: "line", most: 500, sentence: asks[input.stage] ?? "" });
    await holdGap(trx, gap.id);
    const first = await reachedBy(trx, gap.id, input.stage);
    if (first) throw new AppError("conflict", `${first.name} of ${first.organisation} marked this first.`);
    const acted = actedBy(actor, at);
    await trx.insertInto("gap_stage").values({ ...acted, gap_id: gap.id, stage: input.stage, line }).execute();
    // Words about the gap that are not its sentence: the row they stand in says which.
    await flagWords(trx, acted, { kind: "gap", subjectId: acted.id, gapId: gap.id, words: line });
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.stage_reached", subjectKind: "gap", subjectId: gap.id, detail: { stage: input.stage } });
    return { stageId: acted.id };
  });
}

/** Takes a stage back: it was marked too early, or is so no more. Doing it twice changes nothing. @throws not_found, wrong_entry */
export async function undoStage(db: Database, actor: Actor, gapId: string, stageId: string, { at = new Date() }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const row = isId(stageId) && (await trx.selectFrom("gap_stage").where("id", "=", stageId).where("gap_id", "=", gap.id).select(["stage", "ended_at"]).executeTakeFirst());
    if (!row) throw new AppError("not_found");
    if (row.stage === "spotted") throw new AppError("conflict", "A gap was spotted, or it would not be here. To take it off the board, take it down.");
    await holdGap(trx, gap.id);
    const ended = await trx.updateTable("gap_stage").set({ ended_at: at, ended_by: actor.accountId }).where("id", "=", stageId as string).where("ended_at", "is", null).executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return;
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.stage_undone", subjectKind: "gap", subjectId: gap.id, detail: { stage: row.stage } });
  });
}

const isStage = (stage: string): stage is Said => Object.hasOwn(stages, stage) && Object.hasOwn(asks, stage);

function reachedBy(trx: Database, gapId: string, stage: Stage) {
  return trx
    .selectFrom("gap_stage")
    .innerJoin("account", "account.id", "gap_stage.account_id")
    .innerJoin("organisation", "organisation.id", "gap_stage.organisation_id")
    .where("gap_stage.gap_id", "=", gapId)
    .where("gap_stage.stage", "=", stage)
    .where("gap_stage.ended_at", "is", null)
    .select(["account.name", "organisation.name as organisation"])
    .executeTakeFirst();
}

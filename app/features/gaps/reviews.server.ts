import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { findGap, inActingSeat, wrong } from "./access.server";
import { canReview } from "./policy";

/**
 * Says of flagged words that they name nobody, or that they were changed. Words that name somebody are changed first, or
 * the gap is taken down. Reviewed twice: the first stands. @throws not_found, not_allowed, wrong_entry
 */
export async function reviewFlag(db: Database, actor: Actor, gapId: string, flagId: string, outcome: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const flag = isId(flagId) && (await trx.selectFrom("words_flag").where("id", "=", flagId).where("gap_id", "=", gap.id).select("organisation_id as organisationId").executeTakeFirst());
    if (!flag) notFound();
    if (!canReview(actor, flag)) throw new AppError("not_allowed");
    if (outcome !== "fine" && outcome !== "reworded") throw wrong("outcome", "Say that it is fine, or that it was reworded.");
    const reviewed = await trx.updateTable("words_flag").set({ reviewed_at: new Date(), reviewed_by: actor.accountId, outcome }).where("id", "=", flagId).where("reviewed_at", "is", null).executeTakeFirst();
    if (reviewed.numUpdatedRows === 0n) return;
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.reviewed", subjectKind: "gap", subjectId: gap.id, detail: { outcome } });
  });
}

/** The words a flag was about are gone: nobody has to look at them any more. */
export async function answerFlags(trx: Database, actor: Actor, subjectId: string, outcome: "fine" | "reworded"): Promise<void> {
  await trx.updateTable("words_flag").set({ reviewed_at: new Date(), reviewed_by: actor.accountId, outcome }).where("subject_id", "=", subjectId).where("reviewed_at", "is", null).execute();
}

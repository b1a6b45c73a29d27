import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { findGap, holdGap, inActingSeat } from "./access.server";

type When = { at?: Date };

/**
 * Answers "Still true?" with yes: the gap stays where it is and counts as lively again. Moving it or letting it rest
 * answers too, by what was done. Nobody asked, or somebody answered before: nothing changes. @throws not_found
 */
export async function answerStillTrue(db: Database, actor: Actor, gapId: string, { at = new Date() }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    await holdGap(trx, gap.id);
    const answered = await trx
      .updateTable("gap_check")
      .set({ answered_at: at, answered_by: actor.accountId, answer: "still_true" })
      .where("gap_id", "=", gap.id)
      .where("answered_at", "is", null)
      .executeTakeFirst();
    if (answered.numUpdatedRows === 0n) return;
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.still_true", subjectKind: "gap", subjectId: gap.id });
  });
}

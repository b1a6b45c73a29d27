import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, databaseReason, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { findPost } from "./access.server";
import { canLookAfterPost } from "./policy";

/**
 * Ends somebody's time in a post, now. Offboarding is this one act: what the seat opened is closed with the
 * commit, live documents included. People may also leave a post of their own.
 * @throws not_found, not_allowed, conflict for the last who looks after the network
 */
export async function endTenure(db: Database, actor: Actor, tenureId: string, why: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    if (!isId(tenureId)) notFound();
    const tenure = await trx.selectFrom("tenure").where("id", "=", tenureId).select(["id", "account_id", "post_id", "valid_until"]).executeTakeFirst();
    if (!tenure) return notFound();
    const post = await findPost(trx, actor, tenure.post_id);
    if (!canLookAfterPost(actor, post) && tenure.account_id !== actor.accountId) throw new AppError("not_allowed");
    if (tenure.valid_until && tenure.valid_until <= new Date()) return;
    // Written before the end, while one who leaves may still write.
    await recordActivity(trx, actor, { kind: "tenure.ended", subjectKind: "tenure", subjectId: tenure.id, detail: { post: post.id } });
    await trx
      .updateTable("tenure")
      .set({ valid_until: sql<Date>`now()`, ended_by: actor.accountId, ended_why: why.slice(0, 500) })
      .where("id", "=", tenure.id)
      .execute()
      .catch(sayWhoIsLast);
  });
}

export const lastFacilitator = "Nobody else looks after the network. Invite another facilitator first. Once they are here, this can end.";

/** A network is never left without anybody who looks after it. */
export function sayWhoIsLast(error: unknown): never {
  throw databaseReason(error) === "last_facilitator" ? new AppError("conflict", lastFacilitator) : error;
}

import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { tellPosts } from "../../inbox/tell.server";
import { wrong } from "../../gaps/access.server";
import { actFrom, findOwnTie, holdTie, ofTie, onTie } from "../access.server";
import { canSpeakFor } from "../policy";
import { isOneOf, parts, type Part } from "../words";

type When = { at?: Date };
export type NewHolder = { postId: string; part: string };

/**
 * Names a post that holds the tie on its own side: first, second or more senior. A post that holds it already changes its
 * part. There is one first and one second: of two who name one at once, the second is told. @throws not_found, not_allowed, wrong_entry, conflict
 */
export async function nameHolder(db: Database, actor: Actor, tieId: string, { postId, part }: NewHolder, { at }: When = {}): Promise<{ holderId: string }> {
  return inTransaction(db, async (trx) => {
    const tie = await findOwnTie(trx, actor, tieId);
    if (!isOneOf(parts, part)) throw wrong("part", "Choose first, second or more senior.");
    const post = isId(postId) ? await trx.selectFrom("post").where("id", "=", postId).where("closed_at", "is", null).select(["id", "organisation_id as sideId", "role"]).executeTakeFirst() : undefined;
    if (!post || ![tie.oneId, tie.otherId].includes(post.sideId) || post.role === "commissioner") throw wrong("postId", "Choose a post of your organisation.");
    if (!canSpeakFor(actor, post.sideId)) throw new AppError("not_allowed");
    const held = await holdTie(trx, tie.id);
    if (held.state !== "held" && held.state !== "proposed") throw new AppError("conflict", "This tie is not held any more. Propose it again first.");
    const there = await trx.selectFrom("tie_holder").where("tie_id", "=", tie.id).where("side_id", "=", post.sideId).where("ended_at", "is", null).select(["id", "holder_post_id", "part"]).execute();
    const own = there.find((one) => one.holder_post_id === post.id);
    if (own?.part === part) return { holderId: own.id };
    if (part !== "senior" && there.some((one) => one.part === part)) throw taken(part);
    const speaker = onTie(actor, tie);
    if (own) await trx.updateTable("tie_holder").set({ ended_at: at ?? new Date(), ended_by: actor.accountId }).where("id", "=", own.id).execute();
    const acted = actFrom(speaker, speaker.seat, at);
    await trx.insertInto("tie_holder").values({ ...acted, ...ofTie(tie), side_id: post.sideId, holder_post_id: post.id, part }).execute();
    await recordActivity(trx, speaker, { kind: "tie.holder", subjectKind: "tie", subjectId: tie.id, detail: { part } });
    if (!at) await tellPosts(trx, actor, "tie.holds", { tieId: tie.id }, [post.id]);
    return { holderId: acted.id };
  });
}

/** A post holds it no more. Twice changes nothing. @throws not_found, not_allowed */
export async function takeBackHolder(db: Database, actor: Actor, tieId: string, holderId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const tie = await findOwnTie(trx, actor, tieId);
    const holder = isId(holderId) ? await trx.selectFrom("tie_holder").where("id", "=", holderId).where("tie_id", "=", tie.id).select(["id", "side_id", "ended_at"]).executeTakeFirst() : undefined;
    if (!holder) notFound();
    if (!canSpeakFor(actor, holder.side_id)) throw new AppError("not_allowed");
    const ended = await trx.updateTable("tie_holder").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", holder.id).where("ended_at", "is", null).executeTakeFirst();
    if (ended.numUpdatedRows > 0n) await recordActivity(trx, onTie(actor, tie), { kind: "tie.holder", subjectKind: "tie", subjectId: tie.id, detail: { ended: true } });
  });
}

function taken(part: Exclude<Part, "senior">): AppError {
  return new AppError("conflict", `Your side has a ${part} holder already. Take that back first, or choose another part.`);
}

import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actedBy } from "../gaps/access.server";
import type { LearningEvent } from "./access.server";
import { canAnswerFor } from "./policy";
import type { When } from "./times.server";

export type Invitee = { id: string; postId: string | null };

/**
 * Whose answer this is: that of the person asked for, when a planner notes it down; else one's own post's. Whoever was
 * not asked and finds the event joins it. @throws not_found
 */
export async function inviteeFor(trx: Database, actor: Actor, event: LearningEvent, { inviteeId, at }: When & { inviteeId?: string | undefined }): Promise<Invitee> {
  if (inviteeId !== undefined) {
    const invitee = await findInvitee(trx, event.id, inviteeId);
    if (!canAnswerFor(actor, event, invitee)) notFound();
    return invitee;
  }
  const own = await trx
    .selectFrom("event_invitee")
    .where("event_id", "=", event.id)
    .where("ended_at", "is", null)
    .where("invited_post_id", "in", actor.seats.map(({ postId }) => postId))
    .orderBy("at")
    .select(["id", "invited_post_id as postId"])
    .execute();
  return own.find(({ postId }) => postId === actor.seat?.postId) ?? own[0] ?? joins(trx, actor, event.id, at);
}

/** Somebody who is asked to this event, or walked in. @throws not_found */
export async function findInvitee(trx: Database, eventId: string, inviteeId: string): Promise<Invitee> {
  if (!isId(inviteeId)) notFound();
  const row = await trx
    .selectFrom("event_invitee")
    .where("id", "=", inviteeId)
    .where("event_id", "=", eventId)
    .where("ended_at", "is", null)
    .select(["id", "invited_post_id as postId"])
    .executeTakeFirst();
  return row ?? notFound();
}

async function joins(trx: Database, actor: Actor, eventId: string, at: Date | undefined): Promise<Invitee> {
  const acted = actedBy(actor, at);
  await trx.insertInto("event_invitee").values({ ...acted, event_id: eventId, invited_post_id: acted.post_id, came_by: "self" }).execute();
  return { id: acted.id, postId: acted.post_id };
}

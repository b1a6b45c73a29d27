import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { actedBy, inActingSeat } from "../../gaps/access.server";
import { actingSeat } from "../../gaps/policy";
import { tellPosts } from "../../inbox/tell.server";
import { canShadow } from "../policy";

/** Whether the post the actor acts from is told when a day appears. */
export async function isAlerted(trx: Database, actor: Actor): Promise<boolean> {
  const postId = actingSeat(actor)?.postId;
  if (!postId) return false;
  const found = await trx.selectFrom("shadow_alert").where("post_id", "=", postId).where("ended_at", "is", null).select("id").executeTakeFirst();
  return found !== undefined;
}

/** "Tell me when one appears": the actor's post hears of every offer until somebody in it says enough. Twice changes nothing. @throws not_found */
export async function tellMe(db: Database, actor: Actor, { at }: { at?: Date } = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    if (!canShadow(actor)) notFound();
    await trx.insertInto("shadow_alert").values(actedBy(actor, at)).onConflict((conflict) => conflict.doNothing()).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.alert_set", subjectKind: "account", subjectId: actor.accountId, detail: { on: true } });
  });
}

/** Enough of it. Twice changes nothing. @throws not_found */
export async function tellMeNoMore(db: Database, actor: Actor): Promise<void> {
  await inTransaction(db, async (trx) => {
    if (!canShadow(actor)) notFound();
    const postId = actingSeat(actor)?.postId ?? "";
    await trx.updateTable("shadow_alert").set({ ended_at: new Date(), ended_by: actor.accountId }).where("post_id", "=", postId).where("ended_at", "is", null).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.alert_set", subjectKind: "account", subjectId: actor.accountId, detail: { on: false } });
  });
}

/** Tells who waits for it that a day is on offer: of a handover its newcomer alone, else whoever asked to be told. */
export async function tellOfDay(trx: Database, actor: Actor, dayId: string, newcomerId: string | null): Promise<void> {
  const posts = newcomerId ? await postsOf(trx, newcomerId) : await postsAwaiting(trx);
  await tellPosts(trx, actor, "shadow.appeared", { dayId }, posts);
}

async function postsAwaiting(trx: Database): Promise<string[]> {
  const { rows } = await sql<{ post: string }>`select app.posts_awaiting_days() as post`.execute(trx);
  return rows.map(({ post }) => post);
}

async function postsOf(trx: Database, accountId: string): Promise<string[]> {
  const seats = await trx.selectFrom("app.seat").where("account_id", "=", accountId).where("role", "<>", "commissioner").select("post_id as postId").execute();
  return seats.flatMap(({ postId }) => postId ?? []);
}

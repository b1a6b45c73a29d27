import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { canActOnGaps } from "../policy";

export type Ask = { id: string; accountId: string; postId: string; need: string; areaId: string | null };
export type Answer = { id: string; askId: string; accountId: string; postId: string; line: string; at: Date; endedAt: Date | null; endedBy: string | null };

/** Questions the actor of `trx` may see: all that were not taken back, for whoever acts in the network. Chain on it. */
export function visibleAsks(trx: Database) {
  return trx
    .selectFrom("ask")
    .where(sql<boolean>`(select app.is_acting())`)
    .where("ask.ended_at", "is", null);
}

/** The door to one question. @throws not_found */
export async function findAsk(trx: Database, actor: Actor, askId: string): Promise<Ask> {
  if (!canActOnGaps(actor) || !isId(askId)) notFound();
  const ask = await visibleAsks(trx)
    .where("ask.id", "=", askId)
    .select(["ask.id", "ask.account_id as accountId", "ask.post_id as postId", "ask.need", "ask.area_id as areaId"])
    .executeTakeFirst();
  return ask ?? notFound();
}

/**
 * Holds a question still until `trx` ends, before anything that hangs on it is touched: taking it back takes the question
 * first and then all of that, so that the other order would make the two wait for each other. @throws not_found when it
 * was taken back meanwhile
 */
export async function holdAsk(trx: Database, askId: string): Promise<void> {
  if (!(await visibleAsks(trx).where("ask.id", "=", askId).select("ask.id").forNoKeyUpdate().executeTakeFirst())) notFound();
}

/** The door to one answer, taken back or not, and the question it is to. @throws not_found */
export async function findAnswer(trx: Database, actor: Actor, answerId: string): Promise<{ ask: Ask; answer: Answer }> {
  if (!canActOnGaps(actor) || !isId(answerId)) notFound();
  const answer = await trx
    .selectFrom("ask_answer")
    .where("id", "=", answerId)
    .select(["id", "ask_id as askId", "account_id as accountId", "post_id as postId", "line", "at", "ended_at as endedAt", "ended_by as endedBy"])
    .executeTakeFirst();
  if (!answer) notFound();
  return { answer, ask: await findAsk(trx, actor, answer.askId) };
}

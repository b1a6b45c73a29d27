import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { postsFollowing, tellPosts } from "../../inbox/tell.server";
import { actedBy, inActingSeat, lineOf, requireArea, wrong } from "../access.server";
import { flagWords } from "../flags.server";
import type { NameReason } from "../names";
import { canActOnGaps } from "../policy";
import { isGroup, isNeed } from "../words";
import { findAsk } from "./access.server";
import { canKeep } from "./policy";
import { mostQuestion } from "./words";

export type NewAsk = { question: string; areaId?: string | null | undefined; need: string; groups: readonly string[] };
type When = { at?: Date };

/**
 * Asks the network a question without any person in it. Posts that want to hear of its area, need or groups find it
 * waiting for them. Words that may name somebody are flagged, never refused.
 * @returns what was seen in them, and to how many posts, of how many organisations, it went
 * @throws not_allowed, wrong_entry
 */
export async function askNetwork(db: Database, actor: Actor, input: NewAsk, { at }: When = {}): Promise<{ askId: string; flagged: NameReason[]; sent: Sent }> {
  if (!canActOnGaps(actor)) throw new AppError("not_allowed");
  return inTransaction(db, async (trx) => {
    const facts = await checked(trx, input);
    const acted = actedBy(actor, at);
    const askId = acted.id;
    await trx.insertInto("ask").values({ ...acted, ...facts }).execute();
    const flagged = await flagWords(trx, acted, { kind: "ask", subjectId: askId, askId, words: facts.question });
    const following = await postsFollowing(trx, { areaId: facts.area_id, need: facts.need, groups: facts.groups });
    if (!at) await tellPosts(trx, actor, "ask.matched", { askId }, following);
    const sent = { posts: following.length, organisations: await organisationsOf(trx, following) };
    await recordActivity(trx, inActingSeat(actor), { kind: "ask.asked", subjectKind: "ask", subjectId: askId, detail: { ...sent, flagged: flagged.length } });
    return { askId, flagged, sent };
  });
}

export type Sent = { posts: number; organisations: number };

/** Takes a question back, with every word of it and of its answers. @throws not_found, not_allowed */
export async function withdrawAsk(db: Database, actor: Actor, askId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const ask = await findAsk(trx, actor, askId);
    if (!canKeep(actor, ask)) throw new AppError("not_allowed");
    await trx.updateTable("ask").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", ask.id).where("ended_at", "is", null).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "ask.ended", subjectKind: "ask", subjectId: ask.id });
  });
}

async function organisationsOf(trx: Database, posts: readonly string[]): Promise<number> {
  if (posts.length === 0) return 0;
  const { count } = await trx
    .selectFrom("post")
    .where("id", "in", [...posts])
    .select((select) => select.fn.count<number>("organisation_id").distinct().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function checked(trx: Database, { question, areaId, need, groups }: NewAsk) {
  const said = lineOf(question, { field: "question", most: mostQuestion, sentence: "Write your question in a sentence or two." });
  if (!isNeed(need)) throw wrong("need", "Choose what it is about.");
  const chosen = [...new Set(groups)];
  if (chosen.length > 6 || !chosen.every(isGroup)) throw wrong("groups", "Choose up to six groups from the list.");
  return { question: said, area_id: await requireArea(trx, areaId), need, groups: chosen };
}

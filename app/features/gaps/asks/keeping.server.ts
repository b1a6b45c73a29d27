import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { tellPosts } from "../../inbox/tell.server";
import { actedBy, inActingSeat, wrong } from "../access.server";
import { findAnswer, findAsk, holdAsk, type Ask } from "./access.server";
import { canKeep } from "./policy";

type When = { at?: Date };

/** Keeps one answer: it is found from now on, and comes back to be checked in a year. Another one kept gives way. @throws not_found, not_allowed */
export async function keepAnswer(db: Database, actor: Actor, answerId: string, { at }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { ask, answer } = await findAnswer(trx, actor, answerId);
    if (!canKeep(actor, ask)) throw new AppError("not_allowed");
    await holdAsk(trx, ask.id);
    if (answer.endedAt) throw new AppError("conflict", "This answer was taken back meanwhile.");
    const before = await keptOf(trx, ask.id);
    if (before === answer.id) return;
    await endKept(trx, actor, ask.id);
    await trx.insertInto("ask_acceptance").values({ ...actedBy(actor, at), ask_id: ask.id, answer_id: answer.id }).execute();
    if (!at) await tellPosts(trx, actor, "ask.accepted", { askId: ask.id }, [answer.postId]);
    await recordActivity(trx, inActingSeat(actor), { kind: "ask.accepted", subjectKind: "ask", subjectId: ask.id });
  });
}

/** Lets the kept answer go: the question is open again. Doing it twice changes nothing. @throws not_found, not_allowed */
export async function letGo(db: Database, actor: Actor, askId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const ask = await findOwn(trx, actor, askId);
    if (await endKept(trx, actor, ask.id)) await recordActivity(trx, inActingSeat(actor), { kind: "ask.accepted", subjectKind: "ask", subjectId: ask.id, detail: { letGo: true } });
  });
}

/**
 * Checks a kept answer: still right, and it is left alone for another year; or out of date, which opens the question
 * again. It may be checked before it is asked about. @throws not_found, not_allowed, wrong_entry
 */
export async function checkKept(db: Database, actor: Actor, askId: string, answer: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const ask = await findOwn(trx, actor, askId);
    if (answer !== "still_right" && answer !== "out_of_date") throw wrong("answer", "Say whether it is still right.");
    const checked = { answered_at: new Date(), answered_by: actor.accountId, answer };
    const open = await trx.updateTable("ask_check").set(checked).where("ask_id", "=", ask.id).where("answered_at", "is", null).executeTakeFirst();
    await trx.updateTable("inbox_item").set({ seen_at: new Date(), seen_by: actor.accountId }).where("ask_id", "=", ask.id).where("kind", "=", "ask.check").where("seen_at", "is", null).execute();
    if (answer === "out_of_date") await endKept(trx, actor, ask.id);
    if (open.numUpdatedRows > 0n || answer === "out_of_date") await recordActivity(trx, inActingSeat(actor), { kind: "ask.checked", subjectKind: "ask", subjectId: ask.id, detail: { answer } });
  });
}

/** A question of one's own, held still. */
async function findOwn(trx: Database, actor: Actor, askId: string): Promise<Ask> {
  const ask = await findAsk(trx, actor, askId);
  if (!canKeep(actor, ask)) throw new AppError("not_allowed");
  await holdAsk(trx, ask.id);
  return ask;
}

async function keptOf(trx: Database, askId: string): Promise<string | undefined> {
  const row = await trx.selectFrom("ask_acceptance").where("ask_id", "=", askId).where("ended_at", "is", null).select("answer_id").executeTakeFirst();
  return row?.answer_id;
}

async function endKept(trx: Database, actor: Actor, askId: string): Promise<boolean> {
  const ended = await trx.updateTable("ask_acceptance").set({ ended_at: new Date(), ended_by: actor.accountId }).where("ask_id", "=", askId).where("ended_at", "is", null).executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

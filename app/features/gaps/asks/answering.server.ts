import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, databaseReason } from "~/shared/errors";
import { tellPosts } from "../../inbox/tell.server";
import { actedBy, inActingSeat, lineOf, wrong } from "../access.server";
import { flagWords } from "../flags.server";
import type { NameReason } from "../names";
import { findAnswer, findAsk } from "./access.server";
import { canChangeAnswer, canTakeDownAnswer } from "./policy";
import { mostAnswer } from "./words";

export type NewAnswer = { line: string; via?: string | undefined };
type When = { at?: Date };

/** How long an answer that was taken back can be put back. */
export const undoMinutes = 10;
const ways = ["page", "email", "phone"] as const;

/**
 * Answers a question. The words may come from anywhere: the page calls this from its action; the inbox will call it with
 * `via: "email"` for a letter to the question's reply address, after it has found the account that the sender's address
 * and the address's secret belong to, with that account as `actor` and the newest part of the letter as `line`; and
 * whoever takes a telephone call writes it down with `via: "phone"`. The rules, the flag and the notice are the same.
 * @throws not_found, wrong_entry
 */
export async function answerAsk(db: Database, actor: Actor, askId: string, { line, via = "page" }: NewAnswer, { at }: When = {}): Promise<{ answerId: string; flagged: NameReason[] }> {
  return inTransaction(db, async (trx) => {
    const ask = await findAsk(trx, actor, askId);
    if (!isWay(via)) throw wrong("line", "Say how the answer came: page, email or phone.");
    const said = answerOf(line);
    const acted = actedBy(actor, at);
    await trx.insertInto("ask_answer").values({ ...acted, ask_id: ask.id, line: said, via }).execute();
    const flagged = await flagWords(trx, acted, { kind: "ask_answer", subjectId: acted.id, askId: ask.id, words: said });
    if (!at) await tellPosts(trx, actor, "ask.answered", { askId: ask.id }, [ask.postId]);
    await recordActivity(trx, inActingSeat(actor), { kind: "ask.answered", subjectKind: "ask", subjectId: ask.id, detail: { via, flagged: flagged.length } });
    return { answerId: acted.id, flagged };
  });
}

/** Puts one's own answer in other words. One that was kept stays as it was kept. @throws not_found, not_allowed, wrong_entry, conflict */
export async function rewordAnswer(db: Database, actor: Actor, answerId: string, line: string): Promise<{ flagged: NameReason[] }> {
  return inTransaction(db, async (trx) => {
    const { ask, answer } = await findAnswer(trx, actor, answerId);
    if (!canChangeAnswer(actor, answer) || answer.endedAt) throw new AppError("not_allowed");
    const said = answerOf(line);
    await trx.updateTable("ask_answer").set({ line: said, edited_at: new Date() }).where("id", "=", answer.id).execute().catch(keptMeanwhile);
    await trx
      .updateTable("words_flag")
      .set({ reviewed_at: new Date(), reviewed_by: actor.accountId, outcome: "reworded" })
      .where("subject_id", "=", answer.id)
      .where("reviewed_at", "is", null)
      .execute();
    const flagged = await flagWords(trx, actedBy(actor), { kind: "ask_answer", subjectId: answer.id, askId: ask.id, words: said });
    await recordActivity(trx, inActingSeat(actor), { kind: "ask.answered", subjectKind: "ask", subjectId: ask.id, detail: { again: true, flagged: flagged.length } });
    return { flagged };
  });
}

/**
 * Takes an answer back; whoever wrote it can put it back for a while. A facilitator's taking down leaves no words. If it
 * was kept, the question is open again. Doing it twice changes nothing. @throws not_found, not_allowed
 */
export async function takeBackAnswer(db: Database, actor: Actor, answerId: string): Promise<void> {
  await endAnswer(db, actor, answerId, true);
}

/** Undo, within ten minutes, for whoever wrote it. @throws not_found, not_allowed, conflict */
export async function putBackAnswer(db: Database, actor: Actor, answerId: string): Promise<void> {
  await endAnswer(db, actor, answerId, false);
}

async function endAnswer(db: Database, actor: Actor, answerId: string, ends: boolean): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { ask, answer } = await findAnswer(trx, actor, answerId);
    if (!(ends ? canTakeDownAnswer : canChangeAnswer)(actor, answer)) throw new AppError("not_allowed");
    if (Boolean(answer.endedAt) === ends) return;
    // Taken down by somebody else, there are no words to put back.
    if (answer.endedAt && answer.endedBy !== actor.accountId) throw new AppError("not_allowed");
    if (answer.endedAt && !mayStillUndo(answer.endedAt)) throw new AppError("conflict", "It was taken back a while ago. Write it once more.");
    await trx.updateTable("ask_answer").set(ends ? { ended_at: new Date(), ended_by: actor.accountId } : { ended_at: null, ended_by: null }).where("id", "=", answer.id).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "ask.answered", subjectKind: "ask", subjectId: ask.id, detail: { takenBack: ends } });
  });
}

function mayStillUndo(endedAt: Date): boolean {
  return endedAt.getTime() > Date.now() - undoMinutes * 60_000;
}

function answerOf(line: string): string {
  return lineOf(line, { field: "line", most: mostAnswer, sentence: "Write your answer: who, where, when, and how to reach them.", paragraphs: true });
}

function keptMeanwhile(error: unknown): never {
  if (databaseReason(error) === "answer_is_kept") throw new AppError("conflict", "This answer is kept as it is. Add another answer with what changed.");
  throw error;
}

const isWay = (via: string): via is (typeof ways)[number] => (ways as readonly string[]).includes(via);

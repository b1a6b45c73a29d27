import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, databaseReason } from "~/shared/errors";
import { tellPosts } from "../../inbox/tell.server";
import { lineOf, wrong } from "../../gaps/access.server";
import { actFrom } from "../access.server";
import { findCharter, postsBound, speakingAs, type Charter } from "./access.server";
import { answersOf, lastNoteOf } from "./reading.server";
import { clashesOf, isAnswerTo, isBoss, isTopic, most, type Party } from "./words";

type When = { at?: Date };
export type NewAnswer = { boss: string; topic: string; answer: string; line?: string | undefined };

/** A boss says what it decides on a topic; its earlier answer ends. Where two now answer differently, all who are bound are told. @throws not_found, not_allowed, wrong_entry, conflict */
export async function answerCharter(db: Database, actor: Actor, postId: string, { boss, topic, answer, line = "" }: NewAnswer, { at }: When = {}): Promise<{ clashes: boolean }> {
  return inTransaction(db, async (trx) => {
    const charter = await findCharter(trx, actor, postId);
    if (!isBoss(boss)) throw new AppError("not_allowed");
    const speaker = speakingAs(actor, charter, boss);
    requireOpen(charter);
    if (!isTopic(topic)) throw wrong("topic", "Choose what it is about.");
    if (!isAnswerTo(topic, answer)) throw wrong("answer", "Choose one of the answers.");
    const said = lineOf(line, { field: "line", most: most.line, sentence: "", mayBeEmpty: true });
    const clashedBefore = clashesOf(await answersOf(trx, charter)).includes(topic);
    const acted = actFrom(speaker, speaker.seat, at);
    await trx.updateTable("charter_answer").set({ ended_at: acted.at, ended_by: actor.accountId }).where("seat_post_id", "=", postId).where("boss", "=", boss).where("topic", "=", topic).where("ended_at", "is", null).execute();
    await trx.insertInto("charter_answer").values({ ...acted, seat_post_id: postId, boss, topic, answer, line: said }).execute().catch(cameSecond);
    await recordActivity(trx, speaker, { kind: "charter.answered", subjectKind: "charter", subjectId: postId, detail: { boss, topic } });
    const clashes = clashesOf(await answersOf(trx, charter)).includes(topic);
    if (clashes && !clashedBefore && !at) await tellPosts(trx, actor, "charter.clash", { charterPostId: postId }, await postsBound(trx, charter));
    return { clashes };
  });
}

/** A boss says nothing on a topic any more. Twice changes nothing. @throws not_found, not_allowed */
export async function takeBackAnswer(db: Database, actor: Actor, postId: string, { boss, topic }: { boss: string; topic: string }): Promise<void> {
  await inTransaction(db, async (trx) => {
    const charter = await findCharter(trx, actor, postId);
    if (!isBoss(boss)) throw new AppError("not_allowed");
    const speaker = speakingAs(actor, charter, boss);
    const ended = await trx.updateTable("charter_answer").set({ ended_at: new Date(), ended_by: actor.accountId }).where("seat_post_id", "=", postId).where("boss", "=", boss).where("topic", "=", topic).where("ended_at", "is", null).executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return;
    await recordActivity(trx, speaker, { kind: "charter.answered", subjectKind: "charter", subjectId: postId, detail: { boss, topic, taken_back: true } });
  });
}

/**
 * Puts the note on supervision in words, or in other words: whoever writes agrees to it, the others are asked anew. `seen`
 * is the number of the note that was read (0 where there was none). @throws not_found, not_allowed, wrong_entry, conflict
 */
export async function writeSupervisionNote(db: Database, actor: Actor, postId: string, { words, seen }: { words: string; seen: number }, { at }: When = {}): Promise<{ noteId: string }> {
  return inTransaction(db, async (trx) => {
    const charter = await findCharter(trx, actor, postId);
    const [part] = charter.mine;
    if (!part) throw new AppError("not_allowed");
    const speaker = speakingAs(actor, charter, part);
    requireOpen(charter);
    const said = lineOf(words, { field: "words", most: most.note, sentence: "Write who supervises, how often, and what stays between whom.", paragraphs: true });
    const last = await lastNoteOf(trx, postId);
    if ((last?.number ?? 0) !== seen) throw cameFirst();
    const acted = actFrom(speaker, speaker.seat, at);
    await trx.insertInto("charter_note").values({ ...acted, seat_post_id: postId, number: seen + 1, words: said }).execute().catch(cameSecond);
    for (const party of charter.mine) await agree(trx, actor, charter, acted.id, party, at);
    await recordActivity(trx, speaker, { kind: "charter.noted", subjectKind: "charter", subjectId: postId });
    if (!at) await tellPosts(trx, actor, "charter.note", { charterPostId: postId }, await postsBound(trx, charter));
    return { noteId: acted.id };
  });
}

/** Agrees to the note as it reads now, for each of those the actor speaks for. Twice changes nothing. @throws not_found, not_allowed, conflict */
export async function agreeToNote(db: Database, actor: Actor, postId: string, { seen }: { seen: number }, { at }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const charter = await findCharter(trx, actor, postId);
    const [part] = charter.mine;
    if (!part) throw new AppError("not_allowed");
    const note = await lastNoteOf(trx, postId);
    if (!note || note.number !== seen) throw cameFirst();
    for (const party of charter.mine) await agree(trx, actor, charter, note.id, party, at);
    await recordActivity(trx, speakingAs(actor, charter, part), { kind: "charter.agreed", subjectKind: "charter", subjectId: postId });
  });
}

async function agree(trx: Database, actor: Actor, charter: Charter, noteId: string, party: Party, at: Date | undefined): Promise<void> {
  const speaker = speakingAs(actor, charter, party);
  await trx
    .insertInto("charter_agreement")
    .values({ ...actFrom(speaker, speaker.seat, at), note_id: noteId, seat_post_id: charter.postId, party })
    .onConflict((twice) => twice.columns(["note_id", "party", "organisation_id"]).doNothing())
    .execute()
    .catch(cameSecond);
}

function requireOpen({ closedAt }: Charter): void {
  if (closedAt) throw new AppError("conflict", "This post is closed. Its charter can be read, and stays as it is.");
}

const cameFirst = () => new AppError("conflict", "Somebody wrote here first. Look again, then say it anew.");

function cameSecond(error: unknown): never {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  if (code === "23505" || databaseReason(error) === "moved_meanwhile") throw cameFirst();
  throw error;
}

import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { findCharter, type Charter } from "./access.server";
import { clashesOf, clashWords, type Boss, type Party, type Topic } from "./words";

export type Answer = { boss: Boss; topic: Topic; answer: string; line: string; organisation: string; by: string; at: string };

/** What the bosses a post has now say; who used to employ or host it says nothing any more. */
export async function answersOf(trx: Database, { postId, bosses }: Charter): Promise<Answer[]> {
  const rows = await trx
    .selectFrom("charter_answer as said")
    .innerJoin("account", "account.id", "said.account_id")
    .where("said.seat_post_id", "=", postId)
    .where("said.ended_at", "is", null)
    .select(["said.boss", "said.topic", "said.answer", "said.line", "said.organisation_id as organisationId", "account.name as by", "said.at"])
    .execute();
  return rows.flatMap(({ organisationId, boss, topic, at, ...said }) => {
    const now = bosses.find((one) => one.boss === boss && (boss === "network" || one.organisationId === organisationId));
    return now ? [{ ...said, boss: now.boss, topic: topic as Topic, organisation: now.organisation, at: at.toISOString() }] : [];
  });
}

export type Note = { id: string; number: number; words: string; by: string; at: string };

export async function lastNoteOf(trx: Database, postId: string): Promise<Note | undefined> {
  const row = await trx
    .selectFrom("charter_note as note")
    .innerJoin("account", "account.id", "note.account_id")
    .where("note.seat_post_id", "=", postId)
    .orderBy("note.number", "desc")
    .limit(1)
    .select(["note.id", "note.number", "note.words", "account.name as by", "note.at"])
    .executeTakeFirst();
  return row && { ...row, at: row.at.toISOString() };
}

/** Somebody who is bound by the note, and whether they agree to it as it reads now. */
export type Bound = { party: Party; name: string; agreed: { by: string; at: string } | undefined };

/** A charter for its page. @throws not_found */
export async function charterPage(trx: Database, actor: Actor, postId: string) {
  const charter = await findCharter(trx, actor, postId);
  const answers = await answersOf(trx, charter);
  const note = await lastNoteOf(trx, charter.postId);
  const bound = await boundBy(trx, charter, note);
  return {
    post: { id: charter.postId, title: charter.title, organisationId: charter.organisationId, organisation: charter.organisation, isClosed: charter.closedAt !== null },
    bosses: charter.bosses.map((boss) => ({ ...boss, isMine: charter.mine.includes(boss.boss) })),
    answers,
    clashes: clashesOf(answers).map((topic) => ({ topic, words: clashWords(topic, answers) })),
    note,
    bound,
    allAgreed: note !== undefined && bound.every(({ agreed }) => agreed !== undefined),
    mine: charter.mine,
  };
}
export type CharterShown = Awaited<ReturnType<typeof charterPage>>;

/** The bosses, and whoever sits there if anybody does: a post nobody sits in waits for nobody's yes. */
async function boundBy(trx: Database, charter: Charter, note: Note | undefined): Promise<Bound[]> {
  const agreed = note
    ? await trx
        .selectFrom("charter_agreement as yes")
        .innerJoin("account", "account.id", "yes.account_id")
        .where("yes.note_id", "=", note.id)
        .select(["yes.party", "yes.organisation_id as organisationId", "account.name as by", "yes.at"])
        .execute()
    : [];
  const saidBy = (party: Party, organisationId?: string) => {
    const yes = agreed.find((one) => one.party === party && (!organisationId || one.organisationId === organisationId));
    return yes && { by: yes.by, at: yes.at.toISOString() };
  };
  const { rows: sitting } = await sql<{ name: string }>`select a.name from app.seat s join account a on a.id = s.account_id where s.post_id = ${charter.postId} order by a.name`.execute(trx);
  return [
    ...charter.bosses.map(({ boss, organisation, organisationId }) => ({ party: boss, name: organisation, agreed: saidBy(boss, boss === "network" ? undefined : organisationId) })),
    ...(sitting.length > 0 ? [{ party: "post" as const, name: sitting.map(({ name }) => name).join(", "), agreed: saidBy("post") }] : []),
  ];
}

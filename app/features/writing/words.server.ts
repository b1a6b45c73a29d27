import { sql } from "kysely";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import type { Documents, Services } from "~/shared/services.server";
import type { Database } from "~db/client";
import type { Moment } from "./past";
import { logOf, momentsOf } from "./past.server";

/** A text about no person, as LiveWords wants it. */
export type Words = { documentId: string; html: string; mayWrite: boolean };

/** Its past, as HistoryPlayer wants it. */
export type WordsPast = { mayWrite: boolean; points: Moment[] };

/** What words about no person are about: a gap has its proposal, a learning event its agenda and its recap, a tie how the two work together. */
export type WordsAbout = { gapId: string } | { eventId: string; kind: "agenda" | "recap" } | { tieId: string };

/**
 * What is written there, for its page; in the actor's transaction, and by the one rule that the live words ask too
 * (app.level_on). No look is written: it is about no person. @throws not_found
 */
export async function wordsFor(trx: Database, documents: Documents, about: WordsAbout): Promise<Words> {
  const { documentId, mayWrite } = await wordsDoor(trx, about);
  const words = (await documents.read(trx, [documentId])).get(documentId);
  return { documentId, html: words?.html ?? "", mayWrite };
}

/** Its moments with who, when and the words then, oldest first. @throws not_found */
export async function pastOfWords({ db, documents }: Services, actor: Actor, about: WordsAbout): Promise<WordsPast> {
  const { mayWrite, rows, rewinds } = await withActor(db, actor, async (trx) => {
    const door = await wordsDoor(trx, about);
    return { ...door, rows: await logOf(trx, door.documentId), rewinds: await rewindsOf(trx, about) };
  });
  return { mayWrite, points: await momentsOf(documents, rows, rewinds) };
}

/**
 * Makes it read as it did at a moment (`seq` of HistoryPlayer's form), as a new edit by the actor. Nothing of its past
 * is lost. @throws not_found, wrong_entry for a moment it does not have, conflict, ended
 */
export async function rewindWords({ db, documents }: Services, actor: Actor, about: WordsAbout, seq: number): Promise<void> {
  const { documentId, mayWrite } = await withActor(db, actor, (trx) => wordsDoor(trx, about));
  if (!mayWrite) notFound();
  if (!Number.isSafeInteger(seq) || seq < 1) throw new AppError("wrong_entry", "Choose a moment on the line first.");
  await documents.rewind(documentId, actor.sessionId, seq);
  await withActor(db, actor, async (trx) => {
    const made = (await logOf(trx, documentId)).findLast((row) => row.account_id === actor.accountId);
    await recordActivity(trx, actor, { ...actOf(about), detail: { what: `${nameOf(about)}_rewound`, seq, made: made?.seq ?? null } });
  });
}

/** A gap's proposal. */
export const proposalFor = (trx: Database, documents: Documents, gapId: string) => wordsFor(trx, documents, { gapId });
export const pastOfProposal = (services: Services, actor: Actor, gapId: string) => pastOfWords(services, actor, { gapId });
export const rewindProposal = (services: Services, actor: Actor, gapId: string, seq: number) => rewindWords(services, actor, { gapId }, seq);

const idOf = (about: WordsAbout) => ("gapId" in about ? about.gapId : "tieId" in about ? about.tieId : about.eventId);
const nameOf = (about: WordsAbout) => ("gapId" in about ? "proposal" : "tieId" in about ? "working" : about.kind);

function actOf(about: WordsAbout) {
  if ("tieId" in about) return { kind: "tie.worded", subjectKind: "tie", subjectId: about.tieId } as const;
  return "gapId" in about
    ? ({ kind: "gap.worked_on", subjectKind: "gap", subjectId: about.gapId } as const)
    : ({ kind: "event.worked_on", subjectKind: "event", subjectId: about.eventId } as const);
}

async function wordsDoor(trx: Database, about: WordsAbout): Promise<{ documentId: string; mayWrite: boolean }> {
  if (!isId(idOf(about))) notFound();
  const door = "gapId" in about ? sql`app.proposal_of(${about.gapId}::uuid)` : "tieId" in about ? sql`app.tie_words(${about.tieId}::uuid)` : sql`app.event_words(${about.eventId}::uuid, ${about.kind})`;
  const { rows } = await sql<{ document_id: string; level: string }>`select document_id, level from ${door}`.execute(trx);
  const [row] = rows;
  if (!row) notFound();
  return { documentId: row.document_id, mayWrite: row.level === "write" };
}

/** The rows that took the words back, as the activity of each says. */
async function rewindsOf(trx: Database, about: WordsAbout): Promise<Set<number>> {
  const { rows } = await sql<{ made: number }>`
    select (detail->>'made')::bigint as made from activity
    where subject_id = ${idOf(about)}::uuid and kind = ${actOf(about).kind} and detail->>'what' = ${`${nameOf(about)}_rewound`} and detail->>'made' is not null`.execute(trx);
  return new Set(rows.map((row) => row.made));
}

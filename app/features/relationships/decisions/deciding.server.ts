import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor, Seat } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import type { Documents } from "~/shared/services.server";
import { tellPosts } from "../../inbox/tell.server";
import { lineOf, wrong } from "../../gaps/access.server";
import { actFrom, postsOf } from "../access.server";
import { seatFor } from "../policy";
import { canWithdraw, findDecision, holdDecision, settled, workingOn, type Decision } from "./access.server";
import { isVoice, most, type DecisionState, type DecisionWhy } from "./words";

type When = { at?: Date };
/** The version that was read; and a line, if there is one to say. */
export type Seen = { version: number; line?: string | undefined };

/** Asks all who are named for their voice on the words as they are stored now; from here on they stand still. @throws not_found, not_allowed, wrong_entry, conflict */
export async function askForVoices(db: Database, actor: Actor, documents: Documents, decisionId: string, seen: Seen, { at }: When = {}): Promise<void> {
  await turned(db, actor, decisionId, seen, ["drafting"], async (trx, speaker, decision) => {
    const words = await wordsOf(trx, documents, decision.id);
    if (words === "" && decision.summary === "") throw new AppError("conflict", "Nothing is written yet. Say what is to be decided, then ask.");
    await writeTurn(trx, speaker, decision, "asked", seen.line, at, words);
    for (const { id } of decision.named) if (!at) await tellPosts(trx, actor, "decision.asked", { decisionId }, await postsOf(trx, id));
  }, { words: true });
}

/** The words are written again: what was said to the old ones stays with them. @throws not_found, not_allowed, conflict */
export async function takeBackToWriting(db: Database, actor: Actor, decisionId: string, seen: Seen, { at }: When = {}): Promise<void> {
  await turned(db, actor, decisionId, seen, ["asked"], (trx, speaker, decision) => writeTurn(trx, speaker, decision, "rewritten", seen.line, at));
}

/** Written down as decided, once all who are named have answered, nobody has a concern and somebody consents. Of two at once, the first. @throws not_found, not_allowed, conflict */
export async function decide(db: Database, actor: Actor, decisionId: string, seen: Seen, { at }: When = {}): Promise<void> {
  await turned(db, actor, decisionId, seen, ["asked"], async (trx, speaker, decision) => {
    await writeTurn(trx, speaker, decision, "decided", seen.line, at);
    for (const { id } of decision.named) if (!at) await tellPosts(trx, actor, "decision.made", { decisionId }, await postsOf(trx, id));
  });
}

/** Whoever proposed takes it back. @throws not_found, not_allowed, conflict */
export async function withdrawProposal(db: Database, actor: Actor, decisionId: string, seen: Seen, { at }: When = {}): Promise<void> {
  await turned(db, actor, decisionId, seen, ["drafting", "asked"], async (trx, speaker, decision) => {
    if (!canWithdraw(actor, decision)) throw new AppError("not_allowed");
    const seat = seatFor(actor, decision.organisationId) ?? speaker.seat;
    await writeTurn(trx, { ...actor, seat }, decision, "withdrawn", seen.line, at);
  });
}

export type NewVoice = { voice: string; line?: string | undefined; organisationId?: string | undefined; version: number };

/** What one's organisation says to the words that are asked about; saying it anew ends what it said before. @throws not_found, not_allowed, wrong_entry, conflict */
export async function giveVoice(db: Database, actor: Actor, decisionId: string, { voice, line = "", organisationId, version }: NewVoice, { at }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const decision = await findDecision(trx, actor, decisionId);
    const speaker = speakingFor(actor, decision, organisationId);
    if (!isVoice(voice)) throw wrong("voice", "Choose what your organisation says.");
    const said = lineOf(line, { field: "line", most: most.line, sentence: "Say in a line what your concern is.", mayBeEmpty: voice !== "concern" });
    await requireVersion(trx, decision, version, ["asked"]);
    const acted = actFrom(speaker, speaker.seat, at);
    const own = trx.updateTable("decision_voice").set({ ended_at: acted.at, ended_by: actor.accountId }).where("decision_id", "=", decision.id).where("number", "=", version).where("named_id", "=", acted.organisation_id).where("ended_at", "is", null);
    await own.execute().catch(settled);
    await trx.insertInto("decision_voice").values({ ...acted, decision_id: decision.id, number: version, named_id: acted.organisation_id, voice, line: said }).execute().catch(settled);
    await recordActivity(trx, speaker, { kind: "decision.voiced", subjectKind: "decision", subjectId: decision.id, detail: { voice } });
    if (voice === "concern" && !at) await tellPosts(trx, actor, "decision.concern", { decisionId: decision.id }, [decision.postId]);
  });
}

function speakingFor(actor: Actor, { named }: Decision, organisationId: string | undefined): Actor & { seat: Seat } {
  const ids = named.map(({ id }) => id).filter((id) => !organisationId || id === organisationId);
  const seat = seatFor(actor, ...ids);
  if (!seat) throw new AppError("not_allowed");
  return { ...actor, seat };
}

async function turned(db: Database, actor: Actor, decisionId: string, { version }: Seen, from: DecisionState[], turn: (trx: Database, speaker: Actor & { seat: Seat }, decision: Decision) => Promise<void>, still: { words?: boolean } = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const seen = await findDecision(trx, actor, decisionId);
    workingOn(actor, seen);
    await requireVersion(trx, seen, version, from, still);
    const decision = await findDecision(trx, actor, decisionId);
    await turn(trx, workingOn(actor, decision), decision);
  });
}

const notNow: Record<DecisionState, string> = {
  drafting: "It is being written again. Look at the words, then say it.",
  asked: "Voices are asked for already.",
  decided: "It is decided already. Propose it anew to look at it again.",
  withdrawn: "It was taken back. Propose it anew.",
};

/** Held as it was read: whoever came first is waited for, and what they did is said. @throws not_allowed, conflict */
async function requireVersion(trx: Database, decision: Decision, version: number, from: DecisionState[], still: { words?: boolean } = {}): Promise<void> {
  const held = await holdDecision(trx, decision.id, still);
  if (!from.includes(held.state)) throw new AppError("conflict", notNow[held.state]);
  if (held.version !== version) throw new AppError("conflict", "Somebody changed this first. Look again, then choose anew.");
}

async function writeTurn(trx: Database, speaker: Actor & { seat: Seat }, decision: Decision, why: DecisionWhy, line = "", at?: Date, words?: string): Promise<void> {
  const said = lineOf(line, { field: "line", most: most.line, sentence: "", mayBeEmpty: true });
  const to = { proposed: "drafting", asked: "asked", rewritten: "drafting", decided: "decided", withdrawn: "withdrawn" }[why];
  const turn = { ...actFrom(speaker, speaker.seat, at), decision_id: decision.id, number: decision.version + 1, to_state: to, why, line: said, words: words ?? null };
  await trx.insertInto("decision_turn").values(turn).execute().catch(settled);
  const kind = { proposed: "decision.proposed", asked: "decision.asked", rewritten: "decision.rewritten", decided: "decision.decided", withdrawn: "decision.withdrawn" } as const;
  await recordActivity(trx, speaker, { kind: kind[why], subjectKind: "decision", subjectId: decision.id });
}

async function wordsOf(trx: Database, documents: Documents, decisionId: string): Promise<string> {
  const { rows } = await sql<{ document_id: string }>`select document_id from app.decision_words(${decisionId}::uuid)`.execute(trx);
  const id = rows[0]?.document_id ?? "";
  const text = (await documents.read(trx, [id])).get(id)?.text ?? "";
  if (text.length > 60_000) throw new AppError("conflict", "These words are too many to ask about. Keep what is to be decided, and put the rest elsewhere.");
  return text.trim();
}

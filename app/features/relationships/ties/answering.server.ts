import { inTransaction, type Database } from "~db/client";
import type { Actor, Seat } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { beginTurn } from "~/shared/turning.server";
import { tellPosts } from "../../inbox/tell.server";
import { findOwnTie, holdTie, onTie, postsHolding, speakingFor, type HeldTie, type Tie } from "../access.server";
import { canAnswer, canWithdraw, otherThan } from "../policy";
import type { TieState } from "../words";
import { holdFirst } from "./proposing.server";
import { requireUnturned, writeTurn } from "./turns.server";

type When = { at?: Date };
/** The version that was read, and a line that goes with the answer. */
export type Answer = { version: number; line?: string | undefined };
type Turned = { version: number; state: TieState };

/** The other side says yes; whoever says it holds the tie first on their side. @throws not_found, not_allowed, conflict */
export async function acceptTie(db: Database, actor: Actor, tieId: string, answer: Answer, { at }: When = {}): Promise<Turned> {
  return turned(db, actor, tieId, answer, "proposed", async (trx, tie, held) => {
    const speaker = answering(actor, tie);
    const turn = await writeTurn(trx, speaker, tie, held, "accepted", { line: answer.line, at });
    await holdFirst(trx, speaker, tie, at);
    if (!at) await tellPosts(trx, actor, "tie.answered", { tieId }, await postsHolding(trx, tie, tie.organisationId));
    return turn;
  });
}

/** The other side says not this time. @throws not_found, not_allowed, conflict */
export async function declineTie(db: Database, actor: Actor, tieId: string, answer: Answer, { at }: When = {}): Promise<Turned> {
  return turned(db, actor, tieId, answer, "proposed", async (trx, tie, held) => {
    const turn = await writeTurn(trx, answering(actor, tie), tie, held, "declined", { line: answer.line, at });
    if (!at) await tellPosts(trx, actor, "tie.answered", { tieId }, await postsHolding(trx, tie, tie.organisationId));
    return turn;
  });
}

/** Whoever proposed takes it back. @throws not_found, not_allowed, conflict */
export async function withdrawTie(db: Database, actor: Actor, tieId: string, answer: Answer, { at }: When = {}): Promise<Turned> {
  return turned(db, actor, tieId, answer, "proposed", async (trx, tie, held) => {
    if (!canWithdraw(actor, tie)) throw new AppError("not_allowed");
    return writeTurn(trx, speakingFor(actor, tie.organisationId), tie, held, "withdrawn", { line: answer.line, at });
  });
}

/** Ends a tie that is held, from either side; its story stays. @throws not_found, conflict */
export async function endTie(db: Database, actor: Actor, tieId: string, answer: Answer, { at }: When = {}): Promise<Turned> {
  return turned(db, actor, tieId, answer, "held", async (trx, tie, held) => {
    const turn = await writeTurn(trx, onTie(actor, tie), tie, held, "ended", { line: answer.line, at });
    if (!at) await tellPosts(trx, actor, "tie.ended", { tieId }, await everyHolder(trx, tie));
    return turn;
  });
}

/** The side that ended it takes the end back; the other proposes again. @throws not_found, not_allowed, conflict */
export async function reviveTie(db: Database, actor: Actor, tieId: string, answer: Answer, { at }: When = {}): Promise<Turned> {
  return turned(db, actor, tieId, answer, "ended", async (trx, tie, held) => {
    const speaker = onTie(actor, tie);
    const last = await trx.selectFrom("tie_turn").where("tie_id", "=", tie.id).where("number", "=", held.version).select("organisation_id").executeTakeFirst();
    if (last?.organisation_id !== speaker.seat.organisationId) throw new AppError("not_allowed");
    const turn = await writeTurn(trx, speaker, tie, held, "revived", { line: answer.line, at });
    if (!at) await tellPosts(trx, actor, "tie.answered", { tieId }, await everyHolder(trx, tie));
    return turn;
  });
}

const notNow: Record<TieState, string> = {
  proposed: "This tie waits for an answer.",
  held: "This tie is held already.",
  declined: "The other side said not this time. It can be proposed again.",
  withdrawn: "It was taken back. It can be proposed again.",
  ended: "This tie has ended. It can be proposed again.",
};

async function turned(db: Database, actor: Actor, tieId: string, { version }: Answer, from: TieState, turn: (trx: Database, tie: Tie, held: HeldTie) => Promise<Turned>): Promise<Turned> {
  return inTransaction(db, async (trx) => {
    await findOwnTie(trx, actor, tieId);
    await beginTurn(trx);
    const held = await holdTie(trx, tieId);
    const tie = await findOwnTie(trx, actor, tieId);
    await requireUnturned(trx, tie, held, version);
    if (held.state !== from) throw new AppError("conflict", notNow[held.state]);
    return turn(trx, tie, held);
  });
}

function answering(actor: Actor, tie: Tie): Actor & { seat: Seat } {
  if (!canAnswer(actor, tie)) throw new AppError("not_allowed");
  return speakingFor(actor, otherThan(tie, tie.organisationId));
}

async function everyHolder(trx: Database, tie: Tie): Promise<string[]> {
  return [...(await postsHolding(trx, tie, tie.oneId)), ...(await postsHolding(trx, tie, tie.otherId))];
}

import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor, Seat } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { beginTurn } from "~/shared/turning.server";
import { tellPosts } from "../../inbox/tell.server";
import { inActingSeat, lineOf, wrong } from "../../gaps/access.server";
import { actFrom, findOwnTie, holdTie, ofTie, onTie, postsOf, requireOrganisation, speakingFor, visibleTies, type Tie } from "../access.server";
import { canSeeTies, otherThan, seatFor } from "../policy";
import { most, type TieState } from "../words";
import { movedMeanwhile, requireUnturned, writeTurn } from "./turns.server";

type When = { at?: Date };
export type NewTie = { organisationId: string; purpose?: string | undefined; line?: string | undefined; /** The organisation one proposes for, where one sits in several. */ fromId?: string | undefined };

/**
 * Proposes a tie with another organisation; whoever proposes holds it first. Where nobody of theirs is here to say yes,
 * one side keeps it alone until somebody is. One that stood before is proposed again. @throws not_found, wrong_entry, conflict
 */
export async function proposeTie(db: Database, actor: Actor, input: NewTie, { at }: When = {}): Promise<{ tieId: string; state: TieState }> {
  return inTransaction(db, async (trx) => {
    if (!canSeeTies(actor)) notFound();
    const speaker = input.fromId ? speakingFor(actor, input.fromId) : inActingSeat(actor);
    const mine = speaker.seat.organisationId;
    const wanted = await requireOrganisation(trx, input.organisationId);
    if (wanted.id === mine) throw wrong("organisationId", "That is your own organisation. A tie joins two: choose another.");
    const purpose = purposeOf(input.purpose ?? "");
    const [one_id = "", other_id = ""] = [mine, wanted.id].toSorted();
    await beginTurn(trx);
    await trx
      .insertInto("tie")
      .values({ ...actFrom(speaker, speaker.seat, at), one_id, other_id, purpose })
      .onConflict((conflict) => conflict.columns(["one_id", "other_id"]).doNothing())
      .execute()
      .catch(movedMeanwhile);
    const { id } = await visibleTies(trx).where("tie.one_id", "=", one_id).where("tie.other_id", "=", other_id).select("tie.id").executeTakeFirstOrThrow();
    return propose(trx, speaker, id, { purpose, line: input.line, at, wanted: wanted.name });
  });
}

async function propose(trx: Database, actor: Actor & { seat: Seat }, tieId: string, { purpose, line, at, wanted }: { purpose: string; line: string | undefined; at: Date | undefined; wanted: string }) {
  const held = await holdTie(trx, tieId);
  const tie = await findOwnTie(trx, actor, tieId);
  if (held.state === "held") throw new AppError("conflict", `There is a tie with ${wanted} already. Open it and add to it.`);
  if (held.state === "proposed" && held.version > 0)
    throw new AppError("conflict", held.organisationId === actor.seat.organisationId ? `Your organisation has proposed this already. It waits for ${wanted}.` : `${wanted} proposed this to you first. Open it and say yes.`);
  if (held.version > 0 && purpose) await trx.updateTable("tie").set({ purpose }).where("id", "=", tie.id).execute();
  const turn = await writeTurn(trx, actor, tie, held, held.version === 0 ? "proposed" : "proposed_again", { line, at });
  await holdFirst(trx, actor, tie, at);
  const there = otherThan(tie, actor.seat.organisationId);
  if (await nobodyHere(trx, there)) return { tieId: tie.id, state: (await writeTurn(trx, actor, tie, turn, "noted", { at })).state };
  if (!at) await tellPosts(trx, actor, "tie.proposed", { tieId: tie.id }, await postsOf(trx, there));
  return { tieId: tie.id, state: turn.state };
}

/** Proposes anew what was declined, taken back or ended. @throws not_found, conflict */
export async function proposeAgain(db: Database, actor: Actor, tieId: string, { version, line }: { version: number; line?: string | undefined }, { at }: When = {}): Promise<{ tieId: string; state: TieState }> {
  return inTransaction(db, async (trx) => {
    const tie = await findOwnTie(trx, actor, tieId);
    const seat = seatFor(actor, tie.oneId, tie.otherId);
    if (!seat) throw new AppError("not_allowed");
    await beginTurn(trx);
    const held = await holdTie(trx, tie.id);
    await requireUnturned(trx, tie, held, version);
    return propose(trx, { ...actor, seat }, tie.id, { purpose: "", line, at, wanted: seat.organisationId === tie.oneId ? tie.other : tie.one });
  });
}

/** Says in other words what a tie is for. Either side. @throws not_found, wrong_entry */
export async function sayWhatFor(db: Database, actor: Actor, tieId: string, purpose: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const tie = await findOwnTie(trx, actor, tieId);
    const words = purposeOf(purpose);
    if (words === tie.purpose) return;
    await trx.updateTable("tie").set({ purpose: words }).where("id", "=", tie.id).execute();
    await recordActivity(trx, onTie(actor, tie), { kind: "tie.worded", subjectKind: "tie", subjectId: tie.id });
  });
}

/** The post somebody acts from holds it first, unless their side has a first holder. */
export async function holdFirst(trx: Database, actor: Actor & { seat: Seat }, tie: Tie, at?: Date): Promise<void> {
  const side = actor.seat.organisationId;
  await trx
    .insertInto("tie_holder")
    .values({ ...actFrom(actor, actor.seat, at), ...ofTie(tie), side_id: side, holder_post_id: actor.seat.postId, part: "first" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function nobodyHere(trx: Database, organisationId: string): Promise<boolean> {
  const one = await trx.selectFrom("app.seat").where("organisation_id", "=", organisationId).select("post_id").limit(1).executeTakeFirst();
  return one === undefined;
}

function purposeOf(purpose: string): string {
  return lineOf(purpose, { field: "purpose", most: most.purpose, sentence: "", mayBeEmpty: true });
}


import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import { isFacilitator, type Actor, type Seat } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { tellPosts } from "../../inbox/tell.server";
import { inActingSeat } from "../../gaps/access.server";
import { postsOf } from "../access.server";
import { seatFor } from "../policy";
import { movedMeanwhile } from "../ties/turns.server";
import { findIntroduction, requireVersion, turnIntroduction, turnLine, type Introduction } from "./access.server";

type When = { at?: Date };
export type Answer = { version: number; line?: string | undefined };

/** Somebody of another organisation takes it on, from the post they act from. Of two, the first. @throws not_found, not_allowed, conflict */
export async function takeIntroduction(db: Database, actor: Actor, introductionId: string, answer: Answer, { at }: When = {}): Promise<void> {
  await answered(db, actor, introductionId, async (trx, introduction) => {
    const speaker = inActingSeat(actor);
    if (speaker.seat.organisationId === introduction.organisationId) throw new AppError("conflict", "Your organisation asked for this. Somebody who knows them answers.");
    requireVersion(introduction, answer.version, "asked");
    await turnIntroduction(trx, speaker, introduction, "taken", { line: answer.line, at });
    if (!at) await tellPosts(trx, actor, "introduction.taken", { introductionId }, [introduction.postId]);
  });
}

/** Whoever took it on cannot after all: it is open to others again. @throws not_found, not_allowed, conflict */
export async function giveIntroductionBack(db: Database, actor: Actor, introductionId: string, answer: Answer, { at }: When = {}): Promise<void> {
  await answered(db, actor, introductionId, async (trx, introduction) => {
    requireVersion(introduction, answer.version, "taken");
    await turnIntroduction(trx, brokering(actor, introduction), introduction, "asked", { line: answer.line, at });
  });
}

/**
 * They are introduced: a tie is proposed in the name of whoever asked, and the organisation they wanted to meet answers.
 * @throws not_found, not_allowed, conflict
 */
export async function makeIntroduction(db: Database, actor: Actor, introductionId: string, { version, line = "" }: Answer, { at = undefined }: When = {}): Promise<{ tieId: string }> {
  return answered(db, actor, introductionId, async (trx, introduction) => {
    requireVersion(introduction, version, "taken");
    const broker = brokering(actor, introduction);
    const { rows } = await sql<{ tie: string }>`
      select app.make_introduction(${introductionId}, ${version}, ${randomUUID()}, ${randomUUID()}, ${broker.seat.postId}, ${turnLine(line)}, ${at ?? new Date()}) as tie`
      .execute(trx)
      .catch(movedMeanwhile);
    const tieId = rows[0]?.tie ?? "";
    await recordActivity(trx, broker, { kind: "introduction.made", subjectKind: "introduction", subjectId: introductionId });
    await recordActivity(trx, broker, { kind: "tie.proposed", subjectKind: "tie", subjectId: tieId, detail: { introduced: true } });
    if (!at) {
      await tellPosts(trx, actor, "introduction.made", { introductionId }, [introduction.postId]);
      await tellPosts(trx, actor, "tie.proposed", { tieId }, await postsOf(trx, introduction.wantedId));
    }
    return { tieId };
  });
}

/** Not this time: said by the broker, by the organisation that is wanted, or by a facilitator. @throws not_found, not_allowed, conflict */
export async function declineIntroduction(db: Database, actor: Actor, introductionId: string, answer: Answer, { at }: When = {}): Promise<void> {
  await answered(db, actor, introductionId, async (trx, introduction) => {
    const wanted = seatFor(actor, introduction.wantedId);
    const speaker = wanted ? { ...actor, seat: wanted } : brokering(actor, introduction);
    requireVersion(introduction, answer.version, "asked", "taken");
    await turnIntroduction(trx, speaker, introduction, "declined", { line: answer.line, at });
    if (!at) await tellPosts(trx, actor, "introduction.declined", { introductionId }, [introduction.postId]);
  });
}

function answered<T>(db: Database, actor: Actor, introductionId: string, answer: (trx: Database, introduction: Introduction) => Promise<T>): Promise<T> {
  return inTransaction(db, async (trx) => answer(trx, await findIntroduction(trx, actor, introductionId)));
}

/** From the post that brokers it, or as a facilitator. @throws not_allowed */
function brokering(actor: Actor, { brokerPostId }: Introduction): Actor & { seat: Seat } {
  const seat = actor.seats.find((one) => one.postId === brokerPostId && one.role !== "commissioner");
  if (!seat && !isFacilitator(actor)) throw new AppError("not_allowed");
  return seat ? { ...actor, seat } : inActingSeat(actor);
}

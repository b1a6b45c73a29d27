import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { inActingSeat, lineOf, wrong } from "../gaps/access.server";
import { findEvent, holdEvent } from "./access.server";
import { inviteeFor } from "./invitees.server";
import { requireToCome, type When } from "./times.server";
import { isAnswer, isWhyNot, type Answer } from "./words";

export type NewAnswer = { says: string; /** One tap, where somebody cannot. */ whyNot?: string | null | undefined; line?: string | undefined };
/** In, or waiting as the how-many-th; nothing for maybe and can't. */
export type Place = { place: "in" | "waiting" | null; waitingNumber: number | null };

/**
 * Answers "going", "maybe" or "can't" for one's post. Who is in and who waits is settled by PostgreSQL; a place that is
 * let go goes to the first who waits. Saying the same again changes nothing. A planner may note down what another said.
 * @throws not_found, wrong_entry, conflict for an event that is cancelled, over, or without a date
 */
export async function answerInvitation(db: Database, actor: Actor, eventId: string, answer: NewAnswer, { inviteeId, at }: When & { inviteeId?: string | undefined } = {}): Promise<Place> {
  return inTransaction(db, async (trx) => {
    const event = await findEvent(trx, actor, eventId);
    const said = checkedAnswer(answer);
    const held = await holdEvent(trx, event.id);
    requireToCome(held, at);
    if (held.state !== "set") throw new AppError("conflict", "The date is not set yet. Say which dates suit you.");
    const invitee = await inviteeFor(trx, actor, event, { inviteeId, at });
    const before = await standingAnswer(trx, invitee.id);
    if (before && before.says === said.says && (said.says === "going" || (before.whyNot === said.why_not && before.line === said.line))) return placeIn(before);
    const now = at ?? new Date();
    await trx.updateTable("event_answer").set({ ended_at: now }).where("invitee_id", "=", invitee.id).where("ended_at", "is", null).execute();
    await trx.insertInto("event_answer").values({ id: randomUUID(), event_id: event.id, invitee_id: invitee.id, ...said, account_id: actor.accountId, at: now }).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "event.answered", subjectKind: "event", subjectId: event.id, detail: { says: said.says } });
    return placeIn(await standingAnswer(trx, invitee.id));
  });
}

/** @throws wrong_entry */
export function checkedAnswer({ says, whyNot, line = "" }: NewAnswer): { says: Answer; why_not: string | null; line: string } {
  if (!isAnswer(says)) throw wrong("says", "Say going, maybe or can’t.");
  const why = says === "cant" && whyNot ? whyNot : null;
  if (why !== null && !isWhyNot(why)) throw wrong("whyNot", "Choose a reason from the list, or leave it.");
  return { says, why_not: why, line: lineOf(line, { field: "line", most: 200, sentence: "", mayBeEmpty: true }) };
}

async function standingAnswer(trx: Database, inviteeId: string) {
  const row = await trx
    .selectFrom("event_answer")
    .where("invitee_id", "=", inviteeId)
    .where("ended_at", "is", null)
    .select(["says", "why_not as whyNot", "line", "place", sql<number | null>`app.place_in_line(event_id, waiting_number)`.as("waitingNumber")])
    .executeTakeFirst();
  return row && { ...row, place: row.place as Place["place"] };
}

function placeIn(answer: Place | undefined): Place {
  return { place: answer?.place ?? null, waitingNumber: answer?.waitingNumber ?? null };
}

import { randomUUID } from "node:crypto";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { actedBy, inActingSeat, wrong } from "../gaps/access.server";
import { findEvent, findPlannedEvent, holdEvent } from "./access.server";
import { inviteeFor } from "./invitees.server";
import { spanAhead, type Times, type When } from "./times.server";
import { requireUnturned, setDate, tellInvited } from "./turns.server";
import { isVote } from "./words";

const mostOptions = 20;

/** Adds dates to choose from, on an event that is being planned. The same date twice is one. @throws wrong_entry */
export async function addOptions(trx: Database, actor: Actor, eventId: string, options: readonly Times[], { at }: When = {}): Promise<void> {
  const spans = new Map(options.map((times) => spanAhead(times, at)).map((span) => [`${span.starts_at.toISOString()} ${span.ends_at.toISOString()}`, span]));
  const standing = await trx.selectFrom("event_option").where("event_id", "=", eventId).where("ended_at", "is", null).select("id").execute();
  if (standing.length + spans.size < 2) throw wrong("options", "Give at least two dates to choose from.");
  if (standing.length + spans.size > mostOptions) throw wrong("options", `Give at most ${mostOptions} dates; people look at each of them.`);
  await trx
    .insertInto("event_option")
    .values([...spans.values()].map((span) => ({ ...actedBy(actor, at), ...span, event_id: eventId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** One more date to choose from. @throws not_found, wrong_entry, conflict */
export async function addOption(db: Database, actor: Actor, eventId: string, times: Times, { at }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    requireOpen(await holdEvent(trx, event.id));
    await addOptions(trx, actor, event.id, [times], { at });
    await recordActivity(trx, inActingSeat(actor), { kind: "event.worked_on", subjectKind: "event", subjectId: event.id, detail: { what: "option_added" } });
  });
}

/** Takes a date out of the choice. @throws not_found, wrong_entry, conflict */
export async function removeOption(db: Database, actor: Actor, eventId: string, optionId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    requireOpen(await holdEvent(trx, event.id));
    const options = await standingOptions(trx, event.id);
    if (!options.has(optionId)) throw wrong("option", unknownOption);
    if (options.size <= 2) throw wrong("option", "Two dates are the least to choose from. Add another one first.");
    await trx.updateTable("event_option").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", optionId).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "event.worked_on", subjectKind: "event", subjectId: event.id, detail: { what: "option_removed" } });
  });
}

export type VoteOn = { optionId: string; says: string };

/**
 * Says which dates suit: one of the choice or all. Whoever was not asked and finds it joins by it; a planner may note
 * down what another said. @throws not_found, wrong_entry, conflict when the date is set already
 */
export async function vote(db: Database, actor: Actor, eventId: string, votes: readonly VoteOn[], { inviteeId, at }: When & { inviteeId?: string | undefined } = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const event = await findEvent(trx, actor, eventId);
    requireOpen(await holdEvent(trx, event.id));
    const options = await standingOptions(trx, event.id);
    const said = new Map(votes.map(({ optionId, says }) => [optionId, says]));
    if (said.size === 0 || ![...said.keys()].every((id) => options.has(id))) throw wrong("option", unknownOption);
    if (![...said.values()].every(isVote)) throw wrong("option", "Say yes, if need be, or no.");
    const invitee = await inviteeFor(trx, actor, event, { inviteeId, at });
    const now = at ?? new Date();
    await trx.updateTable("event_vote").set({ ended_at: now }).where("invitee_id", "=", invitee.id).where("option_id", "in", [...said.keys()]).where("ended_at", "is", null).execute();
    await trx
      .insertInto("event_vote")
      .values([...said].map(([option_id, says]) => ({ id: randomUUID(), event_id: event.id, option_id, invitee_id: invitee.id, says, account_id: actor.accountId, at: now })))
      .execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "event.voted", subjectKind: "event", subjectId: event.id });
  });
}

/** Sets the date to one of the choice. Everybody who was asked is told. @throws not_found, wrong_entry, conflict "Jo Fraser set the date first." */
export async function chooseOption(db: Database, actor: Actor, eventId: string, { optionId, version }: { optionId: string; version: number }, { at }: When = {}): Promise<{ version: number; told: number }> {
  return inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    const held = await holdEvent(trx, event.id);
    await requireUnturned(trx, event.id, held, version);
    requireOpen(held);
    const option = (await standingOptions(trx, event.id)).get(optionId);
    if (!option) throw wrong("option", unknownOption);
    if (option.starts_at <= (at ?? new Date())) throw wrong("option", "This date has gone by. Choose one that is still to come.");
    const turned = await setDate(trx, actor, event.id, held, option, { at });
    return { ...turned, told: at ? 0 : await tellInvited(trx, actor, "event.date_set", event.id) };
  });
}

const unknownOption = "Choose from the dates of this event.";

async function standingOptions(trx: Database, eventId: string) {
  const rows = await trx.selectFrom("event_option").where("event_id", "=", eventId).where("ended_at", "is", null).select(["id", "starts_at", "ends_at"]).execute();
  return new Map(rows.map(({ id, starts_at, ends_at }) => [id, { starts_at, ends_at }]));
}

function requireOpen({ state }: { state: string }): void {
  if (state === "set") throw new AppError("conflict", "The date is set already.");
  if (state === "cancelled") throw new AppError("conflict", "This event was cancelled.");
}

import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { asking, type Database, inTransaction, setAsking } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, databaseReason, notFound } from "~/shared/errors";
import { actedBy, inActingSeat } from "../gaps/access.server";
import { findEvent, findPlannedEvent, holdEvent, type Held, type LearningEvent } from "./access.server";
import { guestWords, hashOf } from "./guests.server";
import { findInvitee, inviteeFor } from "./invitees.server";
import { canAnswerFor } from "./policy";
import type { When } from "./times.server";
import { doorOpensBefore } from "./words";

/** A code for the host's screen: whoever reads it with a phone signs in with it. Only its hash is kept. @throws not_found, conflict */
export async function openSignIn(db: Database, actor: Actor, eventId: string): Promise<{ secret: string }> {
  return inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    if (event.state !== "set") throw new AppError("conflict", "There is no sign-in for an event without a date.");
    const secret = randomBytes(24).toString("base64url");
    await trx.insertInto("event_door").values({ ...actedBy(actor), event_id: event.id, secret_hash: hashOf(secret) }).execute();
    return { secret };
  });
}

/** The codes that were shown stop working. @throws not_found */
export async function closeSignIn(db: Database, actor: Actor, eventId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    await trx.updateTable("event_door").set({ ended_at: new Date(), ended_by: actor.accountId }).where("event_id", "=", event.id).where("ended_at", "is", null).execute();
  });
}

export type Door = { eventId: string; title: string; place: string; startsAt: Date; endsAt: Date; stands: "early" | "open" | "over" };

/** What a phone reads that was held to the code. @throws not_found */
export async function doorPage(db: Database, secret: string): Promise<Door> {
  return atDoor(db, secret, async (trx) => (await doorOf(trx)) ?? notFound());
}

/** Signs in without an account. A name that was asked is that person; any other walked in. @throws not_found, wrong_entry, conflict outside its hours */
export async function signInHere(db: Database, secret: string, who: { name: string; organisation?: string | undefined; role?: string | undefined }): Promise<{ known: boolean }> {
  const { guest_name, guest_organisation, guest_role } = guestWords(who);
  return atDoor(db, secret, async (trx) => {
    const { rows } = await sql<{ known: boolean }>`select known from app.sign_in_here(${guest_name}, ${guest_organisation ?? ""}, ${guest_role})`.execute(trx);
    return rows[0] ?? notFound();
  });
}

/** Signs in as oneself, with the code of the host's screen. @throws not_found, conflict outside its hours */
export async function signInAsMyself(db: Database, actor: Actor, secret: string): Promise<{ eventId: string }> {
  return inTransaction(db, async (trx) => {
    await setAsking(trx, { account: actor.accountId, session: actor.sessionId, presented: hashOf(secret) });
    const door = (await doorOf(trx)) ?? notFound();
    if (door.stands !== "open") throw new AppError("conflict", sentences[`door_${door.stands}`]);
    const event = await findEvent(trx, actor, door.eventId);
    await holdEvent(trx, event.id);
    await present(trx, actor, event, (await inviteeFor(trx, actor, event, {})).id, { how: "phone" });
    return { eventId: event.id };
  });
}

/** Ticks the name of somebody who is there; twice changes nothing. By a planner, or for oneself. @throws not_found, conflict before the day */
export async function markPresent(db: Database, actor: Actor, eventId: string, inviteeId: string, { at }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const event = await findEvent(trx, actor, eventId);
    requireBegun(await holdEvent(trx, event.id), at);
    const invitee = await findInvitee(trx, event.id, inviteeId);
    if (!canAnswerFor(actor, event, invitee)) notFound();
    await present(trx, actor, event, invitee.id, { how: "ticked", at });
  });
}

/** Takes a tick back. @throws not_found */
export async function takeBackPresence(db: Database, actor: Actor, eventId: string, inviteeId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const event = await findEvent(trx, actor, eventId);
    const invitee = await findInvitee(trx, event.id, inviteeId);
    if (!canAnswerFor(actor, event, invitee)) notFound();
    await trx.updateTable("event_presence").set({ ended_at: new Date(), ended_by: actor.accountId }).where("invitee_id", "=", invitee.id).where("ended_at", "is", null).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "event.present", subjectKind: "event", subjectId: event.id, detail: { present: false } });
  });
}

/** Writes down somebody who came unasked. By a planner. @throws not_found, wrong_entry, conflict before the day */
export async function walkIn(db: Database, actor: Actor, eventId: string, who: { name: string; organisation?: string | undefined; title?: string | undefined; role?: string | undefined }, { at }: When = {}): Promise<{ inviteeId: string }> {
  return inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    const words = guestWords(who);
    requireBegun(await holdEvent(trx, event.id), at);
    const acted = actedBy(actor, at);
    await trx.insertInto("event_invitee").values({ ...acted, ...words, event_id: event.id, came_by: "walked_in" }).execute();
    await present(trx, actor, event, acted.id, { how: "ticked", at });
    return { inviteeId: acted.id };
  });
}

async function present(trx: Database, actor: Actor, event: LearningEvent, inviteeId: string, { how, at }: When & { how: "phone" | "ticked" }): Promise<void> {
  await trx
    .insertInto("event_presence")
    .values({ id: randomUUID(), event_id: event.id, invitee_id: inviteeId, how, account_id: actor.accountId, ...(at ? { at } : {}) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await recordActivity(trx, inActingSeat(actor), { kind: "event.present", subjectKind: "event", subjectId: event.id, detail: { present: true } });
}

/** Nobody was there before it began; a host ticks the first names an hour before. */
function requireBegun({ state, startsAt }: Held, at: Date | undefined): void {
  if (state === "cancelled") throw new AppError("conflict", "This event was cancelled.");
  if (!startsAt || startsAt.getTime() - doorOpensBefore * 60_000 > (at ?? new Date()).getTime()) throw new AppError("conflict", "Names can be ticked from an hour before it begins.");
}

async function doorOf(trx: Database): Promise<Door | undefined> {
  const { rows } = await sql<Door>`select event_id as "eventId", title, place, starts_at as "startsAt", ends_at as "endsAt", stands from app.door_page()`.execute(trx);
  return rows[0];
}

function atDoor<T>(db: Database, secret: string, work: (trx: Database) => Promise<T>): Promise<T> {
  return asking(db, { presented: hashOf(secret) }, work).catch((error: unknown) => {
    const reason = databaseReason(error);
    if (reason === "link_not_found") return notFound();
    if (reason && sentences[reason]) throw new AppError("conflict", sentences[reason]);
    throw error;
  });
}

const sentences: Record<string, string> = {
  door_early: "Sign-in opens an hour before it begins.",
  door_over: "This sign-in is closed. Ask whoever hosts to tick your name.",
  too_many_here: "A great many people signed in here. Ask whoever hosts to tick your name.",
};

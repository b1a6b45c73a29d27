import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import type { JsonObject } from "~db/types";
import { recordActivity } from "~/shared/activity.server";
import { isCareSeat, type Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { findClient, type Person } from "./access.server";
import { insertEvent, type Said } from "./consents.server";
import { canWithdrawConsent } from "./policy";

export type Stop = { organisations: string[] } | { grants: string[] } | "everything";
export type WithdrawalInput = Said & { stop: Stop };
export type Ended = { grantId: string; organisationId: string; organisation: string; purpose: string; sectionClass: string; endedAt: Date };

/**
 * Records that a person no longer agrees. With the commit nobody reads or writes through what ended, and live
 * editors are shut (app.derive_grants). Holders can stop everything; others what their own organisation was given.
 * Nothing ends when somebody else stopped it first; the words are kept all the same.
 * @throws not_found, not_allowed, wrong_entry
 */
export async function withdrawConsent(trx: Database, actor: Actor, clientId: string, input: WithdrawalInput): Promise<{ eventId: string; ended: string[] }> {
  const person = await findClient(trx, actor, clientId);
  if (!canWithdrawConsent(actor, person)) throw new AppError("not_allowed");
  const stop = stoppedTerms(input.stop);
  return inTransaction(trx, async (within) => {
    const acting = { ...person.actor, seat: await seatToStopFrom(within, person, input.stop) };
    const eventId = await insertEvent(within, { id: person.id, actor: acting, kind: "withdrawn", said: input, terms: stop });
    const ended = await endedBy(within, eventId);
    const organisations = [...new Set(ended.map((one) => one.organisationId))];
    await recordActivity(within, acting, { kind: "consent.withdrawn", clientId: person.id, subjectKind: "consent", subjectId: eventId, detail: { organisations, grants: ended.length } });
    await tellOrganisations(within, person, ended);
    return { eventId, ended: ended.map((one) => one.grantId) };
  });
}

/**
 * Ends one grant, for whoever may see it.
 * @returns the person, and nothing ended when it had ended before
 * @throws not_found
 */
export async function withdrawGrant(trx: Database, actor: Actor, grantId: string, reason: string): Promise<{ clientId: string; eventId?: string; ended: string[] }> {
  if (!isId(grantId)) notFound();
  const grant = await trx.selectFrom("consent_grant").where("id", "=", grantId).select(["client_id", "ended_at"]).executeTakeFirst();
  if (!grant) notFound();
  await findClient(trx, actor, grant.client_id);
  if (grant.ended_at) return { clientId: grant.client_id, ended: [] };
  const done = await withdrawConsent(trx, actor, grant.client_id, { saidAt: new Date(), how: "voice", words: reason, stop: { grants: [grantId] } });
  return { clientId: grant.client_id, ...done };
}

/**
 * Takes down the person's wish to be erased, for the data lead to answer. Deletes nothing and promises nothing;
 * what the law lets them stop at once is stopped by `withdrawConsent`.
 * @throws not_found, not_allowed, wrong_entry
 */
export async function askForErasure(trx: Database, actor: Actor, clientId: string, said: Said): Promise<{ eventId: string }> {
  const person = await findClient(trx, actor, clientId);
  if (!canWithdrawConsent(actor, person)) throw new AppError("not_allowed");
  return inTransaction(trx, async (within) => {
    const eventId = await insertEvent(within, { id: person.id, actor: person.actor, kind: "erasure_asked", said, terms: {} });
    await recordActivity(within, person.actor, { kind: "erasure.asked", clientId: person.id, subjectKind: "consent", subjectId: eventId });
    return { eventId };
  });
}

/** What a withdrawal recorded by the actor of `trx` ended; empty for anybody else's. */
export async function endedBy(trx: Database, eventId: string): Promise<Ended[]> {
  if (!isId(eventId)) return [];
  const { rows } = await sql<Ended>`
    select grant_id as "grantId", organisation_id as "organisationId", organisation_name as organisation, purpose,
      section_class as "sectionClass", ended_at as "endedAt" from app.ended_by_my_event(${eventId}::uuid)`.execute(trx);
  return rows;
}

function stoppedTerms(stop: Stop): JsonObject {
  if (stop === "everything") return { what: "everything" };
  const ids = "organisations" in stop ? stop.organisations : stop.grants;
  if (ids.length === 0) throw new AppError("wrong_entry", "Choose who to stop sharing with.", { organisation: ["Choose who to stop sharing with."] });
  if (!ids.every(isId)) notFound();
  return { ...stop };
}

/** Who does not hold the case stops what their organisation was given, so they must act from its seat. */
async function seatToStopFrom(trx: Database, person: Person, stop: Stop) {
  if (person.holds || stop === "everything") return person.actor.seat;
  const organisations = "organisations" in stop ? stop.organisations : await organisationsOf(trx, stop.grants);
  return person.actor.seats.filter(isCareSeat).find((seat) => organisations.includes(seat.organisationId)) ?? person.actor.seat;
}

async function organisationsOf(trx: Database, grantIds: string[]): Promise<string[]> {
  const rows = await trx.selectFrom("consent_grant").where("id", "in", grantIds).select("organisation_id").execute();
  return rows.map((row) => row.organisation_id);
}

/** Managers of each organisation that was shut out are asked to stop using it. The reference names nobody. */
async function tellOrganisations(trx: Database, person: Person, ended: Ended[]): Promise<void> {
  const shutOut = [...new Set(ended.filter((one) => one.purpose !== "keep_notes").map((one) => one.organisationId))];
  if (shutOut.length === 0) return;
  const managers = await trx
    .selectFrom("app.seat as seat")
    .innerJoin("account", "account.id", "seat.account_id")
    .where("seat.organisation_id", "in", shutOut)
    .where("seat.role", "=", "manager")
    .select("account.email")
    .distinct()
    .limit(20)
    .execute();
  if (managers.length === 0) return;
  const body = `Someone you were helping has changed their mind about sharing with your organisation.\n\nPlease stop using what you were shown about ${person.reference}. What you must keep by law, you may keep; nothing new will come.\n`;
  await trx
    .insertInto("mail")
    .values(managers.map(({ email }) => ({ id: randomUUID(), to_address: email, subject: "Please stop using what was shared", body, kind: "withdrawal" })))
    .execute();
}

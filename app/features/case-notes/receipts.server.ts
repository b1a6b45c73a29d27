import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { recordViews } from "~/shared/views.server";
import { findClient } from "./access.server";
import type { Access, Purpose } from "./consent";
import { factsOf, type PersonFacts } from "./person-read.server";
import type { SharedClass } from "./section";

export type ReceiptLine = { organisation: string; purpose: Purpose; sectionClass: SharedClass | "all"; access: Access; validUntil: Date };
export type ReceiptFacts = {
  person: PersonFacts;
  kind: "given" | "withdrawn" | "erasure_asked";
  saidAt: Date;
  recordedAt: Date;
  how: string;
  words: string;
  told: string;
  recordedBy: string;
  organisation: string;
  lines: ReceiptLine[];
};

/** What a consent event said and did, to put in the person's hand. Writes the look "receipt". @throws not_found */
export async function receiptOf(trx: Database, actor: Actor, clientId: string, eventId: string): Promise<ReceiptFacts> {
  const person = await findClient(trx, actor, clientId);
  if (!isId(eventId)) notFound();
  const event = await trx
    .selectFrom("consent_event as event")
    .innerJoin("account", "account.id", "event.account_id")
    .innerJoin("organisation", "organisation.id", "event.organisation_id")
    .where("event.id", "=", eventId)
    .where("event.client_id", "=", person.id)
    .select(["event.kind", "event.said_at as saidAt", "event.recorded_at as recordedAt", "event.how", "event.words", "event.told", "account.name as recordedBy", "organisation.name as organisation"])
    .executeTakeFirst();
  if (!event) notFound();
  await recordViews(trx, person.actor, [{ clientId: person.id, what: "receipt", subjectId: eventId, how: "print" }]);
  const lines = await trx
    .selectFrom("consent_grant as g")
    .innerJoin("organisation", "organisation.id", "g.organisation_id")
    .where(event.kind === "given" ? "g.given_event" : "g.ended_event", "=", eventId)
    .orderBy("organisation.name")
    .select(["organisation.name as organisation", "g.purpose", "g.section_class as sectionClass", "g.access", "g.valid_until as validUntil"])
    .execute();
  return { ...event, kind: event.kind as ReceiptFacts["kind"], person: factsOf(person), lines: lines as ReceiptLine[] };
}

import { sql } from "kysely";
import type { Database } from "~db/client";
import { recordViews } from "~/shared/views.server";
import type { Actor } from "~/shared/actor";
import { findClient, type Person } from "./access.server";
import { inOrder } from "./section";
import { consentSentence, consentState, type ConsentState, type LiveGrant } from "./consent";

export type ConsentSummary = {
  state: ConsentState;
  /** The agreement to keep notes; only case holders know of it. */
  keepNotes: { grantId: string; until: Date } | undefined;
  /** What is shared with named organisations; others than case holders see what their own was given. */
  grants: LiveGrant[];
  agreedOn: Date | undefined;
  endsFirst: Date | undefined;
  sentence: string;
};

/** What a person has agreed to, for the card beside everything. Writes the look "consent". @throws not_found */
export async function consentSummary(trx: Database, actor: Actor, clientId: string): Promise<ConsentSummary> {
  return consentOf(trx, await findClient(trx, actor, clientId));
}

/** The same, for a person already found. Writes the look "consent". */
export async function consentOf(trx: Database, person: Person): Promise<ConsentSummary> {
  await recordViews(trx, person.actor, [{ clientId: person.id, what: "consent", how: "page" }]);
  const live = await liveGrants(trx, person.id);
  const keep = live.find((grant) => grant.purpose === "keep_notes");
  const events = await trx
    .selectFrom("consent_event")
    .where("client_id", "=", person.id)
    .where("kind", "in", ["given", "withdrawn"])
    .orderBy("recorded_at", "desc")
    .limit(20)
    .select(["id", "kind", "said_at"])
    .execute();
  const given = events.find((event) => event.kind === "given" && live.some((grant) => grant.givenEvent === event.id));
  return {
    state: consentState(live, { withdrawn: events[0]?.kind === "withdrawn", everAsked: events.length > 0 }),
    keepNotes: keep && { grantId: keep.id, until: keep.validUntil },
    grants: live.filter((grant) => grant.purpose !== "keep_notes"),
    agreedOn: given?.said_at ?? live[0]?.validFrom,
    endsFirst: live.map((grant) => grant.validUntil).sort((a, b) => a.getTime() - b.getTime())[0],
    sentence: consentSentence(live),
  };
}

/** Grants that hold now, as far as the actor of `trx` may know of them. */
export async function liveGrants(trx: Database, clientId: string): Promise<LiveGrant[]> {
  const rows = await trx
    .selectFrom("consent_grant")
    .innerJoin("organisation", "organisation.id", "consent_grant.organisation_id")
    .where("consent_grant.client_id", "=", clientId)
    .where("ended_at", "is", null)
    .where("valid_until", ">", sql<Date>`now()`)
    .select([
      "consent_grant.id",
      "organisation_id as organisationId",
      "organisation.name as organisation",
      "purpose",
      "section_class as sectionClass",
      "access",
      "valid_from as validFrom",
      "valid_until as validUntil",
      "given_event as givenEvent",
    ])
    .execute();
  const place = new Map(inOrder(rows.map((row) => row.sectionClass)).map((one, index) => [one, index]));
  const byClass = (one: { sectionClass: string }) => place.get(one.sectionClass) ?? 0;
  return (rows as LiveGrant[]).sort((a, b) => a.organisation.localeCompare(b.organisation, "en-GB") || byClass(a) - byClass(b));
}

import { randomUUID } from "node:crypto";
import { inTransaction, type Database } from "~db/client";
import type { JsonObject } from "~db/types";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, databaseReason } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { findClient } from "./access.server";
import { termsProblem, type GrantTerm, type WaySaid } from "./consent";
import { canRecordConsent } from "./policy";

export type Said = { saidAt: Date; how: WaySaid; words: string };
export type ConsentInput = Said & { told: string; grants: GrantTerm[] };

/**
 * Records what a person agreed to; the database derives the grants from it and ends those it replaces.
 * @throws not_found, not_allowed, wrong_entry with a sentence for the field (rules: app.derive_grants)
 */
export async function recordConsent(trx: Database, actor: Actor, clientId: string, input: ConsentInput): Promise<{ eventId: string }> {
  const person = await findClient(trx, actor, clientId);
  if (!canRecordConsent(actor, person)) throw new AppError("not_allowed");
  const problem = termsProblem(input.grants);
  if (problem) throw new AppError("wrong_entry", problem, { grants: [problem] });
  if (input.grants.some((term) => !isId(term.organisationId))) throw refused("consent_unknown_organisation");
  if (input.grants.some((term) => Number.isNaN(term.until.getTime()))) throw refused("consent_without_end");
  const terms = {
    grants: input.grants.map((term) => ({
      organisation: term.organisationId,
      purpose: term.purpose,
      class: term.sectionClass,
      access: term.access,
      until: term.until.toISOString(),
    })),
  };
  return inTransaction(trx, async (within) => {
    const eventId = await insertEvent(within, { ...person, kind: "given", said: input, told: input.told, terms });
    const organisations = [...new Set(input.grants.map((term) => term.organisationId))];
    await recordActivity(within, person.actor, { kind: "consent.given", clientId: person.id, subjectKind: "consent", subjectId: eventId, detail: { organisations, grants: input.grants.length } });
    return { eventId };
  });
}

type NewEvent = {
  id: string;
  actor: Awaited<ReturnType<typeof findClient>>["actor"];
  kind: "given" | "withdrawn" | "erasure_asked";
  said: Said;
  told?: string;
  terms: JsonObject;
};

/** Inserts one consent event. @throws wrong_entry when the database's own rules refuse it */
export async function insertEvent(trx: Database, { id, actor, kind, said, told, terms }: NewEvent): Promise<string> {
  const eventId = randomUUID();
  try {
    await trx
      .insertInto("consent_event")
      .values({
        id: eventId,
        client_id: id,
        kind,
        said_at: said.saidAt,
        how: said.how,
        words: said.words,
        told: told ?? "",
        terms,
        account_id: actor.accountId,
        tenure_id: actor.seat.tenureId,
        organisation_id: actor.seat.organisationId,
      })
      .execute();
  } catch (error) {
    const reason = databaseReason(error);
    throw reason && reason in sentences ? refused(reason as keyof typeof sentences) : error;
  }
  return eventId;
}

const sentences = {
  consent_without_end: { field: "until", sentence: "Say until when. Consent always has an end; you can ask again." },
  consent_end_out_of_range: { field: "until", sentence: "Choose an end after today and within two years of when it was said." },
  consent_backdated: { field: "saidAt", sentence: "That is more than four weeks ago. Ask the person again, and record what they say now." },
  consent_in_future: { field: "saidAt", sentence: "That time has not come yet. Use the moment they said it." },
  consent_unknown_organisation: { field: "organisation", sentence: "We could not find that organisation. Search for it again." },
  consent_wrong_organisation: { field: "organisation", sentence: "Your own service keeps the notes. Choose another organisation to share with." },
  consent_without_terms: { field: "grants", sentence: "Choose at least one thing the person agrees to." },
} as const;

function refused(reason: keyof typeof sentences): AppError {
  const { field, sentence } = sentences[reason];
  return new AppError("wrong_entry", sentence, { [field]: [sentence] });
}

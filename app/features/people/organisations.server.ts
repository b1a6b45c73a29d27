import { randomUUID } from "node:crypto";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { findOrganisation } from "./access.server";
import { canLookAfterDirectory } from "./policy";
import type { OrganisationKind } from "./words";

export type OrganisationFacts = {
  name: string;
  kind: OrganisationKind;
  area?: string | undefined;
  charityNumber?: string | undefined;
  postcode?: string | undefined;
};

/**
 * Adds an organisation by hand.
 * @throws not_allowed, conflict when another organisation has this charity number
 */
export async function addOrganisation(db: Database, actor: Actor, facts: OrganisationFacts): Promise<{ organisationId: string }> {
  if (!canLookAfterDirectory(actor)) throw new AppError("not_allowed");
  const organisationId = randomUUID();
  await inTransaction(db, async (trx) => {
    await requireFreeNumber(trx, facts.charityNumber);
    await trx
      .insertInto("organisation")
      .values({ id: organisationId, ...columnsOf(facts), source: "hand", created_by: actor.accountId })
      .execute();
    await recordActivity(trx, actor, { kind: "organisation.added", subjectKind: "organisation", subjectId: organisationId });
  });
  return { organisationId };
}

/**
 * Changes what the directory says of an organisation.
 * @throws not_found, not_allowed, conflict when another organisation has this charity number
 */
export async function changeOrganisation(db: Database, actor: Actor, organisationId: string, facts: OrganisationFacts): Promise<void> {
  await inTransaction(db, async (trx) => {
    const organisation = await findOrganisation(trx, actor, organisationId);
    if (!canLookAfterDirectory(actor)) throw new AppError("not_allowed");
    if (facts.charityNumber !== organisation.charity_number) await requireFreeNumber(trx, facts.charityNumber);
    await trx
      .updateTable("organisation")
      .set({ ...columnsOf(facts), changed_at: new Date() })
      .where("id", "=", organisation.id)
      .execute();
    await recordActivity(trx, actor, { kind: "organisation.changed", subjectKind: "organisation", subjectId: organisation.id });
  });
}

function columnsOf({ name, kind, area, charityNumber, postcode }: OrganisationFacts) {
  return { name, kind, area: area || null, charity_number: charityNumber || null, postcode: postcode || null };
}

async function requireFreeNumber(trx: Database, charityNumber: string | undefined) {
  if (!charityNumber) return;
  const taken = await trx.selectFrom("organisation").where("charity_number", "=", charityNumber).select("name").executeTakeFirst();
  if (!taken) return;
  const sentence = `${taken.name} has this charity number already.`;
  throw new AppError("conflict", sentence, { charityNumber: [sentence] });
}

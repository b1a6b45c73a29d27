import type { Database } from "~db/client";
import { recordViews } from "~/shared/views.server";
import type { Person } from "./access.server";

export type Basis = { id: string; organisation: string; basis: string; condition: string; note: string; recordedBy: string; recordedAt: Date };

/** The latest lawful basis each organisation recorded, as far as the reader may know. Writes the look "basis". */
export async function basisOf(trx: Database, person: Person): Promise<Basis[]> {
  await recordViews(trx, person.actor, [{ clientId: person.id, what: "basis", how: "page" }]);
  return trx
    .selectFrom("lawful_basis as basis")
    .innerJoin("organisation", "organisation.id", "basis.organisation_id")
    .innerJoin("account", "account.id", "basis.recorded_by")
    .where("basis.client_id", "=", person.id)
    .distinctOn("basis.organisation_id")
    .orderBy("basis.organisation_id")
    .orderBy("basis.recorded_at", "desc")
    .select(["basis.id", "organisation.name as organisation", "basis.basis", "basis.condition", "basis.note", "account.name as recordedBy", "basis.recorded_at as recordedAt"])
    .execute();
}

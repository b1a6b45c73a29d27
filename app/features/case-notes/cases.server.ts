import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import { isCareSeat, type Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { findClient } from "./access.server";
import { canRecordBasis, canShareCase } from "./policy";

/** Lets a colleague's seat of one's own organisations hold the case too. Other organisations need consent instead. @throws not_found, not_allowed, wrong_entry */
export async function shareCase(trx: Database, actor: Actor, clientId: string, postId: string): Promise<void> {
  const person = await findClient(trx, actor, clientId);
  if (!canShareCase(actor, person)) throw new AppError("not_allowed");
  const organisations = actor.seats.filter(isCareSeat).map((seat) => seat.organisationId);
  const post = isId(postId) && (await trx.selectFrom("post").where("id", "=", postId).where("organisation_id", "in", organisations).where("role", "in", ["link_worker", "worker", "manager"]).where("closed_at", "is", null).select("id").executeTakeFirst());
  if (!post) throw wrong("post", "Choose a colleague from the list.");
  const there = await openCases(trx, person.id).where("post_id", "=", postId).select("id").executeTakeFirst();
  if (there) return;
  await inTransaction(trx, async (within) => {
    await within.insertInto("caseload").values({ id: randomUUID(), client_id: person.id, post_id: postId, part: "supporting", added_by: actor.accountId }).execute();
    await recordActivity(within, person.actor, { kind: "case.shared", clientId: person.id, subjectKind: "post", subjectId: postId });
  });
}

/** Ends a seat's hold of the case; with the commit its live editors are judged again. The lead is handed on first. @throws not_found, not_allowed, wrong_entry */
export async function endCase(trx: Database, actor: Actor, clientId: string, postId: string): Promise<void> {
  const person = await findClient(trx, actor, clientId);
  if (!canShareCase(actor, person)) throw new AppError("not_allowed");
  const line = isId(postId) ? await openCases(trx, person.id).where("post_id", "=", postId).select(["id", "part"]).executeTakeFirst() : undefined;
  if (!line) return;
  if (line.part === "lead") throw wrong("post", "Someone must lead. Make a colleague the lead first.");
  await inTransaction(trx, async (within) => {
    await recordActivity(within, person.actor, { kind: "case.ended", clientId: person.id, subjectKind: "post", subjectId: postId });
    await within.updateTable("caseload").set({ valid_until: sql`now()` }).where("id", "=", line.id).where("valid_until", "is", null).execute();
  });
}

/** Makes another holder the lead; the one before stays as a supporter. @throws not_found, not_allowed, wrong_entry */
export async function handOnLead(trx: Database, actor: Actor, clientId: string, postId: string): Promise<void> {
  const person = await findClient(trx, actor, clientId);
  if (!canShareCase(actor, person)) throw new AppError("not_allowed");
  const line = isId(postId) ? await openCases(trx, person.id).where("post_id", "=", postId).select(["id", "part"]).executeTakeFirst() : undefined;
  if (!line) throw wrong("post", "Choose someone who holds the case.");
  if (line.part === "lead") return;
  await inTransaction(trx, async (within) => {
    await within.updateTable("caseload").set({ part: "supporting" }).where("client_id", "=", person.id).where("part", "=", "lead").where("valid_until", "is", null).execute();
    await within.updateTable("caseload").set({ part: "lead" }).where("id", "=", line.id).execute();
    await recordActivity(within, person.actor, { kind: "case.shared", clientId: person.id, subjectKind: "post", subjectId: postId, detail: { lead: true } });
  });
}

function openCases(trx: Database, clientId: string) {
  return trx.selectFrom("caseload").where("client_id", "=", clientId).where("valid_until", "is", null);
}

export const bases = ["public_task", "legitimate_interests", "consent", "vital_interests", "legal_obligation", "contract"] as const;
export const conditions = ["health_or_social_care", "not_for_profit_body", "explicit_consent", "safeguarding", "vital_interests"] as const;
export type BasisInput = { basis: (typeof bases)[number]; condition: (typeof conditions)[number]; note?: string };

/** States why the law lets the actor's organisation hold this, apart from what the person agreed to. @throws not_found, not_allowed */
export async function recordBasis(trx: Database, actor: Actor, clientId: string, input: BasisInput): Promise<{ basisId: string }> {
  const person = await findClient(trx, actor, clientId);
  if (!canRecordBasis(actor, person)) throw new AppError("not_allowed");
  const basisId = randomUUID();
  await inTransaction(trx, async (within) => {
    await within
      .insertInto("lawful_basis")
      .values({ id: basisId, client_id: person.id, organisation_id: person.actor.seat.organisationId, basis: input.basis, condition: input.condition, note: input.note ?? "", recorded_by: actor.accountId })
      .execute();
    await recordActivity(within, person.actor, { kind: "basis.recorded", clientId: person.id, subjectKind: "basis", subjectId: basisId });
  });
  return { basisId };
}

function wrong(field: string, sentence: string): AppError {
  return new AppError("wrong_entry", sentence, { [field]: [sentence] });
}

import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { recordViews } from "~/shared/views.server";
import { findClient, noteDoor, openClasses, type Person } from "./access.server";
import { canChangeStep } from "./policy";
import { isSectionClass, type SectionClass } from "./section";

export type Step = {
  id: string;
  words: string;
  sectionClass: SectionClass;
  /** "2026-11-24" */
  dueOn: string | null;
  doneAt: Date | null;
  doneBy: string | null;
  noteId: string | null;
  owner: { postId: string; postTitle: string; name: string | null } | undefined;
  mayChange: boolean;
};

/** Next steps of a person or of one note that the actor may see: open ones first, by day; then the last done. Writes the look "steps". @throws not_found */
export async function stepsOf(trx: Database, actor: Actor, of: { clientId: string } | { noteId: string }): Promise<Step[]> {
  const person = "noteId" in of ? (await noteDoor(trx, actor, of.noteId)).person : await findClient(trx, actor, of.clientId);
  return stepsFor(trx, person, "noteId" in of ? of.noteId : undefined);
}

/** The same, for a person already found. Writes the look "steps". */
export async function stepsFor(trx: Database, person: Person, noteId?: string): Promise<Step[]> {
  await recordViews(trx, person.actor, [{ clientId: person.id, what: "steps", ...(noteId ? { subjectId: noteId } : {}), how: "page" }]);
  const { writable } = await openClasses(trx, person);
  let query = visibleSteps(trx).where("next_step.client_id", "=", person.id);
  if (noteId) query = query.where("next_step.note_id", "=", noteId);
  const rows = await query
    .leftJoin("post", "post.id", "next_step.owner_post_id")
    .leftJoin("account as doer", "doer.id", "next_step.done_by")
    .orderBy(sql`next_step.done_at is not null`)
    .orderBy("next_step.due_on", (order) => order.asc().nullsLast())
    .orderBy("next_step.done_at", "desc")
    .orderBy("next_step.created_at")
    .limit(60)
    .select((select) => [
      "next_step.id",
      "next_step.words",
      "next_step.section_class as sectionClass",
      sql<string | null>`next_step.due_on::text`.as("dueOn"),
      "next_step.done_at as doneAt",
      "doer.name as doneBy",
      "next_step.note_id as noteId",
      "next_step.owner_post_id as postId",
      "post.title as postTitle",
      select
        .selectFrom("app.seat as seat")
        .innerJoin("account", "account.id", "seat.account_id")
        .whereRef("seat.post_id", "=", "next_step.owner_post_id")
        .orderBy("account.name")
        .limit(1)
        .select("account.name")
        .as("ownerName"),
    ])
    .execute();
  return rows.flatMap(({ postId, postTitle, ownerName, sectionClass, ...row }) => {
    if (!isSectionClass(sectionClass)) return [];
    const owner = postId ? { postId, postTitle: postTitle ?? "", name: ownerName } : undefined;
    return [{ ...row, sectionClass, owner, mayChange: canChangeStep(person.actor, writable, sectionClass) }];
  });
}

/** Steps the actor of `trx` may see. Chain on it. */
export function visibleSteps(trx: Database) {
  return trx.selectFrom("next_step").where(sql<boolean>`next_step.scope = any(array(select app.my_scopes()))`);
}

export type StepOwner = { postId: string; words: string };

/** Seats that may take a step: those who hold the case, and one's own organisations. */
export async function stepOwners(trx: Database, person: Person): Promise<StepOwner[]> {
  const organisations = person.actor.seats.map((seat) => seat.organisationId);
  const rows = await trx
    .selectFrom("post")
    .innerJoin("organisation", "organisation.id", "post.organisation_id")
    .where("post.closed_at", "is", null)
    .where("post.role", "in", ["link_worker", "worker", "manager"])
    .where((where) =>
      where.or([
        where("post.organisation_id", "in", organisations),
        where("post.id", "in", where.selectFrom("caseload").where("client_id", "=", person.id).where("valid_until", "is", null).select("post_id")),
        where("post.organisation_id", "in", where.selectFrom("consent_grant").where("client_id", "=", person.id).where("ended_at", "is", null).where("purpose", "=", "working_together").select("organisation_id")),
      ]),
    )
    .orderBy("organisation.name")
    .orderBy("post.title")
    .limit(80)
    .select((select) => [
      "post.id as postId",
      "post.title",
      "organisation.name as organisation",
      select.selectFrom("app.seat as seat").innerJoin("account", "account.id", "seat.account_id").whereRef("seat.post_id", "=", "post.id").orderBy("account.name").limit(1).select("account.name").as("name"),
    ])
    .execute();
  return rows.map((row) => ({ postId: row.postId, words: row.name ? `${row.name}, ${row.title}, ${row.organisation}` : `${row.title}, ${row.organisation}` }));
}

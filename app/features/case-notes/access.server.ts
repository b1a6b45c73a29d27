import { sql } from "kysely";
import type { Database } from "~db/client";
import { isCareSeat, type Actor, type Seat } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { isSectionClass, type SectionClass } from "./section";

/** A person supported, as one colleague stands to them today. */
export type Person = {
  id: string;
  reference: string;
  name: string;
  interpreter: string;
  practicePerson: boolean;
  homeOrganisationId: string;
  homeOrganisation: string;
  createdAt: Date;
  /** "2026-11-20" */
  lastContactOn: string | null;
  /** Through the caseload, or as the manager of a seat that holds it. */
  holds: boolean;
  leads: boolean;
  /** The actor, acting from the seat through which they reach this person. */
  actor: Actor & { seat: Seat };
};

/** People the actor of `trx` may see: whose case they hold, or who named their organisation. Chain on it. */
export function visibleClients(trx: Database) {
  return trx.selectFrom("client").where(sql<boolean>`client.id = any(array(select app.my_clients()))`);
}

/** The door to one person. Writes no look: loaders use `readPerson`. @throws not_found */
export async function findClient(trx: Database, actor: Actor, clientId: string): Promise<Person> {
  if (!isId(clientId)) notFound();
  const row = await visibleClients(trx)
    .innerJoin("organisation as home", "home.id", "client.home_organisation_id")
    .where("client.id", "=", clientId)
    .select([
      "client.id",
      "client.reference",
      "client.name",
      "client.interpreter",
      "client.practice_person as practicePerson",
      "client.home_organisation_id as homeOrganisationId",
      "home.name as homeOrganisation",
      "client.created_at as createdAt",
      sql<string | null>`client.last_contact_on::text`.as("lastContactOn"),
      sql<boolean>`client.id = any(array(select app.my_held_clients()))`.as("holds"),
    ])
    .executeTakeFirst();
  if (!row) notFound();
  const { seat, leads } = await standing(trx, actor, row);
  return { ...row, leads, actor: { ...actor, seat } };
}

/** Through which seat the actor reaches the person: the one that holds the case, one that manages, one that was named. */
async function standing(trx: Database, actor: Actor, person: { id: string; holds: boolean; homeOrganisationId: string }) {
  const seats = actor.seats.filter(isCareSeat);
  const parts = await trx
    .selectFrom("caseload")
    .where("client_id", "=", person.id)
    .where((where) => where.or([where("valid_until", "is", null), where("valid_until", ">", sql<Date>`now()`)]))
    .select(["post_id", "part"])
    .execute();
  const mine = parts.filter((part) => seats.some((seat) => seat.postId === part.post_id));
  const own = seats.find((seat) => seat.postId === (mine.find((part) => part.part === "lead") ?? mine[0])?.post_id);
  const managing = person.holds ? (seats.find((seat) => seat.role === "manager" && seat.organisationId === person.homeOrganisationId) ?? seats.find((seat) => seat.role === "manager")) : undefined;
  const seat = own ?? managing ?? (await namedSeat(trx, seats, person.id)) ?? seats[0];
  if (!seat) notFound();
  return { seat, leads: mine.some((part) => part.part === "lead") };
}

async function namedSeat(trx: Database, seats: Seat[], clientId: string): Promise<Seat | undefined> {
  const grants = await trx
    .selectFrom("consent_grant")
    .where("client_id", "=", clientId)
    .where("ended_at", "is", null)
    .where("valid_until", ">", sql<Date>`now()`)
    .where("purpose", "<>", "keep_notes")
    .orderBy("access", "desc")
    .select("organisation_id")
    .execute();
  const named = grants.map((grant) => grant.organisation_id);
  return seats.find((seat) => named.includes(seat.organisationId));
}

export type OpenClasses = { readable: SectionClass[]; writable: SectionClass[] };

/** Classes of section the actor may read and write for a person today, asked of the one rule in the database. */
export async function openClasses(trx: Database, person: Person): Promise<OpenClasses> {
  const { rows } = await sql<{ class: string; reads: boolean; writes: boolean }>`
    select c.class, app.scope(${person.id}::uuid, c.class, ${person.actor.seat.organisationId}::uuid) = any(array(select app.my_scopes())) as reads,
      app.scope(${person.id}::uuid, c.class, ${person.actor.seat.organisationId}::uuid) = any(array(select app.my_writable_scopes())) as writes
    from app.section_class c`.execute(trx);
  const classes = (wanted: "reads" | "writes") => rows.filter((row) => row[wanted]).map((row) => row.class).filter(isSectionClass);
  return { readable: classes("reads"), writable: classes("writes") };
}

/** Notes in which the actor of `trx` may read at least one section. Chain on it. */
export function visibleNotes(trx: Database) {
  return trx
    .selectFrom("note")
    .where(sql<boolean>`note.client_id = any(array(select app.my_clients()))`)
    .where((where) =>
      where.exists(
        where
          .selectFrom("section")
          .whereRef("section.note_id", "=", "note.id")
          .where(sql<boolean>`section.scope = any(array(select app.my_scopes()))`)
          .select("section.id"),
      ),
    );
}

/** Sections the actor of `trx` may read now. Chain on it. */
export function visibleSections(trx: Database) {
  return trx
    .selectFrom("section")
    .innerJoin("document", (join) => join.onRef("document.section_id", "=", "section.id").on("document.retired_at", "is", null))
    .where(sql<boolean>`section.scope = any(array(select app.my_scopes()))`);
}

export type NoteDoor = { id: string; person: Person; kind: string; happenedOn: string; organisationId: string; createdBy: string; holds: boolean; closed: boolean; begunByMe: boolean };

/** The door to one note, with the person it is about. Writes no look: loaders use `findNote`. @throws not_found */
export async function noteDoor(trx: Database, actor: Actor, noteId: string): Promise<NoteDoor> {
  if (!isId(noteId)) notFound();
  const row = await visibleNotes(trx)
    .leftJoin("note_closing", "note_closing.note_id", "note.id")
    .where("note.id", "=", noteId)
    .select(["note.id", "note.client_id", "note.kind", "note.organisation_id", "note.created_by", "note_closing.closed_at", sql<string>`note.happened_on::text`.as("happened_on")])
    .executeTakeFirst();
  if (!row) notFound();
  const person = await findClient(trx, actor, row.client_id);
  return {
    id: row.id,
    person,
    kind: row.kind,
    happenedOn: row.happened_on,
    organisationId: row.organisation_id,
    createdBy: row.created_by,
    holds: person.holds,
    closed: row.closed_at !== null,
    begunByMe: row.created_by === actor.accountId,
  };
}

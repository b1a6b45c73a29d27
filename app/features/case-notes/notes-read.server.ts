import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { recordViews } from "~/shared/views.server";
import { noteDoor, openClasses, visibleNotes, visibleSections, type NoteDoor, type Person } from "./access.server";
import { noteDay } from "./days";
import { factsOf, type PersonFacts } from "./person-read.server";
import { canAddSection, canCloseNote } from "./policy";
import { classWords, isNoteKind, isSectionClass, noteWords, sectionClasses, type SectionClass } from "./section";

export type NoteSection = {
  id: string;
  documentId: string;
  sectionClass: SectionClass;
  title: string;
  organisationId: string;
  organisation: string;
  mayWrite: boolean;
};

export type FoundNote = Pick<NoteDoor, "id" | "happenedOn" | "closed"> & {
  person: PersonFacts;
  /** The organisation the actor writes from here. */
  actingOrganisationId: string;
  kind: string;
  /** "Visit, 20 November" */
  title: string;
  begunBy: string;
  organisation: string;
  closing: { line: string; by: string; at: Date } | undefined;
  sections: NoteSection[];
  /** Classes the actor could still add to this note. */
  addable: SectionClass[];
  abilities: { close: boolean; addSection: boolean };
};

/**
 * A note with the sections its reader may see, and which of them they may write now. Writes the look "note";
 * whoever shows the words of a section writes `section.CLASS` for it as well. @throws not_found
 */
export async function findNote(trx: Database, actor: Actor, noteId: string): Promise<FoundNote> {
  const note = await noteDoor(trx, actor, noteId);
  await recordViews(trx, note.person.actor, [{ clientId: note.person.id, what: "note", subjectId: note.id, how: "page" }]);
  const about = await trx
    .selectFrom("note")
    .innerJoin("account", "account.id", "note.created_by")
    .innerJoin("organisation", "organisation.id", "note.organisation_id")
    .leftJoin("note_closing", "note_closing.note_id", "note.id")
    .leftJoin("account as closer", "closer.id", "note_closing.closed_by")
    .where("note.id", "=", note.id)
    .select(["account.name as begunBy", "organisation.name as organisation", "note_closing.line", "note_closing.closed_at", "closer.name as closer"])
    .executeTakeFirstOrThrow();
  const sections = await sectionsOf(trx, note);
  const { writable } = await openClasses(trx, note.person);
  const addable = writable.filter((one) => !sections.some((section) => section.sectionClass === one && (one !== "own" || section.organisationId === note.person.actor.seat.organisationId)));
  return {
    id: note.id,
    happenedOn: note.happenedOn,
    closed: note.closed,
    person: factsOf(note.person),
    actingOrganisationId: note.person.actor.seat.organisationId,
    kind: note.kind,
    title: noteTitle(note.kind, note.happenedOn),
    begunBy: about.begunBy,
    organisation: about.organisation,
    closing: about.line !== null && about.closed_at !== null ? { line: about.line, by: about.closer ?? "", at: about.closed_at } : undefined,
    sections,
    addable,
    abilities: { close: canCloseNote(actor, note), addSection: addable.some((one) => canAddSection(actor, note, writable, one)) },
  };
}

/** "Visit, 20 November" */
export function noteTitle(kind: string, happenedOn: string): string {
  return `${isNoteKind(kind) ? noteWords[kind] : "Note"}, ${noteDay(happenedOn)}`;
}

async function sectionsOf(trx: Database, note: NoteDoor): Promise<NoteSection[]> {
  const rows = await visibleSections(trx)
    .innerJoin("organisation", "organisation.id", "section.organisation_id")
    .where("section.note_id", "=", note.id)
    .select([
      "section.id",
      "document.id as documentId",
      "section.class",
      "section.organisation_id as organisationId",
      "organisation.name as organisation",
      sql<boolean>`section.scope = any(array(select app.my_writable_scopes()))`.as("writes"),
    ])
    .execute();
  return rows
    .flatMap(({ class: sectionClass, writes, ...row }) =>
      isSectionClass(sectionClass) ? [{ ...row, sectionClass, title: classWords[sectionClass].title, mayWrite: writes && !note.closed }] : [],
    )
    .sort((a, b) => sectionClasses.indexOf(a.sectionClass) - sectionClasses.indexOf(b.sectionClass));
}

export type NoteLine = { id: string; title: string; happenedOn: string; begunBy: string; organisation: string; closed: boolean; classes: string[] };

/** A page of somebody's notes, newest first. Writes the look "notes". */
export async function notesOf(trx: Database, person: Person, { page, size }: { page: number; size: number }): Promise<{ notes: NoteLine[]; more: boolean }> {
  await recordViews(trx, person.actor, [{ clientId: person.id, what: "notes", how: "page" }]);
  const rows = await visibleNotes(trx)
    .innerJoin("account", "account.id", "note.created_by")
    .innerJoin("organisation", "organisation.id", "note.organisation_id")
    .leftJoin("note_closing", "note_closing.note_id", "note.id")
    .where("note.client_id", "=", person.id)
    .orderBy("note.happened_on", "desc")
    .orderBy("note.created_at", "desc")
    .limit(size + 1)
    .offset((page - 1) * size)
    .select((select) => [
      "note.id",
      "note.kind",
      sql<string>`note.happened_on::text`.as("happenedOn"),
      "account.name as begunBy",
      "organisation.name as organisation",
      "note_closing.closed_at as closedAt",
      select
        .selectFrom("section")
        .whereRef("section.note_id", "=", "note.id")
        .where(sql<boolean>`section.scope = any(array(select app.my_scopes()))`)
        .select(sql<string[]>`array_agg(distinct section.class)`.as("classes"))
        .as("classes"),
    ])
    .execute();
  const notes = rows.slice(0, size).map(({ kind, closedAt, classes, ...row }) => ({
    ...row,
    title: noteTitle(kind, row.happenedOn),
    closed: closedAt !== null,
    classes: sectionClasses.filter((one) => classes?.includes(one)).map((one) => classWords[one].title),
  }));
  return { notes, more: rows.length > size };
}

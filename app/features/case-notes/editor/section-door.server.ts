import { type NotNull, sql } from "kysely";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import type { Database } from "~db/client";
import { findClient, visibleSections, type Person } from "../access.server";
import { noteTitle } from "../notes-read.server";
import { classWords, isSectionClass, type SectionClass } from "../section";

export type OpenSection = {
  id: string;
  clientId: string;
  noteId: string;
  documentId: string;
  sectionClass: SectionClass;
  title: string;
  noteTitle: string;
  organisationId: string;
  scope: string;
  mayWrite: boolean;
  person: Person;
};

/** The door to one section by its whole address. Writes no look. @throws not_found, also when the parts do not belong together */
export async function sectionDoor(trx: Database, actor: Actor, at: { clientId: string; noteId: string; sectionId: string }): Promise<OpenSection> {
  if (!isId(at.clientId) || !isId(at.noteId) || !isId(at.sectionId)) notFound();
  const row = await visibleSections(trx)
    .innerJoin("note", "note.id", "section.note_id")
    .leftJoin("note_closing", "note_closing.note_id", "note.id")
    .where("section.id", "=", at.sectionId)
    .where("section.note_id", "=", at.noteId)
    .where("section.client_id", "=", at.clientId)
    .select([
      "section.id",
      "section.class",
      "section.organisation_id as organisationId",
      "document.id as documentId",
      "document.scope",
      "note.kind",
      sql<string>`note.happened_on::text`.as("happenedOn"),
      "note_closing.note_id as closed",
      sql<boolean>`section.scope = any(array(select app.my_writable_scopes()))`.as("writes"),
    ])
    .$narrowType<{ scope: NotNull }>()
    .executeTakeFirst();
  if (!row || !isSectionClass(row.class)) notFound();
  return {
    id: row.id,
    clientId: at.clientId,
    noteId: at.noteId,
    documentId: row.documentId,
    sectionClass: row.class,
    title: classWords[row.class].title,
    noteTitle: noteTitle(row.kind, row.happenedOn),
    organisationId: row.organisationId,
    scope: row.scope,
    mayWrite: row.writes && row.closed === null,
    person: await findClient(trx, actor, at.clientId),
  };
}

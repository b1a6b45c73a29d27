import { randomUUID } from "node:crypto";
import { type NotNull, sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { findClient, noteDoor, openClasses, type Person } from "./access.server";
import { dayOf, isDate } from "./days";
import { canAddSection, canBeginNote, canCloseNote } from "./policy";
import { classWords, type NoteKind, type SectionClass } from "./section";

export type NewSection = { sectionId: string; documentId: string; sectionClass: SectionClass };
export type NoteInput = { kind: NoteKind; /** "2026-11-20" */ happenedOn: string; classes: SectionClass[] };

/**
 * Begins a note with its first sections; each is an empty live document.
 * @throws not_found, wrong_entry (a day to come, nothing chosen, a class that is not agreed to)
 */
export async function beginNote(trx: Database, actor: Actor, clientId: string, input: NoteInput): Promise<{ noteId: string; sections: NewSection[] }> {
  const person = await findClient(trx, actor, clientId);
  const { writable } = await openClasses(trx, person);
  const classes = [...new Set(input.classes)];
  if (classes.length === 0) throw wrong("classes", "Choose at least one part to write.");
  if (!isDate(input.happenedOn)) throw wrong("happenedOn", "Write the day it happened, like 20 11 2026.");
  if (input.happenedOn > dayOf(new Date())) throw wrong("happenedOn", "That day has not come yet. A note is about what has happened.");
  if (!canBeginNote(actor, writable, classes)) throw wrong("classes", "The person has not agreed to this. Ask first, and record what they say.");
  const noteId = randomUUID();
  return inTransaction(trx, async (within) => {
    await within
      .insertInto("note")
      .values({
        id: noteId,
        client_id: person.id,
        organisation_id: person.actor.seat.organisationId,
        kind: input.kind,
        happened_on: input.happenedOn,
        created_by: actor.accountId,
        tenure_id: person.actor.seat.tenureId,
      })
      .execute();
    if (input.kind !== "plan") await noteContact(within, person.id, input.happenedOn);
    await recordActivity(within, person.actor, { kind: "note.begun", clientId: person.id, subjectKind: "note", subjectId: noteId });
    const sections: NewSection[] = [];
    for (const sectionClass of classes) sections.push(await insertSection(within, person, noteId, sectionClass));
    return { noteId, sections };
  });
}

/** Adds a part to a note. @throws not_found, wrong_entry, conflict when the note has that part already */
export async function addSection(trx: Database, actor: Actor, noteId: string, sectionClass: SectionClass): Promise<NewSection> {
  const note = await noteDoor(trx, actor, noteId);
  const { writable } = await openClasses(trx, note.person);
  if (note.closed) throw new AppError("conflict", "This note is closed. Begin a new one.");
  if (!canAddSection(actor, note, writable, sectionClass)) throw wrong("sectionClass", "The person has not agreed to this. Ask first, and record what they say.");
  const there = await trx
    .selectFrom("section")
    .where("note_id", "=", note.id)
    .where("class", "=", sectionClass)
    .where((where) => where.or([where("class", "<>", "own"), where("organisation_id", "=", note.person.actor.seat.organisationId)]))
    .select("id")
    .executeTakeFirst();
  if (there) throw new AppError("conflict", `“${classWords[sectionClass].title}” is already in this note.`);
  return inTransaction(trx, (within) => insertSection(within, note.person, note.id, sectionClass));
}

/** Closes a note with one factual line. Nobody writes in it after the commit. @throws not_found, not_allowed, wrong_entry, conflict */
export async function closeNote(trx: Database, actor: Actor, noteId: string, line: string): Promise<void> {
  const note = await noteDoor(trx, actor, noteId);
  if (note.closed) throw new AppError("conflict", "This note was closed already.");
  if (!canCloseNote(actor, note)) throw new AppError("not_allowed");
  const words = line.trim();
  if (words.length === 0 || words.length > 500) throw wrong("line", "Write one line: who, when and what. Up to 500 letters.");
  await inTransaction(trx, async (within) => {
    await within
      .insertInto("note_closing")
      .values({ note_id: note.id, client_id: note.person.id, line: words, closed_by: actor.accountId })
      .execute()
      .catch((error: { code?: string }) => {
        throw error.code === "23505" ? new AppError("conflict", "This note was closed already.") : error;
      });
    await recordActivity(within, note.person.actor, { kind: "note.closed", clientId: note.person.id, subjectKind: "note", subjectId: note.id });
  });
}

async function insertSection(trx: Database, person: Person, noteId: string, sectionClass: SectionClass): Promise<NewSection> {
  const sectionId = randomUUID();
  await trx
    .insertInto("section")
    .values({ id: sectionId, note_id: noteId, client_id: person.id, class: sectionClass, organisation_id: person.actor.seat.organisationId, created_by: person.actor.accountId })
    .execute();
  const document = await trx.selectFrom("document").where("section_id", "=", sectionId).where("retired_at", "is", null).select(["id", "scope"]).$narrowType<{ scope: NotNull }>().executeTakeFirst();
  if (!document) notFound();
  await recordActivity(trx, person.actor, { kind: "section.begun", clientId: person.id, subjectKind: "section", subjectId: sectionId, scope: document.scope });
  return { sectionId, documentId: document.id, sectionClass };
}

async function noteContact(trx: Database, clientId: string, date: string): Promise<void> {
  await trx
    .updateTable("client")
    .set({ last_contact_on: sql`greatest(last_contact_on, ${date}::date)` })
    .where("id", "=", clientId)
    .execute();
}

function wrong(field: string, sentence: string): AppError {
  return new AppError("wrong_entry", sentence, { [field]: [sentence] });
}

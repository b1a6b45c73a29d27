import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import type { Documents } from "~/shared/services.server";
import { recordViews } from "~/shared/views.server";
import type { Database } from "~db/client";
import { findClient } from "../access.server";
import { consentOf } from "../consent-read.server";
import { canWithdrawConsent } from "../policy";
import { findNote, type NoteSection } from "../notes-read.server";
import { readersOf } from "../readers.server";
import { classWords } from "../section";
import { stepOwners, stepsFor } from "../steps-read.server";
import { dataLeadOf } from "./data-lead.server";
import type { WhoReads } from "./who";

/**
 * Everything a note's page shows, read in the actor's transaction: who it is about, its sections with their
 * stored words and readers, next steps, consent. Writes a look for each of them. @throws not_found
 */
export async function notePage(trx: Database, documents: Documents, actor: Actor, where: { clientId: string; noteId: string }) {
  const person = await findClient(trx, actor, where.clientId);
  const note = await findNote(trx, actor, where.noteId);
  if (note.person.id !== person.id) notFound();
  const texts = await documents.read(trx, note.sections.map((section) => section.documentId));
  await recordViews(
    trx,
    person.actor,
    note.sections.map((section) => ({ clientId: person.id, what: `section.${section.sectionClass}` as const, subjectId: section.id, how: "page" as const })),
  );
  const sections = [];
  for (const section of note.sections) sections.push({ ...section, html: texts.get(section.documentId)?.html ?? "", readers: await readersFor(trx, actor, person.id, section) });
  const consent = await consentOf(trx, person);
  return {
    me: { accountId: actor.accountId, name: actor.name, organisations: actor.seats.map((seat) => seat.organisationName) },
    person: { id: person.id, name: person.name, holds: person.holds },
    note: {
      id: note.id,
      title: note.title,
      closing: note.closing && { line: note.closing.line, by: note.closing.by, at: note.closing.at.toISOString() },
    },
    sections,
    addable: note.closed ? [] : note.addable.map((sectionClass) => ({ sectionClass, ...classWords[sectionClass] })),
    steps: await stepsFor(trx, person, note.id),
    stepOwners: note.sections.some((section) => section.mayWrite) ? await stepOwners(trx, person) : [],
    consent: {
      state: consent.state,
      sentence: consent.sentence,
      agreedOn: consent.agreedOn?.toISOString(),
      keepsNotes: consent.keepNotes !== undefined,
      shares: sharesOf(consent.grants),
    },
    lead: await dataLeadOf(trx, person),
    abilities: { ...note.abilities, withdraw: canWithdrawConsent(actor, person), askConsent: person.holds },
  };
}

export type NotePageData = Awaited<ReturnType<typeof notePage>>;
export type SectionData = NotePageData["sections"][number];

async function readersFor(trx: Database, actor: Actor, clientId: string, section: NoteSection): Promise<WhoReads> {
  const readers = await readersOf(trx, actor, clientId, section.sectionClass, section.organisationId);
  return {
    people: readers.holders.flatMap(({ accountId, name, postTitle }) =>
      accountId && accountId !== actor.accountId ? [{ accountId, words: `${name} (${postTitle})` }] : [],
    ),
    organisations: [...new Set(readers.organisations.map((one) => one.organisation))],
  };
}

/** One line per organisation, with the classes it was given. */
function sharesOf(grants: { organisationId: string; organisation: string; sectionClass: string }[]) {
  const shares = new Map<string, { organisationId: string; organisation: string; classes: string[] }>();
  for (const { organisationId, organisation, sectionClass } of grants) {
    const share = shares.get(organisationId) ?? { organisationId, organisation, classes: [] };
    share.classes.push(sectionClass);
    shares.set(organisationId, share);
  }
  return [...shares.values()];
}

import { addClient, beginNote, recordConsent, withdrawConsent, type NewSection } from "~/features/case-notes/commands.server";
import type { GrantTerm } from "~/features/case-notes/consent";
import type { SectionClass, SharedClass } from "~/features/case-notes/section";
import { dayOf } from "~/features/case-notes/days";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";

export const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000);

/** Someone supported, held by `by`. Invented, like everyone here. */
export async function personOf(db: Database, by: Actor, name = "Mrs K."): Promise<string> {
  const { clientId } = await withActor(db, by, (trx) =>
    addClient(trx, by, { name, phone: "01632 960101", email: "k@example.test", address: "1 Slipway", takeCare: "Ring after ten.", whatMatters: "Company on Fridays" }),
  );
  return clientId;
}

export type Sharing = { with: string; classes: SharedClass[]; access?: "read" | "write"; purpose?: "working_together" | "referral" | "review"; until?: Date };

/** The person agrees: to notes being kept, and to sharing with whom they name. */
export async function agrees(db: Database, by: Actor, clientId: string, sharing: Sharing[] = []): Promise<string> {
  const home = by.seats[0]?.organisationId ?? "";
  const notes: GrantTerm = { organisationId: home, purpose: "keep_notes", sectionClass: "all", access: "write", until: daysFromNow(180) };
  const shared = sharing.flatMap((one) =>
    one.classes.map((sectionClass): GrantTerm => ({ organisationId: one.with, purpose: one.purpose ?? "working_together", sectionClass, access: one.access ?? "write", until: one.until ?? daysFromNow(90) })),
  );
  const { eventId } = await withActor(db, by, (trx) => recordConsent(trx, by, clientId, { saidAt: new Date(), how: "voice", words: "Yes, that is fine.", told: "", grants: [notes, ...shared] }));
  return eventId;
}

export async function stopsSharing(db: Database, by: Actor, clientId: string, organisation: string): Promise<string[]> {
  const { ended } = await withActor(db, by, (trx) => withdrawConsent(trx, by, clientId, { saidAt: new Date(), how: "voice", words: "No more.", stop: { organisations: [organisation] } }));
  return ended;
}

export type Note = { noteId: string; sections: NewSection[]; documentOf: (sectionClass: SectionClass) => string; sectionOf: (sectionClass: SectionClass) => string };

/** A note begun by `by`, with one empty live document per class. */
export async function noteBy(db: Database, by: Actor, clientId: string, classes: SectionClass[] = ["shared_plan"]): Promise<Note> {
  const begun = await withActor(db, by, (trx) => beginNote(trx, by, clientId, { kind: "visit", happenedOn: dayOf(new Date()), classes }));
  const find = (sectionClass: SectionClass) => {
    const section = begun.sections.find((one) => one.sectionClass === sectionClass);
    if (!section) throw new Error(`This note has no ${sectionClass} section.`);
    return section;
  };
  return { ...begun, documentOf: (sectionClass) => find(sectionClass).documentId, sectionOf: (sectionClass) => find(sectionClass).sectionId };
}

/** Aileen's person, agreeing that the Food Hub writes along in the shared plan and reads what matters. */
export async function sharedNote(db: Database, by: Actor, foodHub: string) {
  const clientId = await personOf(db, by);
  await agrees(db, by, clientId, [{ with: foodHub, classes: ["shared_plan"] }, { with: foodHub, classes: ["what_matters"], access: "read" }]);
  const note = await noteBy(db, by, clientId, ["shared_plan", "what_matters", "visit", "own"]);
  return { clientId, note, documentId: note.documentOf("shared_plan") };
}

import { isCareSeat, type Actor } from "~/shared/actor";
import type { SectionClass } from "./section";

/** What a policy needs to know of a person supported; `findClient` answers it. */
export type Relation = { holds: boolean; leads: boolean };
export type NoteStanding = { holds: boolean; closed: boolean; begunByMe: boolean };

/** Whoever supports people may add someone; they become the lead. */
export function canAddPerson(actor: Actor): boolean {
  return actor.seats.some(isCareSeat);
}

/** Only those who hold the case change who someone is and how to reach them. */
export function canChangePerson(actor: Actor, person: Relation): boolean {
  return canAddPerson(actor) && person.holds;
}

/** Consent is recorded by those who hold the case: the person said it to them. */
export function canRecordConsent(actor: Actor, person: Relation): boolean {
  return canChangePerson(actor, person);
}

/** Stopping is as easy as agreeing: everybody who may see the person may record it, for what is theirs to stop. */
export function canWithdrawConsent(actor: Actor, _person: Relation): boolean {
  return canAddPerson(actor);
}

/** Who else holds the case is decided by those who hold it. */
export function canShareCase(actor: Actor, person: Relation): boolean {
  return canChangePerson(actor, person);
}

/** Each organisation states its own lawful basis. */
export function canRecordBasis(actor: Actor, _person: Relation): boolean {
  return canAddPerson(actor);
}

/** Words about what matters come from those who may write that part, and those who hold the case. */
export function canAddWords(actor: Actor, person: Relation, writable: readonly SectionClass[]): boolean {
  return canAddPerson(actor) && (person.holds || writable.includes("what_matters"));
}

/** A note begins with at least one section, each of a class one may write now. */
export function canBeginNote(actor: Actor, writable: readonly SectionClass[], wanted: readonly SectionClass[] = writable): boolean {
  return canAddPerson(actor) && wanted.length > 0 && wanted.every((one) => writable.includes(one));
}

export function canAddSection(actor: Actor, note: NoteStanding, writable: readonly SectionClass[], wanted: SectionClass): boolean {
  return canAddPerson(actor) && !note.closed && writable.includes(wanted);
}

/** Closing a note takes everybody's pen away, so it is for those who hold the case. */
export function canCloseNote(actor: Actor, note: NoteStanding): boolean {
  return canAddPerson(actor) && note.holds && !note.closed;
}

export function canChangeStep(actor: Actor, writable: readonly SectionClass[], sectionClass: SectionClass): boolean {
  return canAddPerson(actor) && writable.includes(sectionClass);
}

import type { GrantTerm } from "~/features/case-notes/consent";
import type { PersonInput, StepInput } from "~/features/case-notes/commands.server";
import type { NoteKind, SectionClass } from "~/features/case-notes/section";
import type { Band, GapRole, Group, Need, Place } from "~/features/gaps/words";
import type { OrganisationFacts } from "~/features/people/commands.server";
import type { PostRole } from "~/shared/actor";
import type { Look } from "~/shared/views.server";

/**
 * What a story about a network can have done in it. Two hands do it: the ordinary commands, and the bulk loader,
 * which writes the same rows a thousand times faster. tests/db/busy-bulk.test.ts has both tell one story and
 * compares every table.
 */
export type Hand = {
  found(name: string, facilitator: { name: string; email: string }, at: number): Done<Colleague>;
  organisation(by: Colleague, facts: OrganisationFacts, at: number): Done<Organisation>;
  /** Adds a post, invites somebody to it, and seats them. */
  colleague(by: Colleague, seat: NewSeat, at: number): Done<Colleague>;
  leaves(by: Colleague, who: Colleague, why: string, at: number): Done<void>;
  client(by: Colleague, input: PersonInput, at: number): Done<Client>;
  basis(by: Colleague, client: Client, at: number): Done<void>;
  sharesCase(by: Colleague, client: Client, other: Colleague, at: number): Done<void>;
  endsCase(by: Colleague, client: Client, other: Colleague, at: number): Done<void>;
  /** What matters to them, as said. */
  words(by: Colleague, client: Client, words: string, at: number): Done<void>;
  agrees(by: Colleague, client: Client, terms: GrantTerm[], said: string, at: number): Done<void>;
  stops(by: Colleague, client: Client, what: Organisation[] | "everything", said: string, at: number): Done<void>;
  asksErasure(by: Colleague, client: Client, said: string, at: number): Done<void>;
  note(by: Colleague, client: Client, kind: NoteKind, classes: readonly SectionClass[], at: number): Done<Note>;
  writes(by: Colleague, section: Section, paragraphs: readonly string[], at: number): Done<void>;
  closes(by: Colleague, note: Note, line: string, at: number): Done<void>;
  step(by: Colleague, client: Client, step: Omit<StepInput, "clientId">, at: number): Done<Step>;
  finishesStep(by: Colleague, step: Step, at: number): Done<void>;
  looks(by: Colleague, client: Client, looks: readonly Omit<Look, "clientId">[], at: number): Done<void>;
  /** A part of the network that people speak of. */
  area(by: Colleague, name: string, at: number): Done<void>;
  gap(by: Colleague, facts: NewGapFacts, at: number): Done<Gap>;
  sees(by: Colleague, gap: Gap, said: { band?: Band; line?: string }, at: number): Done<void>;
  moves(by: Colleague, gap: Gap, to: Exclude<Place, "met">, line: string, at: number): Done<void>;
  meets(by: Colleague, gap: Gap, line: string, at: number): Done<void>;
  takes(by: Colleague, gap: Gap, role: GapRole, at: number): Done<void>;
  stepsBack(by: Colleague, gap: Gap, role: GapRole, at: number): Done<void>;
  /** Everything is in the database, chained, and nobody is signed in any more. */
  finish(): Promise<void>;
};

type Done<T> = T | Promise<T>;

export type Organisation = { id: string; name: string };
export type NewSeat = { organisation: Organisation; title: string; role: PostRole; employedBy?: Organisation; hostedBy?: Organisation; managedBy?: Colleague; name: string; email: string };
export type Colleague = { accountId: string; name: string; email: string; tenureId: string; postId: string; role: PostRole; organisation: Organisation; sessionId: string };
export type Client = { id: string; home: Organisation };
export type Section = { id: string; documentId: string; sectionClass: SectionClass; client: Client; organisation: Organisation };
export type Note = { id: string; client: Client; sections: Section[] };
export type Step = { id: string; client: Client };
export type Gap = { id: string };
/** Without an area it is everywhere. */
export type NewGapFacts = { sentence: string; area?: string; need: Need; groups: Group[]; band?: Band; line?: string };

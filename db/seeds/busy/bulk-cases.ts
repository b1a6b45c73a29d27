import { dayOf } from "~/features/case-notes/days";
import type { GrantTerm } from "~/features/case-notes/consent";
import type { PersonInput } from "~/features/case-notes/commands.server";
import type { Act } from "./bulk-staff";
import type { Copying } from "./copying";
import type { Client, Colleague, Hand, Organisation, Section, Step } from "./hand";
import { scopeOf, type Drawing } from "./ids";
import { folded, updateFor } from "./words";

type Held = { post: string; id: string; part: string; from: number; until: number | null; by: string };
type Grant = { id: string; term: GrantTerm; from: number; event: string; endedAt: number | null; endedBy: string | null };
type Case = Client & { reference: string; input: PersonInput; by: Colleague; at: number; contactOn: string | null; held: Held[]; grants: Grant[]; changes: number };
type Written = Section & { parts: Uint8Array[]; at: number };
type StepRow = Step & { row: (string | null)[]; at: number; doneAt: number | null; doneBy: string | null; scope: string };

type Around = { act: Act; managersOf: (organisationId: string) => Colleague[]; /** Post by post, the manager's. */ managedBy: Map<string, string> };

/** People supported, consent and notes, as the commands of app/features/case-notes and the triggers behind them would leave them. */
export function bulkCases(copying: Copying, draw: Drawing, { act, managersOf, managedBy }: Around) {
  const cases = new Map<string, Case>();
  const written = new Map<string, Written>();
  const steps = new Map<string, StepRow>();
  const caseOf = (client: Client): Case => {
    const found = cases.get(client.id);
    if (!found) throw new Error("This person is not in the story.");
    return found;
  };
  const about = (client: Client, subjectKind: string, subjectId: string) => ({ clientId: client.id, subjectKind, subjectId });
  const holds = (by: Colleague, one: Case) => one.held.some((held) => held.until === null && (held.post === by.postId || managedBy.get(held.post) === by.postId));

  const addWords = (by: Colleague, client: Client, words: string, at: number) => {
    const id = draw.id();
    copying.row("client_words", [id, client.id, words, dayOf(new Date(at)), by.accountId, new Date(at)]);
    act(by, at, { kind: "client.words", ...about(client, "words", id), scope: scopeOf(client.id, "what_matters", "") });
  };
  const hold = (one: Case, post: string, part: string, by: Colleague, at: number) => one.held.push({ id: draw.id(), post, part, from: at, until: null, by: by.accountId });
  const event = (by: Colleague, one: Case, kind: string, terms: object, said: string, told: string, at: number): string => {
    const id = draw.id();
    copying.row("consent_event", [id, one.id, kind, new Date(at), "voice", said, told, JSON.stringify(terms), by.accountId, by.tenureId, by.organisation.id, new Date(at)]);
    one.changes += 1;
    return id;
  };
  const end = (grants: Grant[], id: string, at: number) => grants.forEach((grant) => Object.assign(grant, { endedAt: at, endedBy: id }));

  const hand = {
    client(by, input, at) {
      const one: Case = { id: draw.id(), home: by.organisation, reference: referenceOf(cases.size), input, by, at, contactOn: null, held: [], grants: [], changes: 0 };
      cases.set(one.id, one);
      hold(one, by.postId, "lead", by, at);
      copying.row("client_contact", [one.id, input.phone ?? "", input.email ?? "", input.address ?? "", input.preference ?? "", input.takeCare ?? ""]);
      act(by, at, { kind: "client.added", ...about(one, "client", one.id) });
      if (input.whatMatters) addWords(by, one, input.whatMatters, at + 1);
      return { id: one.id, home: one.home };
    },
    basis(by, client, at) {
      const id = draw.id();
      copying.row("lawful_basis", [id, client.id, by.organisation.id, "legitimate_interests", "not_for_profit_body", "", by.accountId, new Date(at)]);
      act(by, at, { kind: "basis.recorded", ...about(client, "basis", id) });
    },
    sharesCase(by, client, other, at) {
      hold(caseOf(client), other.postId, "supporting", by, at);
      act(by, at, { kind: "case.shared", ...about(client, "post", other.postId) });
    },
    endsCase(by, client, other, at) {
      const one = caseOf(client);
      for (const held of one.held) if (held.post === other.postId && held.until === null) held.until = at;
      one.changes += 1;
      act(by, at, { kind: "case.ended", ...about(client, "post", other.postId) });
    },
    words: addWords,
    // app.derive_grants, for what was given: each term ends the one it replaces.
    agrees(by, client, terms: GrantTerm[], said, at) {
      const one = caseOf(client);
      const grants = terms.map((term) => ({ organisation: term.organisationId, purpose: term.purpose, class: term.sectionClass, access: term.access, until: term.until.toISOString() }));
      const id = event(by, one, "given", { grants }, said, "What we write and who reads it.", at);
      for (const term of terms) {
        const keeps = term.purpose === "keep_notes";
        end(one.grants.filter((grant) => !grant.endedAt && grant.term.organisationId === term.organisationId && grant.term.sectionClass === term.sectionClass && (grant.term.purpose === "keep_notes") === keeps), id, at);
        one.grants.push({ id: draw.id(), term, from: at, event: id, endedAt: null, endedBy: null });
      }
      act(by, at, { kind: "consent.given", ...about(client, "consent", id), detail: { organisations: [...new Set(terms.map((term) => term.organisationId))], grants: terms.length } });
    },
    // app.derive_grants, for what was withdrawn: whoever does not hold the case stops what their own organisation was given.
    stops(by, client, what: Organisation[] | "everything", said, at) {
      const one = caseOf(client);
      const named = what === "everything" ? undefined : what.map((organisation) => organisation.id);
      const id = event(by, one, "withdrawn", named ? { organisations: named } : { what: "everything" }, said, "", at);
      const holder = holds(by, one);
      const ended = one.grants.filter(({ endedAt, term }) => !endedAt && (!named || (named.includes(term.organisationId) && term.purpose !== "keep_notes")) && (holder || term.organisationId === by.organisation.id));
      end(ended, id, at);
      const organisations = [...new Set(ended.map(({ term }) => term.organisationId))];
      act(by, at, { kind: "consent.withdrawn", ...about(client, "consent", id), detail: { organisations, grants: ended.length } });
      const shutOut = [...new Set(ended.filter(({ term }) => term.purpose !== "keep_notes").map(({ term }) => term.organisationId))];
      const body = `Someone you were helping has changed their mind about sharing with your organisation.\n\nPlease stop using what you were shown about ${one.reference}. What you must keep by law, you may keep; nothing new will come.\n`;
      for (const manager of shutOut.flatMap(managersOf)) copying.row("mail", [draw.id(), manager.email, "Please stop using what was shared", body, "withdrawal", new Date(at), new Date(at), by.accountId]);
    },
    asksErasure(by, client, said, at) {
      const id = event(by, caseOf(client), "erasure_asked", {}, said, "", at);
      act(by, at, { kind: "erasure.asked", ...about(client, "consent", id) });
    },
    note(by, client, kind, classes, at) {
      const one = caseOf(client);
      const id = draw.id();
      const on = dayOf(new Date(at));
      copying.row("note", [id, client.id, by.organisation.id, kind, on, by.accountId, by.tenureId, new Date(at)]);
      if (kind !== "plan" && (one.contactOn === null || one.contactOn < on)) one.contactOn = on;
      act(by, at, { kind: "note.begun", ...about(client, "note", id) });
      const sections = classes.map((sectionClass, index): Section => {
        const section: Section = { id: draw.id(), documentId: draw.id(), sectionClass, client, organisation: by.organisation };
        const scope = scopeOf(client.id, sectionClass, by.organisation.id);
        copying.row("section", [section.id, id, client.id, sectionClass, by.organisation.id, by.accountId, new Date(at)]);
        copying.row("document", [section.documentId, "section", section.id, client.id, scope, new Date(at), null]);
        act(by, at + index + 1, { kind: "section.begun", ...about(client, "section", section.id), scope });
        return section;
      });
      return { id, client, sections };
    },
    // app.open_document writes the look, app.append_updates the words and whose client number they carry.
    writes(by, section, paragraphs, at) {
      const so: Written = written.get(section.documentId) ?? { ...section, parts: [], at };
      const { update, writer } = updateFor(paragraphs, so.parts);
      so.parts.push(update);
      so.at = at;
      written.set(section.documentId, so);
      look(by, section.client, `section.${section.sectionClass}`, section.id, "live", at);
      copying.row("document_update", [section.documentId, so.parts.length, 0, by.sessionId, by.accountId, by.tenureId, new Date(at), update]);
      copying.row("document_writer", [section.documentId, writer, by.accountId]);
    },
    closes(by, note, line, at) {
      copying.row("note_closing", [note.id, note.client.id, line, by.accountId, new Date(at)]);
      caseOf(note.client).changes += 1;
      act(by, at, { kind: "note.closed", ...about(note.client, "note", note.id) });
    },
    step(by, client, step, at) {
      const id = draw.id();
      const row = [id, client.id, step.noteId ?? null, step.sectionClass, by.organisation.id, step.words, step.ownerPostId ?? null, step.dueOn ?? null, by.accountId];
      const one: StepRow = { id, client, row, at, doneAt: null, doneBy: null, scope: scopeOf(client.id, step.sectionClass, by.organisation.id) };
      steps.set(id, one);
      act(by, at, { kind: "step.added", ...about(client, "step", id), scope: one.scope });
      return { id, client };
    },
    finishesStep(by, step, at) {
      const one = steps.get(step.id);
      if (!one) throw new Error("This step is not in the story.");
      Object.assign(one, { doneAt: at, doneBy: by.accountId });
      act(by, at, { kind: "step.done", ...about(step.client, "step", step.id), scope: one.scope });
    },
    looks(by, client, looks, at) {
      for (const one of looks) look(by, client, one.what, one.subjectId ?? null, one.how, at);
    },
  } satisfies Partial<Hand>;

  function look(by: Colleague, client: Client, what: string, subject: string | null, how: string, at: number): void {
    copying.row("view", [draw.id(), new Date(at), client.id, by.accountId, by.tenureId, by.organisation.id, what, subject, how]);
  }

  /** Rows that went on changing while the story was told, and what triggers would have kept beside them. */
  async function finishCases() {
    for (const one of cases.values()) {
      const { input } = one;
      copying.row("client", [one.id, one.reference, one.home.id, input.name, input.interpreter ?? "", input.practicePerson ?? false, one.by.accountId, new Date(one.at), one.contactOn]);
      copying.row("client_access", [one.id, 1 + one.changes]);
      for (const held of one.held) copying.row("caseload", [held.id, one.id, held.post, held.part, new Date(held.from), held.until === null ? null : new Date(held.until), held.by]);
      for (const { id, term, from, event: given, endedAt, endedBy } of one.grants) {
        copying.row("consent_grant", [id, one.id, term.organisationId, term.purpose, term.sectionClass, term.access, new Date(from), term.until, given, endedAt === null ? null : new Date(endedAt), endedBy]);
      }
      await copying.keepUp();
    }
    for (const one of steps.values()) copying.row("next_step", [...one.row, new Date(one.at), one.doneAt === null ? null : new Date(one.doneAt), one.doneBy]);
    // A room folds what was written when its last writer leaves.
    for (const one of written.values()) {
      const { data, clocks } = folded(one.parts);
      copying.row("document_snapshot", [one.documentId, one.parts.length, data, clocks, new Date(one.at)]);
      await copying.keepUp();
    }
  }

  return { ...hand, finishCases };
}

/** As newReference draws them, but each once: 30⁶ is prime to the step. */
const letters = "ACDEFGHJKLMNPQRSTUVWXYZ2345679";
function referenceOf(index: number): string {
  let rest = (index * 424_242_431 + 7_654_321) % letters.length ** 6;
  const six = Array.from({ length: 6 }, () => {
    const letter = letters[rest % letters.length] ?? "A";
    rest = Math.floor(rest / letters.length);
    return letter;
  }).join("");
  return `${six.slice(0, 3)}-${six.slice(3)}`;
}

import { addDays, dayAt } from "~/shared/zoned";
import type { Cast } from "../../support/cast";
import type { WordsForm } from "../gaps/forms";

/**
 * What the forms are about: a tie that is held and one that waits for an answer, an introduction, a proposal that is
 * written and one that voices are asked for, a handover with a person and a tie in it, somebody away, somebody who leaves.
 */
export type AboutTies = Record<"tieId" | "waitingId" | "introductionId" | "decisionId" | "askedId" | "handoverId" | "personItem" | "tieItem" | "clientId" | "coverId" | "leaverId" | "leavingHandoverId", string> & { cast: Cast };

export const inDays = (days: number) => addDays(dayAt(new Date()), days);

/** A form that ends what it is about says so: whoever sends it again needs something new. */
export type TiesForm = WordsForm & { ends?: true };

/** Every form of ties, introductions, charters, proposals, handovers, cover and leaving in which somebody writes words. */
export function tiesForms({ tieId, waitingId, introductionId, decisionId, askedId, handoverId, personItem, tieItem, coverId, leaverId, leavingHandoverId, cast }: AboutTies): TiesForm[] {
  const { organisations, posts } = cast;
  const tie = `/directory/ties/${tieId}`;
  const organisation = `/directory/organisations/${organisations.stranger}`;
  const charter = `/team/charter/${posts.aileen}`;
  const line = { most: 300 };
  return [
    { name: "propose a tie", by: "aileen", path: `/directory/ties/new?with=${organisations.stranger}`, form: { about: "propose", organisationId: organisations.stranger }, fields: { purpose: { most: 200 }, line }, table: "tie" },
    { name: "contact", by: "aileen", path: tie, form: { about: "contact", intent: "contact", kind: "note", line: "Tea with the cook" }, fields: { line: { most: 300, needed: true } }, table: "tie_contact" },
    { name: "what for", by: "bashir", path: tie, form: { about: "purpose", intent: "purpose" }, fields: { purpose: { most: 200 } }, table: "activity where kind = 'tie.worded'" },
    { name: "agreement", by: "aileen", path: tie, form: { about: "agreement", intent: "agreement", kind: "room", words: "Ring first", reviewOn: inDays(90) }, fields: { words: { most: 600, needed: true } }, table: "tie_agreement" },
    { name: "not this time", by: "bashir", path: `/directory/ties/${waitingId}`, form: { about: "answer", intent: "decline", version: "1" }, fields: { line }, table: "tie_turn" },
    { name: "ask for an introduction", by: "stran", path: `/directory/introductions?wanted=${organisations.practice}`, form: { about: "ask", wantedId: organisations.practice }, fields: { line }, table: "introduction" },
    { name: "take an introduction on", by: "jo", path: `/directory/introductions/${introductionId}`, form: { about: "take", version: "1" }, fields: { line }, table: "introduction_turn" },
    { name: "try", by: "jo", path: organisation, form: { about: "try", how: "phone" }, fields: { line }, table: "reach_attempt" },
    { name: "how to reach", by: "jo", path: organisation, form: { about: "reach", label: "The desk", phone: "01632 960 001" }, fields: { label: { most: 80, needed: true }, phone: { most: 60 }, email: { most: 254 }, hours: { most: 120 } }, table: "organisation_reach" },
    { name: "put forward", by: "bashir", path: "/decisions/new", form: { about: "propose", title: "One way to send people", named: organisations.harbour }, fields: { title: { most: 160, needed: true }, summary: { most: 400 } }, table: "decision" },
    { name: "say it otherwise", by: "bashir", path: `/decisions/${decisionId}`, form: { about: "word", intent: "word", title: "One way to send people" }, fields: { title: { most: 160, needed: true }, summary: { most: 400 } }, table: "activity where kind = 'decision.worded'" },
    { name: "voice", by: "aileen", path: `/decisions/${askedId}`, form: { about: `voice-${organisations.harbour}`, intent: "voice", voice: "concern", line: "Too fast", organisationId: organisations.harbour, version: "2" }, fields: { line: { most: 300, needed: true } }, table: "decision_voice" },
    { name: "step of a proposal", by: "bashir", path: `/decisions/${askedId}`, form: { about: "step", intent: "decide", version: "2" }, fields: { line }, table: "decision_turn" },
    { name: "charter", by: "jo", path: charter, form: { about: "employer-home_visits", intent: "answer", boss: "employer", topic: "home_visits", answer: "ask_first" }, fields: { line }, table: "charter_answer" },
    { name: "note on supervision", by: "jo", path: charter, form: { about: "note", intent: "note", words: "Each month", seen: "0" }, fields: { words: { most: 1_200, needed: true } }, table: "charter_note" },
    { name: "cannot take it", by: "jo", path: `/team/handovers/${handoverId}`, form: { part: `decline-${tieItem}`, intent: "decline", item: tieItem }, fields: { line: { most: 300, needed: true } }, table: "activity where kind = 'handover.answered'" },
    { name: "three lines", by: "aileen", path: `/team/handovers/${handoverId}/people/${personItem}`, form: { part: "words", intent: "words", words: "Knock twice", letter: "I leave at the end of March" }, fields: { words: { most: 900 }, letter: { most: 3_000 } }, table: "handover_words" },
    { name: "call off", by: "jo", path: `/team/handovers/${leavingHandoverId}`, form: { part: "call-off", intent: "call-off" }, fields: { line }, table: "handover_turn", ends: true },
    { name: "duty", by: "sana", path: `/team/cover/${coverId}`, form: { part: "duty", intent: "duty", duty: "events", how: "pauses" }, fields: { line: { most: 200 } }, table: "cover_duty" },
    { name: "away", by: "fay", path: "/team/cover/new", form: { part: "cover", away: `${posts.fay}:${cast.fay.accountId}` }, fields: { line }, table: "cover" },
    { name: "gone already", by: "jo", path: `/team/leaving/${leaverId}`, form: { part: "end", intent: "end" }, fields: { why: { most: 500 } }, table: "activity where kind = 'account.offboarded'", ends: true },
  ];
}

import { sql } from "kysely";
import { agreeToNote, answerCharter, writeSupervisionNote } from "~/features/relationships/charter/commands.server";
import { askForVoices, decide, giveVoice, propose } from "~/features/relationships/decisions/commands.server";
import type { Boss, Topic } from "~/features/relationships/charter/words";
import type { Voice } from "~/features/relationships/decisions/words";
import { ago } from "../diary/when";
import type { Who } from "../gaps/story";
import type { Around } from "./index";
import type { Where } from "./story";

type Answer = readonly [by: Who, boss: Boss, topic: Topic, answer: string, line?: string];

/** Aileen has three bosses. They agree on most of it; on home visits two of them say different things. */
export const charterAnswers: readonly Answer[] = [
  ["jo", "employer", "home_visits", "yes", "Once you know who opens the door"],
  ["moira", "host", "home_visits", "two_together", "The practice asks for two, after last winter"],
  ["fay", "network", "home_visits", "leaves_it"],
  ["jo", "employer", "leave", "employer"],
  ["moira", "host", "leave", "leaves_it"],
  ["jo", "employer", "supervision", "employer", "Every second Monday"],
  ["moira", "host", "sessions", "host", "Rooms are given out by the desk"],
  ["jo", "employer", "sessions", "leaves_it"],
];
const supervisionNote = "Jo supervises, every second Monday for an hour. Moira is asked twice a year how it goes at the practice. What is said about people stays between the two.";

export type DecisionStory = { by: Who; named: readonly Where[]; ago: number; title: string; summary: string; words: readonly string[]; asked: number; says: readonly (readonly [by: Who, voice: Voice, ago: number, line?: string])[]; decided?: { by: Who; ago: number; line: string } };

/** One that was decided by consent, and one that waits for an answer. */
export const decisionStories: readonly DecisionStory[] = [
  {
    by: "bashir",
    named: ["links", "lantern"],
    ago: 75,
    title: "Whoever sends somebody hears back within two weeks",
    summary: "One line is enough: they came, or they did not.",
    words: ["Whoever takes somebody on writes one line back within two weeks, whether they came or not.", "What they talked about stays with them."],
    asked: 70,
    says: [["bashir", "consent", 70], ["jo", "consent", 68, "We wished for this all year"], ["catriona", "aside", 66, "Two weeks are short for debt, and it should not wait for us"]],
    decided: { by: "bashir", ago: 65, line: "From the first of the month." },
  },
  {
    by: "jo",
    named: ["harbour", "foodHub"],
    ago: 12,
    title: "A shared room at Harbour Street on Thursdays",
    summary: "So that people meet whoever helps them where they are known.",
    words: ["The small room is kept free on Thursdays from one to four.", "Whoever uses it tells the desk by Tuesday."],
    asked: 8,
    says: [["jo", "consent", 8], ["moira", "consent", 6, "If the desk hears by Tuesday"]],
  },
];

export async function plantDeciding(around: Around): Promise<void> {
  await plantCharter(around);
  for (const story of decisionStories) await plantDecision(around, story);
}

async function plantCharter({ plant, staff }: Around): Promise<void> {
  const { aileen, jo, moira } = staff;
  for (const [by, boss, topic, answer, line] of charterAnswers) await plant.as(staff[by], (trx, actor) => answerCharter(trx, actor, aileen.postId, { boss, topic, answer, line }, { at: ago(40) }));
  await plant.as(jo, (trx, actor) => writeSupervisionNote(trx, actor, aileen.postId, { words: supervisionNote, seen: 0 }, { at: ago(39) }));
  for (const one of [aileen, moira]) await plant.as(one, (trx, actor) => agreeToNote(trx, actor, aileen.postId, { seen: 1 }, { at: ago(37) }));
}

async function plantDecision({ plant, staff, places, documents }: Around, { by, named, ago: days, title, summary, words, asked, says, decided }: DecisionStory): Promise<void> {
  const proposer = staff[by];
  const { decisionId } = await plant.as(proposer, (trx, actor) => propose(trx, actor, { title, summary, named: named.map((one) => places[one]) }, { at: ago(days) }));
  const documentId = await plant.as(proposer, async (trx) => (await sql<{ id: string }>`select document_id as id from app.decision_words(${decisionId})`.execute(trx)).rows[0]?.id ?? "");
  await documents.write(documentId, proposer.actor.sessionId, [...words]);
  await plant.as(proposer, (trx, actor) => askForVoices(trx, actor, documents, decisionId, { version: 1 }, { at: ago(asked) }));
  for (const [who, voice, when, line] of says) await plant.as(staff[who], (trx, actor) => giveVoice(trx, actor, decisionId, { voice, line, version: 2 }, { at: ago(when) }));
  if (decided) await plant.as(staff[decided.by], (trx, actor) => decide(trx, actor, decisionId, { version: 2, line: decided.line }, { at: ago(decided.ago) }));
}

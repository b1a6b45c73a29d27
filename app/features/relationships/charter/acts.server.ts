import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { agreeToNote, answerCharter, takeBackAnswer, writeSupervisionNote } from "./commands.server";

/** Does what a form of the charter says. @returns where to go @throws not_found, not_allowed, wrong_entry, conflict */
export async function actOnCharter(trx: Database, actor: Actor, postId: string, field: (name: string) => string): Promise<string> {
  const seen = Number(field("seen"));
  const done = (word: string) => `/team/charter/${postId}?done=${word}`;
  switch (field("intent")) {
    case "answer": {
      const { clashes } = await answerCharter(trx, actor, postId, { boss: field("boss"), topic: field("topic"), answer: field("answer"), line: field("line") });
      return done(clashes ? "clash" : "answered");
    }
    case "take-back":
      await takeBackAnswer(trx, actor, postId, { boss: field("boss"), topic: field("topic") });
      return done("taken-back");
    case "note":
      await writeSupervisionNote(trx, actor, postId, { words: field("words"), seen });
      return done("noted");
    case "agree":
      await agreeToNote(trx, actor, postId, { seen });
      return done("agreed");
    default:
      return notFound();
  }
}

import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { recordViews, type Look } from "~/shared/views.server";
import { lineOf, wrong } from "../../gaps/access.server";
import { clientOf, findItem, type Item } from "./access.server";
import { linesToKnow, most } from "./words";

export type WordsToKnow = { words: string; letter: string };

/** "What the next person should know", and the letter: for those who hold the case, each look written down. @throws not_found */
export async function readWords(trx: Database, actor: Actor, itemId: string, how: Look["how"] = "page"): Promise<WordsToKnow> {
  const { clientId, item } = await heldItem(trx, itemId);
  await recordViews(trx, actor, [{ clientId, what: "words", subjectId: item.id, how }]);
  const found = await trx.selectFrom("handover_words").where("item_id", "=", item.id).select(["words", "letter"]).executeTakeFirst();
  return found ?? { words: "", letter: "" };
}

/** Writes both, as they should read now. @throws not_found, wrong_entry, not_allowed where the person said stop */
export async function writeWords(db: Database, actor: Actor, itemId: string, { words, letter }: WordsToKnow): Promise<void> {
  const clean = {
    words: lineOf(words, { field: "words", most: most.words, sentence: "", mayBeEmpty: true, paragraphs: true }),
    letter: lineOf(letter, { field: "letter", most: most.letter, sentence: "", mayBeEmpty: true, paragraphs: true }),
  };
  if (clean.words.split("\n").filter(Boolean).length > linesToKnow) throw wrong("words", "Three lines are enough. The notes say the rest.");
  await inTransaction(db, async (trx) => {
    const { clientId, item } = await heldItem(trx, itemId);
    await trx
      .insertInto("handover_words")
      .values({ item_id: item.id, client_id: clientId, ...clean, account_id: actor.accountId })
      .onConflict((conflict) => conflict.column("item_id").doUpdateSet({ ...clean, account_id: actor.accountId, changed_at: new Date() }))
      .execute()
      .catch((error: unknown) => {
        if (typeof error === "object" && error !== null && "code" in error && error.code === "42501") throw new AppError("not_allowed", "They asked that nothing more is written. You can still speak with your colleague.");
        throw error;
      });
    await recordActivity(trx, actor, { kind: "handover.worded", clientId, subjectKind: "handover", subjectId: item.handoverId });
  });
}

async function heldItem(trx: Database, itemId: string): Promise<{ clientId: string; item: Item }> {
  const item = await findItem(trx, itemId);
  const clientId = await clientOf(trx, item);
  return clientId ? { clientId, item } : notFound();
}

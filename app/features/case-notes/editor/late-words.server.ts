import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import type { Database } from "~db/client";

const mostBytes = 256 * 1024;

/**
 * Words that were never saved when their writer was shut out: handed to the data lead, or thrown away with what
 * the server had set apart of them. Works without a right to the section, for one's own words only.
 * @throws not_found for a document the actor was never on, too_large
 */
export async function decideUnsent(trx: Database, actor: Actor, input: { documentId: string; decision: string; words: string }): Promise<void> {
  const { documentId, decision } = input;
  if (!isId(documentId) || (decision !== "throw" && decision !== "hand-over")) notFound();
  await throwApart(trx, actor, documentId);
  if (decision === "throw") return;
  const data = Buffer.from(input.words, "base64");
  if (data.byteLength > mostBytes) throw new AppError("too_large", "That is too much to hand over at once.");
  const id = randomUUID();
  await sql`select app.set_words_apart(${id}::uuid, ${documentId}::uuid, ${actor.sessionId}, 'not sent', ${data})`.execute(trx);
  const handed = await trx.updateTable("late_words").set({ handed_over_at: new Date() }).where("id", "=", id).returning("client_id").executeTakeFirst();
  if (!handed) notFound();
  await recordActivity(trx, actor, { kind: "late.handed", clientId: handed.client_id, subjectKind: "late_words", subjectId: id });
}

/** What of these words had reached the server and was set apart there. */
async function throwApart(trx: Database, actor: Actor, documentId: string): Promise<void> {
  const thrown = await trx
    .updateTable("late_words")
    .set({ thrown_away_at: new Date() })
    .where("document_id", "=", documentId)
    .where("account_id", "=", actor.accountId)
    .where("thrown_away_at", "is", null)
    .where("handed_over_at", "is", null)
    .where("came_at", ">", sql<Date>`now() - interval '10 minutes'`)
    .returning(["id", "client_id"])
    .execute();
  for (const one of thrown) await recordActivity(trx, actor, { kind: "late.thrown", clientId: one.client_id, subjectKind: "late_words", subjectId: one.id });
}

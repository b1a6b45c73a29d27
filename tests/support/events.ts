import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";

/** A learning event somebody plans, as a bare row, and the words to be written about it together. */
export async function bareEventBy(db: Database, by: Actor): Promise<{ eventId: string; agenda: string; recap: string }> {
  const eventId = randomUUID();
  const seat = { account_id: by.accountId, post_id: by.seats[0]?.postId ?? "", organisation_id: by.seats[0]?.organisationId ?? "" };
  await withActor(db, by, (trx) => trx.insertInto("learning_event").values({ id: eventId, title: "Meet the Food Hub", ...seat }).execute());
  return { eventId, agenda: await eventWordsOf(db, by, eventId, "agenda"), recap: await eventWordsOf(db, by, eventId, "recap") };
}

export function eventWordsOf(db: Database, by: Actor, eventId: string, kind: "agenda" | "recap"): Promise<string> {
  return withActor(db, by, async (trx) => {
    const { rows } = await sql<{ document_id: string }>`select document_id from app.event_words(${eventId}::uuid, ${kind})`.execute(trx);
    return rows[0]?.document_id ?? "";
  });
}

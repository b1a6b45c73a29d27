import { randomUUID } from "node:crypto";
import type { Database } from "~db/client";
import type { Actor } from "./actor";
import { seatOf } from "./actor.server";

/** What was looked at, in the words of "Who has looked": extend the list there when you add one. */
export type Viewed =
  | "person"
  | "contact"
  | "consent"
  | "basis"
  | "receipt"
  | "note"
  | "notes"
  | "steps"
  | "words"
  | "activity"
  | "views"
  | "late_words"
  | `section.${string}`;

export type Look = {
  clientId: string;
  what: Viewed;
  subjectId?: string;
  how: "page" | "search" | "list" | "print" | "export" | "history";
};

/**
 * One audit row per look at anything about a person, in the transaction of the read: if the row cannot be
 * written, nothing is read.
 */
export async function recordViews(trx: Database, actor: Actor, looks: Look[]): Promise<void> {
  if (looks.length === 0) return;
  const seat = seatOf(actor);
  await trx
    .insertInto("view")
    .values(
      looks.map((look) => ({
        id: randomUUID(),
        client_id: look.clientId,
        account_id: actor.accountId,
        tenure_id: seat.tenureId,
        organisation_id: seat.organisationId,
        what: look.what,
        subject_id: look.subjectId ?? null,
        how: look.how,
      })),
    )
    .execute();
}

import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "./actor";
import { seatOf } from "./actor.server";
import { idInTime } from "./ids.server";

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
  // One statement for any number of looks: each connection plans it once.
  await sql`
    insert into view (id, client_id, account_id, tenure_id, organisation_id, what, subject_id, how)
    select look.id, look.client_id, ${actor.accountId}::uuid, ${seat.tenureId}::uuid, ${seat.organisationId}::uuid, look.what, look.subject_id, look.how
    from unnest(${looks.map(() => idInTime())}::uuid[], ${looks.map((look) => look.clientId)}::uuid[], ${looks.map((look) => look.what)}::text[],
      ${looks.map((look) => look.subjectId ?? null)}::uuid[], ${looks.map((look) => look.how)}::text[]) look (id, client_id, what, subject_id, how)`.execute(trx);
}

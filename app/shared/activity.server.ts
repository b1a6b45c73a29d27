import { randomUUID } from "node:crypto";
import type { Database } from "~db/client";
import type { ActivityKind } from "./activity";
import type { Actor } from "./actor";

export type ActivityEntry = {
  kind: ActivityKind;
  clientId?: string;
  subjectKind: string;
  subjectId?: string;
  /** Set when only those who may read this scope (a class of section) may know of the act. */
  scope?: string;
  /** Ids, counts and dates only. Never a name, never anybody's words: the audit outlives them. */
  detail?: Record<string, string | number | boolean | null | string[]>;
};

/**
 * Writes who did what, in the transaction of the change. PostgreSQL sends the notice at commit and chains
 * the entry into the audit; a rollback is silent.
 */
export async function recordActivity(trx: Database, actor: Actor, entry: ActivityEntry): Promise<void> {
  await trx
    .insertInto("activity")
    .values({
      id: randomUUID(),
      kind: entry.kind,
      account_id: actor.accountId,
      tenure_id: actor.seat?.tenureId ?? null,
      organisation_id: actor.seat?.organisationId ?? null,
      client_id: entry.clientId ?? null,
      subject_kind: entry.subjectKind,
      subject_id: entry.subjectId ?? null,
      scope: entry.scope ?? null,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}

/** The same for work that nobody does by hand (`asking(db, { duty })`). */
export async function recordActivityOfDuty(trx: Database, { kind, subjectKind, subjectId, detail }: Omit<ActivityEntry, "clientId" | "scope">): Promise<void> {
  await trx
    .insertInto("activity")
    .values({ id: randomUUID(), kind, subject_kind: subjectKind, subject_id: subjectId ?? null, detail: JSON.stringify(detail ?? {}) })
    .execute();
}

import { sql } from "kysely";
import type { Database } from "~db/client";
import { isId } from "~/shared/ids";

/** `ended` says nothing: it is also the answer for a person nobody has. */
export type WhyEnded = { why: "withdrawn" | "expired" | "ended"; at: string | undefined };

/** Why the actor's access to somebody ended, for those who were looking when it did (migration 30). Writes a look. */
export async function whyItEnded(trx: Database, clientId: string): Promise<WhyEnded> {
  if (!isId(clientId)) return { why: "ended", at: undefined };
  const { rows } = await sql<{ why: "withdrawn" | "expired"; at: Date }>`select why, at from app.why_it_ended(${clientId}::uuid)`.execute(trx);
  const [row] = rows;
  return row ? { why: row.why, at: row.at.toISOString() } : { why: "ended", at: undefined };
}

import { sql } from "kysely";
import type { Documents } from "~/shared/services.server";
import type { Database } from "~db/client";
import { affordablePoints, type Moment, pointsOf } from "./past";

export type LoggedWords = { seq: number; at: Date; account_id: string; account_name: string; data: Uint8Array };

/** The rows of a text's log, for those who may read it now; the database writes the look, where it is one at a person. */
export async function logOf(trx: Database, documentId: string): Promise<LoggedWords[]> {
  const { rows } = await sql<LoggedWords>`select seq, at, account_id, account_name, data from app.document_history(${documentId}::uuid) order by seq`.execute(trx);
  return rows;
}

/** The moments of a log with the words then, oldest first. `rewinds`: the rows that took the text back. */
export async function momentsOf(documents: Documents, rows: LoggedWords[], rewinds: ReadonlySet<number>): Promise<Moment[]> {
  const log = rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    accountId: row.account_id,
    accountName: row.account_name,
    bytes: row.data.byteLength,
    isRewind: rewinds.has(row.seq),
  }));
  const last = rows.at(-1);
  const [now] = last ? await documents.replay(rows, [last.seq]) : [];
  const points = pointsOf(log, affordablePoints((now?.html.length ?? 0) + (now?.text.length ?? 0)));
  const words = new Map((await documents.replay(rows, points.map((point) => point.seq))).map((one) => [one.seq, one]));
  return points.map((point) => ({
    seq: point.seq,
    at: point.at.toISOString(),
    accountId: point.accountId,
    name: point.accountName,
    html: words.get(point.seq)?.html ?? "",
    text: words.get(point.seq)?.text ?? "",
  }));
}

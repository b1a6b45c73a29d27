import { sql } from "kysely";
import type { Database } from "~db/client";

/**
 * Comes before an act that takes or gives a right, or that holds several things which a leaving takes from somebody, and
 * before any row of it is held: what is being stored is waited for, and everybody waits for each other in one order.
 */
export async function beginTurn(trx: Database): Promise<void> {
  await sql`select app.begin_turning()`.execute(trx);
}

import { sql } from "kysely";
import { asking, type Database } from "~db/client";

/**
 * The daily job. What was agreed and is not done comes back to its owner's inbox on its day and each week after. The
 * database remembers what it told: run twice, or a day late, it tells once.
 * @returns how many were reminded
 */
export async function remindOfActions(db: Database): Promise<number> {
  return asking(db, { duty: "diary" }, async (trx) => {
    const { rows } = await sql<{ told: number }>`select app.remind_of_actions() as told`.execute(trx);
    return rows[0]?.told ?? 0;
  });
}

import { sql } from "kysely";
import type { Services } from "~/shared/services.server";

/** Codes, challenges and counts that nobody can use any more. */
export async function clearSpentKeys({ db }: Services): Promise<void> {
  await sql`select app.clear_spent_keys()`.execute(db);
}

import { sql } from "kysely";
import type postgres from "postgres";
import type { Database } from "~db/client";

const speaking = ["app.derive_grants", "app.note_case_change", "app.note_line_end", "app.note_staff_end", "app.note_post_end", "app.send_notice"];

/** From now on a transaction may say `silently(trx)`, and then none of the NOTIFYs it would send is sent: lost on the way, for all the server knows. */
export async function letNotifiesBeLost(admin: postgres.Sql): Promise<void> {
  for (const name of speaking) {
    const [row] = await admin`select pg_get_functiondef(${name}::regproc) as whole`;
    const whole = String(row?.whole);
    const silenced = whole.replace(/perform pg_notify\([^;]*\);/i, (notify) => `if current_setting('test.silent', true) is distinct from 'on' then ${notify} end if;`);
    if (silenced === whole) throw new Error(`${name} sends no NOTIFY that could be lost.`);
    await admin.unsafe(silenced).simple();
  }
}

export const silently = (trx: Database) => sql`select set_config('test.silent', 'on', true)`.execute(trx);

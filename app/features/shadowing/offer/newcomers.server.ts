import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";

/** Colleagues of the actor's own organisations, who may take over from them. */
export async function newcomersOf(trx: Database, actor: Actor): Promise<{ value: string; label: string }[]> {
  const organisations = [...new Set(actor.seats.filter((seat) => seat.role !== "commissioner").map((seat) => seat.organisationId))];
  const { rows } = await sql<{ value: string; label: string }>`
    select distinct on (account.name, account.id) account.id as value, account.name || ', ' || post.title as label
    from app.seat s join account on account.id = s.account_id join post on post.id = s.post_id
    where s.organisation_id = any(${organisations}::uuid[]) and s.role <> 'commissioner' and s.account_id <> ${actor.accountId}::uuid
    order by account.name, account.id limit 200`.execute(trx);
  return rows;
}

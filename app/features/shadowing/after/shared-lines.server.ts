import { sql } from "kysely";
import type { Database } from "~db/client";
import { actsInNetwork, type Actor } from "~/shared/actor";
import { isId } from "~/shared/ids";

export type SharedLine = { bookingId: string; side: string; by: string; from: string; to: string; on: string; surprised: string; differently: string };

/** What both sides of a shadow day chose to share, where this organisation was one of them, the newest day first. */
export async function sharedLinesOf(trx: Database, actor: Actor, organisationId: string): Promise<SharedLine[]> {
  if (!actsInNetwork(actor) || !isId(organisationId)) return [];
  const { rows } = await sql<Omit<SharedLine, "on"> & { on: Date }>`
    select s.booking_id as "bookingId", s.side, account.name as by, guest.name as "from", host.name as "to", s.starts_at as "on", s.surprised, s.differently
    from app.shared_lines(${organisationId}) s join account on account.id = s.account_id
      join organisation guest on guest.id = s.guest_organisation_id join organisation host on host.id = s.host_organisation_id
    order by s.starts_at desc, s.booking_id, s.side`.execute(trx);
  return rows.map((row) => ({ ...row, on: row.on.toISOString() }));
}

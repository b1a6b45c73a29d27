import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "~db/client";
import type { RegisterRow } from "./columns";

export type Stored = { added: number; changed: number; unchanged: number };

/**
 * Writes a batch of register rows in one statement. An organisation we have is touched only where the register
 * says something else now, so importing the same file twice changes nothing. In the order of their numbers, so that two
 * imports wait for one another and not each for the other.
 */
export async function storeRows(trx: Database, accountId: string, rows: readonly RegisterRow[]): Promise<Stored> {
  if (rows.length === 0) return { added: 0, changed: 0, unchanged: 0 };
  const { rows: written } = await sql<{ added: boolean }>`
    insert into organisation as o (id, name, kind, charity_number, postcode, latitude, longitude, area, source, created_by)
    select r.id, r.name, 'third_sector', r.number, r.postcode, r.latitude, r.longitude, nullif(r.area, ''), 'register', ${accountId}::uuid
    from unnest(${rows.map(() => randomUUID())}::uuid[], ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.number)}::text[],
      ${rows.map((row) => row.postcode)}::text[], ${rows.map((row) => row.latitude)}::double precision[],
      ${rows.map((row) => row.longitude)}::double precision[], ${rows.map((row) => row.area)}::text[])
      as r (id, name, number, postcode, latitude, longitude, area)
    order by r.number
    on conflict (charity_number) do update set name = excluded.name, postcode = excluded.postcode, latitude = excluded.latitude,
      longitude = excluded.longitude, area = excluded.area, source = 'register', changed_at = now()
    where (o.name, o.postcode, o.latitude, o.longitude, o.area, o.source)
      is distinct from (excluded.name, excluded.postcode, excluded.latitude, excluded.longitude, excluded.area, 'register')
    returning (xmax = 0) as added`.execute(trx);
  const added = written.filter((row) => row.added).length;
  return { added, changed: written.length - added, unchanged: rows.length - written.length };
}

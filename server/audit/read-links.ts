import type postgres from "postgres";
import type { Fault, Link } from "./verify";

type Row = { position: string; kind: "view" | "activity"; entry_id: string; entry_hash: string; chain_hash: string; line: string | null };

/** Fields of a row, empty where null, as docs/trust-model.md lists them. Nothing but what PostgreSQL itself brings. */
const line = (kind: string, fields: readonly string[]) => `array_to_string(array['${kind}', ${fields.map((field) => `${field}::text`).join(", ")}], chr(31), '')`;
const moment = (column: string) => `(extract(epoch from ${column}) * 1000000)::bigint`;
const viewLine = line("view", ["v.id", moment("v.at"), "v.client_id", "v.account_id", "v.tenure_id", "v.organisation_id", "v.what", "v.subject_id", "v.how"]);
const activityLine = line("activity", ["a.id", moment("a.at"), "a.kind", "a.account_id", "a.tenure_id", "a.organisation_id", "a.client_id", "a.subject_kind", "a.subject_id", "a.scope", "a.detail"]);

/** The chain in order with the lines of the rows it speaks of, some thousands at a time, on a connection that may read the audit. */
export async function* readLinks(sql: postgres.Sql): AsyncIterable<Link[]> {
  const rows = sql.unsafe<Row[]>(`
    select c.position, c.kind, c.entry_id, encode(c.entry_hash, 'hex') as entry_hash, encode(c.chain_hash, 'hex') as chain_hash,
      case when v.id is not null then ${viewLine} when a.id is not null then ${activityLine} end as line
    from audit_chain c
    left join view v on c.kind = 'view' and v.id = c.entry_id
    left join activity a on c.kind = 'activity' and a.id = c.entry_id
    order by c.position`).cursor(10_000);
  for await (const batch of rows) yield batch.map((row) => ({ position: Number(row.position), kind: row.kind, entryId: row.entry_id, line: row.line, entryHash: row.entry_hash, chainHash: row.chain_hash }));
}

/** Rows that got past the chain: neither in it nor waiting for it. Whoever wrote them had switched the trigger off. */
export async function readUnchained(sql: postgres.Sql): Promise<Fault[]> {
  const rows = await sql<{ kind: string; id: string }[]>`
    select r.kind, r.id from (select 'view' as kind, v.id from view v union all select 'activity', a.id from activity a) r
    where not exists (select 1 from audit_chain c where c.entry_id = r.id) and not exists (select 1 from audit_pending p where p.entry_id = r.id) limit 20`;
  return rows.map(({ kind, id }) => ({ position: 0, what: `the ${kind} ${id} was never chained` }));
}

import type postgres from "postgres";
import type { Fault, Link } from "./verify";

type Row = Record<string, string | number | null> & { position: number; kind: "view" | "activity"; entry_id: string; entry_hash: string; chain_hash: string };

const viewFields = ["v_id", "v_at", "v_client", "v_account", "v_tenure", "v_organisation", "v_what", "v_subject", "v_how"] as const;
const activityFields = ["a_id", "a_at", "a_kind", "a_account", "a_tenure", "a_organisation", "a_client", "a_subject_kind", "a_subject", "a_scope", "a_detail"] as const;

/** The chain in order with the rows it speaks of, a thousand at a time, on a connection that may read the audit. */
export async function* readLinks(sql: postgres.Sql): AsyncIterable<Link> {
  const rows = sql<Row[]>`
    select c.position, c.kind, c.entry_id, encode(c.entry_hash, 'hex') as entry_hash, encode(c.chain_hash, 'hex') as chain_hash,
      v.id as v_id, (extract(epoch from v.at) * 1000000)::bigint::text as v_at, v.client_id as v_client, v.account_id as v_account, v.tenure_id as v_tenure,
      v.organisation_id as v_organisation, v.what as v_what, v.subject_id as v_subject, v.how as v_how,
      a.id as a_id, (extract(epoch from a.at) * 1000000)::bigint::text as a_at, a.kind as a_kind, a.account_id as a_account, a.tenure_id as a_tenure,
      a.organisation_id as a_organisation, a.client_id as a_client, a.subject_kind as a_subject_kind, a.subject_id as a_subject, a.scope as a_scope, a.detail::text as a_detail
    from audit_chain c
    left join view v on c.kind = 'view' and v.id = c.entry_id
    left join activity a on c.kind = 'activity' and a.id = c.entry_id
    order by c.position`.cursor(1_000);
  for await (const batch of rows) for (const row of batch) yield linkOf(row);
}

/** Rows that got past the chain: neither in it nor waiting for it. Whoever wrote them had switched the trigger off. */
export async function readUnchained(sql: postgres.Sql): Promise<Fault[]> {
  const rows = await sql<{ kind: string; id: string }[]>`
    select r.kind, r.id from (select 'view' as kind, v.id from view v union all select 'activity', a.id from activity a) r
    where not exists (select 1 from audit_chain c where c.entry_id = r.id) and not exists (select 1 from audit_pending p where p.entry_id = r.id) limit 20`;
  return rows.map(({ kind, id }) => ({ position: 0, what: `the ${kind} ${id} was never chained` }));
}

function linkOf(row: Row): Link {
  const names = row.kind === "view" ? viewFields : activityFields;
  const found = row[names[0]] !== null;
  return {
    position: Number(row.position),
    kind: row.kind,
    entryId: row.entry_id,
    fields: found ? names.map((name) => (row[name] === null || row[name] === undefined ? null : String(row[name]))) : null,
    entryHash: row.entry_hash,
    chainHash: row.chain_hash,
  };
}

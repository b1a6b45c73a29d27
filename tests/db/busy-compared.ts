import * as Y from "yjs";
import type postgres from "postgres";

/** Every table of a network as sorted lines in which ids have names, moments are "a moment" and keys are "a key". */
export async function linesOfTables(admin: postgres.Sql): Promise<Record<string, string[]>> {
  const names = await namesOfIds(admin);
  const tables = await admin<{ name: string }[]>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'audit_pending' order by 1`;
  const answer: Record<string, string[]> = {};
  for (const { name } of tables) {
    const times = new Set((await admin<{ column: string }[]>`select attname as column from pg_attribute where attrelid = ${name}::regclass and attnum > 0 and atttypid in ('timestamptz'::regtype, 'date'::regtype)`).map(({ column }) => column));
    const rows = await admin<{ row: Record<string, unknown> }[]>`select to_jsonb(t) as row from ${admin(name)} t`;
    answer[name] = rows.map(({ row }) => lineOf(name, row, times, names)).sort();
  }
  return answer;
}

const keys = new Set(["secret_hash", "token_hash", "entry_hash", "chain_hash", "connection_id", "client_number", "position", "entry_id", "reference"]);
/** Moments and days that the story itself names. */
const said = new Set(["consent_grant.valid_until", "next_step.due_on"]);
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function lineOf(table: string, row: Record<string, unknown>, times: Set<string>, names: Map<string, string>): string {
  const facts = Object.entries(row).map(([column, value]): [string, unknown] => {
    if (value === null) return [column, null];
    if (keys.has(column)) return [column, "a key"];
    if (times.has(column) && !said.has(`${table}.${column}`)) return [column, "a moment"];
    if (column === "session_id" || (table === "session" && column === "id")) return [column, names.get(String(value))];
    if (column === "data" && table.startsWith("document_")) return [column, textOf(String(value))];
    // How far each writer's words reach; the writers' numbers are drawn.
    if (column === "clocks") return [column, [...Y.decodeStateVector(bytesOf(String(value))).values()].sort()];
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const plain = text
      .replaceAll(uuid, (id) => names.get(id) ?? "an id")
      .replaceAll(/\/invite\/[\w-]+/g, "/invite/LINK")
      .replaceAll(/shown about \w{3}-\w{3}\./g, "shown about REFERENCE.");
    return [column, column === "detail" || column === "terms" ? sorted(plain) : plain];
  });
  return JSON.stringify(Object.fromEntries(facts));
}

/** Lists of organisations come in the order of their ids' names, which differ. */
function sorted(json: string): unknown {
  return JSON.parse(json, (_key, value: unknown) => (Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value));
}

/** Words of an update on its own: its paragraphs in the order in which they were added. */
function textOf(hex: string): string {
  const { structs } = Y.decodeUpdate(bytesOf(hex));
  return structs.flatMap((struct) => (struct instanceof Y.Item && struct.content instanceof Y.ContentString ? [struct.content.str] : [])).sort().join(" / ");
}

const bytesOf = (hex: string) => Buffer.from(hex.slice(2), "hex");

/** What each id stands for, told by what it says rather than by the id. */
async function namesOfIds(admin: postgres.Sql): Promise<Map<string, string>> {
  const rows = await admin<{ id: string; name: string }[]>`
    with n as (select n.id, c.name || ' ' || n.kind || ' ' || string_agg(s.class, ',' order by s.class) as name from note n join client c on c.id = n.client_id join section s on s.note_id = n.id group by n.id, c.name, n.kind),
      s as (select s.id, n.name || ' ' || s.class as name from section s join n on n.id = s.note_id),
      e as (select e.id, c.name || ' ' || e.kind || ' ' || e.words as name from consent_event e join client c on c.id = e.client_id)
    select id::text, 'network' as name from network
    union all select id::text, name from organisation
    union all select id::text, email from account
    union all select p.id::text, 'post ' || p.title || ' of ' || o.name from post p join organisation o on o.id = p.organisation_id
    union all select t.id::text, 'tenure of ' || a.email from tenure t join account a on a.id = t.account_id
    union all select s.id, 'session of ' || a.email from session s join account a on a.id = s.account_id
    union all select id::text, 'invitation of ' || email from invitation
    union all select id::text, 'client ' || name from client
    union all select b.id::text, 'basis of ' || c.name from lawful_basis b join client c on c.id = b.client_id
    union all select id::text, 'words ' || words from client_words
    union all select id::text, 'event ' || name from e
    union all select id::text, 'note ' || name from n
    union all select id::text, 'section ' || name from s
    union all select d.id::text, 'document ' || s.name from document d join s on s.id = d.section_id
    union all select id::text, 'step ' || words from next_step
    union all select id::text, 'area ' || name from area
    union all select id::text, 'gap ' || sentence from gap
    union all select d.id::text, 'proposal of ' || g.sentence from document d join gap g on g.id = d.gap_id
    union all select j.id::text, a.email || ' sees ' || g.sentence from gap_join j join gap g on g.id = j.gap_id join account a on a.id = j.account_id
    union all select id::text, 'outcome ' || line from gap_outcome
    union all select distinct app.scope(c.id, k.class, o.id)::text, 'scope ' || c.name || ' ' || k.class || case k.class when 'own' then ' ' || o.name else '' end
      from client c cross join (values ('all'), ('what_matters'), ('shared_plan'), ('visit'), ('sensitive'), ('own')) k (class) cross join organisation o`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Foreign keys that lead nowhere: the loader switches their checks off. */
export async function brokenKeys(admin: postgres.Sql): Promise<string[]> {
  const keysOfTables = await admin<{ name: string; table: string; column: string; to: string; target: string }[]>`
    select k.conname as name, k.conrelid::regclass::text as table, a.attname as column, k.confrelid::regclass::text as to, b.attname as target
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1] join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace`;
  const broken: string[] = [];
  for (const { name, table, column, to, target } of keysOfTables) {
    const [row] = await admin.unsafe(`select count(*)::int as count from ${table} x where x."${column}" is not null and not exists (select 1 from ${to} y where y."${target}" = x."${column}")`);
    if (row?.count > 0) broken.push(`${name}: ${row?.count}`);
  }
  return broken;
}

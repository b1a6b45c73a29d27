import type postgres from "postgres";

/** Tables whose rows only the gate's functions touch: app_rw has no privilege on them at all. */
const gateOnly = ["document_update", "document_snapshot", "document_writer", "document_connection", "client_access", "staff_access", "audit_chain", "audit_pending", "gap_word"];
/** Tables that are only ever added to. */
const appendOnly = ["consent_event", "consent_grant", "activity", "view", "client_words", "lawful_basis", "note_closing", "privacy_reading"];
/** Policies that let app_rw through whoever asks, and why that is right. */
const openPolicies: Record<string, string> = {
  "network.anyone_reads": "the sign-in page names the network",
  "rate_limit.all_keys": "counts of hashed keys, nobody's data",
  "done.everyone": "names of migrations, read at the start",
};

type Check = { fault: (row: Record<string, string>) => string; query: string };
const schemas = "('public', 'app', 'migration')";

const checks: Check[] = [
  {
    query: `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ${schemas} and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)`,
    fault: ({ name }) => `${name} does not both enable and force row-level security`,
  },
  {
    query: `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ${schemas} and c.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false)`,
    fault: ({ name }) => `view ${name} answers with its owner's rights`,
  },
  {
    query: `select c.oid::regclass::text as name from pg_class c where c.relkind = 'm' and has_table_privilege('app_rw', c.oid, 'select')`,
    fault: ({ name }) => `materialised view ${name} is readable: row-level security does not reach it`,
  },
  {
    query: `select o.what || ' ' || o.name as name from (
        select 'relation' as what, c.oid::regclass::text as name, c.relowner as owner from pg_class c
        union all select 'function', p.oid::regprocedure::text, p.proowner from pg_proc p
        union all select 'schema', n.nspname::text, n.nspowner from pg_namespace n
        union all select 'database', d.datname::text, d.datdba from pg_database d
        union all select 'type', t.typname::text, t.typowner from pg_type t) o
      where pg_get_userbyid(o.owner) = 'app_rw'`,
    fault: ({ name }) => `app_rw owns ${name}`,
  },
  {
    query: `select n.nspname as name from pg_namespace n where has_schema_privilege('app_rw', n.oid, 'create') and n.nspname not like 'pg_temp%'
      union all select 'the database' where has_database_privilege('app_rw', current_database(), 'create')`,
    fault: ({ name }) => `app_rw may create in ${name}`,
  },
  { query: `select 1 as name where has_database_privilege('app_rw', current_database(), 'temporary')`, fault: () => "app_rw may make temporary tables and functions" },
  {
    query: `select p.oid::regprocedure::text as name, pg_get_userbyid(p.proowner) as owner from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') 
        and pg_get_userbyid(p.proowner) <> case when n.nspname = 'jobs' then 'worker' else 'gate' end`,
    fault: ({ name, owner }) => `security definer function ${name} belongs to ${owner}, not to gate`,
  },
  {
    query: `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
        and not exists (select 1 from unnest(p.proconfig) s where s = 'search_path=pg_catalog' or s like 'search_path=pg_catalog, %')`,
    fault: ({ name }) => `security definer function ${name} does not pin its search_path`,
  },
  {
    query: `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
        and exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)`,
    fault: ({ name }) => `security definer function ${name} may be called by everybody`,
  },
  {
    query: `select rolname as name from pg_roles where rolname = 'app_rw' and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication or rolinherit)
      union all select 'owner' from pg_roles where rolname in ('owner', 'gate', 'auditor') and (rolcanlogin or rolsuper or rolbypassrls)`,
    fault: ({ name }) => `role ${name} may more than it should`,
  },
  {
    query: `select r.rolname as name from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles g on g.oid = m.member where g.rolname = 'app_rw'`,
    fault: ({ name }) => `app_rw is a member of ${name}`,
  },
  {
    query: `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'v') and n.nspname in ${schemas}
      and exists (select 1 from unnest(array['select', 'insert', 'update', 'delete']) p(privilege) where has_table_privilege('worker', c.oid, p.privilege))`,
    fault: ({ name }) => `the role of background work may touch ${name}`,
  },
  {
    query: `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'v') and n.nspname = 'graphile_worker'
      and has_schema_privilege('app_rw', n.oid, 'usage') and has_table_privilege('app_rw', c.oid, 'select')`,
    fault: ({ name }) => `app_rw may read ${name}: payloads of other people's work`,
  },
  {
    query: `select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = 'jobs'::regnamespace and p.proname not in ('add', 'add_at') and has_function_privilege('app_rw', p.oid, 'execute')`,
    fault: ({ name }) => `app_rw may call ${name} without the gate: other people's work`,
  },
  {
    query: `select c.relname as name, p.privilege from pg_class c cross join unnest(array['truncate', 'references', 'trigger', 'maintain']) p(privilege)
      where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and c.relkind = 'r' and has_table_privilege('app_rw', c.oid, p.privilege)`,
    fault: ({ name, privilege }) => `app_rw may ${privilege} ${name}`,
  },
  {
    query: `select t.name, p.privilege from unnest(array[${gateOnly.map((name) => `'${name}'`).join(",")}]) t(name)
      cross join unnest(array['select', 'insert', 'update', 'delete']) p(privilege)
      where has_table_privilege('app_rw', ('public.' || t.name)::regclass, p.privilege)
        or p.privilege <> 'delete' and has_any_column_privilege('app_rw', ('public.' || t.name)::regclass, p.privilege)`,
    fault: ({ name, privilege }) => `app_rw may ${privilege} ${name}, which only the gate touches`,
  },
  {
    query: `select t.name, p.privilege from unnest(array[${appendOnly.map((name) => `'${name}'`).join(",")}]) t(name)
      cross join unnest(array['update', 'delete']) p(privilege)
      where has_table_privilege('app_rw', ('public.' || t.name)::regclass, p.privilege)
        or p.privilege = 'update' and has_any_column_privilege('app_rw', ('public.' || t.name)::regclass, 'update')`,
    fault: ({ name, privilege }) => `app_rw may ${privilege} ${name}, which is only ever added to`,
  },
  {
    query: `select p.polrelid::regclass::text || '.' || p.polname as name, regexp_replace(c.relname, '^.*\\.', '') || '.' || p.polname as key from pg_policy p join pg_class c on c.oid = p.polrelid
      where p.polname <> 'gate' and not exists (select 1 from pg_roles r where r.oid = any(p.polroles) and r.rolname in ('auditor', 'gate'))
        and (pg_get_expr(p.polqual, p.polrelid) = 'true' or p.polqual is null and pg_get_expr(p.polwithcheck, p.polrelid) = 'true')`,
    fault: ({ name, key }) => (key && key in openPolicies ? "" : `policy ${name} lets everybody through`),
  },
  {
    query: `select p.polrelid::regclass::text || '.' || p.polname as name, e.text as expression from pg_policy p
      cross join lateral (values (pg_get_expr(p.polqual, p.polrelid)), (pg_get_expr(p.polwithcheck, p.polrelid))) e(text) where e.text is not null`,
    fault: ({ name, expression = "" }) => (askedPerRow(expression) ? `policy ${name} asks a function for every row (${askedPerRow(expression)})` : ""),
  },
  {
    query: `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and not exists (select 1 from pg_policy p where p.polrelid = c.oid)`,
    fault: ({ name }) => `${name} has no policy at all, not even the gate's`,
  },
  {
    query: `select 1 as name from pg_settings where name = 'row_security' and setting <> 'on'`,
    fault: () => "row_security is switched off by default",
  },
];

/** A function of ours called outside a sub-select is evaluated row by row (trust.md, finding 5). */
function askedPerRow(expression: string): string | undefined {
  return [...expression.matchAll(/(.{0,20})\b(app\.(?!folded|scope\b)\w+)\(/g)].find(([, before = ""]) => !/SELECT\s+$/i.test(before))?.[2];
}

/** Everything in the catalogue that would weaken the second wall, one sentence each; none is the promise. */
export async function catalogueFaults(admin: postgres.Sql | postgres.TransactionSql): Promise<string[]> {
  const faults: string[] = [];
  for (const { query, fault } of checks) {
    const rows = await admin.unsafe<Record<string, string>[]>(query);
    faults.push(...rows.map(fault).filter(Boolean));
  }
  return faults;
}

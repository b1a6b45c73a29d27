import { aboutNobody, networkTables, tablePolicies } from "./access/policy";

/**
 * Ways around row-level security, made for every table from the catalogue: what somebody could say as app_rw,
 * were every guard of the app open. Each ends in rows of the table that its asker may not see, or in a change
 * of such rows; nothing is the promise.
 */
export type Table = { name: string; columns: string[]; key: string[]; policy: string | undefined; me: string; other: string };
export type Attempt = { table: string; name: string; kind: "read" | "change" | "copy" | "plan"; statements: string[] };

/** What the asker may see of a table by right, as SQL about a row `t`. */
export const ownOf = ({ name, me }: Pick<Table, "name" | "me">) => (name in tablePolicies ? (aboutNobody[name] ?? "false") : (networkTables[name] ?? "false")).replaceAll(":me", `'${me}'::uuid`);

/** @param table with the account that asks (`me`) and one that may see much (`other`) */
export function attemptsOn(table: Table): Attempt[] {
  const { name, columns, key, policy, other } = table;
  const t = `public.${name}`;
  const hidden = `not coalesce((${ownOf(table)}), false)`;
  const rows = `select to_jsonb(t) as leaked from ${t} t where ${hidden}`;
  const column = columns[0] ?? "id";
  const read = (what: string, ...statements: string[]): Attempt => ({ table: name, name: what, kind: "read", statements });
  const then = (what: string, ...before: string[]) => read(what, ...before, rows);
  const change = (what: string, ...statements: string[]): Attempt => ({ table: name, name: what, kind: "change", statements });
  const telling = (from: string) => [
    read("a cast that fails with what it read", `select 1 as leaked from ${from} t where (to_jsonb(t)::text)::integer = 1`),
    read("a division that fails when it reads", `select 1 as leaked from ${from} t where 1 / (length(to_jsonb(t)::text) - length(to_jsonb(t)::text)) = 1`),
    read("a pattern that fails when it reads", `select 1 as leaked from ${from} t where to_jsonb(t)::text ~ (case when to_jsonb(t) is null then 'a' else '(' end)`),
  ];
  const matched = key.map((one) => `t.${one} = s.${one}`).join(" and ");
  return [
    // Asking otherwise.
    read("plainly", rows),
    read("counting", `select n as leaked from (select count(*) as n from ${t} t where ${hidden}) x where n > 0`),
    read("whether there is one", `select 1 as leaked where exists (${rows})`),
    read("the largest", `select m as leaked from (select max(to_jsonb(t)::text) as m from ${t} t where ${hidden}) x where m is not null`),
    read("in a CTE", `with x as (${rows}) select * from x`),
    read("in a materialised CTE", `with x as materialized (select * from ${t} t where ${hidden}) select to_jsonb(x) as leaked from x`),
    read("recursively", `with recursive r as (select to_jsonb(t) as leaked from ${t} t where ${hidden} union select leaked from r) select * from r`),
    read("sideways", `select x.leaked from generate_series(1, 1) g cross join lateral (${rows} and g > 0) x`),
    read("as a value", `select leaked from (select (select to_jsonb(t) from ${t} t where ${hidden} limit 1) as leaked) x where leaked is not null`),
    read("joined with itself", `select to_jsonb(t) as leaked from ${t} t join ${t} u on ${key.map((one) => `t.${one} = u.${one}`).join(" and ")} where ${hidden}`),
    read("joined with nothing", `select to_jsonb(t) as leaked from (select 1) one left join ${t} t on ${hidden} where t is distinct from null and to_jsonb(t) is not null and t.${column} is not null`),
    read("together with itself", `${rows} union all ${rows}`),
    read("in a window", `select to_jsonb(t) as leaked, row_number() over () from ${t} t where ${hidden}`),
    read("in sets", `select t.${column}::text as leaked, count(*) from ${t} t where ${hidden} group by grouping sets ((t.${column}), (t.${column}, t.${column}))`),
    read("one of each", `select distinct on (t.${column}) to_jsonb(t) as leaked from ${t} t where ${hidden} order by t.${column}`),
    read("as an array", `select a as leaked from (select array_agg(to_jsonb(t)) as a from ${t} t where ${hidden}) x where a is not null`),
    read("as a string", `select a as leaked from (select string_agg(t::text, ',') as a from ${t} t where ${hidden}) x where a is not null`),
    read("by place on disk", `select to_jsonb(t) as leaked from ${t} t where t.ctid >= '(0,0)' and ${hidden}`),
    read("by system column", `select to_jsonb(t) as leaked, t.tableoid, t.xmin from ${t} t where ${hidden}`),
    read("a sample of all", `select to_jsonb(t) as leaked from ${t} t tablesample system (100) where ${hidden}`),
    read("another sample of all", `select to_jsonb(t) as leaked from ${t} t tablesample bernoulli (100) where ${hidden}`),
    read("as XML of the question", `select x::text as leaked from (select query_to_xml($q$ select * from ${t} t where ${hidden} $q$, true, false, '') as x) x where x::text like '%<row>%'`),
    read("through a cursor", `declare sly cursor for ${rows}`, "fetch all from sly"),
    read("through a scrolling cursor", `declare sly scroll cursor for ${rows}`, "move last from sly", "fetch first from sly"),
    read("from plpgsql", `do $d$ declare r record; begin for r in ${rows} loop raise exception 'LEAKED'; end loop; end $d$`),
    read("from words put together", `do $d$ declare n int; begin execute $q$ select count(*) from ${t} t where ${hidden} $q$ into n; if n > 0 then raise exception 'LEAKED'; end if; end $d$`),
    read("from a cursor of plpgsql", `do $d$ declare c refcursor; r record; begin open c for ${rows}; fetch c into r; if found then raise exception 'LEAKED'; end if; end $d$`),
    read("after an error caught", `do $d$ declare n int; begin begin perform 1 / 0; exception when others then null; end; select count(*) into n from ${t} t where ${hidden}; if n > 0 then raise exception 'LEAKED'; end if; end $d$`),
    // Asking in a way that tells by failing.
    ...(ownOf(table) === "false" ? telling(t) : []),
    // Other plans.
    then("without sequential scans", "set local enable_seqscan = off"),
    then("without indexes", "set local enable_indexscan = off", "set local enable_indexonlyscan = off", "set local enable_bitmapscan = off"),
    then("in parallel", "set local debug_parallel_query = on", "set local max_parallel_workers_per_gather = 2"),
    then("with joins in another order", "set local join_collapse_limit = 1", "set local enable_hashjoin = off", "set local enable_mergejoin = off"),
    then("with cheap operators first", "set local cpu_operator_cost = 1000"),
    { table: name, name: "a plan made for another, generic", kind: "plan", statements: ["set local plan_cache_mode = force_generic_plan", rows] },
    { table: name, name: "a plan made for another, custom", kind: "plan", statements: ["set local plan_cache_mode = force_custom_plan", rows] },
    { table: name, name: "a plan made for another, as it comes", kind: "plan", statements: ["set local plan_cache_mode = auto", rows] },
    // Becoming somebody else, or nobody.
    ...["owner", "gate", "auditor", "worker", "postgres"].map((role) => then(`as ${role}`, `set local role ${role}`)),
    then("as oneself again", "reset role"),
    then("as another session", "set session authorization postgres"),
    then("as an owner by grant", "grant owner to app_rw"),
    then("as one who may bypass", "alter role app_rw bypassrls"),
    then("as nobody", "select set_config('app.account', '', true)"),
    then("as somebody who is not", "select set_config('app.account', gen_random_uuid()::text, true)"),
    then("as something malformed", "select set_config('app.account', 'x', true)"),
    then("as everybody", "select set_config('app.account', '%', true)"),
    then("after a savepoint as another", "savepoint s", `select set_config('app.account', '${other}', true)`, "rollback to savepoint s"),
    then("after the actor was reset", "reset app.account"),
    // Switching the rule off.
    then("with the rule off", "set local row_security = off"),
    then("with the table opened", `alter table ${t} disable row level security`),
    then("with the table not forced", `alter table ${t} no force row level security`),
    then("with the table owned", `alter table ${t} owner to app_rw`),
    then("with a policy more", `create policy sly on ${t} using (true)`),
    then("with a policy less", `drop policy ${policy ? `"${policy}"` : "none"} on ${t}`),
    then("with a policy changed", `alter policy ${policy ? `"${policy}"` : "none"} on ${t} using (true)`),
    then("with a grant", `grant all on ${t} to app_rw`),
    then("without triggers", "set local session_replication_role = replica"),
    then("with a rule", `create rule sly as on insert to ${t} do nothing`),
    // Getting in between.
    read("through a view", `create view sly as select * from ${t}`, `select to_jsonb(t) as leaked from sly t where ${hidden}`),
    read("through a temporary view", `create temporary view sly as select * from ${t}`, `select to_jsonb(t) as leaked from sly t where ${hidden}`),
    read("through a copy", `create temporary table sly as select * from ${t}`, `select to_jsonb(t) as leaked from sly t where ${hidden}`),
    read("through a table", `create table sly as select * from ${t}`, `select to_jsonb(t) as leaked from sly t where ${hidden}`),
    read("through a function", `create function pg_temp.sly() returns setof ${t} language sql security definer as $f$ select * from ${t} $f$`, `select to_jsonb(t) as leaked from pg_temp.sly() t where ${hidden}`),
    read("with a leaking function", "create function pg_temp.sly(jsonb) returns boolean language plpgsql cost 0.0001 as $f$ begin raise exception 'LEAKED'; end $f$", `select 1 as leaked from ${t} t where pg_temp.sly(to_jsonb(t)) and ${hidden}`),
    then("with a table in the way", `create temporary table caseload (client_id uuid, post_id uuid, valid_from timestamptz, valid_until timestamptz)`),
    then("with another path", "set local search_path = pg_temp, public, app"),
    then("with a path turned round", "set local search_path = public, pg_catalog"),
    then("with the rule's function replaced", "create or replace function app.my_clients() returns setof uuid language sql as 'select id from client'"),
    read("in the statistics", `select most_common_vals::text as leaked from pg_stats where schemaname = 'public' and tablename = '${name}' and most_common_vals is not null and ${ownOf(table) !== "true"}`),
    { table: name, name: "copying it out", kind: "copy", statements: [`copy (select to_jsonb(t) from ${t} t where ${hidden}) to stdout`] },
    ...(ownOf(table) === "false" ? [{ table: name, name: "copying the table out", kind: "copy" as const, statements: [`copy ${t} to stdout`] }] : []),
    read("copying to a program", `copy ${t} to program 'true'`),
    read("copying to a file", `copy ${t} to '/tmp/sly'`),
    // Locking and changing what one may not see.
    ...["for share", "for key share", "for update", "for no key update"].map((lock) => read(`locked ${lock}`, `${rows} ${lock}`)),
    change("deleting", `delete from ${t} t where ${hidden}`),
    change("deleting through a CTE", `with x as (delete from ${t} t where ${hidden} returning 1) select * from x`),
    change("deleting by merge", `merge into ${t} t using (select 1) one on ${hidden} when matched then delete`),
    change("emptying", `truncate ${t}`),
    ...columns.flatMap((one) => [change(`changing ${one}`, `update ${t} t set ${one} = t.${one} where ${hidden}`)]),
    change("changing, and reading what was", `update ${t} t set ${column} = t.${column} where ${hidden} returning to_jsonb(t)`),
    change("changing through a CTE", `with x as (update ${t} t set ${column} = t.${column} where ${hidden} returning 1) select * from x`),
    change("changing by merge", `merge into ${t} t using (select * from ${t}) s on ${matched} and ${hidden} when matched then update set ${column} = t.${column}`),
    change("doubling", `insert into ${t} select * from ${t} t where ${hidden} on conflict do nothing`),
  ];
}

import type postgres from "postgres";

export type Mode = "throw" | "null" | "hang";
export type DatabaseFunction = { name: string; signature: string; arguments: string; result: string; returnsSet: boolean; columns: string[]; definer: boolean; original: string };

/** Functions of the database that say who is asking, who may and what may be seen. What only the jobs and the fixtures call is left out. */
const decideNothing = /^(chain_audit|clear_spent_keys|forget_connections|first_facilitator|folded|microseconds|audit_line|gate_key|save_snapshot|found_network|accept_invitation|invitation_page|ask_for_invitation|demonstration_people|demonstration_is_planted|organisations_like|renewals_due|close_connections|audit_\w+)$/;

export async function decidingInDatabase(admin: postgres.Sql): Promise<DatabaseFunction[]> {
  const rows = await admin`
    select p.proname as name, p.oid::regprocedure::text as signature, pg_get_function_identity_arguments(p.oid) as identity, pg_get_function_arguments(p.oid) as arguments,
      pg_get_function_result(p.oid) as result, p.proretset as returns_set, p.prosecdef as definer, pg_get_functiondef(p.oid) as original,
      case when p.proallargtypes is null then array[format_type(p.prorettype, null)] else (select array_agg(format_type(t, null) order by n) from unnest(p.proallargtypes, p.proargmodes) with ordinality as a(t, m, n) where m = 't') end as columns
    from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype order by 1`;
  return rows.filter((row) => !decideNothing.test(row.name)).map((row) => ({ name: row.name, signature: row.signature, arguments: row.arguments, result: row.result, returnsSet: row.returns_set, columns: row.columns, definer: row.definer, original: row.original }));
}

/** Replaces one of them; a sequence counts how often it was asked, also by transactions that come to nothing. */
export async function breakInDatabase(admin: postgres.Sql, one: DatabaseFunction, mode: Mode): Promise<void> {
  const nothing = one.result === "void" ? "return;" : one.returnsSet ? `return query select ${one.columns.map((type) => `null::${type}`).join(", ")};` : "return null;";
  const body = { throw: "raise exception 'broken on purpose';", null: nothing, hang: `perform pg_sleep(60); ${nothing}` }[mode];
  await admin.unsafe(`create or replace function app.${one.name}(${one.arguments}) returns ${one.result} language plpgsql ${one.definer ? "security definer" : ""} set search_path = pg_catalog, public as $broken$
    #variable_conflict use_column
    begin perform nextval('public.fault_hits'); ${body} end $broken$`);
}

export async function mendInDatabase(admin: postgres.Sql, { original }: DatabaseFunction): Promise<void> {
  await admin.unsafe(original);
  await admin`select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;
}

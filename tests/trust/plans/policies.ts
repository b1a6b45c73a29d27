import type postgres from "postgres";

export type Policy = { table: string; name: string; command: string; words: string };

/** Every policy that binds `app_rw`, with what it says of rows read and of rows written. */
export async function policiesOf(admin: postgres.Sql): Promise<Policy[]> {
  return admin<Policy[]>`
    select c.relname as table, p.polname as name, p.polcmd::text as command,
      concat_ws(' with check ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) as words
    from pg_policy p join pg_class c on c.oid = p.polrelid
    where c.relnamespace = 'public'::regnamespace and exists (select 1 from pg_roles r where r.oid = any(p.polroles) and r.rolname = 'app_rw') order by 1, 2`;
}

/**
 * Questions of a policy that PostgreSQL would ask again for every row: functions of ours that are not behind a
 * `(select …)` of their own. A policy in this form is answered once, before the first row.
 */
export function askedPerRow({ words }: Policy): string[] {
  // What is left when every "( SELECT app.f() AS f)" has been taken away.
  const rest = words.replaceAll(/\(\s*SELECT app\.\w+\(\)(?: AS \w+)?\)/g, "(once)");
  return rest.match(/\b(?:app\.\w+|current_setting)\([^)]*\)/g) ?? [];
}

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "rls-attempts"];

export const controls = [
  {
    name: "a definer function asks nobody",
    file: "db/migrations/2026-11-21-60-only-through-ones-own-connection.sql",
    from: "alter policy gate",
    to: "create or replace function app.is_staff() returns boolean language sql stable security definer set search_path = pg_catalog, public as $$ select true $$;\nalter policy gate",
  },
  {
    name: "a connection serves whoever knows its number",
    file: "db/migrations/2026-11-21-60-only-through-ones-own-connection.sql",
    from: "using ((select app.account()) is null or account_id = (select app.account()))",
    to: "using (true)",
  },
];

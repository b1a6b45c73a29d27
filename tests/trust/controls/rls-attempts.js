/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "rls-attempts"];

export const controls = [
  {
    name: "a definer function asks nobody",
    file: "db/migrations/2026-11-21-02-people-supported-and-their-consent.sql",
    from: "create function app.my_contactable_clients() returns setof uuid language sql stable security definer set search_path = pg_catalog, public\n  as $$ select client_id from app.held_case where account_id = app.account()",
    to: "create function app.my_contactable_clients() returns setof uuid language sql stable security definer set search_path = pg_catalog, public\n  as $$ select client_id from app.held_case where true or account_id = app.account()",
  },
  {
    name: "a connection serves whoever knows its number",
    file: "db/migrations/2026-11-21-60-only-through-ones-own-connection.sql",
    from: "using ((select app.account()) is null or account_id = (select app.account()))",
    to: "using (true)",
  },
];

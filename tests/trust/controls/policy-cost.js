/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "policy-cost"];
/** The network is loaded first. */
export const patience = 120_000;

export const controls = [
  {
    name: "a policy asks for every row",
    file: "db/migrations/2026-11-21-03-notes-and-live-documents.sql",
    from: "create policy those_who_may on section for select to app_rw using (scope = any(array(select app.my_scopes())));",
    to: "create function app.may_read(s uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$ select s in (select app.my_scopes()) $$;\ncall app.hand_to_gate();\ngrant execute on function app.may_read(uuid) to app_rw;\ncreate policy those_who_may on section for select to app_rw using (app.may_read(scope));",
  },
  {
    name: "an index that a policy rests on is gone",
    file: "db/migrations/2026-11-21-03-notes-and-live-documents.sql",
    from: "create index view_by_client on view (client_id, at desc);",
    to: "create index view_by_client on view (at desc);",
  },
];

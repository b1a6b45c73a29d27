/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "rls-alone"];

export const controls = [
  { name: "a consent grant reaches every class", file: "db/migrations/2026-11-21-02-people-supported-and-their-consent.sql", from: "create policy those_who_may on client_words for select to app_rw using (scope = any(array(select app.my_scopes())));", to: "create policy those_who_may on client_words for select to app_rw using (client_id = any(array(select app.my_clients())));" },
];

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "rls-alone"];

export const controls = [
  { name: "a consent grant reaches every class", file: "db/migrations/2026-11-21-02-people-supported-and-their-consent.sql", from: "create policy those_who_may on client_words for select to app_rw using (scope = any(array(select app.my_scopes())));", to: "create policy those_who_may on client_words for select to app_rw using (client_id = any(array(select app.my_clients())));" },
  { name: "what is inside a tie is read by everybody who acts", file: "db/migrations/2026-11-22-01-ties.sql", from: "for select to app_rw using ((select app.is_acting()) and %s)', t, a_side);", to: "for select to app_rw using ((select app.is_acting()))', t);", by: "its two sides and facilitators alone" },
  { name: "who hands over what is read by everybody who acts", file: "db/migrations/2026-11-22-02-handover-and-cover.sql", from: "create policy those_concerned on handover for select to app_rw using (id = any(array(select app.my_handovers())));", to: "create policy those_concerned on handover for select to app_rw using ((select app.is_acting()));", by: "those who make one" },
  { name: "a charter is read by whom it does not bind", file: "db/migrations/2026-11-22-13-charters-and-decisions.sql", from: "((select app.is_acting()) and seat_post_id = any(array(select app.my_charters())))', t);", to: "((select app.is_acting()))', t);", by: "a charter those it binds" },
];

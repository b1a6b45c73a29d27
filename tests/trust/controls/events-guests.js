/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/events/guests"];

const events = "db/migrations/2026-11-21-82-learning-events.sql";
const held = "db/migrations/2026-11-21-97-guests-wait-like-everybody.sql";
export const controls = [
  { name: "a guest's link is kept as it is", file: "app/features/events/guests.server.ts", from: 'return createHash("sha256").update(token).digest("hex");', to: 'return createHash && token;', build: false, by: "with a link nobody was sent" },
  { name: "the link of a guest who was taken off still answers", file: held, from: "if v.ended_at is not null then raise", to: "if false then raise", by: "takes themselves off the list" },
  { name: "a guest answers for an event that was cancelled", file: events, from: "if e.state = 'cancelled' then raise exception 'event_cancelled' using errcode = 'P0001'; end if;\n  if e.state <> 'set' then", to: "if e.state = 'finding_date' then", by: "hears that it was cancelled" },
  { name: "a guest answers for an event that is over", file: held, from: "where e.id = v.event_id and e.ends_at < now()", to: "where false", by: "hears that it was cancelled, or is over" },
  { name: "a guest's link tells who else was asked", file: "db/migrations/2026-11-21-93-places-in-line.sql", from: "'by', c.name, ", to: "'by', c.name, 'others', (select jsonb_agg(x.guest_name) from event_invitee x where x.event_id = e.id), ", by: "reads nothing of other guests" },
  { name: "a guest's link opens the list in the database", file: events, from: "execute format('create policy acting_read on %I for select to app_rw using ((select app.is_acting()))', t);\n    execute format('grant insert on %I to app_rw', t);\n    execute format('create policy own_acts on %I for insert to app_rw with check (account_id", to: "execute format('create policy acting_read on %I for select to app_rw using ((select app.is_acting()) or app.presented() is not null)', t);\n    execute format('grant insert on %I to app_rw', t);\n    execute format('create policy own_acts on %I for insert to app_rw with check (account_id", by: "PostgreSQL shows them no row" },
  { name: "everybody who acts reads the address of a guest", file: events, from: "grant select (id, event_id, invited_post_id, guest_name, guest_organisation,", to: "grant select (id, event_id, invited_post_id, guest_name, guest_email, guest_organisation,", by: "nobody reads an address but they" },
  { name: "a guest does not wait for whoever takes them off", file: held, from: /  perform 1 from learning_event e where e\.id = \(select[^;]*;\n/, to: "", by: "neither waits for the other" },
];

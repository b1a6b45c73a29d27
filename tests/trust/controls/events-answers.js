/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/events/answering"];

const events = "db/migrations/2026-11-21-82-learning-events.sql";
export const controls = [
  { name: "an event takes more people than it has places", file: events, from: "if e.capacity is null or app.places_taken(new.event_id) < e.capacity then", to: "if true then", by: "sixty people press at once" },
  { name: "an answer that ended comes back into its place", file: "db/migrations/2026-11-21-94-what-ended-stays-ended.sql", from: "alter policy own_or_planned_ends on %I with check (ended_at is not null)", to: "alter policy own_or_planned_ends on %I with check (true)", by: "is not put back into a place" },
  { name: "anybody writes down what another said", file: events, from: "as restrictive for insert to app_rw with check (' || mine || ' or ' || plans || ')', t);", to: "as restrictive for insert to app_rw with check (true or ' || mine || ' or ' || plans || ')', t);", by: "noted down by a planner alone" },
];

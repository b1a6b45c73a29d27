/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/diary/letters"];

const migration = "db/migrations/2026-11-21-83-calendars-letters-and-work-that-failed.sql";
export const controls = [
  { name: "a letter is written in another's name", file: migration, from: "with check (caused_by is not distinct from (select app.account()));", to: "with check (true);", by: "in somebody else's name" },
  { name: "whoever asks is told whose letters no mail server took", file: migration, from: "and m.failure is not null and m.caused_by = app.account() and app.is_staff()", to: "and m.failure is not null and app.is_staff()", by: "to whoever caused it, and to nobody else" },
];

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/shadowing/after"];

const migration = "db/migrations/2026-11-21-81-shadow-days.sql";
export const controls = [
  { name: "lines of the two are read by everybody who acts", file: migration, from: "using ((shared and (select app.is_acting())) or booking_id", to: "using ((select app.is_acting()) or booking_id", by: "nobody’s but the two’s" },
  { name: "lines that were taken back stay shared", file: migration, from: "set shared = (select count(distinct s.side) = 2 from shadow_share s where s.booking_id = new.booking_id and s.ended_at is null)", to: "set shared = (select count(distinct s.side) = 2 from shadow_share s where s.booking_id = new.booking_id)", by: "taken back by either" },
];

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "gaps-at-once"];

export const controls = [
  { name: "two who act on one gap do not wait for each other", file: "db/migrations/2026-11-21-70-gaps-in-what-is-out-there.sql", from: "where g.id = p_gap and (select app.is_acting()) for update", to: "where g.id = p_gap and (select app.is_acting())" },
];

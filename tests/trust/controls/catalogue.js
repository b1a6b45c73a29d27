/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "catalogue"];

export const controls = [
  { name: "one table is not forced", file: "db/migrations/2026-11-21-40-only-holders-rename-a-person.sql", from: "create trigger name_is_for_holders", to: "alter table lawful_basis no force row level security;\ncreate trigger name_is_for_holders" },
];

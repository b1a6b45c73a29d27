/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/handover/network"];

const migration = "db/migrations/2026-11-22-18-somebody-looks-after-the-network.sql";
export const controls = [
  { name: "the last who looks after the network leaves unseen", file: migration, from: "  if not exists (select 1 from tenure n join post p", to: "  if false and not exists (select 1 from tenure n join post p", by: "the last of them" },
  { name: "of two who leave at once both are told that another stays", file: migration, from: "and not n.cover and n.valid_from <= now() and n.valid_until is null) then", to: "and not n.cover and n.valid_from <= now()) then" },
];

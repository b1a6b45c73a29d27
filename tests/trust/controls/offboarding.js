/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "offboarding"];

export const controls = [
  { name: "a topic is left to a colleague who has left", file: "server/live/watchers.ts", from: "if (mayWatch) {", to: "if (mayWatch || before >= 0) {" },
  { name: "the end of a tenure counts for nothing", file: "db/migrations/2026-11-21-01-the-network-and-its-people.sql", from: "when (new.valid_until is distinct from old.valid_until) execute function app.note_staff_end();", to: "when (false) execute function app.note_staff_end();" },
  { name: "an invitation outlives the one act that ends everything", file: "db/migrations/2026-11-22-02-handover-and-cover.sql", from: "from account a where a.id = p_account and i.email = a.email and i.accepted_at is null", to: "from account a where false and a.id = p_account and i.email = a.email and i.accepted_at is null", by: "gone overnight" },
];

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/people/visitors"];

const migration = "db/migrations/2026-11-21-72-one-question-says-who-asks.sql";
export const controls = [
  { name: "of those who ask together any secret will do", file: migration, from: " and sha256(s.secret_hash) = sha256(decode(v.hash, 'hex'))", to: "", by: "a wrong secret opens nothing" },
  { name: "of those who ask together an ended session is answered", file: migration, from: "where s.ended_at is null and sha256", to: "where sha256", by: "a session that has just ended" },
];

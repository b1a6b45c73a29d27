/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/gaps/walls"];

const migration = "db/migrations/2026-11-21-70-gaps-in-what-is-out-there.sql";
export const controls = [
  { name: "a commissioner writes from their post", file: migration, from: "select post_id from app.seat where account_id = app.account() and role <> 'commissioner'", to: "select post_id from app.seat where account_id = app.account()", by: "a commissioner does not write" },
  {
    name: "words are written for an organisation that is not one's own",
    file: migration,
    from: /(?<=create table gap_tried \([^;]*),\n  foreign key \(post_id, organisation_id\) references post \(id, organisation_id\)/,
    to: "",
    by: "whoever has a seat writes as themselves",
  },
];

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/gaps/gaps.test"];

export const controls = [
  { name: "a commissioner acts on gaps", file: "db/migrations/2026-11-21-70-gaps-in-what-is-out-there.sql", from: "select exists (select 1 from app.seat where account_id = app.account() and role <> 'commissioner')", to: "select exists (select 1 from app.seat where account_id = app.account())", by: "is for everybody with a seat but a commissioner" },
  { name: "whoever moves a card second is not told who was first", file: "app/features/gaps/moves.server.ts", from: "if (held.version === seen) return;", to: "if (held.version >= 0) return;", build: false, by: "by two people at once" },
  { name: "the words of those who saw it too stay when a gap is taken down", file: "db/migrations/2026-11-21-70-gaps-in-what-is-out-there.sql", from: "    update gap_join set line = '' where gap_id = new.gap_id;\n", to: "", by: "leaves no word of it" },
];

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "ties-hostile"];
export const patience = 170_000;

export const controls = [
  { name: "why somebody left is kept as it came", file: "app/features/relationships/home/home.server.ts", from: "app.offboard(${accountId}, ${said})", to: "app.offboard(${accountId}, ${why})", by: "say nothing in an order" },
  { name: "a duty goes to a post of nobody", file: "app/features/relationships/cover/cover.server.ts", from: 'if (toPostId && how === "goes_to" && ', to: "if (false && ", by: "finds nothing, whoever asks" },
  { name: "a version that no row can have reaches PostgreSQL", file: "app/features/relationships/handover/acts.server.ts", from: "return Number.isInteger(version) && version > 0 && version < 2 ** 31 ? version : 0;", to: "return version;", by: "a version that nobody saw" },
  { name: "the last day may be any day there will ever be", file: "app/features/relationships/handover/opening.server.ts", from: '  if (lastDay > latestDay(now)) throw wrong("lastDay", "Choose a day within two years.");\n', to: "", by: "that nobody sees are refused" },
  { name: "a machine writes the story of a tie as fast as it can", file: "server/limits.ts", from: "diary: { points: 60, duration: 60 }", to: "diary: { points: 6_000, duration: 60 }", by: "contacts of one tie are too many" },
  { name: "whoever gives a case away second is told that it is done", file: "app/features/relationships/handover/choosing.server.ts", from: "  if (!changed) throw changedMeanwhile();\n", to: "", by: "of two leads who give one case" },
  {
    name: "a case moves to a colleague whatever the person said meanwhile",
    file: "db/migrations/2026-11-22-02-handover-and-cover.sql",
    from: "agreed := i.kind <> 'person' or exists (select 1 from caseload k join app.live_grant g on g.client_id = k.client_id and g.purpose = 'keep_notes' where k.id = i.subject_id);",
    to: "agreed := true;",
    by: "between the sending and the day",
  },
];

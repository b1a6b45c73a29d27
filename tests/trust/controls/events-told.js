/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/events/told"];

const telling = "app/features/events/told/telling.server.ts";
const migration = "db/migrations/2026-11-21-95-letters-of-events.sql";
export const controls = [
  { name: "a letter names a person supported", file: "app/features/shadowing/told/words.ts", from: "return possibleNames(line, known).length > 0 ? [`${by} wrote a line.", to: "return possibleNames(line, known).length < 0 ? [`${by} wrote a line.", build: false, by: "carries no line that may name" },
  { name: "work that is tried again writes again", file: telling, from: "await markTold(trx, rows);", to: "", build: false, by: "however often the work is tried" },
  { name: "whoever can't come is written to all the same", file: telling, from: '.filter(({ says, voted }) => says === "going" || says === "maybe" || (says === null && voted))', to: "", build: false, by: "not to whoever can't" },
  { name: "what seeds tell of months gone by is written to people", file: migration, from: "  if not app.is_news(new.at) then return null; end if;\n  if new.place is null then", to: "  if new.place is null then", by: "nothing of months gone by" },
  { name: "what is told to whom is read by everybody who acts", file: migration, from: "create policy diary_reads on %I for select to app_rw using ((select app.duty()) = ''diary'')", to: "create policy diary_reads on %I for select to app_rw using ((select app.duty()) = ''diary'' or (select app.is_acting()))", by: "nobody else reads or marks it" },
  { name: "the day before is told of the time an event had", file: telling, from: "event.startsAt.getTime() !== row.starts_at?.getTime() || ", to: "", build: false, by: "the time it had before" },
];

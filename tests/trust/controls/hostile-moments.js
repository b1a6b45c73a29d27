/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/gaps/hostile-moments"];

const gaps = "db/migrations/2026-11-21-70-gaps-in-what-is-out-there.sql";
const migration = "db/migrations/2026-11-21-80-no-words-come-after-the-last.sql";
export const controls = [
  { name: "a gap that was taken down takes words", file: migration, from: " and place <> 'taken_down' for no key update", to: "", by: "past every door" },
  { name: "an answer does not wait for its question to be taken back", file: migration, from: "create trigger answer_finds_its_question before insert on ask_answer for each row execute function app.ask_stands();\n", to: "", by: "an answer written while" },
  { name: "what was tried stays when a gap is taken down", file: gaps, from: "    delete from gap_tried where gap_id = new.gap_id;\n", to: "", by: "whatever was written before" },
  { name: "a move made on an older card goes through", file: gaps, from: "where id = new.gap_id and version = new.number - 1 and place = new.from_place", to: "where id = new.gap_id", by: "a move numbered after a card" },
];

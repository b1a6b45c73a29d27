/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["realtime", "onProposal"];

const migration = "db/migrations/2026-11-21-71-words-about-a-gap.sql";
export const controls = [
  { name: "a commissioner writes along in a proposal", file: migration, from: "s.account_id = p_account and s.role <> 'commissioner'", to: "s.account_id = p_account", by: "a commissioner and somebody who left" },
  { name: "a section without its person is judged as if it were about nobody", file: migration, from: "d.kind = 'proposal') end as generation", to: "d.kind <> '') end as generation", by: "a section that has lost its person" },
  { name: "a proposal outlives its gap", file: migration, from: "and d.retired_at is null and g.place <> 'taken_down'", to: "and d.retired_at is null", by: "nobody tells the server" },
  { name: "words of a gap that was taken down stay in the log", file: migration, from: "delete from document_update where document_id = any(gone);", to: "", by: "leaves no word of it" },
  { name: "a smaller form of taken down words is kept", file: migration, from: " for share) d", to: ") d", by: "a smaller form of the words" },
];

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/gaps/pack"];

export const controls = [
  { name: "the pack prints a count below five", file: "app/features/gaps/pack/counts.ts", from: "return count < step ? `fewer than ${step}`", to: "return count < step ? String(count)", build: false },
  { name: "the pack tells of one person more", file: "app/features/gaps/pack/counts.ts", from: "Math.floor(count / step) * step", to: "count", build: false, by: "two packs of which one holds" },
  { name: "the pack prints a line in which somebody may be named", file: "app/features/gaps/pack/pack.server.ts", from: "rows.filter(({ id }) => !unseen.has(id))", to: "rows.filter(({ id }) => id !== undefined)", build: false, by: "lines and letters" },
  { name: "the pack goes out while its sentence may name somebody", file: "app/features/gaps/pack/pack.server.ts", from: "if (unseen.has(gap.id)) return { waits: true };", to: "", build: false, by: "the sentence" },
];

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "gaps-hostile"];

export const controls = [
  { name: "a spreadsheet reckons with the words of the pack", file: "app/features/gaps/pack/csv.server.ts", from: "escape_formulas: true", to: "escape_formulas: false", by: "are letters on every page" },
  { name: "after an act the way leads anywhere", file: "app/routes/gaps.$gapId.acts.ts", from: "redirect(safePath(back), 303)", to: "redirect(back, 303)", by: "of a way back" },
];

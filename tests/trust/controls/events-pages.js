/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/events/pages"];

export const controls = [
  { name: "why somebody can't is shown to everybody who acts", file: "app/features/events/pages/page/comers.server.ts", from: "return seesWhy || isMine ?", to: "return !seesWhy || seesWhy || isMine ?", build: false, by: "shows why somebody cannot come to them" },
];

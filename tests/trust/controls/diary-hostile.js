/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "diary-hostile"];
export const patience = 170_000;

export const controls = [
  { name: "a word of the address is looked up among words of nobody", file: "app/features/events/day/DayPage.tsx", from: "Object.hasOwn(doneWords, done) ? doneWords[done] : undefined", to: "doneWords[done]", by: "of addresses of no sense" },
  { name: "a version beyond all numbers reaches PostgreSQL", file: "app/features/events/turns.server.ts", from: "Math.max(0, Math.min(seen, held.version))", to: "seen", by: "a version that nobody saw" },
  { name: "a machine plans as fast as it can", file: "server/limits.ts", from: "diary: { points: 60, duration: 60 }", to: "diary: { points: 6_000, duration: 60 }", by: "a hundred posts in a minute" },
  { name: "a link writes its holder as many letters as somebody likes", file: "app/features/events/guest/acts.server.ts", from: '  await limit("guest", hashOf(token));\n', to: "", by: "letter after letter" },
];

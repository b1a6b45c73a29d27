/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["unit", "tests/realtime/together"];

export const controls = [
  { name: "whoever comes late joins a read that began before", file: "server/together.ts", from: "those = waiting.get(key) ?? []) {\n      waiting.set(key, []);", to: "those = []) {\n      waiting.set(key, those);", build: false, by: "never answered by a read that began before it" },
];

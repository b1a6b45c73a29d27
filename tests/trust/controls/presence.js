/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["unit", "tests/realtime/presence"];

export const controls = [
  { name: "whoever was shut out is still there", file: "server/live/presence.ts", from: "    if (!mayReturn) return this.remove(topic, accountId);\n", to: "", build: false, by: "is gone at once" },
];

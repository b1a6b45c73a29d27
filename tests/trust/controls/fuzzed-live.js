/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "fuzzed-live"];

export const controls = [{ name: "a topic is taken for text unseen", file: "server/live/index.ts", from: 'if (typeof topic !== "string" || topic.length > 80', to: "if ((topic as string).length > 80" }];

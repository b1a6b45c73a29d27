/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "fuzzed-live"];

export const controls = [
  { name: "whoever asks is taken to wait for an answer", file: "server/live/index.ts", from: 'typeof answer === "function" ? (answer as (result: { ok: boolean; lately?: true }) => void) : () => {};', to: "answer as (result: { ok: boolean; lately?: true }) => void;" },
];

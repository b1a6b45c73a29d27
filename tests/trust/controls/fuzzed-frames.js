/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "fuzzed-frames"];

export const controls = [{ name: "what points at nothing is stored, and waits unseen in every browser", file: "server/documents/claims.ts", from: /if \(!settlesWholly\([^\n]*\n/, to: "\n" }];

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "fuzzed-bodies"];

export const controls = [{ name: "whatever is sent is read as a form", file: "server/bodies.ts", from: "else if (!isRead) return refuseBody", to: 'else if (!isRead && request.path === "") return refuseBody' }];

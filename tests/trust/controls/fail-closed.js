/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "fail-closed"];

export const controls = [{ name: "when nobody can say who may watch, everybody may", file: "server/live/index.ts", from: "() => reply({ ok: false }),", to: "() => reply({ ok: true })," }];

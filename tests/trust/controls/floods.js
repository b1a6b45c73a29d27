/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "floods"];

export const controls = [
  { name: "anybody may hold any number of sockets", file: "server/crowd.ts", from: "if (before >= this.most) return undefined;", to: "" },
  { name: "a stranger's socket may stay", file: "server/crowd.ts", from: "setTimeout(() => wire.destroy(), strangersLive)", to: "setTimeout(() => {}, strangersLive)" },
];

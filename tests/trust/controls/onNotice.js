/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["realtime", "onNotice"];

export const controls = [
  { name: "notices of a board pass the end of a right", file: "server/live/index.ts", from: ".except(stale.map(({ socket }) => socket.id))", to: "", by: "hears of no gap after it" },
];

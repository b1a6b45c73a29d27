/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["realtime", "onRestart"];

export const controls = [
  { name: "a stop does not wait for what was taken", file: "server/documents/hub.ts", from: "await within(5_000, this.queue.drained());", to: "" },
];

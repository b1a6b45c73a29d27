/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["realtime", "onConnect"];

export const controls = [
  { name: "presence says what its client says", file: "server/documents/awareness.ts", from: "this.stateOf(peer, own.state)", to: "(this.stateOf(peer, own.state), own.state)" },
];

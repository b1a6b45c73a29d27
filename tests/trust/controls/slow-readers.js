/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "slow-readers"];

export const controls = [
  { name: "who reads too slowly is never cut", file: "server/documents/peer.ts", from: "if (this.owed + this.backlog > marks.hard) this.cut(closeCodes.tooSlow);", to: "" },
  { name: "everything is queued for whoever does not read", file: "server/documents/peer.ts", from: "if (this.lagging || this.backlog > marks.soft) return this.owe(seq, frame.byteLength);", to: "" },
];

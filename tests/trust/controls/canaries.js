/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "canaries"];

export const controls = [
  { name: "readers are not held against the counts read at COMMIT", file: "server/documents/peer.ts", from: "isJudgedSince(clientGeneration: number, staffGeneration: number): boolean {", to: "isJudgedSince(clientGeneration: number, staffGeneration: number): boolean {\n    if (this.until) return true;" },
  { name: "late words are dropped instead of set apart", file: "server/documents/intake.ts", from: "await this.gate\n      .setApart(", to: "if (why) return;\n    await this.gate\n      .setApart(" },
  { name: "only NOTIFY ends a right: nobody looks again by themselves", file: "server/documents/rounds.ts", from: "private async go(): Promise<void> {", to: "private async go(): Promise<void> {\n    if (this.rooms) return;" },
  { name: "a socket is closed politely instead of reset", file: "server/documents/peer.ts", from: /if \("resetAndDestroy" in wire[^\n]*\n[^\n]*\n/, to: "wire.end();\n" },
  { name: "a slow reader has time to read on though shut out", file: "server/documents/peer.ts", from: "if (this.isParting) reset(this.wire);", to: "" },
  { name: "notices leave on the word of NOTIFY alone", file: "server/live/watchers.ts", from: "return watcher.staff >= at.staff &&", to: "return true || watcher.staff >= at.staff &&" },
  { name: "a topic is left to whom it was taken from", file: "server/live/watchers.ts", from: "if (mayWatch) {", to: "if (mayWatch || before >= 0) {" },
];

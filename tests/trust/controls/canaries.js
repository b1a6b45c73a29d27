/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "canaries"];

export const controls = [
  { name: "readers are not held against the counts read at COMMIT", file: "server/documents/peer.ts", from: "isJudgedSince(clientGeneration: number, staffGeneration: number): boolean {", to: "isJudgedSince(clientGeneration: number, staffGeneration: number): boolean {\n    if (this.until) return true;" },
  { name: "late words are dropped instead of set apart", file: "server/documents/intake.ts", from: "await this.gate\n      .setApart(", to: "if (why) return;\n    await this.gate\n      .setApart(" },
];

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "postgres-killed"];
export const patience = 90_000;

export const controls = [
  { name: "an embedded database that died is not started again", file: "db/embedded.ts", from: "if (starting || isAlive(pidIn(folder))) return;", to: "return;" },
  { name: "what could not be stored at once is dropped", file: "server/documents/queue.ts", from: "this.pieces.unshift(...batch);", to: "" },
  { name: "what could not be stored at once is stored twice later", file: "server/documents/queue.ts", from: "this.pieces.unshift(...batch);", to: "this.pieces.unshift(...batch, ...batch);" },
];

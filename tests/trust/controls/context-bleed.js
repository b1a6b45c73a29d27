/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "context-bleed"];

export const controls = [
  { name: "the actor outlives the transaction", file: "db/client.ts", from: "set_config('app.account', ${who.account ?? \"\"}, true)", to: "set_config('app.account', ${who.account ?? \"\"}, false)" },
  { name: "a lost connection is still spoken on", file: "db/holding.ts", from: "if (lost) return Promise.reject(lost);", to: "" },
  { name: "a lost connection is given back", file: "db/holding.ts", from: "if (lost) return void setTimeout(give, connection ? hangsUpWithin : 0).unref();", to: "" },
];

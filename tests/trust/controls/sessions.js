/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "tests/trust/sessions"];

export const controls = [
  { name: "a code that is being used is used again", file: "app/features/people/codes.server.ts", from: "return account && used.numUpdatedRows === 1n ?", to: "return account ?", by: "works once" },
  { name: "a carried letter keeps the code it held", file: "server/jobs/send-letter.ts", from: "...(real && keepsKey ? { body: spent, calendar: null } : {})", to: "", by: "opens nothing" },
  { name: "a session's secret is stored as it is", file: "app/features/people/sessions.server.ts", from: 'return createHash("sha256").update(secret).digest();', to: 'createHash("sha256"); return Buffer.from(secret.padEnd(43).slice(0, 43));', by: "opens nothing" },
  { name: "an address nobody here has is answered otherwise", file: "app/features/people/codes.server.ts", from: "if (account) await trx", to: 'if (!account) throw new Error("nobody");\n    await trx', by: "same bytes" },
  { name: "the session a browser came with lives on beside the new one", file: "app/features/people/sign-in.server.ts", from: "  await endPresented(db, config, request);\n", to: "", by: "planted" },
];

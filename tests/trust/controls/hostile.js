/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "hostile"];

export const controls = [
  { name: "anybody may write under anybody's number", file: "server/documents/intake.ts", from: "return owner === undefined || owner === peer.accountId;", to: "return owner !== peer.sessionId;" },
  { name: "what cannot take its place is stored", file: "server/documents/claims.ts", from: /if \(!settlesWholly\([^\n]*\n/, to: "\n" },
];

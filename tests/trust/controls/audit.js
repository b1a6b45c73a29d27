/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "audit-tampering"];

export const controls = [
  { name: "an act is not chained", file: "db/migrations/2026-11-21-03-notes-and-live-documents.sql", from: "create trigger activity_is_chained after insert on activity for each row execute function app.await_chain();", to: "" },
  { name: "the verifier does not read the signed heads", file: "server/audit/verify.ts", from: "const heads = new Map(checkpoints.map((one) => [one.size, one.hash]));", to: "const heads = new Map<number, string>();", build: false },
  { name: "the verifier believes the hashes that stand in the chain", file: "server/audit/verify.ts", from: "const entryHash = link.line === null ? Buffer.from(link.entryHash, \"hex\") : entryHashOf(link.line);", to: "const entryHash = Buffer.from(link.entryHash, \"hex\");", build: false },
  { name: "rows that were never chained are not asked for", file: "server/audit/read-links.ts", from: "return rows.map(({ kind, id }) =>", to: "return rows.slice(1).map(({ kind, id }) =>", build: false },
];

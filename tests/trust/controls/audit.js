/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "audit"];

export const controls = [
  { name: "an act is not chained", file: "db/migrations/2026-11-21-03-notes-and-live-documents.sql", from: "create trigger activity_is_chained after insert on activity for each row execute function app.await_chain();", to: "" },
  { name: "the verifier does not read the signed heads", file: "server/audit/verify.ts", from: "const heads = new Map(checkpoints.map((one) => [one.size, one.hash]));", to: "const heads = new Map<number, string>();" },
];

// `node scripts/broken-controls.js`: a test that never fails proves nothing. Each control below is broken on
// purpose in a copy of the checkout; the suite that guards it must then fail. Part of `npm run trust`.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

/** What is broken, where, and the project and file that must notice. */
const controls = [
  { name: "words are shown and acknowledged before they are stored", file: "server/documents/queue.ts", from: "const results = await this.gate.append(", to: "const early = new Map(); this.tell(batch, batch.map((piece, item) => ({ item, documentId: piece.peer.room.documentId, seq: piece.peer.room.seq + (early.set(piece.peer.room, (early.get(piece.peer.room) ?? 0) + 1), early.get(piece.peer.room)), clientGeneration: piece.peer.clientGeneration, staffGeneration: piece.peer.staffGeneration }))); batch.length = 0; await new Promise((resolve) => setTimeout(resolve, 400)); const results = await this.gate.append(", suite: ["trust", "kill9"] },
  { name: "readers are not held against the counts read at COMMIT", file: "server/documents/peer.ts", from: /isJudgedSince\(([^)]*)\): boolean \{/, to: "isJudgedSince($1): boolean {\n    if (this.until) return true;", suite: ["trust", "canaries"] },
  { name: "late words are dropped instead of set apart", file: "server/documents/hub.ts", from: "await this.gate.setApart(", to: "if (why) return;\n    await this.gate.setApart(", suite: ["trust", "canaries"] },
  { name: "anybody may write under anybody's number", file: "server/documents/hub.ts", from: "return owner === undefined || owner === peer.accountId;", to: "return owner !== peer.sessionId;", suite: ["trust", "hostile"] },
  { name: "what cannot take its place is stored", file: "server/documents/claims.ts", from: /if \(!settlesWholly\([^\n]*\n/, to: "\n", suite: ["trust", "hostile"] },
  { name: "presence says what its client says", file: "server/documents/awareness.ts", from: "this.stateOf(peer, own.state)", to: "(this.stateOf(peer, own.state), own.state)", suite: ["realtime", "onConnect"] },
  { name: "sockets are opened from any site", file: "server/origin.ts", from: "  return origins.includes(origin);", to: "  return origins.includes(origin) || origin.length > 0;", suite: ["trust", "origin"] },
  { name: "forms are taken from any site", file: "server/origin.ts", from: "if (origin !== undefined && !origins.includes(origin)) return false;", to: "if (origin !== undefined) return true;", suite: ["trust", "origin"] },
  { name: "a door answers otherwise for what is not there", file: "app/features/case-notes/access.server.ts", from: "if (!row) notFound();", to: "if (!row) throw new Error('nobody');", suite: ["trust", "access-matrix"] },
  { name: "a look is not written down", file: "app/shared/views.server.ts", from: "if (looks.length === 0) return;", to: "if (looks.length >= 0) return;", suite: ["trust", "access-matrix"] },
  { name: "a consent grant reaches every class", file: "db/migrations/2026-11-21-02-people-supported-and-their-consent.sql", from: "create policy those_who_may on client_words for select to app_rw using (scope = any(array(select app.my_scopes())));", to: "create policy those_who_may on client_words for select to app_rw using (client_id = any(array(select app.my_clients())));", suite: ["trust", "rls-alone"] },
  { name: "one table is not forced", file: "db/migrations/2026-11-21-40-only-holders-rename-a-person.sql", from: "create trigger name_is_for_holders", to: "alter table lawful_basis no force row level security;\ncreate trigger name_is_for_holders", suite: ["trust", "catalogue"] },
  { name: "an act is not chained", file: "db/migrations/2026-11-21-03-notes-and-live-documents.sql", from: "create trigger activity_is_chained after insert on activity for each row execute function app.await_chain();", to: "", suite: ["trust", "audit"] },
  { name: "the verifier does not read the signed heads", file: "server/audit/verify.ts", from: "const heads = new Map(checkpoints.map((one) => [one.size, one.hash]));", to: "const heads = new Map<number, string>();", suite: ["trust", "audit"] },
];

const chosen = process.argv.slice(2);
let unnoticed = 0;
for (const control of controls.filter(({ name, suite }) => chosen.length === 0 || chosen.some((word) => name.includes(word) || suite.includes(word)))) {
  const noticed = breaks(control);
  if (!noticed) unnoticed += 1;
  console.log(`${noticed ? "noticed " : "MISSED  "} ${control.name} (${control.suite.join(" ")})`);
}
process.exit(unnoticed > 0 ? 1 : 0);

/** Whether the suite fails on a copy in which the control is broken, and for a test of its own. */
function breaks({ name, file, from, to, suite: [project, filter] }) {
  const copy = mkdtempSync(path.join(tmpdir(), "common-thread-broken-"));
  try {
    const kept = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" }).split("\n").filter((one) => one && !one.startsWith("bench/"));
    for (const one of kept) cpSync(path.join(root, one), path.join(copy, one), { recursive: true });
    symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
    const target = path.join(copy, file);
    const text = readFileSync(target, "utf8");
    const broken = text.replace(from, to);
    if (broken === text) throw new Error(`"${name}" no longer finds its place in ${file}.`);
    writeFileSync(target, broken);
    const run = (command, args) => spawnSync(path.join(root, "node_modules/.bin", command), args, { cwd: copy, encoding: "utf8", env: { ...process.env, TRUST_SIZE: "" } });
    const built = run("react-router", ["build"]);
    if (built.status !== 0) throw new Error(`"${name}" does not build: ${built.stderr.slice(-400)}`);
    const tested = run("vitest", ["run", "--project", project, filter, "--bail=1", `--testTimeout=${filter === "access-matrix" ? 170_000 : 40_000}`]);
    return tested.status !== 0 && /Tests\s.*failed/.test(stripVTControlCharacters(tested.stdout));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

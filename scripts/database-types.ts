import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbedded } from "~db/embedded";
import { prepareDatabase, withDatabase } from "~db/prepare";
import { root } from "~/shared/root.server";

// Writes db/types.ts from a throwaway database that has every migration.
const folder = mkdtempSync(path.join(tmpdir(), "thread-types-"));
const cluster = await startEmbedded(folder);
try {
  await prepareDatabase(cluster.adminUrl, { database: "common_thread", appPassword: "types" });
  const tool = path.join(root, "node_modules/kysely-codegen/dist/cli/bin.js");
  const options = ["--dialect", "postgres", "--url", withDatabase(cluster.adminUrl, "common_thread"), "--out-file", path.join(root, "db/types.ts"), "--include-pattern", "(public|app).*", "--type-mapping", '{"int8":"number"}'];
  execFileSync(process.execPath, [tool, ...options], { stdio: "inherit" });
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}

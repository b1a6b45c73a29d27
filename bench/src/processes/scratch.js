/** Scratch directories, open to the unprivileged user PostgreSQL runs as, removed when a run ends. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const made = new Set();

export function makeScratch() {
  const directory = mkdtempSync(join(tmpdir(), "bench-"));
  chmodSync(directory, 0o755);
  made.add(directory);
  return directory;
}

export function removeScratch(directory) {
  rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  made.delete(directory);
}

/** What an interrupted run left. */
export const removeAllScratch = () => [...made].forEach(removeScratch);

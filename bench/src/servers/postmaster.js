/** Finds and ends the PostgreSQL that belongs to one data directory, which outlives a server killed with -9. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { until } from "../processes/within.js";

/** Process ids of live postmasters whose cluster lies within `directory`. */
export function postmastersIn(directory) {
  return pidFiles(directory, 3).map(pidIn).filter((pid) => pid && worksWithin(pid, directory));
}

/** Ends them quickly; the data is thrown away after it. */
export async function endPostgresIn(directory) {
  for (const pid of postmastersIn(directory)) process.kill(pid, "SIGINT");
  await until(10, "PostgreSQL ending", () => postmastersIn(directory).length === 0).catch(() => {
    for (const pid of postmastersIn(directory)) process.kill(pid, "SIGQUIT");
  });
}

function pidFiles(directory, depth) {
  let entries = [];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
  const here = entries.filter((entry) => entry.name === "postmaster.pid").map((entry) => join(directory, entry.name));
  if (here.length || depth === 0) return here;
  return entries.filter((entry) => entry.isDirectory()).flatMap((entry) => pidFiles(join(directory, entry.name), depth - 1));
}

function pidIn(file) {
  try {
    return Number(readFileSync(file, "utf8").split("\n")[0]);
  } catch {
    return 0;
  }
}

/** A stale pid file may name somebody else's process: only one that works in this directory is ours. */
function worksWithin(pid, directory) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(resolve(directory));
  } catch {
    return false;
  }
}

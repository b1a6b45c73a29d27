// `npm start`: builds when there is no build or it is older than its sources, then serves in this process,
// so that signals reach it directly.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const built = path.join(root, "build/server/index.js");
const sources = ["app", "server", "db", "public", "package-lock.json", "vite.config.ts", "remix.config.js"];

if (!existsSync(built) || newest(sources.map((name) => path.join(root, name))) > statSync(built).mtimeMs) {
  console.log("Building the pages…");
  const run = spawnSync(process.execPath, [path.join(root, "node_modules/@react-router/dev/bin.js"), "build"], { cwd: root, encoding: "utf8" });
  if (run.status !== 0) {
    console.error(run.stdout, run.stderr);
    console.error("The pages could not be built.");
    process.exit(1);
  }
}
await import("../server.js");

/** @param {string[]} places @returns {number} milliseconds since the epoch of the newest change below them */
function newest(places) {
  return places.reduce((latest, place) => {
    if (!existsSync(place)) return latest;
    const state = statSync(place);
    if (!state.isDirectory()) return Math.max(latest, state.mtimeMs);
    return Math.max(latest, newest(readdirSync(place).map((name) => path.join(place, name))));
  }, 0);
}

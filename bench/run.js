/** Starts the bench; the first time it installs the pinned peers beside this file. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

if (!existsSync(new URL("node_modules", import.meta.url))) {
  console.log("First run: installing the peers.");
  const installed = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: here, stdio: "inherit" });
  if (installed.status !== 0) process.exit(installed.status ?? 1);
}

const { main } = await import("./src/main.js");
process.exit(await main(process.argv.slice(2)));

// `node scripts/broken-controls.js [word …]`: a test that never fails proves nothing. Each control in
// tests/trust/controls is broken on purpose in a copy of the checkout; the suite that guards it must then fail, by a
// test of its own. Part of `npm run trust`.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const folder = path.join(root, "tests/trust/controls");
/** What the built server is made of; anything else is read as it stands. */
const built = /^(app|server)\//;

const chosen = process.argv.slice(2);
let unnoticed = 0;
for (const file of readdirSync(folder).sort()) {
  const { suite, controls, patience = 60_000 } = await import(pathToFileURL(path.join(folder, file)).href);
  for (const control of controls) {
    if (chosen.length > 0 && !chosen.some((word) => control.name.includes(word) || suite.includes(word))) continue;
    const noticed = breaks(control, suite, patience);
    if (!noticed) unnoticed += 1;
    console.log(`${noticed ? "noticed " : "MISSED  "} ${control.name} (${suite.join(" ")})`);
  }
}
process.exit(unnoticed > 0 ? 1 : 0);

/** Whether the suite fails on a copy in which the control is broken, and for a test of its own. */
function breaks({ name, file, from, to }, [project, filter], patience) {
  const copy = mkdtempSync(path.join(tmpdir(), "common-thread-broken-"));
  try {
    const kept = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" }).split("\n").filter((one) => one && !one.startsWith("bench/"));
    for (const one of kept) if (existsSync(path.join(root, one))) cpSync(path.join(root, one), path.join(copy, one), { recursive: true });
    symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
    const target = path.join(copy, file);
    const text = readFileSync(target, "utf8");
    const broken = text.replace(from, () => to);
    if (broken === text) throw new Error(`"${name}" no longer finds its place in ${file}.`);
    writeFileSync(target, broken);
    const run = (command, args) => spawnSync(path.join(root, "node_modules/.bin", command), args, { cwd: copy, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, TRUST_SIZE: "" } });
    if (built.test(file)) {
      const build = run("react-router", ["build"]);
      if (build.status !== 0) throw new Error(`"${name}" does not build: ${build.stderr.slice(-400)}`);
    } else cpSync(path.join(root, "build"), path.join(copy, "build"), { recursive: true });
    const tested = run("vitest", ["run", "--project", project, filter, "--bail=1", `--testTimeout=${patience}`]);
    return tested.status !== 0 && /Tests\s.*failed/.test(stripVTControlCharacters(tested.stdout));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

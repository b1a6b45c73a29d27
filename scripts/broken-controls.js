// `node scripts/broken-controls.js [word …]`: a test that never fails proves nothing. Each control in
// tests/trust/controls is broken on purpose in a copy of the checkout; the suite that guards it must then fail, by a
// test of its own. Part of `npm run trust`. One at a time: each of them uses every processor there is.
// A control that no built file has anything to do with says `build: false`; one that must be noticed by a certain test
// says words of its title as `by`, and is not noticed when only another fails.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { keepResult, keptResult, root } from "./trust-results.js";

const folder = path.join(root, "tests/trust/controls");
/** What the built server is made of; anything else is read as it stands. */
const built = /^(app|server)\/|^db\/[^/]+\.ts$/;

const chosen = process.argv.slice(2);
const outcomes = [];
const known = new Set();
for (const file of readdirSync(folder).sort()) {
  const { suite, controls, patience = 60_000 } = await import(pathToFileURL(path.join(folder, file)).href);
  for (const control of controls) {
    known.add(control.name);
    if (chosen.length > 0 && !chosen.some((word) => control.name.includes(word) || suite.includes(word))) continue;
    const begun = performance.now();
    const outcome = breaks(control, suite, patience);
    outcomes.push({ name: control.name, suite: suite.join(" "), seconds: Math.round((performance.now() - begun) / 1000), ...outcome });
    console.log(`${outcome.noticed ? "noticed " : "MISSED  "} ${control.name} (${suite.join(" ")})${outcome.noticed ? `: ${outcome.by}` : `: ${outcome.why}`}`);
  }
}
if (chosen.length > 0 && outcomes.length === 0) console.error(`No control and no suite is called ${chosen.join(" or ")}.`);
keep(outcomes);
process.exit(outcomes.length === 0 || outcomes.some(({ noticed }) => !noticed) ? 1 : 0);

/** Some of them run again take the places of their older outcomes; all of them replace the whole list. */
function keep(fresh) {
  const older = chosen.length === 0 ? [] : (keptResult("controls")?.controls ?? []).filter((one) => known.has(one.name) && !fresh.some(({ name }) => name === one.name));
  keepResult("controls", { date: new Date().toISOString().slice(0, 10), controls: [...older, ...fresh] });
}

/** Whether the suite fails on a copy in which the control is broken, and by which test of its own. */
function breaks({ file, from, to, by: expected = "", build = built.test(file) }, [project, filter], patience) {
  const copy = mkdtempSync(path.join(tmpdir(), "common-thread-broken-"));
  try {
    const kept = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" }).split("\n").filter((one) => one && !one.startsWith("bench/"));
    for (const one of kept) if (existsSync(path.join(root, one))) cpSync(path.join(root, one), path.join(copy, one), { recursive: true });
    symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
    const target = path.join(copy, file);
    const text = existsSync(target) ? readFileSync(target, "utf8") : "";
    const broken = text.replace(from, () => to);
    if (broken === text) return { noticed: false, why: `its place in ${file} is gone` };
    writeFileSync(target, broken);
    const run = (command, args) => spawnSync(path.join(root, "node_modules/.bin", command), args, { cwd: copy, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, TRUST_SIZE: "" } });
    if (build) {
      const made = run("react-router", ["build"]);
      if (made.status !== 0) return { noticed: false, why: `it does not build: ${made.stderr.slice(-400)}` };
    } else cpSync(path.join(root, "build"), path.join(copy, "build"), { recursive: true });
    const report = path.join(copy, "trust-report.json");
    const tested = run("vitest", ["run", "--project", project, filter, ...(expected ? [] : ["--bail=1"]), `--testTimeout=${patience}`, "--retry=0", "--reporter=json", `--outputFile.json=${report}`]);
    const failed = failedIn(report);
    const by = failed.find((title) => title.includes(expected));
    if (tested.status !== 0 && by) return { noticed: true, by };
    if (failed.length > 0) return { noticed: false, why: `only another test failed: ${failed[0]}` };
    return { noticed: false, why: tested.status === 0 ? "every test passed" : `no test of its own failed: ${`${tested.stdout}${tested.stderr}`.slice(-400)}` };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Titles of the tests that failed, the first first. */
function failedIn(file) {
  if (!existsSync(file)) return [];
  const { testResults = [] } = JSON.parse(readFileSync(file, "utf8"));
  return testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
}

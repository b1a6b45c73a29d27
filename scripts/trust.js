// `npm run trust`: the adversarial suites in their long sizes, one after another; one that fails does not hide the
// rest. Name some to run only those: `npm run trust -- kill9 frames`. Without names it also breaks each control on
// purpose and sees its suite fail (`--no-controls` leaves that out), then writes the table of docs/trust-model.md.
// `--short` runs the sizes of CI. Figures and seeds are printed and kept in trust-results/; SEED=… repeats a random run.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { figuresIn, keepResult, root, suitesThere } from "./trust-results.js";

const bin = (name) => path.join(root, "node_modules/.bin", name);
const { values: flags, positionals: names } = parseArgs({ allowPositionals: true, options: { short: { type: "boolean" }, "no-controls": { type: "boolean" }, "no-build": { type: "boolean" } } });
const size = flags.short ? "short" : "long";
/** Longer than the longest suite takes; a suite that hangs is ended, and the next one begins. */
const mostMinutes = 180;

if (!flags["no-build"] && !(await run(bin("react-router"), ["build"])).ok) process.exit(1);
const chosen = suitesThere().filter(({ name }) => names.length === 0 || names.some((word) => name.includes(word)));
if (chosen.length === 0) {
  console.error(`No suite is called ${names.join(" or ")}. There are: ${suitesThere().map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}
const results = [];
for (const suite of chosen) {
  console.log(`\n── ${suite.name} (${size}) ──`);
  const result = await measure(suite);
  keepResult(`${suite.name}.${size}`, result);
  results.push(result);
}
const all = names.length === 0;
const controls = !all || flags["no-controls"] ? { ok: true } : await run(process.execPath, [path.join(root, "scripts/broken-controls.js")]);
if (all) await run(process.execPath, [path.join(root, "scripts/trust-report.js")]);

console.log("\nFigures");
for (const { figures } of results) for (const { title, values } of figures) console.log(`${title} ${JSON.stringify(values)}`);
console.log("\nSuites");
for (const { suite, ok, tests, seconds, failed } of results) {
  console.log(`${ok ? "held  " : "FAILED"} ${suite}: ${tests.passed} passed, ${tests.failed} failed, ${seconds} s`);
  for (const title of failed) console.log(`         ${title}`);
}
if (!all) console.log("\nnode scripts/trust-report.js writes what was measured into docs/trust-model.md.");
process.exit(controls.ok && results.every(({ ok }) => ok) ? 0 : 1);

async function measure({ name, project }) {
  const reports = mkdtempSync(path.join(tmpdir(), "common-thread-trust-"));
  const file = path.join(reports, "report.json");
  const exact = `tests/trust/${name}.${project === "unit" ? "unit.test" : "test"}.ts`;
  const begun = performance.now();
  try {
    const environment = { TRUST_SIZE: flags.short ? "" : "long" };
    const { ok, text } = await run(bin("vitest"), ["run", "--project", project, "--retry=0", "--reporter=verbose", "--reporter=json", `--outputFile.json=${file}`, exact], environment);
    const report = readReport(file);
    const failed = (report.testResults ?? []).flatMap((one) => one.assertionResults).filter((one) => one.status === "failed").map((one) => one.fullName);
    return {
      suite: name,
      size,
      date: new Date().toISOString().slice(0, 10),
      ok,
      seconds: Math.round((performance.now() - begun) / 1000),
      tests: { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 },
      failed,
      figures: figuresIn(text),
    };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

/** Runs a command, shows what it prints, and answers it. */
function run(command, args, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["inherit", "pipe", "inherit"], env: { ...process.env, ...environment } });
    const late = setTimeout(() => child.kill("SIGTERM"), mostMinutes * 60_000);
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (piece) => {
      process.stdout.write(piece);
      text += piece;
    });
    child.once("close", (code) => {
      clearTimeout(late);
      resolve({ ok: code === 0, text });
    });
  });
}

// `npm test`: everything, in the order in which a mistake is cheapest to find. Nothing is tried twice.
// The last line is always `N passed, N failed`; each step that is not a test counts as one.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const bin = (name) => path.join(root, "node_modules/.bin", process.platform === "win32" ? `${name}.cmd` : name);
const reports = mkdtempSync(path.join(tmpdir(), "common-thread-reports-"));
const projects = ["unit", "database", "realtime", "trust", "e2e"];
const chosen = process.argv.slice(2);

const steps = [
  { name: "build", run: () => step(bin("react-router"), ["build"]) },
  { name: "types", run: async () => (await step(bin("react-router"), ["typegen"])) && step(bin("tsc"), ["--noEmit"]) },
  { name: "lint", run: () => step(bin("oxlint"), ["--deny-warnings"]) },
  ...projects.map((name) => ({ name, run: () => project(name) })),
].filter(({ name }) => chosen.length === 0 || chosen.includes(name));

let passed = 0;
let failed = 0;
const summary = [];
const failures = [];
/** The end of what the last step printed. */
let lastSaid = "";
for (const { name, run } of steps) {
  console.log(`\n── ${name} ──`);
  const begun = performance.now();
  const outcome = await run();
  const counts = typeof outcome === "boolean" ? { passed: Number(outcome), failed: Number(!outcome) } : outcome;
  passed += counts.passed;
  failed += counts.failed;
  summary.push(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${Math.round((performance.now() - begun) / 1000)} s`);
  if (name === "build" && counts.failed > 0) break;
}
rmSync(reports, { recursive: true, force: true });
// Whoever sees only the end of a long log still reads what failed, and how.
for (const text of failures) console.log(`\nfailed: ${text}`);
if (failures.length > 1) console.log(`\nfailed, in short:\n${failures.map((text) => text.split("\n", 1)[0]).join("\n")}`);
console.log(`\n${summary.join("\n")}\n\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

function step(command, args) {
  return new Promise((resolve) => {
    const colour = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
    const env = { ...process.env, ...colour, NODE_ENV: process.env.NODE_ENV === "test" ? undefined : process.env.NODE_ENV };
    const child = spawn(command, args, { cwd: root, stdio: ["inherit", "pipe", "pipe"], env });
    for (const stream of ["stdout", "stderr"]) {
      child[stream].pipe(process[stream], { end: false });
      child[stream].on("data", (piece) => (lastSaid = (lastSaid + piece).slice(-4000)));
    }
    child.once("error", () => resolve(false));
    child.once("exit", (code) => {
      const done = () => resolve(code === 0);
      child.once("close", done);
      // What a test left running may hold its output open for ever.
      setTimeout(done, 5_000);
    });
  });
}

/** Runs one project of vitest.config.ts; a run that failed outside a test counts as one failure more. */
async function project(name) {
  const file = path.join(reports, `${name}.json`);
  const ok = await step(bin("vitest"), ["run", "--project", name, "--passWithNoTests", "--retry=0", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`]);
  const report = readReport(file);
  const counts = { passed: report.numPassedTests, failed: report.numFailedTests };
  if (!ok && counts.failed === 0) counts.failed = Math.max(1, report.numFailedTestSuites);
  const red = failuresOf(report);
  if (counts.failed > 0 && red.length === 0) red.push(`${name}, outside its tests\n${lastSaid}`);
  failures.push(...red);
  return counts;
}

/** Each failed test by file and name with the beginning of what it said; a file that failed outside its tests, likewise. */
function failuresOf({ testResults = [] }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const where = path.relative(root, name);
    const red = assertionResults.filter(({ status }) => status === "failed");
    if (red.length === 0) return message ? [`${where}\n${said(message)}`] : [];
    return red.map(({ fullName, failureMessages, duration }) => `${where} > ${fullName} (${Math.round(duration ?? 0)} ms)\n${said(failureMessages.join("\n"))}`);
  });
}

function said(message) {
  return message.split("\n").filter((line) => !line.includes("node_modules")).join("\n").slice(0, 4000);
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 1 };
  }
}

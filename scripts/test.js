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
console.log(`\n${summary.join("\n")}\n\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

function step(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, NODE_ENV: process.env.NODE_ENV === "test" ? undefined : process.env.NODE_ENV } });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}

/** Runs one project of vitest.config.ts; a run that failed outside a test counts as one failure more. */
async function project(name) {
  const file = path.join(reports, `${name}.json`);
  const ok = await step(bin("vitest"), ["run", "--project", name, "--passWithNoTests", "--retry=0", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`]);
  const report = readReport(file);
  const counts = { passed: report.numPassedTests, failed: report.numFailedTests };
  if (!ok && counts.failed === 0) counts.failed = Math.max(1, report.numFailedTestSuites);
  return counts;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 1 };
  }
}

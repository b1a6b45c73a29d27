// What the suites of `npm run trust` measured, one JSON file each in trust-results/ (not committed): the newest run of
// each size. docs/trust-model.md is made from them by scripts/trust-report.js.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const folder = path.join(root, "trust-results");

/** The suites of tests/trust: name and vitest project. */
export function suitesThere() {
  return readdirSync(path.join(root, "tests/trust"))
    .sort()
    .flatMap((file) => {
      const [, name, unit] = /^(.+?)(\.unit)?\.test\.ts$/.exec(file) ?? [];
      return name && name !== "goals" ? [{ name, project: unit ? "unit" : "trust" }] : [];
    });
}

export function keepResult(name, result) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(result, null, 1)}\n`);
}

/** The result kept under a name, or nothing. */
export function keptResult(name) {
  try {
    return JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8"));
  } catch {
    return undefined;
  }
}

/** What a suite printed with `figure()`: title and values, a seed among them when it has one. */
export function figuresIn(text) {
  return text.split("\n").flatMap((line) => {
    const [, title, values] = /^figure: (.+?) (\{.*\})\s*$/.exec(line) ?? [];
    return title ? [{ title, values: JSON.parse(values) }] : [];
  });
}

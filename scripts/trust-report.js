// `node scripts/trust-report.js`: writes the table of goals in docs/trust-model.md from tests/trust/goals.ts and from
// what the suites measured on this machine (trust-results/, by `npm run trust`). A long run outweighs a short one. A
// suite that was not measured here keeps the figure that stands in the page, so that nobody's run wipes out another's.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { tsImport } from "tsx/esm/api";
import { keptResult, root } from "./trust-results.js";

const { goals } = await tsImport("../tests/trust/goals.ts", import.meta.url);
const page = path.join(root, "docs/trust-model.md");
const begin = "<!-- goals: begin; node scripts/trust-report.js writes what follows -->";
const end = "<!-- goals: end -->";

const text = readFileSync(page, "utf8");
const [before, rest] = text.split(begin);
const [old, after] = rest?.split(end) ?? [];
if (after === undefined) throw new Error(`docs/trust-model.md has lost its markers: ${begin} and ${end}`);

const cells = (line) => line.split("|").slice(1, -1).map((cell) => cell.trim());
/** Figure and date that stand in the page now, by the command that shows them. */
const standing = new Map(old.split("\n").filter((line) => /^\| G?\d* *\|/.test(line)).map((line) => cells(line)).map((columns) => [columns[3], columns.slice(4)]));

const table = goals.flatMap(({ id, promise, target, suites, notYet }) => {
  if (suites.length === 0) return [row(id, promise, target, "–", `not yet: ${notYet}`, "–")];
  return suites.map((suite, index) => {
    const command = `\`npm run trust -- ${suite}\``;
    const [figures, when] = measured(suite) ?? standing.get(command) ?? ["not measured yet", "–"];
    const words = index === 0 && notYet && !figures.includes("Not yet:") ? `${figures}. Not yet: ${notYet}` : figures;
    return index === 0 ? row(id, promise, target, command, words, when) : row("", "", "", command, words, when);
  });
});
const lines = ["| goal | what is promised | what the long size has to reach | shown by | last figure | size and date |", "|---|---|---|---|---|---|", ...table];
writeFileSync(page, `${before}${begin}\n${lines.join("\n")}\n\n${controlsInWords()}\n${end}${after}`);
console.log(`docs/trust-model.md: ${goals.filter((goal) => goal.suites.some((suite) => measured(suite))).length} goals from this machine's figures.`);

function row(...columns) {
  return `| ${columns.join(" | ")} |`;
}

/** Figures, and size with date, of the newest long run, or else of the newest short one. */
function measured(suite) {
  const result = keptResult(`${suite}.long`) ?? keptResult(`${suite}.short`);
  if (!result) return undefined;
  const all = Object.assign({}, ...result.figures.map(({ values }) => values));
  const words = Object.entries(all).map(([name, value]) => `${inWords(name)} ${typeof value === "number" ? value.toLocaleString("en-GB", { useGrouping: name !== "seed", maximumFractionDigits: 2 }) : value}`);
  const outcome = result.ok ? "" : `**FAILED** (${result.failed.length}); `;
  return [`${outcome}${words.join(", ") || `${result.tests.passed} tests`}`.replaceAll("|", "/"), `${result.size}, ${result.date}`];
}

/** `deadAfterMsP99` as people read it. */
function inWords(name) {
  return name.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();
}

function controlsInWords() {
  const kept = keptResult("controls");
  const sentence = /\n(\d+ controls were broken[^\n]*)/.exec(old)?.[1];
  if (!kept) return sentence ?? "No control has been broken on purpose yet on record.";
  const missed = kept.controls.filter((one) => !one.noticed);
  return `${kept.controls.length} controls were broken on purpose on ${kept.date}, one at a time; the suite of ${missed.length === 0 ? "each failed, as it must" : `${missed.length} did not notice: ${missed.map((one) => one.name).join("; ")}`}. \`node scripts/broken-controls.js\` repeats it.`;
}

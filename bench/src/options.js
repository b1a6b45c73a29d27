/** The flags of `npm run bench`, their full sizes and their `--quick` sizes. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";

const spareCores = Math.max(1, Math.min(4, cpus().length - 1));

/** Everything a run can be asked, with [full, quick] sizes. Times are seconds unless the name says otherwise. */
const sizes = {
  repeats: [3, 1],
  documents: [20, 4],
  people: [5, 3],
  rate: [5, 5],
  warmup: [3, 0.5],
  seconds: [10, 2],
  steps: ["500,1000,1500,2000,2500,3000,3500,4000,5000,6000", "50,100"],
  "step-seconds": [6, 1],
  "p99-limit-ms": [100, 100],
  edits: [200_000, 5_000],
  "edits-per-message": [10, 10],
  "messages-per-second": [2_000, 2_000],
  openings: [5, 2],
  rounds: [5, 1],
  "round-seconds": [15, 2],
  idle: [1_000, 50],
  keystrokes: [50, 10],
  withdrawals: [200, 5],
  visits: [100, 3],
  scale: [1, 0.02],
  watchers: [200, 10],
  "board-acts": [240, 6],
  "board-rate": [2, 2],
  gaps: [50_000, 2_000],
  racers: [1_000, 40],
  scales: ["0.01,0.1,1", "0.01,0.02"],
  "first-visits": [5, 1],
  "hour-keystrokes": [18_000, 400],
  generators: [spareCores, 1],
  minutes: [180, 10],
  seed: [1, 1],
};

const words = { scenarios: "all", servers: "all", field: "default" };

/** Reads flags into numbers and lists. `--quick` chooses the small sizes; any flag overrides one size. */
export function readOptions(argv) {
  const strings = Object.fromEntries([...Object.keys(sizes), ...Object.keys(words)].map((name) => [name, { type: "string" }]));
  const { values } = parseArgs({ args: argv, options: { ...strings, quick: { type: "boolean" }, help: { type: "boolean" } } });
  const options = { quick: Boolean(values.quick), help: Boolean(values.help) };
  for (const [name, [full, quick]] of Object.entries(sizes)) {
    options[camel(name)] = readSize(name, values[name] ?? (values.quick ? quick : full));
  }
  for (const [name, fallback] of Object.entries(words)) options[name] = values[name] ?? fallback;
  return options;
}

export function usage() {
  const lines = Object.entries(sizes).map(([name, [full, quick]]) => `  --${name} (${full}, quick ${quick})`);
  return ["npm run bench -- [--quick] [--scenarios a,b] [--servers a,b] [--field default] and", ...lines].join("\n");
}

function readSize(name, value) {
  if (name === "steps" || name === "scales") return String(value).split(",").map((step) => positive(name, step));
  return positive(name, value);
}

function positive(name, value) {
  const number = Number(value);
  if (!Number.isFinite(number) || number < 0) throw new Error(`--${name} must be a number, not "${value}"`);
  return number;
}

const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

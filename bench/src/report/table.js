/** One Markdown table: figures down, servers across, ratios to the relay in brackets. */
import { describeInWords } from "../machine.js";
import { servers } from "../servers/index.js";
import { figureRows } from "./figures.js";
import { summarise } from "./summary.js";

export function markdownReport({ machine, options, cells, serverNames }) {
  const rows = figureRows.filter((row) => cells.some((cell) => cell.scenario === row.scenario && cell.figures));
  const lines = [
    `| ${["", ...serverNames.map((name) => servers[name].title)].join(" | ")} |`,
    `|---|${"---:|".repeat(serverNames.length)}`,
    ...rows.map((row) => `| ${[labelOf(row), ...serverNames.map((name) => written(cells, row, name))].join(" | ")} |`),
  ];
  return [describeInWords(machine), "", describeSizes(options), "", ...lines, "", ...remarks(cells)].join("\n");
}

const labelOf = (row) => (row.unit ? `${row.label}, ${row.unit}` : row.label);

function written(cells, row, name) {
  const found = summarise(cells, row, name);
  if (!found) return "–";
  if (found.of !== undefined) return found.of ? `${round(found.value)} of ${round(found.of)}` : "–";
  const value = `${found.atLeast ? "≥ " : ""}${round(found.value * row.scale, row.digits)}`;
  return Number.isFinite(found.ratio) && name !== "relay" ? `${value} (${found.ratio.toFixed(1)} ×)` : value;
}

const round = (number, digits = 0) => number.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });

function describeSizes({ repeats, documents, people, rate, seconds, edits, openings, rounds, idle, seed, quick }) {
  return (
    `${quick ? "**Quick sizes: not for comparing.** " : ""}Medians of ${repeats} repeat${repeats === 1 ? "" : "s"}, servers interleaved; in brackets, times the relay of the same repeat. ` +
    `${documents} documents × ${people} people, ${rate} characters a second each, ${seconds} s; ${edits.toLocaleString("en-GB")} edits in the long document, ${openings} openings; ` +
    `${rounds} kills a repeat; ${idle.toLocaleString("en-GB")} idle documents; seed ${seed}.`
  );
}

/** Beyond this the generator's own lateness, in milliseconds, is worth a remark. */
const mostLagMs = 10;

/** Who was missing or failed, and what ended each ramp. */
function remarks(cells) {
  const lines = cells.flatMap(({ scenario, server, repeat, missing, failed, figures }) => {
    if (missing) return [`- ${servers[server].title} was not there: ${missing}`];
    if (failed) return [`- ${servers[server].title}, ${scenario}, repeat ${repeat + 1} failed: ${failed}`];
    if (figures.endedBy) return [`- ${servers[server].title}, repeat ${repeat + 1}: the ramp ended at ${figures.steps.at(-1).people} people by ${figures.endedBy}`];
    if (figures.lagP99 > mostLagMs) return [`- ${servers[server].title}, ${scenario}, repeat ${repeat + 1}: the load generator was late (p99 ${round(figures.lagP99)} ms), something else was running`];
    return [];
  });
  return [...new Set(lines)];
}

/** One line a route: what a visit takes, asks, reads and answers; and how that grows. */
export function pagesReport(cells) {
  const of = (scenario) => cells.filter((cell) => cell.scenario === scenario && cell.figures?.routes).at(-1)?.figures;
  const [pages, growth] = [of("pages"), of("growth")];
  if (!pages && !growth) return null;
  return [...(pages ? pagesTable(pages) : []), ...(growth ? growthTable(growth) : [])].join("\n");
}

const ms = (number) => (Number.isFinite(number) ? number.toFixed(1) : "–");
const whole = (number) => (Number.isFinite(number) ? Math.round(number).toLocaleString("en-GB") : "–");

function pagesTable({ routes, scale }) {
  return [
    `Every loader and act on a network of ${whole(scale * 1_000_000)} sections, milliseconds. Queries and rows are of the costliest visit counted.`,
    "",
    "| route | visits | p50 | p95 | p99 | loader p50 | loader p95 | queries | rows read | rows answered |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ...Object.entries(routes).map(([name, r]) => `| \`${name}\` | ${r.visits} | ${ms(r.p50)} | ${ms(r.p95)} | ${ms(r.p99)} | ${ms(r.loaderP50)} | ${ms(r.loaderP95)} | ${whole(r.queries)} | ${whole(r.read)} | ${whole(r.returned)} |`),
    "",
  ];
}

function growthTable({ routes, sizes }) {
  return [
    "Cost against size: median of the loader (of the act), rows read, and the slope of each on logarithmic axes.",
    "",
    `| route | ${sizes.map((size) => `ms at ${whole(size)}`).join(" | ")} | slope | ${sizes.map((size) => `rows at ${whole(size)}`).join(" | ")} | slope |`,
    `|---|${"---:|".repeat(sizes.length * 2 + 2)}`,
    ...Object.entries(routes).map(([name, r]) => `| \`${name}\` | ${r.ms.map(ms).join(" | ")} | ${r.slope.toFixed(2)} | ${r.rows.map(whole).join(" | ")} | ${r.rowsSlope.toFixed(2)} |`),
    "",
  ];
}

/** Writes `table.md`, `plot.svg` and `results.json` into `bench/out/`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { markdownReport } from "./table.js";
import { pagesReport } from "./pages-table.js";
import { svgReport } from "./plot.js";

const out = new URL("../../out/", import.meta.url);

export async function writeReport(run) {
  mkdirSync(out, { recursive: true });
  const table = markdownReport(run);
  const svg = svgReport(run);
  const pages = pagesReport(run.cells);
  const files = { "table.md": `${table}\n`, "results.json": `${JSON.stringify(run, null, 1)}\n`, ...(svg ? { "plot.svg": svg } : {}), ...(pages ? { "pages.md": `${pages}\n` } : {}) };
  for (const [name, text] of Object.entries(files)) writeFileSync(new URL(name, out), text);
  return { table, names: Object.keys(files).map((name) => `bench/out/${name}`) };
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { readOptions } from "../src/options.js";
import { svgReport } from "../src/report/plot.js";
import { quantile } from "../src/report/statistics.js";
import { markdownReport } from "../src/report/table.js";

const machine = { date: "2026-01-01", cores: 2, processor: "P", memoryGiB: 8, kernel: "Linux 6", node: "v20", postgres: "18", peers: { "hocuspocus-3-server": "npm:x@3.4.4", "hocuspocus-4-server": "npm:x@4.7.0" } };
const cell = (server, repeat, p50) => ({ scenario: "propagation", server, repeat, figures: { p50, p95: p50 * 2, p99: p50 * 3 } });
const cells = [cell("relay", 0, 1), cell("relay", 1, 2), cell("yws", 0, 3), cell("yws", 1, 4), { scenario: "propagation", server: "ours", repeat: 0, missing: "not built" }];
const run = { machine, options: readOptions([]), cells, serverNames: ["relay", "yws", "ours"] };

test("ratios are taken within a repeat, and a missing server says why", () => {
  const table = markdownReport(run);
  assert.match(table, /p50, ms \| 1\.50 \| 3\.50 \(2\.5 ×\) \| – \|/);
  assert.match(table, /Common Thread was not there: not built/);
});

test("the plot is one SVG", () => {
  const svg = svgReport(run);
  assert.match(svg, /^<svg[^>]+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.match(svg, /y-websocket-server/);
});

test("quantiles and flags refuse nonsense", () => {
  assert.ok(Number.isNaN(quantile([], 0.5)));
  assert.equal(quantile([3, 1, 2], 0.5), 2);
  assert.throws(() => readOptions(["--repeats", "many"]), /--repeats must be a number/);
});

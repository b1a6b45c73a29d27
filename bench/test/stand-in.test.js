import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readOptions } from "../src/options.js";

process.env.BENCH_OURS_ROOT = fileURLToPath(new URL("stand-in", import.meta.url));
process.env.BENCH_IMPORT_CMD = "true";
const { runAll } = await import("../src/run.js");

const flags = ["--quick", "--documents", "2", "--people", "2", "--seconds", "0.5", "--round-seconds", "1", "--edits", "300", "--idle", "5", "--keystrokes", "3", "--withdrawals", "3", "--steps", "4,8", "--visits", "3"];

test("a server that keeps the contract is measured in every scenario", { timeout: 120_000 }, async () => {
  const scenarioNames = ["propagation", "cursors", "saturation", "open", "crash", "idle", "wire", "withdrawal", "import"];
  const cells = await runAll(readOptions(flags), { scenarioNames, serverNames: ["ours"], say() {} });
  for (const cell of cells) assert.ok(cell.figures, `${cell.scenario}: ${cell.failed ?? cell.missing}`);
  const figures = Object.fromEntries(cells.map((cell) => [cell.scenario, cell.figures]));
  assert.ok(figures.propagation.seen > 0);
  assert.ok(figures.crash.acknowledged > 0);
  assert.equal(figures.crash.lostAcknowledged, 0);
  assert.equal(figures.crash.lostShown, 0);
  assert.equal(figures.withdrawal.withdrawals, 3);
  assert.equal(figures.withdrawal.returned, 0);
});

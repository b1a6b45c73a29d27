import { describe, expect, test, vi } from "vitest";
import { figure, longRun, seedFor, size } from "../support/size";
import pinned from "./simulation/pinned-seeds.json";
import { report, run, type Outcome } from "./simulation/run";

// Upgrades are spoken by the simulated network; everything behind them is the document server as it is.
vi.mock("ws", async () => ({ WebSocketServer: (await import("./simulation/sockets")).Upgrades }));

/** The first seeds are always the same; the rest begin at a seed of their own, which is new in each long run. */
const alwaysTheSame = size({ short: 150, long: 1_000 });
const most = size({ short: 1_000, long: 100_000 });
const seconds = size({ short: 15, long: 600 });

test("a seed always lives the same life", async () => {
  for (const seed of [2, 3, 5, 8]) {
    const [one, other] = [await run(seed), await run(seed)];
    expect(other.trace).toEqual(one.trace);
    expect(other.steps).toBe(one.steps);
  }
});

describe("what once went wrong", () => {
  test.each(pinned)("seed $seed: $sentence", async ({ seed }) => {
    await holds(await run(seed));
  });
});

test("[R1] [R4] [R6] [R7] [R8] [R9] [R12] no order of events breaks a document", async () => {
  const first = seedFor("G7 simulation seeds");
  if (process.env.SEED) return holds(await run(first));
  const sums = { seeds: 0, acts: 0, steps: 0, rows: 0, frames: 0, acknowledged: 0, snapshots: 0, rightsEnded: 0, setApart: 0 };
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) / 1_000;
  while (sums.seeds < alwaysTheSame || (sums.seeds < most && elapsed() < seconds)) {
    const seed = sums.seeds < alwaysTheSame ? sums.seeds + 1 : first + sums.seeds;
    const outcome = await run(seed);
    await holds(outcome);
    sums.seeds += 1;
    for (const [name, count] of Object.entries(outcome.counts)) sums[name as keyof typeof sums] += count;
    if (longRun && sums.seeds % 1_000 === 0) console.log(`${sums.seeds} seeds`);
  }
  figure("G7 simulation", { ...sums, violations: 0, seedsPerSecond: Math.round(sums.seeds / elapsed()) });
});

/** @throws with the shortest life of this seed that goes wrong, and a line to live it again */
async function holds(outcome: Outcome): Promise<void> {
  if (outcome.broken !== undefined) throw new Error(await report(outcome));
}

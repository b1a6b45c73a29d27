/** Medians over repeats (sums where every loss counts), and ratios to the relay of the same repeat. */
import { median } from "./statistics.js";

/** Answers `{ value, of?, ratio?, atLeast? }`, or null when this server has no such figure. */
export function summarise(cells, row, server) {
  const mine = cells.filter((cell) => cell.scenario === row.scenario && cell.server === server && cell.figures);
  const values = mine.map((cell) => cell.figures[row.key]).filter(Number.isFinite);
  if (!values.length) return null;
  if (row.sum) return { value: total(values), of: total(mine.map((cell) => cell.figures[row.of] ?? 0)) };
  const relays = cells.filter((cell) => cell.scenario === row.scenario && cell.server === "relay" && cell.figures);
  return {
    value: median(values),
    ratio: row.ratio ? median(mine.map((cell) => ratioToRelay(cell, relays, row.key))) : undefined,
    atLeast: row.atLeast ? mine.some((cell) => cell.figures[row.atLeast]) : undefined,
  };
}

function ratioToRelay(cell, relays, key) {
  const relay = relays.find((other) => other.repeat === cell.repeat);
  return relay ? cell.figures[key] / relay.figures[key] : NaN;
}

const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

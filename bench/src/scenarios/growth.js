/** The same visits on networks of several sizes: what does a page cost as the tables grow? The slope is the figure. */
import { seededRandom } from "../load/random.js";
import { startBusy } from "../pages/busy-server.js";
import { countAll } from "../pages/counted.js";
import { measureAll } from "../pages/measured.js";
import { slopeOf } from "../report/statistics.js";

/** Sections of a network of scale 1. */
const sectionsAtOne = 1_000_000;
/** Medians need fewer visits than their tails. */
const mostVisits = 30;

export const growth = {
  title: "Growth",
  takesPart: (server) => server.ours,
  /** Each size is a server of its own, one after another. */
  start: async () => ({ stop: async () => {} }),
  run,
};

async function run({ options }) {
  const steps = [];
  for (const scale of options.scales) {
    const server = await startBusy(scale);
    try {
      const routes = await measureAll(server, { visits: Math.min(options.visits, mostVisits), random: seededRandom(options.seed) });
      const { counts } = await countAll(server, seededRandom(options.seed));
      steps.push({ scale, sections: scale * sectionsAtOne, routes, counts });
    } finally {
      await server.stop();
    }
  }
  const routes = Object.fromEntries(Object.keys(steps[0].routes).filter((name) => steps.every((step) => step.routes[name])).map((name) => [name, growthOf(name, steps)]));
  const slopes = Object.values(routes).map(({ slope }) => slope).filter(Number.isFinite);
  return {
    slope: slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length,
    steepest: Math.max(...slopes),
    rowsSlope: mean(Object.values(routes).map(({ rowsSlope }) => rowsSlope)),
    sizes: steps.map(({ sections }) => sections),
    routes,
  };
}

/** Times are noisy where others work; rows read are not, so both are given. */
function growthOf(name, steps) {
  const time = (step) => step.routes[name].loaderP50 ?? step.routes[name].p50;
  const rows = (step) => step.counts[name]?.read ?? NaN;
  return {
    ms: steps.map(time),
    rows: steps.map(rows),
    slope: slopeOf(steps.map((step) => [step.sections, time(step)])),
    rowsSlope: slopeOf(steps.map((step) => [step.sections, Math.max(1, rows(step))])),
  };
}

const mean = (numbers) => {
  const known = numbers.filter(Number.isFinite);
  return known.reduce((sum, number) => sum + number, 0) / known.length;
};

/** One run: every repeat takes the scenarios in order, and within each the servers take turns. */
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { startGenerators } from "./load/generators.js";
import { within } from "./processes/within.js";
import { scenarios } from "./scenarios/index.js";
import { servers } from "./servers/index.js";

const places = [fileURLToPath(new URL("../../", import.meta.url)), process.env.BENCH_OURS_ROOT, tmpdir()].filter(Boolean);

/** No scenario may hold one server longer than this, in seconds. */
const cellSeconds = 20 * 60;

/** Answers a list of `{ scenario, server, repeat, figures | missing | failed }`. */
export async function runAll(options, { scenarioNames, serverNames, say }) {
  const deadline = performance.now() + options.minutes * 60_000;
  const cells = [];
  for (let repeat = 0; repeat < options.repeats; repeat++) {
    for (const scenario of scenarioNames) {
      for (const server of turns(serverNames, repeat)) {
        if (!takesPart(scenario, server)) continue;
        const cell = { scenario, server, repeat };
        if (performance.now() > deadline) cell.missing = `the ${options.minutes} minutes of this run were over`;
        else Object.assign(cell, await runCell(cell, options));
        cells.push(cell);
        say(cell);
      }
    }
  }
  return cells;
}

/** Each repeat begins with another server, so that none always follows the same one. */
const turns = (names, repeat) => names.map((_, index) => names[(index + repeat) % names.length]);

function takesPart(scenario, name) {
  const { takesPart: asks = () => true } = scenarios[scenario];
  return Boolean(asks({ name, ...servers[name] }));
}

async function runCell({ scenario: scenarioName, server: serverName, repeat }, options) {
  const scenario = scenarios[scenarioName];
  let server, load;
  try {
    server = scenario.start ? await scenario.start(options) : await servers[serverName].start(scenario.size(options));
    load = await startGenerators(options.generators);
    const context = { server, load, options, repeat, description: servers[serverName] };
    return { figures: await within(cellSeconds, scenario.title, scenario.run(context)) };
  } catch (error) {
    return error.code === "SERVER_MISSING" ? { missing: error.message } : { failed: withoutPaths(error.message) };
  } finally {
    await load?.stop().catch(() => {});
    await server?.stop().catch((error) => console.error(`stopping ${serverName}: ${error.message}`));
  }
}

/** A report may be passed on: it says nothing about where it was made. */
const withoutPaths = (text) => places.reduce((clean, place) => clean.replaceAll(place, "…/"), text);

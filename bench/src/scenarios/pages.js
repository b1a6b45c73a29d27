/** Every loader and action over HTTP on the busy network: timed first, then counted with every plan looked at. */
import { seededRandom } from "../load/random.js";
import { startBusy } from "../pages/busy-server.js";
import { countAll, writePlans } from "../pages/counted.js";
import { readManifest } from "../pages/manifest.js";
import { measureAll } from "../pages/measured.js";
import { unasked } from "../pages/routes.js";

export const pages = {
  title: "Pages",
  takesPart: (server) => server.ours,
  start: ({ scale }) => startBusy(scale),
  run,
};

async function run({ server, options }) {
  const missing = unasked(readManifest(server.root));
  if (missing.length) throw new Error(`bench/src/pages/routes.js does not know ${missing.join(", ")}`);
  const routes = await measureAll(server, { visits: options.visits, random: seededRandom(options.seed) });
  const { counts, plans, scans } = await countAll(server, seededRandom(options.seed));
  // Plans of a small network are another's: where somebody holds half of it, a scan is right.
  if (options.scale >= 1) writePlans(plans);
  if (scans.length && options.scale >= 0.1) throw new Error(`plans that scan what grows:\n${scans.join("\n")}`);
  for (const [name, count] of Object.entries(counts)) if (routes[name]) Object.assign(routes[name], count);
  return { scale: options.scale, ...summaryOf(routes), plans: plans.size, routes };
}

function summaryOf(routes) {
  const slowest = (key, keep) => Math.max(...Object.entries(routes).filter(([name]) => keep(name)).map(([, figures]) => figures[key] ?? 0));
  const act = (name) => name.startsWith("POST ");
  return {
    todayP95: routes["/today"].p95,
    loaderP95: slowest("loaderP95", (name) => !act(name)),
    pageP95: slowest("p95", (name) => !act(name)),
    actionP95: slowest("p95", act),
    mostQueries: slowest("queries", (name) => !act(name)),
  };
}

/** The measured pass: every route by many people, one after another, in an order that favours none. */
import { quantile, spread } from "../report/statistics.js";
import { routes } from "./routes.js";
import { chancesOf, visit } from "./visit.js";

const unmeasured = 2;

/**
 * Answers, by route, `{ p50, p95, p99, max, loaderP50, loaderP95, visits }` in milliseconds. A page is asked whole, as on a first
 * visit; the loader alone, as on a click within the app.
 */
export async function measureAll({ baseUrl, visitors }, { visits, random }) {
  const times = new Map(routes.map((route) => [route, { page: [], loader: [] }]));
  for (let round = -unmeasured; round < visits; round++) {
    for (const route of shuffled(routes, random)) {
      const chances = chancesOf(route, visitors);
      if (!chances.length) continue;
      // Acts add rows: fewer of them do.
      if (route.verb === "POST" && round >= 0 && round % 4 !== 0) continue;
      const chance = () => chances[Math.floor(random() * chances.length)];
      const page = route.dataOnly ? undefined : await visit(baseUrl, route, chance());
      const loader = route.verb === "GET" && !route.pageOnly ? await visit(baseUrl, route, chance(), { data: true }) : undefined;
      if (round < 0) continue;
      if (page !== undefined) times.get(route).page.push(page);
      if (loader !== undefined) times.get(route).loader.push(loader);
    }
  }
  return Object.fromEntries([...times].filter(([, { page, loader }]) => page.length + loader.length > 0).map(([route, own]) => [route.name, figuresOf(own)]));
}

function figuresOf({ page, loader }) {
  const whole = page.length ? page : loader;
  return { visits: whole.length, ...spread(whole), ...(loader.length ? { loaderP50: quantile(loader, 0.5), loaderP95: quantile(loader, 0.95) } : {}) };
}

function shuffled(list, random) {
  const copy = [...list];
  for (let n = copy.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1));
    [copy[n], copy[other]] = [copy[other], copy[n]];
  }
  return copy;
}

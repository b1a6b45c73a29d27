/** The second pass: queries a visit, rows read against rows returned, and a plan for each query. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { isOwnWork, logReader, switchOff, switchOn } from "./plan-log.js";
import { planText, queryText, rowsRead, rowsReturned, scansOf } from "./plans.js";
import { routes } from "./routes.js";
import { chancesOf, visit } from "./visit.js";

const folder = new URL("../../plans/", import.meta.url);
const visitsEach = 4;

/** Answers, by route, `{ queries, read, returned }` (medians would hide the worst, so the most), the scans, and the plans. */
export async function countAll(server, random) {
  const inside = await asAdmin(server, async (admin) => {
    await switchOn(admin);
    return functionBodies(admin);
  });
  try {
    await server.restart();
    const log = logReader(server.log);
    const counts = {};
    const plans = new Map();
    const scans = [];
    for (const route of routes) {
      const chances = chancesOf(route, server.visitors);
      if (!chances.length) continue;
      await visit(server.baseUrl, route, chances[0], { data: route.verb === "GET" && !route.pageOnly });
      await log.entries();
      for (let n = 0; n < visitsEach; n++) {
        await visit(server.baseUrl, route, chances[Math.floor(random() * chances.length)], { data: route.verb === "GET" && !route.pageOnly });
        const entries = (await log.entries()).filter((entry) => !isOwnWork(entry));
        const asked = entries.filter(({ text }) => !isInside(inside, text));
        const seen = {
          queries: asked.length,
          read: entries.reduce((sum, { plan }) => sum + rowsRead(plan), 0),
          returned: asked.reduce((sum, { plan }) => sum + rowsReturned(plan), 0),
        };
        if (!counts[route.name] || counts[route.name].read < seen.read) counts[route.name] = seen;
        for (const { text, plan } of entries) {
          const key = queryText(text);
          const known = plans.get(key) ?? { inside: isInside(inside, text), plan: planText(plan), routes: new Set() };
          known.routes.add(route.name);
          plans.set(key, known);
          for (const table of scansOf(plan)) scans.push(`${route.name} scans ${table}: ${key.slice(0, 300)}`);
        }
      }
    }
    return { counts, plans, scans: [...new Set(scans)] };
  } finally {
    await asAdmin(server, switchOff);
    await server.restart();
  }
}

/** The embedded cluster may listen elsewhere after each start. */
async function asAdmin(server, work) {
  const admin = server.admin();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** The text of our functions in the database: a statement found in it is not asked by the page itself. */
async function functionBodies(admin) {
  const rows = await admin`select prosrc from pg_proc where pronamespace in ('app'::regnamespace, 'jobs'::regnamespace)`;
  return rows.map(({ prosrc }) => prosrc.replaceAll(/\s+/g, " ").trim()).join("\n");
}

/** One file a route; what nearly every page asks, and what our functions ask inside, have files of their own. */
export function writePlans(plans) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(new URL(name, folder));
  const files = new Map();
  for (const [text, { plan, routes: asking, inside }] of [...plans].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = inside ? "inside-functions" : asking.size > 8 ? "many-pages" : fileName([...asking].sort()[0]);
    files.set(name, [...(files.get(name) ?? []), `${text}\n\n${plan}\n`]);
  }
  for (const [name, entries] of files) writeFileSync(new URL(`${name}.txt`, folder), `${entries.join("\n---\n\n")}`);
  return files.size;
}

const fileName = (route) => route.replaceAll(/[^A-Za-z]+/g, "-").replaceAll(/^-|-$/g, "") || "home";

/** Asked by a function of ours, or by PostgreSQL itself to keep a foreign key. */
const isInside = (bodies, text) => bodies.includes(text) || /^SELECT 1 FROM ONLY /.test(text);

import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { startEmbedded } from "~db/embedded";
import { withDatabase } from "~db/prepare";
import { seedBusy } from "~db/seeds/busy";
import { signInCrowd, signInVisitors } from "~db/seeds/busy/visitors";
import { seedTypical } from "~db/seeds/typical";
import { networkOf } from "~/features/people/network.server";
import type { Config } from "~/shared/config";
import type { Services } from "~/shared/services.server";
import { readConfig } from "~server/config";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { openDatabase } from "~server/open-database";

// npm run seed -- empty | typical | busy [--scale 1] [--gaps 5000] [--visitors FILE [--crowd 200]]. Plants a network where there is none yet:
// typical through the ordinary commands, busy in bulk (db/seeds/busy). --visitors signs people of a busy network in
// and writes their cookies, and what they may open, for a harness such as bench/; --crowd adds so many sessions more.
const kinds = ["empty", "typical", "busy"] as const;

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { scale: { type: "string", default: "1" }, gaps: { type: "string" }, visitors: { type: "string" }, crowd: { type: "string", default: "0" } } });
  const kind = kinds.find((one) => one === positionals[0]);
  if (!kind) throw new Error(`Say which: npm run seed -- ${kinds.join(" | ")}`);
  const config = readConfig();
  const log = createLog({ ...config, logLevel: "warn" });
  const database = await openDatabase(config, { join: true, max: 4 });
  const live = createDocuments(database, log);
  try {
    const services: Services = { db: database.db, config, log, documents: live.documents, limit: async () => {}, together: (_key, read) => read() };
    const network = await networkOf(database.db);
    if (network && !values.visitors) throw new Error(`There is a network here already, ${network.name}. Choose another DATA_DIR for a new one.`);
    if (kind === "typical") await seedTypical(services);
    if (kind === "busy" && !network) await loadBusy(config, scaleOf(values.scale), gapsOf(values.gaps));
    if (kind === "busy" && values.visitors) await writeVisitors(services, values.visitors, Number(values.crowd) || 0);
    console.log(kind === "empty" ? "The tables are made; there is no network yet. npm run setup founds one." : `The ${kind} network is ${network ? "here" : "planted"}.`);
  } finally {
    await live.stop();
    await database.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function loadBusy(config: Config, scale: number, gaps: number | undefined) {
  const began = Date.now();
  const told = (what: string) => console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(5)} s  ${what}`);
  const { sections, rows } = await seedBusy(await adminUrlOf(config), { scale, gaps, baseUrl: config.baseUrl, told });
  told(`${sections.toLocaleString("en-GB")} sections, ${rows.toLocaleString("en-GB")} rows and their audit chain`);
}

/** Bulk loading switches triggers off, which takes an administrator. */
async function adminUrlOf(config: Config): Promise<string> {
  if (!config.databaseUrl) return withDatabase((await startEmbedded(config.dataDir)).adminUrl, "common_thread");
  if (!config.databaseAdminUrl) throw new Error("To load the busy network, set DATABASE_ADMIN_URL to an administrator of the database.");
  return withDatabase(config.databaseAdminUrl, decodeURIComponent(new URL(config.databaseUrl).pathname.slice(1)));
}

async function writeVisitors(services: Services, file: string, crowd: number) {
  if (process.env.NODE_ENV === "production" && process.env.ALLOW_FIXTURES !== "1") {
    throw new Error("Signing people in for a harness is for test installations. Set ALLOW_FIXTURES=1 if this is one.");
  }
  const { rows } = await sql<{ account_id: string }>`select account_id from app.first_facilitator()`.execute(services.db);
  if (!rows[0]) throw new Error("This network has no facilitator.");
  const visitors = await signInVisitors(services, rows[0].account_id);
  writeFileSync(file, JSON.stringify({ baseUrl: services.config.baseUrl, visitors, crowd: await signInCrowd(services, rows[0].account_id, crowd) }, null, 1));
  console.log(`${visitors.length} people are signed in; they are in ${file}`);
}

function scaleOf(text: string): number {
  const scale = Number(text);
  if (!(scale > 0 && scale <= 100)) throw new Error("--scale should be a number above 0, where 1 is a million sections.");
  return scale;
}

/** As many as the scale says, unless somebody asks for another number. */
function gapsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const gaps = Number(text);
  if (!(Number.isInteger(gaps) && gaps > 0 && gaps <= 1_000_000)) throw new Error("--gaps should be a whole number above 0.");
  return gaps;
}

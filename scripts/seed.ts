import { plantLoadNetwork } from "~db/seeds/busy/load-network";
import { seedTypical } from "~db/seeds/typical";
import { networkOf } from "~/features/people/network.server";
import type { Services } from "~/shared/services.server";
import { readConfig } from "~server/config";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { openDatabase } from "~server/open-database";

// npm run seed -- empty | typical | busy. Plants a network where there is none yet, through the ordinary commands.
const kinds = ["empty", "typical", "busy"] as const;
const kind = kinds.find((one) => one === process.argv[2]);

try {
  if (!kind) throw new Error(`Say which: npm run seed -- ${kinds.join(" | ")}`);
  const config = readConfig();
  const log = createLog({ ...config, logLevel: "warn" });
  const database = await openDatabase(config, { join: true, max: 4 });
  const live = createDocuments(database, log);
  try {
    const network = await networkOf(database.db);
    if (network && kind !== "busy") throw new Error(`There is a network here already, ${network.name}. Choose another DATA_DIR for a new one.`);
    const services: Services = { db: database.db, config, log, documents: live.documents, limit: async () => {} };
    if (kind === "typical") await seedTypical(services);
    if (kind === "busy") await plantLoadNetwork(services, { people: 500, documents: 2_000 });
    console.log(kind === "empty" ? "The tables are made; there is no network yet. npm run setup founds one." : `The ${kind} network is planted.`);
  } finally {
    await live.stop();
    await database.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

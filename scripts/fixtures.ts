import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { plantLoadNetwork } from "~db/seeds/busy/load-network";
import { readConfig } from "~server/config";
import { createLog } from "~server/log";
import { openDatabase } from "~server/open-database";

// Makes a load network beside a running server, through the ordinary commands (architecture.md, section 6).
const { values } = parseArgs({ options: { people: { type: "string", default: "20" }, documents: { type: "string", default: "20" }, out: { type: "string", default: "fixtures.json" } } });

try {
  if (process.env.NODE_ENV === "production" && process.env.ALLOW_FIXTURES !== "1") {
    throw new Error("Fixtures are for test installations. Set ALLOW_FIXTURES=1 if this is one.");
  }
  const config = readConfig();
  const database = await openDatabase(config, { join: true, max: 4 });
  const people = count("people", values.people, 2);
  const documents = count("documents", values.documents, 1);
  const network = await plantLoadNetwork({ db: database.db, config, log: createLog(config) }, { people, documents });
  writeFileSync(values.out, JSON.stringify(network, null, 1));
  console.log(`${network.people.length} people and ${network.documents.length} documents are in ${values.out}`);
  await database.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function count(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > 20_000) throw new Error(`--${name} should be a whole number of at least ${least}.`);
  return number;
}

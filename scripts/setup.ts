import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { foundNetwork } from "~/features/people/commands.server";
import { networkOf } from "~/features/people/network.server";
import { readConfig } from "~server/config";
import { openDatabase } from "~server/open-database";

// Makes a real, empty network and prints its first facilitator's invitation. Can be run any time; it never
// changes a network that is there.
const { values } = parseArgs({ options: { name: { type: "string" }, facilitator: { type: "string" }, email: { type: "string" } } });

try {
  const config = readConfig();
  const database = await openDatabase(config, { join: true, max: 2 });
  try {
    const network = await networkOf(database.db);
    if (network) {
      const what = network.kind === "demonstration" ? `the demonstration network, ${network.name}` : network.name;
      throw new Error(`There is a network here already: ${what}. To make another, choose an empty folder, for example: DATA_DIR=./my-network npm run setup`);
    }
    const name = await answer(values.name, "What is the network called? ", (text) => text.length >= 1 && text.length <= 120);
    const facilitatorName = await answer(values.facilitator, "Who facilitates it (first and last name)? ", (text) => text.length >= 1 && text.length <= 120);
    const facilitatorEmail = await answer(values.email, "What is their email address? ", (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text));
    const { token } = await foundNetwork(database.db, { name, kind: "real", facilitatorName, facilitatorEmail });
    console.log(`\n${name} is made. Start it with npm start, then ${facilitatorName} opens this link within 14 days:\n\n  ${config.baseUrl}/invite/${token}\n`);
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function answer(given: string | undefined, question: string, fits: (text: string) => boolean): Promise<string> {
  if (given !== undefined) {
    if (fits(given.trim())) return given.trim();
    throw new Error(`"${given}" does not answer: ${question.trim()}`);
  }
  if (!process.stdin.isTTY) throw new Error("Say it in one line: npm run setup -- --name NAME --facilitator NAME --email ADDRESS");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (;;) {
      const text = (await terminal.question(question)).trim();
      if (fits(text)) return text;
      console.log("That does not look right. Please try once more.");
    }
  } finally {
    terminal.close();
  }
}

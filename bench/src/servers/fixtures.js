/** A load network made by the product's own commands, read from the JSON of `npm run fixtures`. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** Roughly one network's staff; beyond it, people sit at several documents. */
const mostPeople = 500;
const timeLimitMs = 15 * 60_000;

/** Makes `documents` documents while the server runs, and answers who may sit where. */
export async function makeLoadNetwork({ root, environment, dataDirectory, documents, people }) {
  const file = join(dataDirectory, "load-network.json");
  const size = ["--people", String(Math.min(documents * people, mostPeople)), "--documents", String(documents)];
  await promisify(execFile)("npm", ["run", "--silent", "fixtures", "--", ...size, "--out", file], {
    cwd: root,
    env: environment,
    timeout: timeLimitMs,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error) => {
    throw new Error(`npm run fixtures: ${reason(error.stderr) ?? reason(error.stdout) ?? error.message}`);
  });
  return readLoadNetwork(JSON.parse(readFileSync(file, "utf8")), documents);
}

/** Checks the contract's shape and adds `seat`, which gives a writer's place at a document. */
export function readLoadNetwork(network, documents) {
  const { baseUrl, syncUrl, people } = network;
  if (!baseUrl || !syncUrl?.includes("{document}")) throw new Error("fixtures: baseUrl or syncUrl with {document} is absent");
  if ((network.documents?.length ?? 0) < documents) throw new Error(`fixtures: ${network.documents?.length ?? 0} of ${documents} documents made`);

  const seatFor = (document, personIndex) => ({
    wire: "y-websocket",
    acks: true,
    document: document.id,
    url: withAcks(syncUrl.replace("{document}", document.id)),
    headers: headersOf(network, personIndex),
  });
  return {
    ...network,
    seatFor,
    /** Writers take turns when a document has fewer of them than seats asked for. */
    seat(documentIndex, seatIndex = 0) {
      const document = network.documents[documentIndex % network.documents.length];
      const writers = document.writers.filter((index) => people[index]);
      if (!writers.length) throw new Error(`fixtures: document ${document.id} has no writers`);
      return seatFor(document, writers[seatIndex % writers.length]);
    },
  };
}

/** Who is asking: Origin and session, as a browser sends them. */
export const headersOf = (network, personIndex) => ({
  Origin: new URL(network.baseUrl).origin,
  Cookie: network.people[personIndex].cookie,
});

const withAcks = (url) => `${url}${url.includes("?") ? "&" : "?"}acks=1`;

/** The line that says what went wrong, rather than the last line of a stack. */
function reason(output) {
  const lines = String(output ?? "").trim().split("\n").filter(Boolean);
  return lines.find((line) => /error/i.test(line)) ?? lines.at(-1);
}

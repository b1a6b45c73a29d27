/** A load network in the shape of the contract: even people belong to one organisation, odd ones to the other. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

const flags = { people: { type: "string" }, documents: { type: "string" }, out: { type: "string" } };
const { values } = parseArgs({ options: flags });
const { PORT, HOST } = process.env;

const people = Array.from({ length: Number(values.people) }, (_, index) => ({
  email: `person-${index}@example.org`,
  name: `Person ${index}`,
  organisation: `organisation-${index % 2}`,
  post: "Link worker",
  cookie: `person=${index}`,
}));
const documents = Array.from({ length: Number(values.documents) }, (_, index) => ({
  id: `document-${index}`,
  client: `client-${index}`,
  note: `note-${index}`,
  class: "shared plan",
  writers: [0, 1],
  readers: [],
  outsiders: [],
  grants: [{ id: `grant-${index}`, organisation: "organisation-1", withdrawPath: `/grants/document-${index}/withdrawal`, withdrawBy: 0 }],
}));
const network = { baseUrl: `http://${HOST}:${PORT}`, syncUrl: `ws://${HOST}:${PORT}/sync/{document}`, people, documents };
writeFileSync(values.out, JSON.stringify(network));

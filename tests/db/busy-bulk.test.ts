import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Services } from "~/shared/services.server";
import { bulkHand } from "~db/seeds/busy/bulk";
import { verifyChain } from "~server/audit/verify";
import { readLinks, readUnchained } from "~server/audit/read-links";
import { readConfig } from "~server/config";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { database } from "../support/database";
import { commandHand } from "./busy-by-commands";
import { brokenKeys, linesOfTables } from "./busy-compared";
import { tellStory } from "./busy-story";

const commanded = database();
const loaded = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-busy-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

beforeAll(async () => {
  const config = readConfig({ DATA_DIR: dataDir });
  const log = createLog({ ...config, logLevel: "silent" });
  const live = createDocuments({ pool: commanded.pool, words: commanded.pool }, log);
  const services: Services = { db: commanded.db, config, log, documents: live.documents, limit: async () => {}, together: (_key, read) => read() };
  const now = Date.now();
  await tellStory(commandHand(services), now);
  // What was written is folded when its last writer has left, at the latest when the server stops.
  await live.stop();
  await tellStory(await bulkHand(loaded.adminUrl, { baseUrl: config.baseUrl }), now);
});

test("a network loaded in bulk is, table by table, the one the commands would have written", async () => {
  const [byCommands, inBulk] = [await linesOfTables(commanded.admin), await linesOfTables(loaded.admin)];
  expect(Object.keys(byCommands).length).toBeGreaterThan(35);
  for (const [table, lines] of Object.entries(byCommands)) expect({ table, lines: inBulk[table] }).toEqual({ table, lines });
  const filled = Object.entries(inBulk).filter(([, lines]) => lines.length > 0).map(([table]) => table);
  expect(filled).toEqual(expect.arrayContaining(["consent_grant", "section", "document", "document_update", "document_snapshot", "view", "activity", "audit_chain", "note_closing", "next_step", "gap_move", "gap_role", "gap_stage", "gap_outcome", "words_flag"]));
});

test("what is loaded with foreign keys switched off keeps them all", async () => {
  expect(await brokenKeys(loaded.admin)).toEqual([]);
});

test("the audit chain of a loaded network agrees with the product's own verifier", async () => {
  const verdict = await verifyChain(readLinks(loaded.admin), []);
  expect(verdict.faults).toEqual([]);
  expect(verdict.entries).toBeGreaterThan(80);
  expect(await readUnchained(loaded.admin)).toEqual([]);
});

test("a loaded network has every index that a prepared one has", async () => {
  const indexes = (admin: typeof loaded.admin) => admin`select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1`;
  expect(await indexes(loaded.admin)).toEqual(await indexes(commanded.admin));
});

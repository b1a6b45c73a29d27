import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pastOfWords, rewindWords, wordsFor, type WordsAbout } from "~/features/writing/words.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Services } from "~/shared/services.server";
import { readConfig } from "~server/config";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";
import { bareEventBy } from "../support/events";

const fresh = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-event-words-"));
let cast: Cast;
let live: ReturnType<typeof createDocuments>;
let services: Services;
beforeAll(async () => {
  const config = readConfig({ DATA_DIR: dataDir });
  const log = createLog({ ...config, logLevel: "silent" });
  cast = await castOf(fresh.db);
  live = createDocuments({ pool: fresh.pool, words: fresh.pool }, log);
  services = { db: fresh.db, config, log, documents: live.documents, limit: async () => {}, together: (_key, read) => read() };
});
afterAll(async () => {
  await live.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const page = (actor: Actor, about: WordsAbout) => withActor(fresh.db, actor, (trx) => wordsFor(trx, live.documents, about));

test("an event has an agenda and a recap of its own from its beginning, written along by everybody who acts", async () => {
  const { eventId, agenda, recap } = await bareEventBy(fresh.db, cast.bashir);
  expect(agenda).not.toBe(recap);
  await live.documents.write(agenda, cast.rec.sessionId, ["Coffee first."]);
  expect(await page(cast.vol, { eventId, kind: "agenda" })).toEqual({ documentId: agenda, html: "<p>Coffee first.</p>", mayWrite: true });
  expect(await page(cast.vol, { eventId, kind: "recap" })).toEqual({ documentId: recap, html: "", mayWrite: true });
});

test("a commissioner finds neither, and nobody one of an event that is not", async () => {
  const { eventId } = await bareEventBy(fresh.db, cast.bashir);
  for (const about of [{ eventId, kind: "agenda" }, { eventId, kind: "recap" }] as const) await expect(page(cast.com, about)).rejects.toMatchObject({ code: "not_found" });
  for (const id of ["00000000-0000-4000-8000-000000000000", "'; drop table learning_event", ""]) await expect(page(cast.bashir, { eventId: id, kind: "agenda" })).rejects.toMatchObject({ code: "not_found" });
  await expect(pastOfWords(services, cast.com, { eventId, kind: "recap" })).rejects.toMatchObject({ code: "not_found" });
  await expect(rewindWords(services, cast.com, { eventId, kind: "recap" }, 1)).rejects.toMatchObject({ code: "not_found" });
});

test("the agenda can be gone back in, and says so for itself alone", async () => {
  const { eventId, agenda, recap } = await bareEventBy(fresh.db, cast.bashir);
  await live.documents.write(agenda, cast.bashir.sessionId, ["Coffee first."]);
  await live.documents.write(agenda, cast.amir.sessionId, ["Tea first."]);
  await live.documents.write(recap, cast.amir.sessionId, ["We met."]);
  const { points } = await pastOfWords(services, cast.rec, { eventId, kind: "agenda" });
  const first = points.find(({ name }) => name === "Bashir Khan");
  await rewindWords(services, cast.rec, { eventId, kind: "agenda" }, first?.seq ?? 0);
  expect((await page(cast.aileen, { eventId, kind: "agenda" })).html).toBe("<p>Coffee first.</p>");
  const names = async (kind: "agenda" | "recap") => (await pastOfWords(services, cast.aileen, { eventId, kind })).points.map(({ name }) => name);
  expect(await names("agenda")).toEqual(["Bashir Khan", "Amir Rose", "Rec Burns"]);
  expect(await names("recap")).toEqual(["Amir Rose"]);
});

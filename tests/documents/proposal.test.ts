import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pastOfProposal, proposalFor, rewindProposal } from "~/features/writing/words.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Services } from "~/shared/services.server";
import { readConfig } from "~server/config";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";
import { proposalBy, takeDown } from "../support/proposals";

const fresh = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-proposal-"));
let cast: Cast;
let live: ReturnType<typeof createDocuments>;
let services: Services;
let gapId: string;
let documentId: string;
beforeAll(async () => {
  const config = readConfig({ DATA_DIR: dataDir });
  const log = createLog({ ...config, logLevel: "silent" });
  cast = await castOf(fresh.db);
  live = createDocuments({ pool: fresh.pool, words: fresh.pool }, log);
  services = { db: fresh.db, config, log, documents: live.documents, limit: async () => {}, together: (_key, read) => read() };
});
beforeEach(async () => {
  ({ gapId, documentId } = await proposalBy(fresh.db, cast.bashir));
});
afterAll(async () => {
  await live.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const page = (actor: Actor, id = gapId) => withActor(fresh.db, actor, (trx) => proposalFor(trx, live.documents, id));

test("a gap's page has its proposal's words, and whether they may be written along", async () => {
  expect(await page(cast.aileen)).toEqual({ documentId, html: "", mayWrite: true });
  await live.documents.write(documentId, cast.bashir.sessionId, ["The hall is free on Sundays.", "<b>Six</b> would come."]);
  const { html } = await page(cast.vol);
  expect(html).toContain("<p>The hall is free on Sundays.</p>");
  expect(html).toContain("&#60;b&#62;Six");
});

test("it is not there for a commissioner, for a gap that is not, and for one that was taken down", async () => {
  const notFound = { code: "not_found" };
  await expect(page(cast.com)).rejects.toMatchObject(notFound);
  await expect(page(cast.aileen, "00000000-0000-4000-8000-000000000000")).rejects.toMatchObject(notFound);
  await expect(page(cast.aileen, "'; drop table gap")).rejects.toMatchObject(notFound);
  await expect(pastOfProposal(services, cast.com, gapId)).rejects.toMatchObject(notFound);
  await expect(rewindProposal(services, cast.com, gapId, 1)).rejects.toMatchObject(notFound);
  await takeDown(fresh.db, cast.bashir, gapId);
  await expect(page(cast.bashir)).rejects.toMatchObject(notFound);
  await expect(pastOfProposal(services, cast.fay, gapId)).rejects.toMatchObject(notFound);
});

test("its past says who wrote what, and any moment can be gone back to, which is a moment of its own", async () => {
  await live.documents.write(documentId, cast.bashir.sessionId, ["The hall is free."]);
  await live.documents.write(documentId, cast.aileen.sessionId, ["It is not."]);
  const { points, mayWrite } = await pastOfProposal(services, cast.jo, gapId);
  expect(mayWrite).toBe(true);
  expect(points.map(({ name, text }) => [name, text.trim()])).toEqual([
    ["Bashir Khan", "The hall is free."],
    ["Aileen Murray", "The hall is free.\nIt is not."],
  ]);
  await rewindProposal(services, cast.aileen, gapId, points[0]?.seq ?? 0);
  expect((await page(cast.jo)).html).not.toContain("It is not.");
  const after = await pastOfProposal(services, cast.jo, gapId);
  expect(after.points.map(({ name, text }) => [name, text.trim()])).toEqual([...points.map(({ name, text }) => [name, text.trim()]), ["Aileen Murray", "The hall is free."]]);
  const [act] = await fresh.admin`select kind, account_id, subject_kind, client_id, detail from activity where subject_id = ${gapId} and kind = 'gap.worked_on'`;
  expect(act).toEqual({ kind: "gap.worked_on", account_id: cast.aileen.accountId, subject_kind: "gap", client_id: null, detail: { what: "proposal_rewound", seq: points[0]?.seq, made: after.points.at(-1)?.seq } });
  await expect(rewindProposal(services, cast.aileen, gapId, 0)).rejects.toMatchObject({ code: "wrong_entry" });
});

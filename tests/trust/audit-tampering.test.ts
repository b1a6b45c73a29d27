import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { checkpointFolder, checkpointKey, publishCheckpoint, type Checkpoint } from "~server/audit/checkpoints";
import { readLinks, readUnchained } from "~server/audit/read-links";
import { readCheckpoints, verifyChain, type Fault } from "~server/audit/verify";
import { withActor } from "~/shared/actor.server";
import { root } from "~/shared/root.server";
import { recordViews } from "~/shared/views.server";
import { withDatabase } from "~db/prepare";
import { castOf, type Cast } from "../support/cast";
import { createDatabase, database } from "../support/database";
import { sharedNote } from "../support/factories";
import { figure, longRun, randomFrom, seedFor, size } from "../support/size";
import { attacks, type Attack, type Place } from "./audit-tampering-attacks";

const fresh = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-audit-"));
const random = randomFrom(seedFor("G17 audit-tampering"));
const told: Record<string, number> & { attacks: number; detected: number; located: number } = { attacks: 0, detected: 0, located: 0 };
let cast: Cast;
let clientId: string;
let checkpoints: Checkpoint[];
let entries = 0;

beforeAll(async () => {
  cast = await castOf(fresh.db);
  clientId = (await sharedNote(fresh.db, cast.aileen, cast.organisations.foodHub)).clientId;
  for (let batch = 0; batch < 10; batch++) {
    for (const who of [cast.aileen, cast.bashir]) await look(who, 10);
    await chainAndPublish();
  }
  checkpoints = readCheckpoints(checkpointFolder(dataDir));
});
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
  figure("G17 audit-tampering", { entries, ...told });
});

const look = (who: Cast["aileen"], times: number) =>
  withActor(fresh.db, who, (trx) => recordViews(trx, who, Array.from({ length: times }, () => ({ clientId, what: "person" as const, how: "page" as const }))));

async function chainAndPublish() {
  const [head] = await fresh.pool`select * from app.chain_audit(1000)`;
  entries = Number(head?.head_position);
  publishCheckpoint(dataDir, checkpointKey(dataDir), { size: entries, hash: Buffer.from(head?.head_hash).toString("base64") });
}

const verify = async (sql: postgres.Sql, heads = checkpoints) => {
  const { faults } = await verifyChain(readLinks(sql), heads);
  return [...faults, ...(await readUnchained(sql))];
};
/** As an operator does it at any moment: the heads first, then what the database says now. */
const verifiedNow = () => verify(fresh.admin, readCheckpoints(checkpointFolder(dataDir)));

class Undone extends Error {}

/** Does something as the database's owner, verifies, takes it back. */
async function after(attack: Attack): Promise<{ place: Place; faults: Fault[] }> {
  let faults: Fault[] = [];
  let place: Place = { at: Number.NaN };
  await fresh.admin
    .begin(async (trx) => {
      place = await attack.run(trx, { entries, random, someoneElse: cast.jo.accountId });
      // The verifier asks for nothing but rows, so a transaction serves it as well as a connection.
      faults = await verify(trx as unknown as postgres.Sql);
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  return { place, faults };
}

/** The first position that the published heads can speak of from an entry on. */
const headFrom = (position: number) => checkpoints.find((one) => one.size >= position)?.size;

/** Whether what is reported first is where it happened, as nearly as anybody outside the database can know. */
function isLocated(place: Place, faults: Fault[]): boolean {
  if ("row" in place) return faults.some(({ what }) => what.includes(place.row));
  return faults[0]?.position === ("at" in place ? place.at : headFrom(place.from));
}

test.each(attacks.map((attack) => [attack.name, attack] as const))("the owner of the database is found out, and where: %s", async (_name, attack) => {
  const times = Math.ceil(size({ short: 46, long: 10_000 }) / attacks.length);
  const missed: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const { place, faults } = await after(attack);
    told.attacks += 1;
    if (faults.length > 0) told.detected += 1;
    if (isLocated(place, faults)) told.located += 1;
    else missed.push(`${JSON.stringify(place)}: ${JSON.stringify(faults.slice(0, 3))}`);
  }
  expect(missed).toEqual([]);
});

test("an untouched audit is never reported, while people go on looking and heads go on being published", async () => {
  const runs = size({ short: 10, long: 1_000 });
  for (let run = 0; run < runs; run += 1) {
    const working = async () => {
      await look(random.pick([cast.aileen, cast.bashir]), 1 + random.below(2));
      if (random.below(3) === 0) await chainAndPublish();
    };
    const [faults] = await Promise.all([verifiedNow(), working()]);
    expect(faults).toEqual([]);
  }
  told.cleanRuns = runs;
});

test.runIf(longRun)("a million entries are verified in a few seconds", async () => {
  const large = await createDatabase();
  try {
    const people = await castOf(large.db);
    const { clientId: about } = await sharedNote(large.db, people.aileen, people.organisations.foodHub);
    const rows = Number(process.env.AUDIT_ROWS ?? 1_000_000);
    await withActor(large.db, people.aileen, (trx) => recordViews(trx, people.aileen, [{ clientId: about, what: "person", how: "page" }]));
    await large.admin.unsafe(`insert into view (id, client_id, account_id, tenure_id, organisation_id, what, how) select gen_random_uuid(), client_id, account_id, tenure_id, organisation_id, what, how from (select * from view limit 1) v, generate_series(1, ${rows})`);
    await large.admin`analyze view`;
    const [head] = await large.admin`select * from app.chain_audit(2000000)`;
    await large.admin`analyze audit_chain`;
    const begun = performance.now();
    const verdict = await verifyChain(readLinks(large.admin), []);
    verdict.faults.push(...(await readUnchained(large.admin)));
    Object.assign(told, { largeEntries: verdict.entries, largeVerifiedS: Math.round((performance.now() - begun) / 100) / 10 });
    expect(verdict).toMatchObject({ entries: Number(head?.head_position), faults: [] });
  } finally {
    await large.drop();
  }
}, 20 * 60_000);

test("a published head that was edited, or signed by somebody else, is not believed", () => {
  const folder = checkpointFolder(dataDir);
  const name = readdirSync(folder).find((one) => one.endsWith(".jsonl")) ?? "";
  const file = path.join(folder, name);
  const honest = readFileSync(file, "utf8");
  try {
    writeFileSync(file, honest.replace(/"size":(\d+)/, '"size":1'));
    expect(() => readCheckpoints(folder)).toThrow("is not signed by the key beside it");
    const forged = mkdtempSync(path.join(tmpdir(), "common-thread-forged-"));
    publishCheckpoint(forged, checkpointKey(forged), { size: entries, hash: "AAAA" });
    const other = readdirSync(checkpointFolder(forged)).find((one) => one.endsWith(".jsonl")) ?? "";
    writeFileSync(file, honest + readFileSync(path.join(checkpointFolder(forged), other), "utf8"));
    expect(() => readCheckpoints(folder)).toThrow("is not signed by the key beside it");
    rmSync(forged, { recursive: true });
  } finally {
    writeFileSync(file, honest);
  }
});

test("npm run audit:verify says yes in words and 0, then no in words and 1", async () => {
  const run = () =>
    promisify(execFile)(process.execPath, ["--import", "tsx", "scripts/verify-audit.ts"], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: fresh.url, DATABASE_ADMIN_URL: withDatabase(inject("cluster").adminUrl, fresh.name), DATA_DIR: dataDir },
    }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, said: error.stdout + error.stderr }),
    );
  expect(await run()).toEqual({ code: 0, said: expect.stringMatching(/^\d+ entries agree with/) });
  const [row] = await fresh.admin`select id, how from view limit 1`;
  await fresh.admin`update view set how = 'print' where id = ${row?.id}`;
  try {
    expect(await run()).toEqual({ code: 1, said: expect.stringMatching(/was changed\.[\s\S]*does not agree/) });
  } finally {
    await fresh.admin`update view set how = ${row?.how} where id = ${row?.id}`;
  }
});

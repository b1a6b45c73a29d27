import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { checkpointFolder, checkpointKey, publishCheckpoint, type Checkpoint } from "~server/audit/checkpoints";
import { readLinks, readUnchained } from "~server/audit/read-links";
import { readCheckpoints, verifyChain } from "~server/audit/verify";
import { withActor } from "~/shared/actor.server";
import { root } from "~/shared/root.server";
import { recordViews } from "~/shared/views.server";
import { withDatabase } from "~db/prepare";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";
import { sharedNote } from "../support/factories";
import { figure, randomFrom, seedFor, size } from "../support/size";

const fresh = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-audit-"));
const random = randomFrom(seedFor("audit-tampering"));
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
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const look = (who: Cast["aileen"], times: number) =>
  withActor(fresh.db, who, (trx) => recordViews(trx, who, Array.from({ length: times }, () => ({ clientId, what: "person" as const, how: "page" as const }))));

async function chainAndPublish() {
  const [head] = await fresh.pool`select * from app.chain_audit(1000)`;
  entries = Number(head?.head_position);
  publishCheckpoint(dataDir, checkpointKey(dataDir), { size: entries, hash: Buffer.from(head?.head_hash).toString("base64") });
}

const verify = async (sql: postgres.Sql) => {
  const { faults } = await verifyChain(readLinks(sql), checkpoints);
  return [...faults, ...(await readUnchained(sql))];
};

class Undone extends Error {}

/** Does something as the database's owner, verifies, takes it back. */
async function after(attack: (trx: postgres.TransactionSql) => Promise<unknown>) {
  let faults: Awaited<ReturnType<typeof verify>> = [];
  await fresh.admin
    .begin(async (trx) => {
      await attack(trx);
      // The verifier asks for nothing but rows, so a transaction serves it as well as a connection.
      faults = await verify(trx as unknown as postgres.Sql);
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  return faults;
}

/** Builds the whole chain anew over whatever the rows say now: what a careful owner would do. */
async function recompute(trx: postgres.TransactionSql, order: "position" | "position desc" = "position") {
  await trx.unsafe(`create temporary table kept on commit drop as select kind, entry_id, position from audit_chain`);
  await trx`delete from audit_chain`;
  await trx.unsafe(`insert into audit_pending (kind, entry_id) select kind, entry_id from kept k
    where exists (select 1 from view v where v.id = k.entry_id) or exists (select 1 from activity a where a.id = k.entry_id) order by ${order}`);
  await trx`select app.chain_audit(100000)`;
}

const somePosition = () => 1 + random.below(entries - 2);
const entryAt = async (trx: postgres.TransactionSql, kind: "view" | "activity") => {
  const [row] = await trx`select entry_id from audit_chain where kind = ${kind} order by random() limit 1`;
  return String(row?.entry_id);
};
const attacks: [string, (trx: postgres.TransactionSql) => Promise<unknown>][] = [
  ["a look that names somebody else", async (trx) => trx`update view set account_id = ${cast.jo.accountId} where id = ${await entryAt(trx, "view")}`],
  ["a look moved by a microsecond", async (trx) => trx`update view set at = at + interval '1 microsecond' where id = ${await entryAt(trx, "view")}`],
  ["an act of another kind", async (trx) => trx`update activity set kind = 'client.changed', subject_kind = 'x' where id = ${await entryAt(trx, "activity")}`],
  ["an act with other details", async (trx) => trx`update activity set detail = detail || '{"x":1}' where id = ${await entryAt(trx, "activity")}`],
  ["a look deleted", async (trx) => trx`delete from view where id = ${await entryAt(trx, "view")}`],
  ["a look and its link deleted", async (trx) => {
    const id = await entryAt(trx, "view");
    await trx`delete from view where id = ${id}`;
    await trx`delete from audit_chain where entry_id = ${id}`;
  }],
  ["a link deleted", async (trx) => trx`delete from audit_chain where position = ${somePosition()}`],
  ["a look inserted with the trigger switched off", async (trx) => {
    await trx`alter table view disable trigger user`;
    await trx`insert into view (id, client_id, account_id, tenure_id, organisation_id, what, how) select gen_random_uuid(), client_id, account_id, tenure_id, organisation_id, what, how from view limit 1`;
  }],
  ["two links changed places", async (trx) => {
    const position = somePosition();
    await trx`update audit_chain set position = -1 where position = ${position}`;
    await trx`update audit_chain set position = ${position} where position = ${position + 1}`;
    await trx`update audit_chain set position = ${position + 1} where position = -1`;
  }],
  ["the order turned round and the chain recomputed", (trx) => recompute(trx, "position desc")],
  ["the tail cut off, rows and all", async (trx) => {
    const cut = entries - 1 - random.below(5);
    await trx`delete from view where id in (select entry_id from audit_chain where position > ${cut})`;
    await trx`delete from activity where id in (select entry_id from audit_chain where position > ${cut})`;
    await trx`delete from audit_chain where position > ${cut}`;
  }],
  ["an edit, and the whole chain recomputed", async (trx) => {
    await trx`update view set account_id = ${cast.jo.accountId} where id = ${await entryAt(trx, "view")}`;
    await recompute(trx);
  }],
  ["a look deleted, and the whole chain recomputed", async (trx) => {
    await trx`delete from view where id = ${await entryAt(trx, "view")}`;
    await recompute(trx);
  }],
  ["an older state restored", async (trx) => {
    await trx`delete from audit_chain where position > ${Math.floor(entries / 2)}`;
    await trx`delete from view v where not exists (select 1 from audit_chain c where c.entry_id = v.id)`;
    await trx`delete from activity a where not exists (select 1 from audit_chain c where c.entry_id = a.id)`;
  }],
  ["a fork: the tail replaced by another of the same length", async (trx) => {
    await trx`delete from view where id in (select entry_id from audit_chain where kind = 'view' and position > ${entries - 5})`;
    await trx`delete from activity where id in (select entry_id from audit_chain where position > ${entries - 5})`;
    await trx`delete from audit_chain where position > ${entries - 5}`;
    await trx`insert into view (id, client_id, account_id, tenure_id, organisation_id, what, how) select gen_random_uuid(), client_id, account_id, tenure_id, organisation_id, what, how from view limit 5`;
    await trx`select app.chain_audit(1000)`;
  }],
  ["everything thrown away", async (trx) => {
    await trx`delete from audit_chain`;
    await trx`delete from audit_pending`;
    await trx`delete from view`;
    await trx`delete from activity`;
  }],
  ["a hash of one entry", (trx) => trx`update audit_chain set entry_hash = sha256('x') where position = ${somePosition()}`],
  ["a hash of the chain", (trx) => trx`update audit_chain set chain_hash = sha256('x') where position = ${somePosition()}`],
];

test("an untouched audit is never reported", async () => {
  for (let run = 0; run < size({ short: 5, long: 200 }); run++) expect(await verify(fresh.admin)).toEqual([]);
  expect(entries).toBeGreaterThan(200);
  figure("audit", { entries, attacks: attacks.length * size({ short: 3, long: 200 }) });
});

test.each(attacks)("the owner of the database is found out: %s", async (_name, attack) => {
  for (let times = 0; times < size({ short: 3, long: 200 }); times++) {
    const faults = await after(attack);
    expect(faults.length).toBeGreaterThan(0);
  }
});

test("what was found is where it happened", async () => {
  const position = somePosition();
  const faults = await after(async (trx) => {
    const [row] = await trx`select kind, entry_id from audit_chain where position = ${position}`;
    if (row?.kind === "view") await trx`update view set what = 'contact' where id = ${row?.entry_id}`;
    else await trx`update activity set subject_kind = 'x' where id = ${row?.entry_id}`;
  });
  expect(faults[0]?.position).toBe(position);
});

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
  expect(await run()).toEqual({ code: 0, said: expect.stringContaining(`${entries} entries agree with`) });
  const [row] = await fresh.admin`select id, how from view limit 1`;
  await fresh.admin`update view set how = 'print' where id = ${row?.id}`;
  try {
    expect(await run()).toEqual({ code: 1, said: expect.stringMatching(/was changed\.[\s\S]*does not agree/) });
  } finally {
    await fresh.admin`update view set how = ${row?.how} where id = ${row?.id}`;
  }
});

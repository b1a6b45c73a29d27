import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idOf } from "~/shared/jobs.server";
import type { Services } from "~/shared/services.server";
import { startJobs, type Jobs } from "~server/jobs";
import { founded } from "../people/cast";
import { database } from "../support/database";
import { patience } from "../support/wait";

const house = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-tasks-"));
const done: string[] = [];
let refuses = 0;
let meanwhile: (() => Promise<unknown>) | undefined;
let jobs: Jobs;

beforeAll(async () => {
  await founded(house.db);
  const services = { db: house.db, log: { info() {}, warn() {}, error() {} }, config: { dataDir, mailFrom: "x@thread.example" } } as unknown as Services;
  jobs = await startJobs(services, house.url, {}, {
    "thing-due": async (_services, payload) => {
      await meanwhile?.();
      if (refuses-- > 0) throw new Error("not now");
      done.push(idOf(payload));
    },
  });
});
afterAll(async () => {
  await jobs.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const ask = (id: string) => sql`select jobs.add_at('thing-due', ${JSON.stringify({ id })}::json, now())`;

const name = () => new URL(house.url).pathname.slice(1);
/** The queue signs in as `worker`; the limit is not the administrator's. */
const nobodyComesIn = async () => {
  await house.admin.unsafe(`alter database ${name()} connection limit 0`);
  await house.admin`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'worker' and datname = ${name()}`;
};
const everybodyComesIn = () => house.admin.unsafe(`alter database ${name()} connection limit -1`);
const inHand = async () => Number((await house.admin`select count(*) as n from graphile_worker._private_jobs where locked_by is not null`)[0]?.n);

describe("a feature's own work", () => {
  test("is done because a change asked for it, and not for a change that was taken back", async () => {
    await house.db.transaction().execute(async (trx) => {
      await ask("undone").execute(trx);
      throw new Error("taken back");
    }).catch(() => {});
    await house.db.transaction().execute((trx) => ask("kept").execute(trx));
    await expect.poll(() => done, { timeout: patience }).toEqual(["kept"]);
  });

  test("is tried again when it failed", async () => {
    refuses = 1;
    await ask("later").execute(house.db);
    await expect.poll(() => done, { timeout: patience }).toContain("later");
  });

  test.each([
    ["done", 0],
    ["failed", 1],
  ])("that was just %s when the database went is done again once that is back, and the server goes on", async (how, failures) => {
    refuses = failures;
    meanwhile = async () => {
      meanwhile = undefined;
      await nobodyComesIn();
    };
    await ask(`lost when ${how}`).execute(house.db);
    await expect.poll(() => jobs.running(), { timeout: patience }).toBe(false);
    await everybodyComesIn();
    await expect.poll(() => jobs.running(), { timeout: patience }).toBe(true);
    const times = () => done.filter((id) => id === `lost when ${how}`).length;
    await expect.poll(times, { timeout: patience }).toBe(2 - failures);
    await expect.poll(inHand, { timeout: patience }).toBe(0);
  });

  test("that says nothing of what it is about is seen to fail", () => {
    expect(() => idOf({})).toThrow(/without an id/);
    expect(() => idOf(null)).toThrow(/without an id/);
  });
});

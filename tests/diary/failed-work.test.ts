import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { causeOf, workWords } from "~/features/people/job-words";
import { countFailedWork, failedWork, letWorkGo, tryWorkAgain } from "~/features/people/failed-work.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Services } from "~/shared/services.server";
import { startJobs, type Jobs } from "~server/jobs";
import { founded, placed } from "../people/cast";
import { database } from "../support/database";
import { patience } from "../support/wait";
import { jobNames } from "../trust/access/policy";

const house = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-failed-"));
let jobs: Jobs;
let iona: Actor;
let aileen: Actor;
let fails = true;
let done = 0;
let tried = 0;

beforeAll(async () => {
  iona = await founded(house.db);
  aileen = (await placed(house.db, iona, "Aileen Murray", "manager")).actor;
  const services = { db: house.db, log: { info() {}, warn() {}, error() {} }, config: { dataDir, mailFrom: "x@thread.example" } } as unknown as Services;
  jobs = await startJobs(services, house.url, {}, {
    "booking-told": async () => {
      tried += 1;
      if (fails) throw new Error("Nobody found for Morag Sinclair <morag@harbour.example>");
      done += 1;
    },
  });
});
afterAll(async () => {
  await jobs.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const seen = (by: Actor = iona) => withActor(house.db, by, (trx) => failedWork(trx, by));
const attempts = async () => Number((await house.admin`select coalesce(max(attempts), 0) as attempts from graphile_worker._private_jobs where locked_at is null and last_error is not null`)[0]?.attempts);
/** Asks for work that fails, and does not wait the minutes between its tries. */
async function failsTimes(times: number) {
  await house.db.transaction().execute((trx) => sql`select jobs.add('booking-told', '{"id":"Morag Sinclair"}')`.execute(trx));
  for (let count = 1; count <= times; count += 1) {
    await expect.poll(attempts, { timeout: patience }).toBe(count);
    // It is not tried by itself while a test looks at it.
    await house.admin`update graphile_worker._private_jobs set run_at = now() + interval '1 hour' where last_error is not null`;
    if (count < times) await house.admin`with now as (update graphile_worker._private_jobs set run_at = now() where last_error is not null returning 1) select pg_notify('jobs:insert', '{"r":"x","count":1}') from now`;
  }
}

describe("work that fails", () => {
  test("shows up to facilitators after three times, without a word of what it was about", async () => {
    await failsTimes(2);
    expect(await seen()).toEqual([]);
    await house.admin`with now as (update graphile_worker._private_jobs set run_at = now() returning 1) select pg_notify('jobs:insert', '{"r":"x","count":1}') from now`;
    await expect.poll(attempts, { timeout: patience }).toBe(3);
    const [work] = await seen();
    expect(work).toMatchObject({ words: workWords["booking-told"], failures: 3, givenUp: false, nextAt: expect.any(String) });
    expect(JSON.stringify(work)).not.toMatch(/Morag|harbour\.example/);
    expect(await withActor(house.db, iona, (trx) => countFailedWork(trx, iona))).toBe(1);
  });

  test("is not seen, tried or let go by a manager, by neither wall", async () => {
    await expect(seen(aileen)).rejects.toMatchObject({ code: "not_found" });
    expect(await withActor(house.db, aileen, (trx) => countFailedWork(trx, aileen))).toBe(0);
    await expect(withActor(house.db, aileen, (trx) => letWorkGo(trx, aileen, "1"))).rejects.toMatchObject({ code: "not_found" });
    const { id = 0 } = (await seen())[0] ?? {};
    await withActor(house.db, aileen, async (trx) => {
      expect((await sql`select * from app.failed_work()`.execute(trx)).rows).toEqual([]);
      expect((await sql<{ task: string | null }>`select app.let_work_go(${id}) as task`.execute(trx)).rows[0]?.task).toBeNull();
      expect((await sql<{ task: string | null }>`select app.try_work_again(${id}) as task`.execute(trx)).rows[0]?.task).toBeNull();
    });
    await expect(withActor(house.db, iona, (trx) => sql`select * from jobs.failed()`.execute(trx))).rejects.toThrow(/permission denied/);
    expect(await seen()).toHaveLength(1);
  });

  test("is tried again at once, is gone when it went well, and who asked is written down", async () => {
    fails = false;
    const { id = 0 } = (await seen())[0] ?? {};
    await withActor(house.db, iona, (trx) => tryWorkAgain(trx, iona, String(id)));
    expect(await seen()).toEqual([]);
    await expect.poll(() => done, { timeout: patience }).toBe(1);
    await expect(withActor(house.db, iona, (trx) => tryWorkAgain(trx, iona, String(id)))).rejects.toMatchObject({ code: "not_found" });
    const acts = await house.admin`select kind, account_id, detail from activity where kind like 'work.%'`;
    expect(acts).toEqual([{ kind: "work.tried_again", account_id: iona.accountId, detail: { task: "booking-told" } }]);
  });

  test("that was given up says so; let go, it is not tried any more", async () => {
    fails = true;
    await failsTimes(1);
    await house.admin`update graphile_worker._private_jobs set attempts = max_attempts where last_error is not null`;
    const [work] = await seen();
    expect(work).toMatchObject({ givenUp: true, nextAt: null, failures: 12 });
    await withActor(house.db, iona, (trx) => letWorkGo(trx, iona, String(work?.id)));
    expect(await house.admin`select 1 from graphile_worker._private_jobs where last_error is not null`).toEqual([]);
    expect(tried).toBe(5);
  });
});

test("every piece of background work has words", () => {
  expect(Object.keys(jobNames).filter((name) => !(name in workWords))).toEqual([]);
});

test.each([
  ["A letter was not taken: 550 <jo@harbour.example> unknown", /mail server did not take/],
  ["connect ECONNREFUSED 10.0.0.1:25", /did not answer/],
  ["deadlock detected", /busy/],
  ['new row violates row-level security policy for table "mail"', /did not allow/],
  ["Cannot read properties of undefined (reading 'Morag')", /did not expect/],
])("what went wrong is said in our own words: %s", (said, words) => {
  expect(causeOf(said)).toMatch(words);
  expect(causeOf(said)).not.toMatch(/jo@|10\.0|Morag/);
});

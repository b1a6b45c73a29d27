import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { asking, connect, type Database } from "~db/client";
import { castOf } from "../support/cast";
import { createDatabase, type TestDatabase } from "../support/database";
import { startServer, type TestServer } from "../support/server";
import { figure, randomFrom, seedFor, size, type Random } from "../support/size";
import { crowdOf, type One } from "./context-bleed-crowd";

/** One pool of ten connections, as the server has, with admin connections enough to cancel and to kill. */
let data: TestDatabase;
let server: TestServer;
let crowd: One[];
const signedIn = 60;
beforeAll(async () => {
  data = await createDatabase({ max: 10 });
  await castOf(data.db);
  crowd = await crowdOf(data, { people: 200, each: 3, signedIn });
  server = await startServer({ databaseUrl: data.url, env: { LOG_LEVEL: "silent" } });
  return async () => {
    await server.stop();
    await data.drop();
  };
});

/** Questions without any condition of the app: whatever comes back, row-level security let through. */
const questions: Record<string, (trx: Database, one: One) => Promise<{ found: string[]; whole: boolean }>> = {
  people: async (trx) => ({ found: (await trx.selectFrom("client").select("id").execute()).map(({ id }) => id), whole: true }),
  "how to reach them": async (trx) => ({ found: (await trx.selectFrom("client_contact").select("client_id").execute()).map((row) => row.client_id), whole: true }),
  "what matters": async (trx) => ({ found: (await trx.selectFrom("client_words").select("client_id").execute()).map((row) => row.client_id), whole: true }),
  "who holds": async (trx) => ({ found: (await trx.selectFrom("caseload").select("client_id").execute()).map((row) => row.client_id), whole: true }),
  // Text and parameters equal for everybody: the plan was made when another asked.
  "by name": async (trx) => ({ found: (await sql<{ id: string }>`select id from client where name like ${"Somebody%"}`.execute(trx)).rows.map(({ id }) => id), whole: true }),
  "their looks": async (trx, one) => {
    await trx.insertInto("view").values({ id: randomUUID(), client_id: one.clientIds[0] ?? "", account_id: one.accountId, tenure_id: one.tenureId, organisation_id: one.organisationId, what: "person", subject_id: null, how: "page" }).execute();
    return { found: (await sql<{ client_id: string }>`select distinct client_id from view`.execute(trx)).rows.map((row) => row.client_id), whole: false };
  },
};

class GivenUp extends Error {}
/** How a request ends before its time; each leaves a connection that somebody else gets next. */
const mishaps: Record<string, (trx: Database) => Promise<unknown>> = {
  throws: async () => {
    throw new GivenUp();
  },
  "fails in the database": (trx) => sql`select 1 / (select 0)`.execute(trx),
  "times out": async (trx) => {
    await sql`set local statement_timeout = 3`.execute(trx);
    return sql`select pg_sleep(5)`.execute(trx);
  },
  "is cancelled": async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    let isOver = false;
    const sleeping = sql`select pg_sleep(5)`.execute(trx).finally(() => (isOver = true));
    const cancelling = (async () => {
      while (!isOver) await data.admin`select pg_cancel_backend(${rows[0]?.pid ?? 0})`;
    })();
    // The last of them is answered before anybody else has the connection: one that came late would strike them.
    return sleeping.finally(() => cancelling);
  },
  "loses its connection": async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    await data.admin`select pg_terminate_backend(${rows[0]?.pid ?? 0})`;
    return sql`select pg_sleep(5)`.execute(trx);
  },
};

test("ten connections for two hundred colleagues: nobody ever reads what another's transaction was for", async () => {
  const random = randomFrom(seedFor("G4 context bleed"));
  const total = size({ short: 4_000, long: 100_000 });
  const counts = { requests: 0, mishaps: 0, withoutContext: 0, foreignRows: 0, missingRows: 0, rowsWithoutContext: 0 };
  const faults: string[] = [];
  const lane = async (one: One, own: Random) => {
    while (counts.requests < total) {
      counts.requests += 1;
      const [what = "", question] = own.pick(Object.entries(questions));
      const [how, mishap] = own.next() < 0.1 ? own.pick(Object.entries(mishaps).filter(([name]) => name !== "loses its connection" || own.next() < 0.2)) : [];
      if (mishap) counts.mishaps += 1;
      await asking(data.db, { account: one.accountId }, async (trx) => {
        const { found, whole } = (await question?.(trx, one)) ?? { found: [], whole: false };
        const foreign = found.filter((id) => !one.clientIds.includes(id));
        counts.foreignRows += foreign.length;
        if (foreign.length > 0) faults.push(`${one.number} asked for ${what} and read of ${foreign.length} others`);
        if (whole && found.length < one.clientIds.length) {
          counts.missingRows += 1;
          faults.push(`${one.number} asked for ${what} and read of ${found.length}`);
        }
        await mishap?.(trx);
      }).catch((error: Error & { code?: string }) => {
        if (!how) faults.push(`${one.number} × ${what}: ${error.message}`);
      });
      if (own.next() < 0.05) {
        counts.withoutContext += 1;
        const { rows } = await sql`select id::text from client union all select client_id::text from client_words union all select client_id::text from view`.execute(data.db);
        counts.rowsWithoutContext += rows.length;
      }
    }
  };
  await Promise.all(crowd.map((one) => lane(one, randomFrom(random.below(2 ** 31)))));
  const [written] = await data.admin`select count(*) as n from view v where not exists (select 1 from caseload k join tenure t on t.post_id = k.post_id where k.client_id = v.client_id and t.account_id = v.account_id)`;
  figure("G4 context bleed, transactions", { ...counts, users: crowd.length, connections: 10 });
  expect(faults.slice(0, 20)).toEqual([]);
  expect(counts).toMatchObject({ foreignRows: 0, missingRows: 0, rowsWithoutContext: 0 });
  expect(Number(written?.n)).toBe(0);
});

test("whoever lost their connection says nothing more on it, however it was replaced", async () => {
  const small = connect(data.url, { max: 1 });
  const [first, second, third] = crowd as [One, One, One];
  const seen = async (trx: Database) => (await trx.selectFrom("client").select("id").execute()).map(({ id }) => id).toSorted();
  try {
    const killed = gate();
    const secondHas = gate();
    const goOn = gate();
    const losing = asking(small.db, { account: first.accountId }, async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await data.admin`select pg_terminate_backend(${rows[0]?.pid ?? 0})`;
      killed.open();
      // Busy with something else while the connection dies and another takes its place.
      await secondHas.opened;
      return seen(trx);
    });
    await killed.opened;
    const next = asking(small.db, { account: second.accountId }, async (trx) => {
      const before = await seen(trx);
      secondHas.open();
      await losing.catch(() => {});
      await goOn.opened;
      return [before, await seen(trx)];
    });
    await expect(losing).rejects.toThrow(/terminat|CONNECTION|closed/i);
    const waiting = asking(small.db, { account: third.accountId }, seen);
    // Were the lost connection given back, the third would be let in beside the second.
    await new Promise((resolve) => setTimeout(resolve, 100));
    goOn.open();
    expect(await next).toEqual([second.clientIds, second.clientIds]);
    expect(await waiting).toEqual(third.clientIds);
  } finally {
    await small.pool.end({ timeout: 1 });
  }
});

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

test("over HTTP: pages of sixty colleagues, a tenth of them given up half-way, name only their own people", async () => {
  const random = randomFrom(seedFor("G4 context bleed, pages"));
  const total = size({ short: 200, long: 5_000 });
  const counts = { requests: 0, givenUp: 0, answered: 0, foreignNames: 0 };
  const faults: string[] = [];
  await Promise.all(
    crowd.slice(0, signedIn).map(async (one) => {
      const own = randomFrom(random.below(2 ** 31));
      while (counts.requests < total) {
        counts.requests += 1;
        const path = own.pick(["/people", "/people.data", "/today", `/people/${own.pick(one.clientIds)}`, `/people/${own.pick(one.clientIds)}.data`]);
        const giveUp = own.next() < 0.1 ? AbortSignal.timeout(1 + own.below(40)) : undefined;
        const answer = await fetch(`${server.baseUrl}${path}`, { headers: { Cookie: one.cookie }, ...(giveUp ? { signal: giveUp } : {}) })
          .then(async (response) => ({ status: response.status, body: await response.text() }))
          .catch(() => undefined);
        if (!answer) {
          counts.givenUp += 1;
          if (!giveUp) faults.push(`${one.number} × ${path}: no answer`);
          continue;
        }
        counts.answered += 1;
        const names = [...answer.body.matchAll(/(?:Somebody|Words) of (\d+)\./g)].map(([, number]) => Number(number));
        const foreign = names.filter((number) => number !== one.number);
        counts.foreignNames += foreign.length;
        if (answer.status !== 200 || foreign.length > 0) faults.push(`${one.number} × ${path}: ${answer.status}, names of ${foreign.slice(0, 3).join()}`);
        if (path !== "/today" && names.length === 0) faults.push(`${one.number} × ${path}: names nobody`);
      }
    }),
  );
  figure("G4 context bleed, pages", { ...counts, users: signedIn });
  expect(faults.slice(0, 20)).toEqual([]);
});

import { EventEmitter } from "node:events";
import { makeWorkerUtils, run, type Runner, type RunnerOptions, type WorkerEvents, type WorkerUtils } from "graphile-worker";
import { Pool } from "pg";

export type Queue = { stop: () => Promise<void>; running: () => boolean };

/** How long after a queue that fell the next one is tried, in milliseconds. */
const pauseMs = 1_000;

/**
 * Runs graphile-worker, and runs it again whenever it falls. Left to itself it writes down the end of a piece of work
 * without waiting for the answer: a database that is gone just then would end the whole server by a rejection nobody
 * handles. Written down in batches (of whatever ends at once: the delay is 0) the failure ends its pool alone; the next
 * one takes over what that had in hand, so tasks may be done twice and must bear it. Its connections are ours: those it
 * opens itself it stops listening to before they are closed, and a goodbye that reaches one of them then ends the server.
 * @param told what is said of each try that failed
 * @throws when it cannot be started the first time
 */
export async function keepQueue({ connectionString, maxPoolSize, ...options }: RunnerOptions & { connectionString: string; maxPoolSize: number }, told: (error: unknown) => void): Promise<Queue> {
  const pools: string[] = [];
  let stopping = false;
  let pool: Pool | undefined;
  await letGoOfTheDead(connectionString);
  let runner: Runner | undefined = await begin();

  async function begin(): Promise<Runner> {
    const events: WorkerEvents = new EventEmitter();
    events.on("pool:create", ({ workerPool }) => pools.push(workerPool.id));
    const mine = openPool(connectionString, maxPoolSize);
    const begun = await run({ ...options, pgPool: mine, events, preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } } }).catch(async (error: unknown) => {
      await mine.end();
      throw error;
    });
    pool = mine;
    begun.promise.catch(told).finally(() => void again(mine));
    return begun;
  }

  async function again(fallen: Pool): Promise<void> {
    runner = undefined;
    if (!stopping) void fallen.end().catch(told);
    while (!stopping && !runner) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (!stopping) runner = await letGo(connectionString, pools).then(begin).catch(told) ?? undefined;
    }
    if (stopping && runner) await end();
  }

  async function end(): Promise<void> {
    // One that fell in this very moment says that it has stopped already.
    await runner?.stop().catch(told);
    await pool?.end().catch(() => {});
  }

  return {
    running: () => runner !== undefined,
    stop: async () => {
      stopping = true;
      await end();
    },
  };
}

/** Connections whose loss is told by whatever was asked on them. */
function openPool(connectionString: string, max: number): Pool {
  const pool = new Pool({ connectionString, max });
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}

/**
 * A process that was killed leaves what it had in hand locked, for hours: access that should move on a day would not.
 * Nobody who lives had it in hand before the first of them came.
 */
async function letGoOfTheDead(connectionString: string): Promise<void> {
  await withUtils(connectionString, async (utils) => {
    const { rows } = await utils.withPgClient((client) =>
      client.query<{ by: string }>(`select distinct locked_by as by from graphile_worker._private_jobs where locked_at < coalesce(
        (select min(backend_start) from pg_stat_activity where usename = current_user and datname = current_database() and pid <> pg_backend_pid()), 'infinity')`),
    );
    if (rows.length > 0) await utils.forceUnlockWorkers(rows.map(({ by }) => by));
  });
}

/** What fallen pools had in hand is taken up at once, not after graphile-worker's four hours. */
async function letGo(connectionString: string, pools: string[]): Promise<void> {
  await withUtils(connectionString, (utils) => utils.forceUnlockWorkers([...pools]));
  pools.length = 0;
}

async function withUtils(connectionString: string, work: (utils: WorkerUtils) => Promise<unknown>): Promise<void> {
  const pgPool = openPool(connectionString, 1);
  try {
    const utils = await makeWorkerUtils({ pgPool });
    await work(utils).finally(() => utils.release());
  } finally {
    await pgPool.end();
  }
}

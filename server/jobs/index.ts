import { Logger, type RunnerOptions } from "graphile-worker";
import { workerUrl } from "~db/prepare";
import { idOf, type Task } from "~/shared/jobs.server";
import type { Services } from "~/shared/services.server";
import { checkImport } from "./check-import";
import { clearSpentKeys } from "./clear-spent-keys";
import { runRegisterImport as runImport } from "~/features/people/imports/run.server";
import { keepQueue, type Queue } from "./queue";
import { sendLetter } from "./send-letter";
import { clearOldImports, sweep } from "./sweep";

export type Jobs = Queue;

/** Work that a feature does once a day. It decides by itself who is asking (`asking(db, { duty })`). */
export type Daily = (services: Services) => Promise<unknown>;

/**
 * Starts the queue of background work (graphile-worker). Commands ask for work with `jobs.add` in their own
 * transaction, so nothing is forgotten and nothing is done that was rolled back; what fails is tried again.
 * @param databaseUrl app_rw's connection string; the queue signs in as `worker` on the same database
 * @param tasks what features do when they are asked to, by name (./features)
 */
export async function startJobs(services: Services, databaseUrl: string, daily: Record<string, Daily> = {}, tasks: Record<string, Task> = {}): Promise<Jobs> {
  const days = Object.entries(daily).map(([name, work]) => [`daily-${name}`, () => work(services)] as const);
  return begin(services, databaseUrl, {
    connectionString: workerUrl(databaseUrl),
    concurrency: 2,
    maxPoolSize: 4,
    noHandleSignals: true,
    pollInterval: 10_000,
    logger: loggerFor(services),
    crontab: ["* * * * * sweep", "17 3 * * * clear-spent-keys", "27 3 * * * clear-old-imports", ...days.map(([name]) => `0 6 * * * ${name} ?fill=1d`)].join("\n"),
    taskList: {
      "send-letter": (payload) => sendLetter(services, idOf(payload)),
      "check-import": (payload) => checkImport(services, idOf(payload)),
      "run-import": (payload) => runImport(services, idOf(payload)),
      "clear-spent-keys": () => clearSpentKeys(services),
      "clear-old-imports": () => clearOldImports(services),
      sweep: () => sweep(services),
      ...Object.fromEntries(Object.entries(tasks).map(([name, work]) => [name, async (payload: unknown) => void (await work(services, payload))])),
      ...Object.fromEntries(days.map(([name, work]) => [name, async () => void (await work())])),
    },
  });
}

async function begin({ log }: Services, databaseUrl: string, options: RunnerOptions & { connectionString: string; maxPoolSize: number }): Promise<Jobs> {
  return keepQueue(options, (error) => log.warn({ error: String(error) }, "background work stopped and will begin again")).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Background work could not start on ${new URL(databaseUrl).host}: ${why}. Run npm run db:prepare once more.`);
  });
}

/** Entries name tasks and errors; payloads are ids. */
function loggerFor({ log }: Services): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") log.error({}, message);
    else if (level === "warning") log.warn({}, message);
  });
}

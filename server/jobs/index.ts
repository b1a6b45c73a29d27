import { Logger, run, type Runner } from "graphile-worker";
import { workerUrl } from "~db/prepare";
import type { Services } from "~/shared/services.server";
import { checkImport } from "./check-import";
import { clearSpentKeys } from "./clear-spent-keys";
import { runRegisterImport as runImport } from "~/features/people/imports/run.server";
import { sendLetter } from "./send-letter";
import { clearOldImports, sweep } from "./sweep";

export type Jobs = { stop: () => Promise<void>; running: () => boolean };

/** Work that a feature does once a day. It decides by itself who is asking (`asking(db, { duty })`). */
export type Daily = (services: Services) => Promise<unknown>;

/**
 * Starts the queue of background work (graphile-worker). Commands ask for work with `jobs.add` in their own
 * transaction, so nothing is forgotten and nothing is done that was rolled back; what fails is tried again.
 * @param databaseUrl app_rw's connection string; the queue signs in as `worker` on the same database
 */
export async function startJobs(services: Services, databaseUrl: string, daily: Record<string, Daily> = {}): Promise<Jobs> {
  const days = Object.entries(daily).map(([name, work]) => [`daily-${name}`, () => work(services)] as const);
  const runner = await begin(databaseUrl, {
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
      ...Object.fromEntries(days.map(([name, work]) => [name, async () => void (await work())])),
    },
  });
  let runs = true;
  runner.events.on("stop", () => (runs = false));
  return { stop: () => runner.stop(), running: () => runs };
}

async function begin(databaseUrl: string, options: Parameters<typeof run>[0]): Promise<Runner> {
  return run(options).catch((error: unknown) => {
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

function idOf(payload: unknown): string {
  if (typeof payload === "object" && payload !== null && "id" in payload && typeof payload.id === "string") return payload.id;
  throw new Error("A job without an id.");
}

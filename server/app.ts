import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServerBuild } from "react-router";
import type { Config } from "~/shared/config";
import type { Services } from "~/shared/services.server";
import { isLostAtBirth } from "~db/holding";
import { seedTypical } from "~db/seeds/typical";
import { remindOfRenewals } from "~/features/case-notes/renewals.server";
import { tellWhatTiesNeed } from "~/features/relationships/ties/told.server";
import { remindOfActions } from "~/features/events/recap/reminding.server";
import { askWhatIsQuiet } from "~/features/gaps/quiet.server";
import { demonstrationPeople, networkOf } from "~/features/people/network.server";
import { startAudit } from "./audit";
import { readConfig } from "./config";
import { createCrowd } from "./crowd";
import { createDocuments } from "./documents";
import { createHttp, type Pages } from "./http";
import { createLimits } from "./limits";
import { createLog } from "./log";
import { startJobs } from "./jobs";
import { tasks } from "./jobs/features";
import { createLive } from "./live";
import { listen as listenForNotices } from "./live/notices";
import { openDatabase, type OpenDatabase } from "./open-database";
import { startMetrics } from "./metrics";
import { createReadiness } from "./readiness";
import { boundSilence, patience } from "./silence";
import { createTogether } from "./together";
import { routeUpgrades } from "./upgrade";

export type Running = { server: Server; services: Services; stop: (why: string) => Promise<void> };

/**
 * Starts one process of Common Thread: database, live documents, notices, jobs, pages. In that order, so that
 * whoever is answered is answered in full.
 * @throws an Error with one clear line per problem
 */
export async function start(environment = process.env, pages: Pages = { build: builtRoutes }): Promise<Running> {
  const config = readConfig(environment);
  const log = createLog(config);
  const database = await openDatabase(config, { told: (what) => log.error({}, what) });
  try {
    return await serve(config, log, database, pages);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Plants the demonstration where there is no network yet.
 * @throws one clear line where an earlier start was cut off while it did
 */
async function openNetwork(services: Services): Promise<void> {
  const network = await networkOf(services.db);
  if (!network) return seedTypical(services);
  if (network.isHalfPlanted) throw new Error(`The demonstration network was cut off while it was being set up. Everybody in it is invented: delete ${services.config.databaseUrl ? "the database" : services.config.dataDir} and start again.`);
}

async function serve(config: Config, log: Services["log"], database: OpenDatabase, pages: Pages): Promise<Running> {
  const live = createDocuments(database, log);
  const services: Services = { db: database.db, config, log, limit: createLimits(database.pool), documents: live.documents, together: createTogether() };
  await openNetwork(services);
  const audit = await startAudit(services);
  let jobsRun = () => false;
  const readiness = createReadiness(database.db, () => audit.runs() && jobsRun());
  const server = createServer(patience, await createHttp(services, readiness, pages));
  boundSilence(server);
  const crowd = createCrowd(services);
  const notices = createLive(server, services, crowd);
  const stopListening = await listenForNotices(database.pool, {
    notice: (notice) => notices.notice(notice),
    ended: (ended) => {
      live.hub.ended(ended);
      void notices.ended(ended);
    },
    again: () => {
      live.hub.ended({});
      void notices.again();
    },
  });
  routeUpgrades(server, services, crowd, { sync: live.accept });
  await listen(server, config.port, config.host);
  const jobs = await startJobs(services, database.url, { renewals: () => remindOfRenewals(services.db, config.baseUrl), quiet: () => askWhatIsQuiet(services.db, config.baseUrl), actions: () => remindOfActions(services.db), ties: () => tellWhatTiesNeed(services.db, config.baseUrl) }, tasks);
  jobsRun = jobs.running;
  const metrics = startMetrics(services, live.hub);
  return {
    server,
    services,
    async stop(why) {
      log.info({ why }, "stopping");
      server.close();
      metrics.stop();
      await live.stop();
      await notices.stop();
      server.closeAllConnections();
      await stopListening().catch(() => {});
      await jobs.stop();
      await audit.stop();
      await database.close();
    },
  };
}

function builtRoutes(): Promise<ServerBuild> {
  return import("virtual:react-router/server-build");
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new Error(`Port ${port} is taken. Stop what uses it, or choose another with PORT.`) : error);
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

/** `node server.js`: starts, says where, stops on the usual signals; a bad setting is one clear line. */
export async function readyToServe(pages?: Pages): Promise<void> {
  try {
    const running = await start(process.env, pages);
    // On each new connection the driver asks a question of its own, for whose answer nobody waits. PostgreSQL going away
    // in that moment ends no server: whoever wanted the connection is told, and the next one is opened.
    process.on("unhandledRejection", (error) => {
      if (!isLostAtBirth(error)) throw error;
      running.services.log.warn({ error: String(error) }, "PostgreSQL ended a connection that had just begun");
    });
    const stop = (signal: NodeJS.Signals) =>
      void running.stop(signal).then(
        () => process.exit(0),
        () => process.exit(1),
      );
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
    console.log(await greeting(running.services));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** Where it is, and in a demonstration who one can be. */
async function greeting({ db, config }: Services): Promise<string> {
  const people = await demonstrationPeople(db);
  const lines = [`Common Thread is at ${config.baseUrl}`];
  if (people.length > 0) lines.push("", "This is the demonstration network: every person and place in it is invented. Sign in as", ...people.map((one) => `  ${one.name.padEnd(18)} ${one.post}, ${one.organisation}  <${one.email}>`));
  return lines.join("\n");
}

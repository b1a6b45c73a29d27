import { afterAll, beforeAll, expect, test } from "vitest";
import { castOf, type Cast, type Member } from "../support/cast";
import { createDatabase, type TestDatabase } from "../support/database";
import { startServer, type TestServer } from "../support/server";
import { figure, percentile, randomFrom, seedFor, size } from "../support/size";
import { eventually, pause } from "../support/wait";
import { readAnew, wordsIn, type Writer } from "../support/writers";
import { allEqual, crowd, fiveOf, judge, newSheets, readLog, type Sheet } from "./crashes/crowd";
import { heldBack, type HeldBack } from "./crashes/held-back";
import { holdAt, plantPoints, type Hold, type HeldPoint } from "./crashes/points";

/** Where the server is killed. "lingering": its last transaction commits after the next server has read the document. */
type Point = "at random" | "before ack" | HeldPoint | "lingering";
const named: Point[] = ["before insert", "before commit", "before ack", "mid-compaction", "mid-snapshot swap", "lingering"];

const kills = size({ short: 8, long: 200 });
const documentCount = size({ short: 4, long: 20 });
/** New documents after so many kills, so that what is measured is kills, not the length of a document. */
const sheetsLast = 20;
const seed = seedFor("G5 kill9-with-writers");
const random = randomFrom(seed);

let data: TestDatabase;
let cast: Cast;
let server: TestServer;
let answers: HeldBack;
let people: Member[];
let sheets: Sheet[] = [];
const writing = crowd(() => sheets, random);
const asJo = () => ({ baseUrl: server.baseUrl, cookie: cast.jo.cookie });

beforeAll(async () => {
  data = await createDatabase();
  await plantPoints(data.admin);
  cast = await castOf(data.db);
  people = await fiveOf(cast);
  answers = await heldBack(data.url);
  server = await startServer({ databaseUrl: answers.url, env: { LOG_LEVEL: "fatal" } });
});
afterAll(async () => {
  await writing.leave();
  await server?.stop();
  await answers?.close();
  await data?.drop();
});

/** Kills the server at a point. @returns the transaction that is still held there, if any */
async function killAt(point: Point): Promise<Hold | undefined> {
  if (point === "at random") {
    await pause(random.below(1_200));
    await server.kill9();
    return undefined;
  }
  if (point === "before ack") {
    const before = await rowsNow();
    answers.hold();
    await eventually(async () => (await rowsNow()) > before, "words committed whose answer is held back");
    await server.kill9();
    answers.letGo();
    return undefined;
  }
  const hold = await holdAt(data.admin, point === "lingering" ? "before commit" : point);
  if (point.startsWith("mid-")) paste();
  await hold.caught();
  await server.kill9();
  if (point === "lingering") return hold;
  await hold.letGo();
  return undefined;
}

const rowsNow = async () => Number((await data.admin`select count(*) as rows from document_update`)[0]?.rows);

/** So many letters at once that a smaller form of one document is due. */
function paste() {
  const writer = random.pick(random.pick(sheets).writers);
  for (let time = 0; time < 6; time++) writer.word(60_000);
}

test("[R1] [R7] [R8] the server is killed at random and at named points: nothing acknowledged or shown is lost, nothing is there twice, all replicas become equal", async () => {
  const counts = { acknowledged: 0, shown: 0, rows: 0, rowsAgain: 0 };
  const killed = new Map<Point, number>();
  const equalAfter: number[] = [];
  let slowestStart = 0;
  const times: number[] = [];
  const finish = async () => {
    const log = await readLog(data.admin, sheets);
    expect(log, `the log after seed ${seed}`).toMatchObject({ gaps: 0, snapshotsApart: 0 });
    counts.acknowledged += writing.acknowledged();
    counts.rows += log.rows;
    counts.rowsAgain += log.rowsAgain;
    await writing.leave();
  };
  for (let kill = 0; kill < kills; kill++) {
    if (kill % sheetsLast === 0) {
      if (kill > 0) await finish();
      sheets = await newSheets({ db: data.db, cast, baseUrl: server.baseUrl }, people, documentCount, `k${kill}`);
    }
    const point = kill < named.length ? (named[kill] as Point) : random.next() < 0.5 ? "at random" : random.pick(named);
    const where = `kill ${kill + 1} of seed ${seed}, ${point}`;
    await writing.join();
    const stopTyping = writing.type(100);
    await pause(100 + random.below(400));
    const lingering = await killAt(point);
    await stopTyping();
    await Promise.all(writing.all().map((writer) => writer.client?.closed));
    times.push(...writing.takeTimes());
    killed.set(point, (killed.get(point) ?? 0) + 1);

    const begun = performance.now();
    await server.restart();
    slowestStart = Math.max(slowestStart, performance.now() - begun);
    const found = await judge(sheets, asJo());
    counts.shown = Math.max(counts.shown, found.shown);
    expect(found, `${where}`).toMatchObject({ lost: [], twice: [], unloadable: [], tooMuch: [] });
    await lingering?.letGo();
    const back = performance.now();
    await writing.join();
    const joined = performance.now() - back;
    equalAfter.push(joined + (await allEqual(sheets, { ...asJo(), within: 45_000 })));
    expect(await judge(sheets, asJo()), `${where}, everybody back`).toMatchObject({ lost: [], twice: [], unloadable: [], tooMuch: [] });
  }
  await finish();
  figure("G5 kill9-with-writers", {
    kills,
    ...Object.fromEntries([...killed].map(([point, count]) => [point.replaceAll(/[ -]+(\w)/g, (_, letter: string) => letter.toUpperCase()), count])),
    midErasure: "no erasure yet",
    writers: documentCount * people.length,
    documents: documentCount,
    ...counts,
    lost: 0,
    twice: 0,
    equalAfterMsMedian: Math.round(percentile(equalAfter, 0.5)),
    equalAfterMsMax: Math.round(Math.max(...equalAfter)),
    startMsMax: Math.round(slowestStart),
    ackMsP99: Math.round(percentile(times, 0.99)),
  });
  expect(counts.acknowledged).toBeGreaterThan(kills * documentCount * 5);
});

/** A new document, open for two people. */
async function twoIn(name: string) {
  const [sheet] = (sheets = await newSheets({ db: data.db, cast, baseUrl: server.baseUrl }, people.slice(0, 2), 1, name)) as [Sheet];
  const [one, other] = sheet.writers as [Writer, Writer];
  await Promise.all([one.join(), other.join()]);
  return { documentId: sheet.documentId, one, other };
}

test("[R8] words that a killed server's transaction stores late are shown, and are in every smaller form", async () => {
  const { documentId, one: writer, other: reader } = await twoIn("late");
  writer.word();
  await writer.client?.saved();
  const hold = await holdAt(data.admin, "before commit");
  const late = writer.word();
  await hold.caught();
  await server.kill9();
  await server.restart();
  await reader.join();
  await hold.letGo();
  // Its writer never comes back. The next words of anybody else have a number that tells what is missing.
  reader.word();
  await eventually(() => reader.seenOfOthers().includes(late), "the late words");
  for (let time = 0; time < 6; time++) reader.word(60_000);
  await reader.client?.saved();
  await eventually(async () => (await data.admin`select from document_snapshot where document_id = ${documentId}`).length === 1, "a smaller form");
  expect(await readLog(data.admin, sheets)).toMatchObject({ gaps: 0, snapshotsApart: 0 });
  expect((await readAnew({ ...asJo(), documentId })).text).toContain(late);
});

test("[R7] [R8] who comes back while a smaller form is being stored takes nothing away from those who come later", async () => {
  const { documentId, one: writer, other: returning } = await twoIn("swap");
  const hold = await holdAt(data.admin, "mid-snapshot swap");
  for (let time = 0; time < 6; time++) writer.word(60_000);
  await hold.caught();
  const meanwhile = [writer.word(), writer.word()];
  await writer.client?.saved();
  await returning.client?.close();
  await returning.join();
  await hold.letGo();
  meanwhile.push(writer.word());
  await writer.client?.saved();
  const kept = wordsIn((await readAnew({ ...asJo(), documentId })).text);
  expect(meanwhile.filter((word) => !kept.has(word))).toEqual([]);
  await allEqual(sheets, { ...asJo(), within: 45_000 });
});

import { randomBytes } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import { beforeAll, expect, test } from "vitest";
import type { Notice } from "~/shared/realtime";
import { agrees, noteBy, personOf, stopsSharing } from "../support/factories";
import { figure, percentile, randomFrom, seedFor, size } from "../support/size";
import { inRollback } from "../support/database";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";
import { eventually, pause } from "../support/wait";

const set = stage();
const random = randomFrom(seedFor("withdrawal-with-canaries"));
const messagesPerSecond = 200;
let clientId: string;
let documentId: string;

beforeAll(async () => {
  const { aileen } = set.cast;
  clientId = await personOf(set.data.db, aileen);
  await share();
  documentId = (await noteBy(set.data.db, aileen, clientId, ["shared_plan"])).documentOf("shared_plan");
});

/** The Food Hub and the Advice Centre may both write in the plan. */
const share = () => {
  const { foodHub, advice } = set.cast.organisations;
  return agrees(set.data.db, set.cast.aileen, clientId, [{ with: foodHub, classes: ["shared_plan"] }, { with: advice, classes: ["shared_plan"] }]);
};

type Canary = { token: string; mintedAt: number };

/** Aileen types a canary every few milliseconds until told to stop. */
function typing(aileen: SyncClient) {
  const canaries: Canary[] = [];
  let over = false;
  const done = (async () => {
    while (!over) {
      const token = `canary-${randomBytes(9).toString("hex")}`;
      canaries.push({ token, mintedAt: performance.now() });
      aileen.type(`${token} `);
      await pause(1_000 / messagesPerSecond);
    }
  })();
  return { canaries, stop: async () => ((over = true), done) };
}

async function watching(cookie: string): Promise<{ socket: Socket; notices: Notice[] }> {
  const socket = io(set.server.baseUrl, { path: "/live", transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders: { Cookie: cookie, Origin: set.server.baseUrl } });
  const notices: Notice[] = [];
  socket.on("notice", (notice: Notice) => notices.push(notice));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  expect(await socket.emitWithAck("watch", `client:${clientId}`)).toEqual({ ok: true });
  return { socket, notices };
}

/** One withdrawal under load. @returns milliseconds from before the withdrawal to each shut-out socket's end */
async function oneWithdrawal({ paused }: { paused: boolean }): Promise<number[]> {
  const { aileen, bashir, sana, amir } = set.cast;
  const writer = await set.join(aileen, documentId);
  const shutOut = await Promise.all([set.join(bashir, documentId), set.join(bashir, documentId), set.join(sana, documentId)]);
  const allowed = await set.join(amir, documentId);
  const watcher = await watching(bashir.cookie);
  const load = typing(writer);
  await pause(150 + random.below(150));
  const [, slow] = shutOut;
  if (paused) slow?.socket.pause();
  if (paused) await pause(100);

  const ends = shutOut.map((client) => client.closed.then(() => performance.now()));
  const asked = performance.now();
  await stopsSharing(set.data.db, aileen, clientId, set.cast.organisations.foodHub);
  const committed = performance.now();
  const words = `late-${randomBytes(9).toString("hex")}`;
  shutOut[0]?.type(words);
  const comesBack = SyncClient.join({ baseUrl: set.server.baseUrl, documentId, cookie: bashir.cookie }).then(
    () => "let in",
    () => "turned away",
  );
  if (paused) setTimeout(() => slow?.socket.resume(), 400);
  const endedAt = await Promise.all(ends);
  await pause(200);
  await load.stop();

  expect(await comesBack).toBe("turned away");
  const after = load.canaries.filter(({ mintedAt }) => mintedAt >= committed);
  expect(after.length).toBeGreaterThan(10);
  for (const client of shutOut) {
    const heard = Buffer.concat(client.heard).toString("latin1");
    expect(after.filter(({ token }) => heard.includes(token)), "canaries minted after COMMIT and delivered to the shut out").toEqual([]);
  }
  const last = after.at(-1)?.token ?? "";
  await allowed.until(() => allowed.text().includes(last), "the last canary for those still allowed");
  expect(writer.text()).not.toContain(words);
  expect(await inTheLog(words)).toBe(0);
  expect(await stillWatches(watcher.socket)).toBe(false);
  watcher.socket.disconnect();
  expect(watcher.notices.every((notice) => !("text" in notice) && Object.keys(notice).sort().join() === "at,ids,kind,topic")).toBe(true);
  await Promise.all([writer.close(), allowed.close()]);
  return endedAt.filter((_, index) => !(paused && index === 1)).map((at) => at - asked);
}

async function stillWatches(socket: Socket): Promise<boolean> {
  if (!socket.connected) return false;
  const { ok } = await socket.timeout(2_000).emitWithAck("watch", `client:${clientId}`);
  return Boolean(ok);
}
const lateWords = async (words: string) =>
  (await set.data.admin`select id from late_words where account_id = ${set.cast.bashir.accountId} and position(convert_to(${words}, 'UTF8') in data) > 0`).length;
const inTheLog = async (words: string) => (await set.data.admin`select seq from document_update where document_id = ${documentId} and position(convert_to(${words}, 'UTF8') in data) > 0`).length;

test("[R9] [R10] withdrawn mid-sentence: sockets die, nothing later arrives, late words are set apart", async () => {
  const rounds = size({ short: 6, long: 300 });
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await share();
    times.push(...(await oneWithdrawal({ paused: round % 3 === 2 })));
  }
  figure("withdrawal to dead socket", { rounds, sockets: times.length, p50: Math.round(percentile(times, 0.5)), p99: Math.round(percentile(times, 0.99)), maxMs: Math.round(Math.max(...times)) });
  expect(percentile(times, 0.99)).toBeLessThan(size({ short: 1_000, long: 250 }));
  expect(Math.max(...times)).toBeLessThan(1_000);
});

/** Takes every NOTIFY out of the recording of consent while `work` runs. */
async function withoutNotify(work: () => Promise<void>): Promise<void> {
  const [row] = await set.data.admin`select pg_get_functiondef('app.derive_grants'::regproc) as whole`;
  const whole = String(row?.whole);
  const silent = whole.replace(/perform pg_notify\([^;]*\);/i, "");
  expect(silent).not.toBe(whole);
  await set.data.admin.unsafe(silent).simple();
  try {
    await work();
  } finally {
    await set.data.admin.unsafe(whole).simple();
  }
}

test("[R9] even when every NOTIFY is lost, nothing later arrives, and sockets die within five seconds", async () => {
  await share();
  await withoutNotify(async () => {
    const times = await oneWithdrawal({ paused: false });
    figure("withdrawal with NOTIFY lost", { maxMs: Math.round(Math.max(...times)) });
    expect(Math.max(...times)).toBeLessThan(5_000);
  });
});

test("[R10] words that come after the withdrawal are not stored, not shown, and set apart for their writer alone", async () => {
  await share();
  await withoutNotify(async () => {
    const aileen = await set.join(set.cast.aileen, documentId);
    const bashir = await set.join(set.cast.bashir, documentId);
    await stopsSharing(set.data.db, set.cast.aileen, clientId, set.cast.organisations.foodHub);
    const words = `late-${randomBytes(9).toString("hex")}`;
    bashir.type(words);
    expect((await bashir.closed).code).toBe(4403);
    expect(bashir.acknowledged).toBe(0);
    await eventually(async () => (await lateWords(words)) === 1, "the late words to be set apart");
    expect(await inTheLog(words)).toBe(0);
    expect(aileen.everHeard(words)).toBe(false);
    const readers = await Promise.all([set.cast.bashir, set.cast.aileen, set.cast.sana, set.cast.amir].map((who) => inRollback(set.data.db, who, (trx) => trx.selectFrom("late_words").select("id").execute())));
    expect(readers.map((rows) => rows.length > 0)).toEqual([true, false, false, false]);
    await aileen.close();
  });
});

test("[R11] who was offline at the withdrawal is turned away on return, and what they typed goes nowhere", async () => {
  await share();
  const bashir = await set.join(set.cast.bashir, documentId);
  const doc = bashir.doc;
  await bashir.close();
  const offline = new SyncClient({ baseUrl: set.server.baseUrl, documentId, cookie: "", doc });
  offline.type("typed in the lift");
  await offline.closed;
  await stopsSharing(set.data.db, set.cast.aileen, clientId, set.cast.organisations.foodHub);
  const back = new SyncClient({ baseUrl: set.server.baseUrl, documentId, cookie: set.cast.bashir.cookie, doc });
  expect((await back.closed).code).toBe(4404);
  expect(back.heard).toEqual([]);
  expect(await inTheLog("typed in the lift")).toBe(0);
});

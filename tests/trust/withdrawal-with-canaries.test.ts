import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withdrawConsent } from "~/features/case-notes/commands.server";
import { withActor } from "~/shared/actor.server";
import { agrees, noteBy, personOf, stopsSharing } from "../support/factories";
import { figure, longRun, percentile, promised, randomFrom, seedFor, size } from "../support/size";
import { inRollback } from "../support/database";
import { startServer, type TestServer } from "../support/server";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";
import { eventually, pause } from "../support/wait";
import { Lane } from "./withdrawals/lane";
import { Line, tokenOf, type Place } from "./withdrawals/line";
import { nothingYet, spread, underLoad, withdrawOnce, type Outcome } from "./withdrawals/rounds";
import { letNotifiesBeLost, silently } from "./withdrawals/silence";
import type { Watcher } from "./withdrawals/watcher";
import { terminatingProxy } from "./withdrawals/terminating-proxy";

const set = stage();
const random = randomFrom(seedFor("withdrawal-with-canaries"));
const messagesPerSecond = 200;
/** Older bytes a paused reader may still read once its right has ended. */
const mostOlderBytes = 256 * 1024;
let clientId: string;
let documentId: string;
const toEnd: (() => unknown)[] = [];

beforeAll(async () => {
  const { aileen } = set.cast;
  await letNotifiesBeLost(set.data.admin);
  clientId = await personOf(set.data.db, aileen);
  await share();
  documentId = (await noteBy(set.data.db, aileen, clientId, ["shared_plan"])).documentOf("shared_plan");
});
afterAll(async () => {
  for (const end of toEnd.toReversed()) await end();
});

/** The Food Hub and the Advice Centre may both write in the plan. */
const share = () => {
  const { foodHub, advice } = set.cast.organisations;
  return agrees(set.data.db, set.cast.aileen, clientId, [{ with: foodHub, classes: ["shared_plan"] }, { with: advice, classes: ["shared_plan"] }]);
};

const lateWords = async (words: string) =>
  (await set.data.admin`select id from late_words where account_id = ${set.cast.bashir.accountId} and position(convert_to(${words}, 'UTF8') in data) > 0`).length;
const inTheLog = async (words: string) => (await set.data.admin`select seq from document_update where document_id = ${documentId} and position(convert_to(${words}, 'UTF8') in data) > 0`).length;

type Sizes = { name: string; lanes: number; withdrawals: number; atOnce: number };

/** Withdrawals on many people's notes at once, every transport open, under load. */
async function withdrawals(place: Place, { name, lanes: many, withdrawals: total, atOnce }: Sizes): Promise<Outcome & { messages: number }> {
  const lanes: Lane[] = [];
  const watchers = new Map<Lane, Watcher[]>();
  // A few at a time: an address may hold only so many sockets nobody is behind yet.
  while (lanes.length < many) {
    const begun = Array.from({ length: Math.min(5, many - lanes.length) }, (_, index) => Lane.begin({ data: set.data, cast: set.cast, place }, `${name} ${lanes.length + index}`));
    lanes.push(...(await Promise.all(begun)));
    for (const lane of lanes) if (!watchers.has(lane)) watchers.set(lane, await lane.hubWatchers());
  }
  const outcome = nothingYet();
  const load = underLoad(lanes, messagesPerSecond);
  const free = [...lanes];
  let begun = 0;
  const line = async () => {
    while (begun < total) {
      const nth = ++begun;
      const lane = free.shift() as Lane;
      await withdrawOnce(nth, lane, watchers.get(lane) ?? [], place, random, outcome);
      free.push(lane);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, line));
  const messages = load.stop();
  outcome.delivered += [...watchers.values()].flat().reduce((sum, { heardForbidden }) => sum + heardForbidden, 0);
  for (const lane of lanes) lane.end();
  for (const watcher of [...watchers.values()].flat()) watcher.close();
  return { ...outcome, messages };
}

function tell(title: string, sockets: number, outcome: Outcome & { messages: number }): void {
  const { withdrawals: count, messages, delivered, letInAgain } = outcome;
  figure(title, {
    withdrawals: count,
    sockets,
    messagesPerSecond: messages,
    canariesDelivered: delivered,
    reconnectsLetIn: letInAgain,
    ...spread("deadAfterMs", outcome.dead),
    ...spread("deadWithoutNotifyMs", outcome.deadWithoutNotify),
    ...spread("topicLeftAfterMs", outcome.topicLeft),
    ...spread("topicLeftWithoutNotifyMs", outcome.topicLeftWithoutNotify),
    pausedReadersReadAfterBytesMax: Math.max(0, ...outcome.pausedBytes),
  });
}

/** What people are promised, whatever was lost on the way. */
function keepsThePromise(outcome: Outcome): void {
  const { delivered, letInAgain, pagesAfterwards, topicsAfterwards } = outcome;
  expect({ delivered, letInAgain, pagesAfterwards, topicsAfterwards }).toEqual({ delivered: 0, letInAgain: 0, pagesAfterwards: 0, topicsAfterwards: 0 });
  expect(Math.max(0, ...outcome.pausedBytes)).toBeLessThanOrEqual(mostOlderBytes);
  const { dead, topicLeft, deadWithoutNotify, topicLeftWithoutNotify } = outcome;
  expect(percentile([...dead, ...topicLeft], 0.99)).toBeLessThan(promised(1_000));
  expect(Math.max(0, ...dead, ...topicLeft, ...deadWithoutNotify, ...topicLeftWithoutNotify)).toBeLessThan(promised(5_000));
}

test("[R9] withdrawn mid-sentence: sockets die, topics are lost, pages are not there, nothing later arrives and nobody comes back in", async () => {
  const lanes = size({ short: 6, long: 100 });
  const outcome = await withdrawals({ baseUrl: set.server.baseUrl, cookieName: "thread" }, { name: "plain", lanes, withdrawals: size({ short: 24, long: 10_000 }), atOnce: size({ short: 3, long: 6 }) });
  tell("G8 withdrawal-with-canaries", lanes * 10, outcome);
  keepsThePromise(outcome);
});

test("[R9] the same behind a proxy that ends TLS, with https addresses and cookies", async () => {
  const proxy = await terminatingProxy();
  toEnd.push(proxy.stop);
  const server: TestServer = await startServer({ databaseUrl: set.data.url, env: { BASE_URL: proxy.baseUrl, TRUST_PROXY: "1" } });
  toEnd.push(server.stop);
  proxy.leadsTo(server.port);
  const lanes = size({ short: 2, long: 20 });
  const outcome = await withdrawals({ baseUrl: proxy.baseUrl, cookieName: "__Host-thread" }, { name: "tls", lanes, withdrawals: size({ short: 8, long: 500 }), atOnce: 2 });
  tell("G8 withdrawal-with-canaries, TLS ended by a proxy", lanes * 10, outcome);
  keepsThePromise(outcome);
});

test("[R9] who reads nothing for a while is not handed what waits for them once their right has ended", async () => {
  const { aileen, bashir, organisations } = set.cast;
  const place = { baseUrl: set.server.baseUrl, cookieName: "thread" };
    const unread = longRun ? [1, 2, 3, 4, 5, 6, 8, 10, 12, 16] : [2, 8];
  const read: number[] = [];
  for (const megabytes of unread) {
    await share();
    const { documentOf } = await noteBy(set.data.db, aileen, clientId, ["shared_plan"]);
    const document = documentOf("shared_plan");
    const writer = await set.join(aileen, document);
    const reader = await new Line(place, document, bashir.cookie).opened();
    writer.type(tokenOf(1));
    await reader.hears(1);
    reader.socket.pause();
    for (let pages = 0; pages < megabytes * 16; pages++) {
      writer.type("x".repeat(64_000));
      if (pages % 8 === 7) await writer.saved();
    }
    await writer.saved();
    const awake = await new Line(place, document, bashir.cookie).opened();
    expect(await awake.hears(1)).toBe(true);
    await stopsSharing(set.data.db, aileen, clientId, organisations.foodHub);
    // Where they do read they are shut out by the same judgement; a moment later the other wire is reset, also if it was just being closed for reading too slowly.
    await awake.ended;
    await pause(1_500);
    read.push(await reader.readsOn());
    await writer.close();
  }
  figure("G8 withdrawal-with-canaries, unread megabytes", { mostMegabytesUnread: Math.max(...unread), readAfterBytesMax: Math.max(...read) });
  expect(Math.max(...read)).toBeLessThanOrEqual(mostOlderBytes);
});

test("[R10] words that come after the withdrawal are not stored, not shown, and set apart for their writer alone", async () => {
  await share();
  const aileen = await set.join(set.cast.aileen, documentId);
  const bashir = await set.join(set.cast.bashir, documentId);
  await withActor(set.data.db, set.cast.aileen, async (trx) => {
    await silently(trx);
    await withdrawConsent(trx, set.cast.aileen, clientId, { saidAt: new Date(), how: "voice", words: "No more.", stop: { organisations: [set.cast.organisations.foodHub] } });
  });
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

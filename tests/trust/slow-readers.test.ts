import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { sharedNote } from "../support/factories";
import { figure, percentile, randomFrom, seedFor, size, type Random } from "../support/size";
import { stage } from "../support/stage";
import type { SyncClient } from "../support/sync-client";
import { eventually, pause } from "../support/wait";
import { canonicalBytes } from "../support/writers";
import { Line, tokenOf, type Place } from "./withdrawals/line";
import { Trickle } from "./withdrawals/trickle";

const set = stage();
const random = randomFrom(seedFor("slow-readers"));
const documents = size({ short: 2, long: 20 });
const pausedReaders = size({ short: 16, long: 200 });
const trickles = size({ short: 2, long: 20 });
const seconds = size({ short: 2, long: 60 });
/** More than what two kernels take off our hands, so that whoever does not read is noticed, however slow the machine. */
const load = { seconds, leastMessages: documents * 560 };
/** Of 16 KB each. As fast as they are committed, but no faster than this. */
const messagesPerSecond = size({ short: 300, long: 1_000 });
/** One frame beyond the hard mark, since a frame is not cut in two. */
const mostQueued = 1024 * 1024 + 256 * 1024;
const mostMemoryForThem = 256;
const ids: string[] = [];
const writers: Scribe[] = [];
let place: Place;
let highest = { queue: 0, megabytes: 0 };
let watching: NodeJS.Timeout;

beforeAll(async () => {
  place = { baseUrl: set.server.baseUrl, cookieName: "thread" };
  for (let n = 0; n < documents; n++) {
    const { documentId } = await sharedNote(set.data.db, set.cast.aileen, set.cast.organisations.foodHub);
    ids.push(documentId);
    writers.push(new Scribe(await set.join(set.cast.aileen, documentId)));
  }
  watching = setInterval(() => void look(), 250);
});
afterAll(() => clearInterval(watching));

/** Writes sixteen kilobytes in place of the sixteen before, so that what grows is what readers leave unread. */
class Scribe {
  readonly sentAt: number[] = [];
  constructor(readonly client: SyncClient) {}

  write(): void {
    const fragment = this.client.doc.getXmlFragment("default");
    const number = this.sentAt.push(performance.now());
    const words = `${tokenOf(number)}${"word ".repeat(3_275)}`;
    this.client.doc.transact(() => {
      if (fragment.length > 0) fragment.delete(0, fragment.length);
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(words)]);
      fragment.push([paragraph]);
    });
  }

  get unsaved(): number {
    return this.client.sent - this.client.acknowledged;
  }
}

/** What the server says of itself. */
async function look(): Promise<void> {
  const text = await fetch(`http://127.0.0.1:${set.server.port + 1}/metrics`).then((answer) => answer.text(), () => "");
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, "m").exec(text)?.[1] ?? 0);
  highest = {
    queue: Math.max(highest.queue, read("common_thread_document_longest_queue_bytes")),
    megabytes: Math.max(highest.megabytes, read("process_resident_memory_bytes") / 1024 ** 2),
  };
}

/** Everybody writes for so long, while somebody healthy reads along in each document. */
async function writing({ seconds, leastMessages }: { seconds: number; leastMessages: number }): Promise<{ p99: number; p50: number; perSecond: number }> {
  const latencies: number[] = [];
  const healthy = await Promise.all(ids.map((documentId) => new Line(place, documentId, set.cast.bashir.cookie).opened()));
  healthy.forEach((line, index) => {
    const { sentAt } = writers[index] as Scribe;
    const from = sentAt.length;
    line.onCanary = (number) => number > from && latencies.push(performance.now() - (sentAt[number - 1] ?? 0));
  });
  const begun = performance.now();
  let sent = 0;
  while (performance.now() - begun < seconds * 1_000 || sent < leastMessages) {
    for (const due = ((performance.now() - begun) / 1_000) * messagesPerSecond; sent < due; sent++) {
      const writer = writers[sent % writers.length] as Scribe;
      if (writer.unsaved > 50) break;
      writer.write();
    }
    await pause(2);
  }
  const lasted = (performance.now() - begun) / 1_000;
  await Promise.all(writers.map(({ client }) => client.saved(60_000)));
  await Promise.all(healthy.map((line, index) => line.hears((writers[index] as Scribe).sentAt.length)));
  expect(healthy.map(({ code }) => code)).toEqual(healthy.map(() => undefined));
  for (const line of healthy) line.close();
  return { p50: Math.round(percentile(latencies, 0.5)), p99: Math.round(percentile(latencies, 0.99)), perSecond: Math.round(sent / lasted) };
}

/** Reads nothing for some seconds at a time, reads on, is cut, comes back; again and again. @returns the codes it heard */
async function naps(documentId: string, isOver: () => boolean, { next }: Random): Promise<number[]> {
  const codes: number[] = [];
  while (!isOver()) {
    const line = await new Line(place, documentId, set.cast.sana.cookie).opened();
    line.socket.pause();
    await eventually(isOver, "the end of a nap", 1_500 + next() * 4_000).catch(() => {});
    line.socket.resume();
    await Promise.race([line.ended, pause(500)]);
    if (line.code !== undefined) codes.push(line.code);
    line.close();
  }
  return codes;
}

test("[R16] who reads slowly costs little, is cut, and comes back to the same bytes; who reads well does not feel them", async () => {
  await writing({ seconds: 0, leastMessages: documents * 60 });
  const without = await writing(load);
  await look();
  const usual = highest.megabytes;
  highest = { queue: 0, megabytes: 0 };

  const asleep = await Promise.all(Array.from({ length: Math.ceil(pausedReaders / 2) }, (_, index) => set.join(set.cast.bashir, ids[index % ids.length] as string)));
  const trickling = Array.from({ length: trickles }, (_, index) => new Trickle(place, ids[index % ids.length] as string, set.cast.bashir.cookie));
  for (const client of asleep) client.socket.pause();
  let over = false;
  const napping = Array.from({ length: Math.floor(pausedReaders / 2) }, (_, index) => naps(ids[index % ids.length] as string, () => over, random));
  const beside = await writing(load);
  over = true;
  await look();

  for (const client of asleep) client.socket.resume();
  const ended = (await Promise.all(asleep.map((client) => client.closed))).map(({ code }) => code);
  const codes = (await Promise.all(napping)).flat();
  const cut = [...ended, ...codes].filter((code) => code === 4408 || code === 1006).length;
  await Promise.all(trickling.map((one) => one.ended));
  const slowMb = Math.round(highest.megabytes - usual);
  figure("G12 slow-readers", {
    pausedReaders,
    trickles,
    documents,
    messagesPerSecond: beside.perSecond,
    messageKb: 16,
    seconds,
    cut,
    toldTooSlow: [...ended, ...codes].filter((code) => code === 4408).length,
    longestQueueKb: Math.round(highest.queue / 1024),
    memoryForThemMb: slowMb,
    healthyP50Ms: beside.p50,
    healthyP99Ms: beside.p99,
    healthyAloneP50Ms: without.p50,
    healthyAloneP99Ms: without.p99,
  });
  expect([...ended, ...codes].filter((code) => code !== 4408 && code !== 1006)).toEqual([]);
  expect(highest.queue).toBeGreaterThan(0);
  expect(highest.queue).toBeLessThanOrEqual(mostQueued);
  expect(slowMb).toBeLessThanOrEqual(mostMemoryForThem);
  for (const [index, sleeper] of asleep.entries()) {
    const back = await set.join(set.cast.bashir, ids[index % ids.length] as string, { doc: sleeper.doc });
    const { client } = writers[index % writers.length] as Scribe;
    expect(canonicalBytes(back.doc)).toBe(canonicalBytes(client.doc));
    await back.close();
  }
});

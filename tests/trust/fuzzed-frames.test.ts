import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { agrees, noteBy, personOf } from "../support/factories";
import { syncFrame, updateFrame, awarenessFrame } from "../support/frames";
import { figure, percentile, randomFrom, seedFor, size } from "../support/size";
import { mutated } from "../support/mutate";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";
import { pause } from "../support/wait";
import { canonicalBytes, readAnew } from "../support/writers";
import { attacks } from "./hostile-frames";

const set = stage({ LOG_LEVEL: "fatal" });
const seed = seedFor("fuzzed-frames");
let documentId: string;
beforeAll(async () => {
  const clientId = await personOf(set.data.db, set.cast.aileen);
  await agrees(set.data.db, set.cast.aileen, clientId, [{ with: set.cast.organisations.foodHub, classes: ["shared_plan"] }]);
  documentId = (await noteBy(set.data.db, set.cast.aileen, clientId, ["shared_plan"])).documentOf("shared_plan");
});

/** Frames to mutate: honest ones of every kind, the crafted attacks, and what earlier runs found (corpus.json, base64). */
function corpus(): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = 4242;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  doc.getXmlFragment("default").insert(0, [paragraph]);
  paragraph.insert(0, [text]);
  text.insert(0, "Company on Fridays");
  text.format(0, 7, { bold: true });
  text.delete(3, 4);
  const honest = [...updates.map(updateFrame), syncFrame(0, Y.encodeStateVector(doc)), syncFrame(1, Y.encodeStateAsUpdate(doc)), awarenessFrame([{ client: 4242, clock: 1, state: '{"cursor":null}' }]), Uint8Array.of(3)];
  const crafted = attacks.filter(({ name }) => name !== "handshakes without end").flatMap(({ frames }) => frames({ victim: 4242, reached: 5, own: 4243 }));
  const kept = (JSON.parse(readFileSync(new URL("corpus.json", import.meta.url), "utf8")) as string[]).map((one) => Uint8Array.from(Buffer.from(one, "base64")));
  return [...honest, ...honest, ...crafted.filter((one): one is Uint8Array => typeof one !== "string" && one.byteLength < 1_000), ...kept];
}

test("[R12] mutated frames break no document, stop nobody, and never end the server", async () => {
  const random = randomFrom(seed);
  const all = corpus();
  const frames = size({ short: 3_000, long: 300_000 });
  const pid = set.server.process.pid;
  const aileen = await set.join(set.cast.aileen, documentId);
  const stalls = watchStalls();
  const before = residentMegabytes(pid);
  let closed = 0;
  const lane = async () => {
    let attacker: SyncClient | undefined;
    for (let sent = 0; sent < frames / 6; sent++) {
      if (!attacker || attacker.isClosed) {
        if (attacker) closed += 1;
        attacker = new SyncClient({ baseUrl: set.server.baseUrl, documentId, cookie: set.cast.bashir.cookie });
        await attacker.until(() => attacker?.synced === true, "sync").catch(() => {});
      }
      attacker.sendRaw(mutated(random.pick(all), all, random));
      // A moment for the answer: what follows a refusal on the same socket is not read at all.
      if (sent % 2 === 0) await pause(2);
      if (sent % 100 === 0) aileen.type(`${sent};`);
    }
    await attacker?.close();
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  const stallTimes = await stalls.stop();
  await aileen.saved();
  figure("fuzzed frames", { seed, frames, closed, longestStallMs: Math.round(Math.max(...stallTimes)), p99StallMs: Math.round(percentile(stallTimes, 0.99)), grewMb: Math.round(residentMegabytes(pid) - before) });

  expect(closed).toBeGreaterThan(frames / 50);
  expect(set.server.process.pid).toBe(pid);
  expect(set.server.process.exitCode).toBeNull();
  expect(set.server.output()).not.toMatch(/unhandled|uncaught|    at /i);
  expect(aileen.isClosed).toBeUndefined();
  expect(residentMegabytes(pid) - before).toBeLessThan(size({ short: 200, long: 300 }));
  const anew = await readAnew({ baseUrl: set.server.baseUrl, documentId, cookie: set.cast.jo.cookie });
  expect(anew.doc.store.pendingStructs).toBeNull();
  expect(anew.doc.store.pendingDs).toBeNull();
  await aileen.until(() => canonicalBytes(aileen.doc) === canonicalBytes(anew.doc), "equal replicas", 5_000);
  await wholeLogLoads();
});

/** Every stored row, alone and in order, still makes a document. */
async function wholeLogLoads() {
  const rows = await set.data.admin<{ data: Uint8Array }[]>`select data from document_update where document_id = ${documentId} order by seq`;
  const doc = new Y.Doc();
  for (const { data } of rows) Y.applyUpdate(doc, data);
  expect(doc.store.pendingStructs).toBeNull();
}

function residentMegabytes(pid: number | undefined): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return 0;
  }
}

/** How long the process takes to answer the simplest of questions, all the while. */
function watchStalls() {
  const times: number[] = [];
  let over = false;
  const done = (async () => {
    while (!over) {
      const begun = performance.now();
      await fetch(`${set.server.baseUrl}/healthz`);
      times.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return { stop: async () => ((over = true), await done, times) };
}

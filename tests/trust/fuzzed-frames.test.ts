import { beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import type { Member } from "../support/cast";
import { agrees, noteBy, personOf } from "../support/factories";
import { awarenessFrame, syncFrame, updateFrame } from "../support/frames";
import { mutated } from "../support/mutate";
import { figure, longRun, promised, randomFrom, seedFor, size, type Random } from "../support/size";
import { stage } from "../support/stage";
import { eventually } from "../support/wait";
import { canonicalBytes, readAnew } from "../support/writers";
import { BatteredSocket } from "./battered-socket";
import { Corpus } from "./corpus/keep";
import { attacks } from "./hostile-frames";
import { canBeAsked, endure, uncaught } from "./under-load";

const set = stage({ LOG_LEVEL: "warn", ...canBeAsked });
const seed = seedFor("G10 fuzzed-frames");
const lanes = size({ short: 6, long: 12 });
let clientId: string;
let attackers: Member[];
beforeAll(async () => {
  clientId = await personOf(set.data.db, set.cast.aileen);
  await agrees(set.data.db, set.cast.aileen, clientId, [{ with: set.cast.organisations.foodHub, classes: ["shared_plan"] }]);
  attackers = [];
  for (let n = 0; n < lanes; n++) attackers.push(await set.cast.another(`Writer ${n}`, set.cast.organisations.foodHub, "worker"));
});

/** Frames to mutate: honest ones of every kind under one's own number, and the crafted attacks. */
function honestAndCrafted(own: number): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = own;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  doc.getXmlFragment("default").insert(0, [paragraph]);
  paragraph.insert(0, [text]);
  text.insert(0, "Company on Fridays");
  text.format(0, 7, { bold: true });
  text.delete(3, 4);
  text.insertEmbed(1, { mention: "x" });
  paragraph.setAttribute("align", "left");
  const honest = [...updates.map(updateFrame), syncFrame(0, Y.encodeStateVector(doc)), syncFrame(1, Y.encodeStateAsUpdate(doc)), awarenessFrame([{ client: own, clock: 1, state: '{"cursor":null}' }]), Uint8Array.of(3)];
  const crafted = attacks.filter(({ name }) => name !== "handshakes without end").flatMap(({ frames }) => frames({ victim: 4242, reached: 5, own: own + 1, account: "" }));
  return [...honest, ...honest, ...honest, ...crafted.filter((one): one is Uint8Array => typeof one !== "string" && one.byteLength < 1_000)];
}

/**
 * Frames that can be read to the end and whose meaning is off: edits of noise by an honest Yjs, carets and state
 * vectors nobody has. Most are taken, so that what is refused meets a document with something in it.
 */
function plausible(random: Random, own: number): () => Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = own;
  let last: Uint8Array = Uint8Array.of(0, 0);
  doc.on("update", (update: Uint8Array) => (last = update));
  const noise = () => Buffer.from(random.bytes(1 + random.below(30))).toString(random.pick(["latin1", "utf8", "hex"] as const));
  const texts: Y.XmlText[] = [];
  const edits: (() => void)[] = [
    () => {
      const element = new Y.XmlElement(random.pick(["paragraph", "heading", "script", "bulletList", noise()]));
      const text = new Y.XmlText();
      element.insert(0, [text]);
      doc.getXmlFragment("default").insert(random.below(doc.getXmlFragment("default").length + 1), [element]);
      texts.push(text);
    },
    ...Array.from({ length: 4 }, () => () => random.pick(texts).insert(0, noise())),
    () => random.pick(texts).format(0, 1, { [noise()]: random.pick([true, null, noise(), { a: [noise()] }]) }),
    () => random.pick(texts).insertEmbed(0, { [noise()]: noise() }),
    () => random.pick(texts).setAttribute(noise(), noise()),
    () => doc.getMap(noise()).set(noise(), random.pick([noise(), 1, null, [1, [2]], new Y.Map()])),
    () => {
      const text = random.pick(texts);
      if (text.length > 0) text.delete(0, 1 + random.below(text.length));
    },
  ];
  return () => {
    const kind = random.below(10);
    if (kind === 0) return syncFrame(0, Y.encodeStateVector(new Map(Array.from({ length: random.below(6) }, () => [random.below(2 ** 31), random.below(2 ** 31)]))));
    if (kind === 1) return awarenessFrame([{ client: random.pick([own, random.below(2 ** 32)]), clock: random.below(1_000), state: JSON.stringify(random.pick([null, {}, [], "x", 7, { cursor: { anchor: noise() } }, { user: { name: noise() } }])) }]);
    random.pick(texts.length === 0 ? edits.slice(0, 1) : edits)();
    return updateFrame(last);
  };
}

/** Why the server refused what an account sent last, by its own log. */
function refusalsByAccount() {
  const last = new Map<string, string>();
  let rest = "";
  set.server.process.stdout?.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [account, why] = [/"account":"([^"]+)"/.exec(line)?.[1], /"(?:why|error)":"([^"]{0,60})/.exec(line)?.[1]];
      if (account && why) last.set(account, why.replaceAll(/\d+/g, "N"));
    }
  });
  return { take: (account: string) => [last.get(account) ?? "", last.delete(account)][0] as string };
}

test("[R12] mutated frames break no document, stop nobody, and never end the server", async () => {
  const random = randomFrom(seed);
  const corpus = new Corpus("frames");
  const found = corpus.inputs();
  const frames = size({ short: 2_400, long: Number(process.env.FRAMES ?? 1_000_000) });
  // A document is battered for a while and then loaded in full; a longer one would only make every return slower.
  const perDocument = size({ short: 1_200, long: 10_000 });
  const refusals = refusalsByAccount();
  const pid = set.server.process.pid;
  let refused = 0;
  let sent = 0;
  let documents = 0;
  const endured = await endure(set.server, async (warm) => {
    for (let done = 0; done < frames; done += perDocument) {
      const documentId = (await noteBy(set.data.db, set.cast.aileen, clientId, ["shared_plan"])).documentOf("shared_plan");
      const aileen = await set.join(set.cast.aileen, documentId);
      const lane = async (attacker: Member, nth: number) => {
        const own = 10_000 + documents * 100 + nth * 2;
        const all = honestAndCrafted(own);
        let number = own + 2_000_000;
        let next = plausible(random, number);
        const socket = new BatteredSocket(() => ({ url: `${set.server.baseUrl.replace("http", "ws")}/sync/${documentId}?acks=1`, headers: { Cookie: attacker.cookie, Origin: set.server.baseUrl } }), [syncFrame(1, Uint8Array.of(0, 0))]);
        for (let n = 0; n < perDocument / lanes; n++) {
          const isPlausible = random.below(3) > 0;
          const frame = isPlausible ? next() : mutated(random.pick(random.below(3) === 0 && found.length > 0 ? found : all), all, random);
          const { closed } = await socket.take(frame);
          if (closed !== undefined) refused += 1;
          // What would follow rests on what was refused.
          if (closed !== undefined && isPlausible) next = plausible(random, (number += 10_000_000));
          const why = refusals.take(attacker.accountId);
          if (corpus.notes(`${kindOf(frame)} ${closed === undefined ? "taken" : `${closed} ${why}`}`, frame)) found.push(frame);
          sent += 1;
          if (n % 50 === 0) aileen.type(`${done + n};`);
        }
        socket.end();
      };
      await Promise.all(attackers.map(lane));
      await aileen.saved();
      expect(aileen.isClosed).toBeUndefined();
      const reads = () => readAnew({ baseUrl: set.server.baseUrl, documentId, cookie: set.cast.jo.cookie });
      let anew = await reads();
      // A last word may be stored only once somebody has read; whoever reads again has it.
      await eventually(async () => canonicalBytes(aileen.doc) === canonicalBytes((anew = await reads()).doc), "equal replicas");
      expect(anew.doc.store.pendingStructs).toBeNull();
      expect(anew.doc.store.pendingDs).toBeNull();
      await wholeLogLoads(documentId);
      await aileen.close();
      documents += 1;
      if (done === 0) await warm();
    }
  });
  corpus.write();
  figure("G10 fuzzed-frames", { seed, frames: sent, refused, documents, unloadable: 0, exits: 0, unhandled: 0, corpus: corpus.size, newBehaviours: corpus.found, ...endured });

  expect(refused).toBeGreaterThan(frames / 50);
  expect(set.server.process.pid).toBe(pid);
  expect(set.server.process.exitCode).toBeNull();
  expect(set.server.output()).not.toMatch(uncaught);
  expect(set.server.output()).not.toMatch(/\n\s+at /);
  // Promised for a machine that does nothing else: the short run shares its own.
  expect(endured.grewMb).toBeLessThanOrEqual(longRun ? 100 : 400);
  expect(endured.longestLagMs).toBeLessThan(promised(1_000));
});

/** Which message a frame begins like. */
function kindOf([type, step]: Uint8Array): string {
  if (type === undefined) return "nothing";
  if (type > 4) return "other";
  if (type > 0) return String(type);
  return `0.${step === undefined ? "-" : step > 2 ? "other" : step}`;
}

/** Every stored row, alone and in order, still makes a document. */
async function wholeLogLoads(documentId: string) {
  const rows = await set.data.admin<{ data: Uint8Array }[]>`select data from document_update where document_id = ${documentId} order by seq`;
  const doc = new Y.Doc();
  for (const { data } of rows) Y.applyUpdate(doc, data);
  expect(doc.store.pendingStructs).toBeNull();
  expect(doc.store.pendingDs).toBeNull();
}

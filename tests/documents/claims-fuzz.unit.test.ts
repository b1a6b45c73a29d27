import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { clocksOf, readClaim } from "~server/documents/claims";
import { readMessage } from "~server/documents/wire";
import { updateFrame } from "../support/frames";
import { mutated } from "../support/mutate";
import { figure, longRun, randomFrom, seedFor } from "../support/size";

/** Real edits of one number, as frames. */
function honestFrames(clientNumber: number): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = clientNumber;
  const frames: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => frames.push(updateFrame(update)));
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  doc.getXmlFragment("default").insert(0, [paragraph]);
  paragraph.insert(0, [text]);
  text.insert(0, "Company on Fridays");
  text.format(0, 7, { bold: true });
  text.delete(3, 4);
  text.insert(2, "👋 and more");
  text.insertEmbed(1, { mention: "x" });
  paragraph.setAttribute("align", "left");
  frames.push(updateFrame(Y.encodeStateAsUpdate(doc)));
  return frames;
}

test("[R12] what is taken can always be applied whole, whatever was done to the bytes", () => {
  const random = randomFrom(seedFor("claims"));
  const tries = longRun ? 2_000_000 : 30_000;
  // Yjs writes to the console before it throws on.
  vi.spyOn(console, "error").mockImplementation(() => {});
  const all = [...honestFrames(4242), ...honestFrames(4242), ...honestFrames(77)];
  const wholeOf77 = updateIn(honestFrames(77).at(-1) ?? new Uint8Array()) ?? new Uint8Array();
  let taken = 0;
  let doc = new Y.Doc();
  let rows: Uint8Array[] = [];
  for (let n = 0; n < tries; n++) {
    if (n % 500 === 0) {
      doc = new Y.Doc();
      Y.applyUpdate(doc, wholeOf77);
      rows = [wholeOf77];
    }
    const frame = mutated(random.pick(all), all, random);
    const update = updateIn(frame);
    if (!update) continue;
    const clocks = clocksOf(Y.encodeStateAsUpdate(doc));
    const claim = readClaim(update, { committed: clocks, own: new Map(), mayWriteAs: (number) => number !== 77 });
    if (typeof claim === "string") continue;
    taken += 1;
    const why = tripsOver(doc, claim.news);
    if (why) throw new Error(`${why}: ${Buffer.from(update).toString("base64")} after ${rows.map((row) => Buffer.from(row).toString("base64")).join(" ")}`);
    rows.push(claim.news);
  }
  figure("claims", { tries, taken });
  expect(taken).toBeGreaterThan(tries / 100);
}, longRun ? 3_600_000 : 60_000);

function updateIn(frame: Uint8Array): Uint8Array | undefined {
  try {
    const message = readMessage(frame);
    return message.kind === "update" || message.kind === "step2" ? message.update : undefined;
  } catch {
    return undefined;
  }
}

/** Why everybody's browser would trip over these words, if it would. */
function tripsOver(doc: Y.Doc, update: Uint8Array): string | undefined {
  try {
    Y.applyUpdate(doc, update);
    Y.mergeUpdates([Y.encodeStateAsUpdate(doc), update]);
  } catch (error) {
    return String(error);
  }
  if (doc.store.pendingStructs) return "pending words";
  if (doc.store.pendingDs) return "pending deletions";
  return undefined;
}

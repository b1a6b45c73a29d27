import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { clocksOf, readClaim, type Clocks } from "~server/documents/claims";
import { craftUpdate } from "../support/frames";
import { randomFrom } from "../support/size";

const everybody = () => true;
const claim = (update: Uint8Array, clocks: Clocks = new Map(), mayWriteAs: (client: number) => boolean = everybody) => readClaim(update, { committed: clocks, own: new Map(), mayWriteAs });

describe("what honest Yjs sends is taken", () => {
  test("every edit of two people who type, delete, format and undo at once", () => {
    const random = randomFrom(11);
    const [one, other] = [new Y.Doc(), new Y.Doc()];
    // Else chance and the clock have a say in every draw that follows.
    [one.clientID, other.clientID] = [1, 2];
    const undo = new Y.UndoManager(one.getText("default"), { captureTimeout: 0 });
    let clocks: Clocks = new Map();
    const refused: string[] = [];
    for (const doc of [one, other]) {
      doc.on("update", (update: Uint8Array, origin: unknown) => {
        if (origin === "elsewhere") return;
        const said = claim(update, clocks, (client) => client === one.clientID || client === other.clientID);
        if (typeof said === "string") refused.push(said);
        Y.applyUpdate(doc === one ? other : one, update, "elsewhere");
        clocks = clocksOf(Y.encodeStateAsUpdate(doc));
      });
    }
    for (let step = 0; step < 500; step++) {
      const text = random.pick([one, other]).getText("default");
      const chance = random.next();
      if (chance < 0.6) text.insert(random.below(text.length + 1), random.pick(["a", "Friday ", "é", "👋"]));
      else if (chance < 0.8 && text.length > 2) text.delete(random.below(text.length - 1), 1);
      else if (chance < 0.9 && text.length > 2) text.format(0, 2, { bold: true });
      else undo.undo();
    }
    expect(refused).toEqual([]);
    expect(one.getText("default").toString()).toBe(other.getText("default").toString());
  });

  test("a whole document at once, as after writing offline", () => {
    const doc = new Y.Doc();
    const paragraphs = doc.getXmlFragment("default");
    for (let n = 0; n < 50; n++) {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(`line ${n}`)]);
      paragraphs.insert(n % 2 === 0 ? 0 : paragraphs.length, [paragraph]);
    }
    expect(claim(Y.encodeStateAsUpdate(doc))).toMatchObject({ newWriter: doc.clientID });
  });
});

describe("what would trip everybody else is refused", () => {
  test.each([
    ["a piece beside itself", craftUpdate(5, 0, [{ kind: "text", text: "x", origin: { client: 5, clock: 0 } }]), { 5: 0 }],
    ["a piece inside itself", craftUpdate(5, 0, [{ kind: "text", text: "x", parentId: { client: 5, clock: 0 } }]), { 5: 0 }],
    ["two pieces that wait for each other", Y.mergeUpdates([craftUpdate(5, 3, [{ kind: "text", text: "a", origin: { client: 6, clock: 2 } }]), craftUpdate(6, 2, [{ kind: "text", text: "b", origin: { client: 5, clock: 3 } }])]), { 5: 3, 6: 2 }],
  ])("%s", (_what, update, clocks) => {
    expect(claim(update, new Map(Object.entries(clocks).map(([client, clock]) => [Number(client), clock])))).toBe("points at nothing");
  });

  test("a quarter of a megabyte in the worst order is judged in little time", () => {
    const pieces = 8_000;
    const ping = Array.from({ length: pieces }, (_, n) => ({ kind: "text" as const, text: "x", origin: n === 0 ? { client: 6, clock: 0 } : { client: 6, clock: n } }));
    const pong = Array.from({ length: pieces }, (_, n) => ({ kind: "text" as const, text: "y", origin: { client: 5, clock: n } }));
    const update = Y.mergeUpdates([craftUpdate(5, 1, ping), craftUpdate(6, 1, pong)]);
    const begun = performance.now();
    claim(update, new Map([[5, 1], [6, 1]]));
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});

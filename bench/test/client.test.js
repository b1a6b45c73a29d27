import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { Acks } from "../src/client/acks.js";
import { Keystrokes } from "../src/client/keystrokes.js";
import { nextCharacterUpdate } from "../src/client/light-typing.js";
import { closeCodeIn } from "../src/client/socket.js";

test("light typing sends the very bytes Yjs sends", () => {
  const doc = new Y.Doc();
  const text = new Y.XmlText(".");
  doc.getXmlFragment("default").push([text]);
  const updates = [];
  doc.on("update", (update) => updates.push(update));
  text.insert(1, "a");
  text.insert(2, "b");
  const first = Y.getState(doc.store, doc.clientID) - 2;
  assert.deepEqual(updates, [nextCharacterUpdate(doc.clientID, first, "a"), nextCharacterUpdate(doc.clientID, first + 1, "b")]);
});

test("an update counts as lost when the server came back without it", () => {
  const updates = Object.assign(new Acks(), { clocks: [3, 4, 5, 6], count: 3 });
  assert.equal(updates.lostBelow(6), 0);
  assert.equal(updates.lostBelow(4), 1);
  assert.equal(updates.lostBelow(0), 3);
  assert.deepEqual(updates.shownAndLost(4, 3), { shown: 2, lost: 1 });
});

test("acknowledgements come as a total or one by one, and never exceed what was sent", () => {
  const acks = new Acks();
  [1, 2, 3].forEach((clock) => acks.sent(clock));
  acks.receive({ more: 1 });
  acks.receive({ more: 0 });
  assert.deepEqual([acks.count, acks.refused], [1, 1]);
  acks.receive({ upTo: 9 });
  assert.equal(acks.count, 3);
});

test("a keystroke's age is known at the person who sees it, merged with others or not", () => {
  const keystrokes = new Keystrokes();
  keystrokes.made(7, 10, 100);
  keystrokes.made(7, 11, 103);
  assert.deepEqual(keystrokes.seen(7, 9, 12, 105), [5, 2]);
  assert.equal(keystrokes.shownUpTo(7), 12);
});

test("the close code is read from the last bytes of a connection nobody parses", () => {
  assert.equal(closeCodeIn(Buffer.from([0x82, 1, 0, 0x88, 2, 0x11, 0x4d])), 4429);
  assert.equal(closeCodeIn(Buffer.from([0x82, 1, 0])), 1006);
});

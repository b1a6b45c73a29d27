import { expect, test } from "vitest";
import * as Y from "yjs";
import { Room } from "~server/documents/room";

/** A document's rows, one word each, and the form they have together. */
function rowsOf(count: number) {
  const doc = new Y.Doc();
  const rows: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => rows.push(update));
  for (let word = 1; word <= count; word++) doc.getText("words").insert(doc.getText("words").length, `${word} `);
  return rows;
}

function wordsOf(update: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc.getText("words").toString();
}

test("a smaller form that took its time does not take away what was written meanwhile", () => {
  const rows = rowsOf(3);
  const room = new Room("a document", "a person", rows.slice(0, 2).map((data, index) => ({ seq: index + 1, data, isSnapshot: false })), new Map());
  const begunAt = room.seq;
  const small = Y.mergeUpdates(room.parts());
  // Meanwhile a word is stored, and somebody comes back and is told what they lack.
  room.keep(3, rows[2] as Uint8Array);
  expect(wordsOf(room.whole())).toBe("1 2 3 ");
  room.fold(begunAt, small);
  expect(wordsOf(room.whole())).toBe("1 2 3 ");
  expect(room.snapshotSeq).toBe(3);
});

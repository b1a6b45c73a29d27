import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addRow, changeBetween, mostRows, moveRow, removeRow, rowsIn, setMinutes, setWords, undoOf } from "~/features/events/agenda/rows";
import { htmlOf, rowsOf, textOf } from "../../server/documents/words.js";

const whats = (doc: Y.Doc) => rowsIn(doc).map(({ what }) => what);
const idOf = (doc: Y.Doc, what: string) => rowsIn(doc).find((row) => row.what === what)?.id ?? "";

function agenda(...rows: string[]): Y.Doc {
  const doc = new Y.Doc();
  for (const what of rows) addRow(doc, { what });
  return doc;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function meet(one: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
}

describe("the rows of an agenda", () => {
  test("stand in the order they were put in, and move by one change", () => {
    const doc = agenda("Welcome", "Debt advice", "Tea");
    moveRow(doc, idOf(doc, "Tea"), 0);
    expect(whats(doc)).toEqual(["Tea", "Welcome", "Debt advice"]);
    moveRow(doc, idOf(doc, "Tea"), 99);
    addRow(doc, { after: idOf(doc, "Welcome"), what: "Names" });
    expect(whats(doc)).toEqual(["Welcome", "Names", "Debt advice", "Tea"]);
    removeRow(doc, idOf(doc, "Names"));
    expect(whats(doc)).toEqual(["Welcome", "Debt advice", "Tea"]);
  });

  test("are never doubled, nor lose a letter, when two people move one and a third writes in it", () => {
    const aileen = agenda("Welcome", "Debt", "Tea");
    const bashir = copyOf(aileen);
    const sana = copyOf(aileen);
    moveRow(aileen, idOf(aileen, "Tea"), 0);
    moveRow(bashir, idOf(bashir, "Tea"), 1);
    setWords(sana, idOf(sana, "Tea"), "what", "Tea and shortbread");
    meet(aileen, bashir);
    meet(bashir, sana);
    meet(aileen, sana);
    expect(whats(aileen)).toHaveLength(3);
    expect(whats(aileen)).toContain("Tea and shortbread");
    expect(whats(bashir)).toEqual(whats(aileen));
    expect(whats(sana)).toEqual(whats(aileen));
  });

  test("merge what two people type in one cell", () => {
    const aileen = agenda("Tea");
    const bashir = copyOf(aileen);
    setWords(aileen, idOf(aileen, "Tea"), "what", "Hot Tea");
    setWords(bashir, idOf(bashir, "Tea"), "what", "Tea break");
    meet(aileen, bashir);
    expect(whats(aileen)).toEqual(["Hot Tea break"]);
    expect(whats(bashir)).toEqual(["Hot Tea break"]);
  });

  test("can be moved between the same two for ever", () => {
    const doc = agenda("One", "Two", "Three", "Four");
    for (let count = 0; count < 200; count++) {
      moveRow(doc, idOf(doc, "Four"), 1);
      moveRow(doc, idOf(doc, "Three"), 1);
      expect(whats(doc)).toEqual(["One", "Three", "Four", "Two"]);
      moveRow(doc, idOf(doc, "Four"), 1);
    }
    expect(whats(doc)).toEqual(["One", "Four", "Three", "Two"]);
  });

  test("are no more than anybody would sit through, and no minute is absurd", () => {
    const doc = agenda();
    for (let count = 0; count < mostRows; count++) addRow(doc);
    expect(addRow(doc)).toBeUndefined();
    const [row] = rowsIn(doc);
    for (const [said, stands] of [[-5, 0], [99_999, 600], [12.4, 12]] as const) {
      setMinutes(doc, row?.id ?? "", said);
      expect(rowsIn(doc)[0]?.minutes).toBe(stands);
    }
  });

  test("take back one's own changes only", () => {
    const aileen = agenda("Welcome");
    const bashir = copyOf(aileen);
    const undo = undoOf(aileen);
    setWords(aileen, idOf(aileen, "Welcome"), "what", "Welcome all");
    addRow(bashir, { what: "Tea" });
    meet(aileen, bashir);
    undo.undo();
    expect(whats(aileen)).toEqual(["Welcome", "Tea"]);
  });

  test("read the same on the server, and nothing a document holds besides is taken for a row", () => {
    const doc = agenda("Welcome", "<img onerror=alert(1)>", "Tea");
    setWords(doc, idOf(doc, "Tea"), "who", "Jo & Bashir");
    moveRow(doc, idOf(doc, "Tea"), 0);
    const fragment = doc.getXmlFragment("default");
    fragment.insert(0, [new Y.XmlElement("paragraph"), new Y.XmlElement("agendaRow"), new Y.XmlText("stray")]);
    expect(rowsOf(fragment).map(({ what, who, minutes }) => ({ what, who, minutes }))).toEqual(rowsIn(doc).map(({ what, who, minutes }) => ({ what, who, minutes })));
    expect(textOf(fragment)).toContain("10 minutes: Tea (Jo & Bashir)");
    expect(htmlOf(fragment)).not.toContain("<img");
  });
});

describe("the smallest change between two texts", () => {
  test.each([
    ["", "a", { start: 0, remove: 0, insert: "a" }],
    ["tea", "tea", { start: 3, remove: 0, insert: "" }],
    ["aaa", "aa", { start: 2, remove: 1, insert: "" }],
    ["Tea at ten", "Tea at noon", { start: 7, remove: 2, insert: "noo" }],
  ])("from %j to %j", (before, after, change) => {
    expect(changeBetween(before, after)).toEqual(change);
    const { start, remove, insert } = change;
    expect(before.slice(0, start) + insert + before.slice(start + remove)).toBe(after);
  });
});

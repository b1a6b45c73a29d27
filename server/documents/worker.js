// Y.Docs are made here, beside the event loop that serves people: smaller forms, past states, text.
// Plain JavaScript, so that it is the same file in development, in tests and beside the built server.
import { parentPort } from "node:worker_threads";
import * as Y from "yjs";
import { htmlOf, rowsOf, textOf } from "./words.js";

const field = "default";

const jobs = {
  /** @param {{ parts: Uint8Array[] }} job @returns one update without deleted words, and the clocks it reaches */
  compact({ parts }) {
    const doc = docOf(parts);
    const made = { data: Y.encodeStateAsUpdate(doc), clocks: Y.encodeStateVector(doc) };
    doc.destroy();
    return made;
  },
  /** @param {{ parts: Uint8Array[] }} job */
  read({ parts }) {
    return wordsOf(docOf(parts));
  },
  /** The words an update brings, out of their place: late words have no document to stand in. */
  scraps({ update }) {
    return Y.decodeUpdate(update)
      .structs.map((struct) => {
        if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) return struct.content.str;
        return struct instanceof Y.Item && struct.content instanceof Y.ContentType && struct.content.type instanceof Y.XmlElement ? "\n" : "";
      })
      .join("")
      .trim();
  },
  /** The words at each of the chosen rows, oldest first. */
  replay({ rows, at }) {
    const doc = new Y.Doc();
    const points = [];
    let next = 0;
    for (const seq of [...at].sort((a, b) => a - b)) {
      while (next < rows.length && rows[next].seq <= seq) Y.applyUpdate(doc, rows[next++].data);
      points.push({ seq, ...wordsOf(doc) });
    }
    doc.destroy();
    return points;
  },
  /** An update that adds paragraphs at the end. */
  append({ parts, paragraphs }) {
    return changeOf(docOf(parts), (fragment) => fragment.insert(fragment.length, paragraphs.map(paragraph)));
  },
  /** An update after which the document reads as it did in the given past. */
  rewind({ parts, past }) {
    const old = docOf(past).getXmlFragment(field);
    return changeOf(docOf(parts), (fragment) => {
      fragment.delete(0, fragment.length);
      // Somebody may have put letters where only nodes belong; a past with such in it must still be a way back.
      fragment.insert(0, old.toArray().map((node) => (node instanceof Y.AbstractType ? node.clone() : node)));
    });
  },
};

function docOf(parts) {
  const doc = new Y.Doc({ gc: true });
  Y.transact(doc, () => parts.forEach((part) => Y.applyUpdate(doc, part)));
  return doc;
}

function changeOf(doc, change) {
  const before = Y.encodeStateVector(doc);
  const updates = [];
  doc.on("update", (update) => updates.push(update));
  Y.transact(doc, () => change(doc.getXmlFragment(field)));
  return updates.length === 1 ? updates[0] : Y.encodeStateAsUpdate(doc, before);
}

function paragraph(words) {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

function wordsOf(doc) {
  const fragment = doc.getXmlFragment(field);
  return { html: htmlOf(fragment), text: textOf(fragment), rows: rowsOf(fragment) };
}

parentPort?.on("message", ({ id, job, input }) => {
  try {
    parentPort?.postMessage({ id, result: jobs[job](input) });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error instanceof Error ? error.message : error) });
  }
});

import * as Y from "yjs";

/** The root fragment people write in; server/documents/worker.js says the same. */
const field = "default";
const known = new Map<string, { update: Uint8Array; writer: number }>();

/**
 * A real Yjs update that adds paragraphs at the end of a document, and the client number it was written under.
 * The same first words in two documents are the same bytes: each document knows its own writers.
 */
export function updateFor(paragraphs: readonly string[], before: readonly Uint8Array[]): { update: Uint8Array; writer: number } {
  const key = before.length === 0 ? paragraphs.join("\n") : undefined;
  const found = key === undefined ? undefined : known.get(key);
  if (found) return found;
  const doc = new Y.Doc({ gc: true });
  for (const part of before) Y.applyUpdate(doc, part);
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  doc.transact(() => {
    const fragment = doc.getXmlFragment(field);
    fragment.insert(fragment.length, paragraphs.map(paragraph));
  });
  const made = { update: updates[0] ?? new Uint8Array([0, 0]), writer: doc.clientID };
  doc.destroy();
  if (key !== undefined && known.size < 5_000) known.set(key, made);
  return made;
}

const knownClocks = new WeakMap<Uint8Array, Uint8Array>();

/** One smaller form of everything written, as folding makes it, and how far it reaches. */
export function folded(parts: readonly Uint8Array[]): { data: Uint8Array; clocks: Uint8Array } {
  const [only] = parts;
  const data = only && parts.length === 1 ? only : Y.mergeUpdates([...parts]);
  const clocks = knownClocks.get(data) ?? Y.encodeStateVectorFromUpdate(data);
  knownClocks.set(data, clocks);
  return { data, clocks };
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

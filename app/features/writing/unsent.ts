import * as Y from "yjs";

/**
 * The words one writer typed after `clock` and still has in the text, in the order they were typed; a new line
 * wherever they went on in another place.
 */
export function wordsSince(doc: Y.Doc, clock: number): string {
  let text = "";
  let place: unknown;
  for (const struct of doc.store.clients.get(doc.clientID) ?? []) {
    if (!(struct instanceof Y.Item) || struct.deleted || struct.id.clock + struct.length <= clock) continue;
    if (!(struct.content instanceof Y.ContentString)) continue;
    if (place !== undefined && place !== struct.parent) text += "\n";
    place = struct.parent;
    text += struct.content.str.slice(Math.max(0, clock - struct.id.clock));
  }
  return text.trim();
}

/** The same words as bytes that can be read by themselves. Nothing of anybody else's is in them. */
export function updateOf(text: string): Uint8Array {
  const doc = new Y.Doc();
  const paragraphs = text.split("\n").map((line) => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(line)]);
    return paragraph;
  });
  doc.getXmlFragment("default").insert(0, paragraphs);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

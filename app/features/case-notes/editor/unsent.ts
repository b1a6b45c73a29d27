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

/** The same words as bytes, for whoever may be handed them. Nothing of anybody else's is in it. */
export function updateSince(doc: Y.Doc, clock: number): Uint8Array {
  const others = [...Y.decodeStateVector(Y.encodeStateVector(doc))].filter(([client]) => client !== doc.clientID);
  const known = new Map([...others, [doc.clientID, clock] as const]);
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(known));
}

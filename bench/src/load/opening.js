/** How long somebody waits for a long document: from connecting to holding all of it. */
import * as Y from "yjs";
import { SyncClient } from "../client/sync-client.js";
import { within } from "../processes/within.js";

/**
 * Milliseconds until the last byte of the content was `received` and until it was `applied` to a Y.Doc.
 * `author` and `clock` name the last edit, `length` the characters that must be there.
 */
export async function timeOpening({ seat, field, author, clock, length, seconds = 60 }) {
  const client = new SyncClient(seat);
  const times = { receivedMs: 0, appliedMs: 0, bytes: 0 };
  const startedAt = performance.now();
  const complete = new Promise((resolve) => {
    client.onFrame = (bytes) => {
      if (times.appliedMs) return;
      times.receivedMs = performance.now() - startedAt;
      times.bytes += bytes;
    };
    client.onSeen = () => {
      if (times.appliedMs || Y.getState(client.doc.store, author) < clock) return;
      times.appliedMs = performance.now() - startedAt;
      resolve();
    };
  });
  try {
    await within(seconds, "opening the long document", Promise.all([client.connect(seconds), complete]));
    checkContent(client.doc, field, length);
    return times;
  } finally {
    client.close();
  }
}

function checkContent(doc, field, length) {
  const paragraphs = doc.getXmlFragment(field).toArray();
  const found = paragraphs.reduce((sum, paragraph) => sum + (paragraph.get(0)?.length ?? 0), 0);
  if (doc.store.pendingStructs || found !== length) throw new Error(`the document came with ${found} of ${length} characters`);
}

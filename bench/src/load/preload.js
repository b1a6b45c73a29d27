/** Writes a long document through an ordinary connection, at a pace the server accepts. */
import * as Y from "yjs";
import { SyncClient } from "../client/sync-client.js";
import { sleep, until } from "../processes/within.js";
import { readEdits } from "../content/long-document.js";

/** Bytes that may wait in the socket before the writer pauses. */
const mostWaiting = 256 * 1024;
const slowestMessagesPerSecond = 20;

/**
 * Sends the edits of `file`, `editsPerMessage` merged into each update, at most `messagesPerSecond`.
 * When the server closes for being too fast, waits and goes on at half the pace.
 */
export async function preload({ seat, file, editsPerMessage, messagesPerSecond, author, clock, seconds }) {
  const { edits } = readEdits(file);
  const end = performance.now() + seconds * 1000;
  let pace = messagesPerSecond;
  let next = 0;
  while (next < edits.length) {
    if (performance.now() > end) throw new Error(`preloading: ${next} of ${edits.length} edits within ${seconds} s`);
    const stretch = await writeStretch({ seat, edits, from: next, editsPerMessage, pace, end });
    next = stretch.next;
    if (next < edits.length) {
      pace = pace / 2;
      if (pace < slowestMessagesPerSecond) throw new Error(`preloading: closed with ${stretch.closeCode} even at ${pace} messages a second`);
      await sleep(2);
    }
  }
  await until(60, "the long document being complete on the server", () => holds(seat, author, clock));
  return { messagesPerSecond: pace };
}

/** Writes until the end or until the connection is closed; then begins again with what is surely not there yet. */
async function writeStretch({ seat, edits, from, editsPerMessage, pace, end }) {
  const writer = await new SyncClient(seat).connect();
  const startedAt = performance.now();
  let next = from;
  for (let messages = 0; next < edits.length && writer.isOpen && performance.now() < end; messages++) {
    writer.sendUpdate(Y.mergeUpdates(edits.slice(next, next + editsPerMessage)));
    next += editsPerMessage;
    const aheadSeconds = messages / pace - (performance.now() - startedAt) / 1000;
    if (aheadSeconds > 0.01 || messages % 50 === 0) await sleep(Math.max(0, aheadSeconds));
    while (writer.isOpen && writer.socket.bufferedAmount > mostWaiting) await sleep(0.01);
  }
  await sleep(1); // the last words leave, or the refusal arrives
  const { isOpen, closeCode } = writer;
  writer.close();
  if (isOpen) return { next };
  return { next: from, closeCode };
}

async function holds(seat, author, clock) {
  const reader = await new SyncClient(seat).connect();
  await sleep(0.2);
  const reached = Y.getState(reader.doc.store, author);
  reader.close();
  return reached >= clock;
}

/** Asks a restarted server what it still has: joins each document as somebody new and reads the state vector. */
import * as Y from "yjs";
import { SyncClient } from "../client/sync-client.js";
import { sleep } from "../processes/within.js";

/** Servers that answer before they have loaded get this long to send the rest, in seconds. */
const settleSeconds = 0.5;

/** @returns for each seat's document, `{ document, clocks: Map(client → clock) }` */
export async function keptClocks({ seats }) {
  const readers = await Promise.all(seats.map((seat) => new SyncClient(seat).connect()));
  await sleep(settleSeconds);
  return readers.map((reader) => {
    const kept = { document: reader.seat.document, clocks: Y.decodeStateVector(Y.encodeStateVector(reader.doc)) };
    reader.close();
    return kept;
  });
}

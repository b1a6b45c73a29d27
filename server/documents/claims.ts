import * as Y from "yjs";
import { largestAnswer } from "./limits";
import { settlesWholly } from "./order";

/** Clocks reached per Yjs client number: a document's state vector. */
export type Clocks = Map<number, number>;

/** `own`: clocks reached by what this same connection has sent and we have not stored yet. */
export type Known = { committed: Clocks; own: Clocks; mayWriteAs: (clientNumber: number) => boolean };

export type Claim = {
  /** Client numbers for which the update brings something new, with the clock each reaches. */
  reaches: Clocks;
  /** The one client number that is new to the document, or 0. */
  newWriter: number;
  /** The update without what is known already, where it held any: what is stored never overlaps. */
  news: Uint8Array;
};

/** No honest update moves a clock further at once than all that one answer can hold: a letter is a byte at least. */
const furthestStep = largestAnswer;
const deepestNesting = 64;

/**
 * Reads what an update claims, before it is stored. Yjs itself would accept much of what is refused here:
 * gaps would pile up unseen as pending structs, a forged number would silence another writer for good.
 * @returns the claim, or why it is refused
 */
export function readClaim(update: Uint8Array, { committed, own, mayWriteAs }: Known): Claim | string {
  // Whatever else is on its way may still be refused, so only what is stored or one's own is built on.
  const clocks = { get: (client: number) => Math.max(committed.get(client) ?? 0, own.get(client) ?? 0) };
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return "unreadable";
  }
  const reaches: Clocks = new Map();
  const depths = new Map<string, number>();
  let newWriter = 0;
  let overlaps = false;
  for (const struct of decoded.structs) {
    const { client, clock } = struct.id;
    const known = clocks.get(client);
    const reached = reaches.get(client) ?? known;
    const end = clock + struct.length;
    if (struct instanceof Y.Skip) return "skips";
    if (clock > reached) return "gap";
    if (clock < reached) overlaps = true;
    if (end <= reached) continue;
    if (end - known > furthestStep) return "clock jump";
    if (!mayWriteAs(client)) return "another's number";
    if (known === 0 && newWriter !== client) {
      if (newWriter !== 0) return "two new numbers";
      newWriter = client;
    }
    reaches.set(client, end);
  }
  if (!settlesWholly(decoded.structs, (client) => clocks.get(client))) return "points at nothing";
  for (const struct of decoded.structs) {
    if (!(struct instanceof Y.Item)) continue;
    if (struct.content instanceof Y.ContentDoc) return "document in a document";
    if (struct.parent instanceof Y.ID) {
      const depth = (depths.get(`${struct.parent.client}:${struct.parent.clock}`) ?? 0) + 1;
      if (depth > deepestNesting) return "too deep";
      if (struct.content instanceof Y.ContentType) depths.set(`${struct.id.client}:${struct.id.clock}`, depth);
    }
  }
  for (const [client, deletions] of decoded.ds.clients) {
    const top = Math.max(clocks.get(client), reaches.get(client) ?? 0);
    if (deletions.some((one) => one.len < 1 || one.clock + one.len > top)) return "deletes nothing";
  }
  if (decoded.structs.length === 0 && decoded.ds.clients.size === 0) return "says nothing";
  return { reaches, newWriter, news: overlaps ? Y.diffUpdate(update, Y.encodeStateVector(mapOf(decoded.structs, clocks.get))) : update };
}

function mapOf(structs: readonly { id: Y.ID }[], clockOf: (client: number) => number): Clocks {
  return new Map(structs.map(({ id }) => [id.client, clockOf(id.client)]));
}

/** Whether an update holds nothing at all: the usual answer of a client that has no news. */
export function isEmptyUpdate(update: Uint8Array): boolean {
  return update.byteLength === 2 && update[0] === 0 && update[1] === 0;
}

/** The state vector in its encoded form, from the clocks. */
export function encodeClocks(clocks: Clocks): Uint8Array {
  return Y.encodeStateVector(clocks);
}

export function clocksOf(update: Uint8Array): Clocks {
  return update.byteLength === 0 ? new Map() : Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update));
}

/** The clocks that one row of the log reaches. */
export function reachedBy(update: Uint8Array): Clocks {
  return Y.parseUpdateMeta(update).to;
}

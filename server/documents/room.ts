import * as Y from "yjs";
import type { Clocks } from "./claims";
import { clocksOf, reachedBy } from "./claims";
import type { Row } from "./gate";
import type { Peer } from "./peer";

/**
 * One open document: its bytes, never a Y.Doc. A snapshot, the rows since, the clocks they reach, whose
 * numbers they carry, and who is connected. Everything in it can be made again from the log.
 */
export class Room {
  readonly peers = new Set<Peer>();
  /** Gone, with words still on their way. */
  readonly leaving = new Set<Peer>();
  /** Account by Yjs client number; nobody else writes under it. */
  readonly writers: Map<number, string>;
  clocks: Clocks;
  snapshot: Uint8Array;
  snapshotSeq = 0;
  /** The number of the last row this process knows; what has been shown to anyone is at most this. */
  seq = 0;
  tail: { seq: number; data: Uint8Array }[] = [];
  /** What a restart would have to read beside the stored snapshot. */
  unsavedRows = 0;
  unsavedBytes = 0;
  /** Counts of changed rights when the last of these words were stored: who was judged since may have them all. */
  clientGeneration = 0;
  staffGeneration = 0;
  compacting = false;
  /** Readings of missed rows under way; no smaller form is made meanwhile. */
  lacking = 0;
  emptySince = Date.now();

  constructor(
    readonly documentId: string,
    /** Whose count of changed rights this is held against: the person the words are about, or `nobody` (gate.ts). */
    readonly clientId: string,
    rows: Row[],
    writers: Map<number, string>,
  ) {
    this.writers = writers;
    const [first, ...rest] = rows;
    const base = first?.isSnapshot ? first : undefined;
    this.snapshot = base ? base.data : new Uint8Array();
    this.snapshotSeq = base ? base.seq : 0;
    this.seq = this.snapshotSeq;
    const since = base ? rest : rows;
    for (const row of since) this.keep(row.seq, row.data);
    this.clocks = base?.clocks ? Y.decodeStateVector(base.clocks) : clocksOf(this.snapshot);
    for (const row of since) this.reach(reachedBy(row.data));
  }

  /** Adds a committed row. */
  keep(seq: number, data: Uint8Array): void {
    this.seq = Math.max(this.seq, seq);
    this.tail.push({ seq, data });
    this.unsavedRows += 1;
    this.unsavedBytes += data.byteLength;
  }

  storedUnder(clientGeneration: number, staffGeneration: number): void {
    this.clientGeneration = Math.max(this.clientGeneration, clientGeneration);
    this.staffGeneration = Math.max(this.staffGeneration, staffGeneration);
  }

  reach(clocks: Clocks): void {
    for (const [client, clock] of clocks) this.clocks.set(client, Math.max(clock, this.clocks.get(client) ?? 0));
  }

  /** All committed words as one update; kept in that form, so that the next to ask has it at once. */
  whole(): Uint8Array {
    const parts = this.parts();
    if (parts.length === 0) return emptyUpdate;
    if (parts.length > 1) this.fold(this.seq, Y.mergeUpdates(parts));
    return this.parts()[0] as Uint8Array;
  }

  parts(): Uint8Array[] {
    const rows = this.tail.map((row) => row.data);
    return this.snapshot.byteLength === 0 ? rows : [this.snapshot, ...rows];
  }

  /** What a reader at `stateVector` lacks, in one or two updates. A newcomer is sent the stored bytes as they are. */
  since(stateVector: Uint8Array): Uint8Array[] {
    if (stateVector.byteLength > 1) return [Y.diffUpdate(this.whole(), stateVector)];
    if (this.snapshot.byteLength === 0) return [this.whole()];
    return this.tail.length === 0 ? [this.snapshot] : [this.snapshot, Y.mergeUpdates(this.tail.map((row) => row.data))];
  }

  /** The rows after `seq` as one update, or everything where they are already folded away. */
  after(seq: number): Uint8Array {
    if (seq < this.snapshotSeq) return this.whole();
    const rows = this.tail.filter((row) => row.seq > seq).map((row) => row.data);
    return rows.length === 0 ? emptyUpdate : Y.mergeUpdates(rows);
  }

  /**
   * Takes a smaller form of the words up to `seq`, unless one that reaches further was made meanwhile: the rows
   * between the two are no longer kept beside it.
   */
  fold(seq: number, snapshot: Uint8Array): void {
    if (seq < this.snapshotSeq) return;
    this.snapshot = snapshot;
    this.snapshotSeq = seq;
    this.tail = this.tail.filter((row) => row.seq > seq);
  }
}

export const emptyUpdate = Uint8Array.of(0, 0);

import * as Y from "yjs";
import type { Gate, Stored } from "./gate";
import type { Claim } from "./claims";
import type { Peer } from "./peer";

/** `counts`: how many updates of its connection it stands for; `takes`: how many messages, sync steps too; `bytes`: what they weighed as they came; `wasTried`: whether an earlier try was never answered. */
export type Piece = { peer: Peer; data: Uint8Array; claim: Pick<Claim, "reaches" | "newWriter">; counts: number; takes: number; bytes: number; wasTried?: boolean };

type Handlers = {
  /** Before the transaction that is to store them. Told again when it has to be tried again. */
  begins(pieces: Piece[]): void;
  /** After COMMIT: each piece with the row it became, in order. */
  stored(piece: Piece, result: Stored): void;
  /** Nothing was stored: the connection must be judged again. */
  stale(pieces: Piece[]): void;
  /** The database did not answer; the same pieces are tried again. */
  waiting(error: unknown): void;
  /** All of one batch has been told. */
  settled(): void;
};

/** Most bytes kept while the database is away; beyond it writers are made to wait at their sockets. */
export const mostWaitingBytes = 64 * 1024 * 1024;
const mostPerBatch = 500;

/**
 * Group commit without timers: one transaction in flight; whatever arrives meanwhile is the next one.
 * Nothing is told to anyone before its COMMIT has returned.
 */
export class Queue {
  private pieces: Piece[] = [];
  private inFlight = false;
  private scheduled = false;
  private stopped = false;
  private idleWaiters: (() => void)[] = [];
  waitingBytes = 0;

  constructor(
    private readonly gate: Pick<Gate, "append">,
    private readonly handlers: Handlers,
  ) {}

  add(piece: Piece): void {
    this.pieces.push(piece);
    this.waitingBytes += piece.bytes;
    if (this.inFlight || this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.run();
    });
  }

  /** Takes back what a peer has waiting, in order: it may have to be judged first. */
  takeBack(peer: Peer): Piece[] {
    const own = this.pieces.filter((piece) => piece.peer === peer);
    if (own.length > 0) this.pieces = this.pieces.filter((piece) => piece.peer !== peer);
    for (const piece of own) this.waitingBytes -= piece.bytes;
    return own;
  }

  /** Resolves when everything taken so far is committed or refused. */
  async drained(): Promise<void> {
    if (!this.inFlight && this.pieces.length === 0) return;
    await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  stop(): void {
    this.stopped = true;
  }

  private async run(): Promise<void> {
    if (this.inFlight) return;
    this.inFlight = true;
    let pause = 50;
    while (this.pieces.length > 0 && !this.stopped) {
      const batch = mergeByPeer(this.pieces.splice(0, mostPerBatch));
      this.handlers.begins(batch);
      try {
        const results = await this.gate.append(batch.map(({ peer, data, claim }) => ({ connectionId: peer.connectionId, data, newWriter: claim.newWriter })));
        pause = 50;
        this.tell(batch, results);
      } catch (error) {
        // They may be stored all the same: only the answer is missing.
        for (const piece of batch) piece.wasTried = true;
        this.pieces.unshift(...batch);
        this.handlers.waiting(error);
        await new Promise((resolve) => setTimeout(resolve, pause));
        pause = Math.min(pause * 2, 1_000);
      }
    }
    this.inFlight = false;
    for (const resolve of this.idleWaiters.splice(0)) resolve();
  }

  private tell(batch: Piece[], results: Stored[]): void {
    const byItem = new Map(results.map((result) => [result.item, result]));
    const stale: Piece[] = [];
    batch.forEach((piece, item) => {
      this.waitingBytes -= piece.bytes;
      const result = byItem.get(item);
      if (result && result.seq !== null) this.handlers.stored(piece, result);
      else stale.push(piece);
    });
    if (stale.length > 0) this.handlers.stale(stale);
    this.handlers.settled();
  }
}

/** One row per writer and batch: what somebody typed within one transaction's time is one update. */
function mergeByPeer(pieces: Piece[]): Piece[] {
  const merged: (Piece & { parts: Uint8Array[] })[] = [];
  const last = new Map<Peer, Piece & { parts: Uint8Array[] }>();
  for (const piece of pieces) {
    const one = last.get(piece.peer);
    if (!one || (one.claim.newWriter && piece.claim.newWriter)) {
      const begun = { ...piece, parts: [piece.data] };
      last.set(piece.peer, begun);
      merged.push(begun);
      continue;
    }
    one.parts.push(piece.data);
    one.counts += piece.counts;
    one.takes += piece.takes;
    one.bytes += piece.bytes;
    one.claim = { newWriter: one.claim.newWriter || piece.claim.newWriter, reaches: new Map([...one.claim.reaches, ...piece.claim.reaches]) };
  }
  // Together by document and in one order everywhere, so that two processes never wait for each other in a ring.
  merged.sort((a, b) => (a.peer.room.documentId < b.peer.room.documentId ? -1 : a.peer.room.documentId > b.peer.room.documentId ? 1 : 0));
  return merged.map(({ parts, ...piece }) => (parts.length === 1 ? piece : { ...piece, data: Y.mergeUpdates(parts) }));
}

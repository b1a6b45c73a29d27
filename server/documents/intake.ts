import { randomUUID } from "node:crypto";
import { closeCodes } from "~/shared/realtime";
import type { Services } from "~/shared/services.server";
import { isEmptyUpdate, readClaim } from "./claims";
import type { Gate } from "./gate";
import type { Peer } from "./peer";
import { mostWaitingBytes, type Queue } from "./queue";
import type { Room } from "./room";

/** Refusals that an update may earn only because what it rests on has not arrived yet. */
const restsOnMore = new Set(["gap", "points at nothing", "deletes nothing"]);

/** What comes in from peers: read, held against what is known, and handed to the queue or refused. */
export class Intake {
  refused = 0;
  /** Messages of a peer that are not committed or refused yet. */
  private readonly unfinished = new Map<Peer, number>();

  constructor(
    private readonly queue: Pick<Queue, "add" | "waitingBytes">,
    private readonly gate: Pick<Gate, "setApart">,
    /** Somebody who has gone has nothing on its way any more. */
    private readonly hasParted: (peer: Peer) => void,
    private readonly log: Services["log"],
  ) {}

  /**
   * Takes words in. They are stored and shown only if the gate finds a right to write in the transaction
   * that stores them.
   * @param counts how many updates of its connection this stands for; 0 for an answer to our handshake
   * @returns why they were refused outright, if they were
   */
  take(peer: Peer, update: Uint8Array, counts: number, again = false): string | undefined {
    peer.stirred = true;
    const isAnswer = counts === 0 && !again;
    if (isAnswer) {
      peer.hasAnswered = true;
      if (!isEmptyUpdate(update)) counts = peer.early;
      peer.early = 0;
    }
    if (peer.deferred.length > 0 && !again) {
      peer.deferred.push({ update, counts });
      return undefined;
    }
    if (peer.early > 0 && !peer.hasAnswered) {
      // Their answer will hold this too; counted before it, it would stand for what came earlier.
      peer.early += counts;
      return undefined;
    }
    if (isEmptyUpdate(update)) {
      this.takeNothing(peer, counts);
      return undefined;
    }
    if (peer.level !== "write") {
      void this.setApart(peer, update, "no right to write");
      return "read only";
    }
    const { room } = peer;
    const claim = readClaim(update, { committed: room.clocks, own: peer.expected, mayWriteAs: (number) => mayWriteAs(peer, number) });
    if (typeof claim === "string" && restsOnMore.has(claim) && !peer.hasAnswered) {
      // Typed on return, before our handshake reached them: their answer to it holds this and what it rests on.
      peer.early += counts;
      return undefined;
    }
    if (typeof claim === "string") {
      this.refused += 1;
      this.log.warn({ document: room.documentId, account: peer.accountId, why: claim, bytes: update.byteLength }, "update refused");
      return claim;
    }
    if (peer.deferred.length > 0 || this.spokenElsewhere(peer, claim.reaches)) {
      peer.deferred.push({ update, counts });
      return undefined;
    }
    if (claim.newWriter) room.writers.set(claim.newWriter, peer.accountId);
    for (const [client, clock] of claim.reaches) peer.expected.set(client, clock);
    const piece = { peer, data: claim.news, claim, counts, takes: 1, bytes: update.byteLength };
    this.unfinished.set(peer, (this.unfinished.get(peer) ?? 0) + 1);
    if (peer.held) peer.held.push(piece);
    else this.queue.add(piece);
    if (this.queue.waitingBytes > mostWaitingBytes) peer.pause("database");
    return undefined;
  }

  /**
   * One connection at a time speaks under a number: somebody who comes back waits until what their last
   * connection had on its way is stored or dropped, so that nothing is ever stored twice in two forms.
   */
  private spokenElsewhere(peer: Peer, reaches: ReadonlyMap<number, number>): boolean {
    const { room } = peer;
    for (const other of [...room.peers, ...room.leaving]) {
      if (other === peer || other.accountId !== peer.accountId || !this.isWriting(other)) continue;
      for (const number of reaches.keys()) if ((other.expected.get(number) ?? 0) > (room.clocks.get(number) ?? 0)) return true;
    }
    return false;
  }

  takeDeferred(room: Room): void {
    for (const peer of room.peers) {
      for (const one of peer.deferred.splice(0)) {
        if (peer.ended) break;
        // What has to wait again holds up all that came behind it.
        if (peer.deferred.length > 0) peer.deferred.push(one);
        else if (this.take(peer, one.update, one.counts, true)) peer.cut(closeCodes.refused);
      }
    }
  }

  isWriting(peer: Peer): boolean {
    return (this.unfinished.get(peer) ?? 0) > 0;
  }

  /** So many messages of a peer are stored or dropped. */
  finish(peer: Peer, takes: number): void {
    const left = (this.unfinished.get(peer) ?? 0) - takes;
    if (left > 0) {
      this.unfinished.set(peer, left);
      return;
    }
    this.unfinished.delete(peer);
    if (peer.room.leaving.delete(peer)) this.hasParted(peer);
    peer.committed += peer.trailing;
    peer.trailing = 0;
  }

  /** Late words are kept for their writer alone, never merged ([R10]). */
  async setApart(peer: Peer, update: Uint8Array, why: string): Promise<void> {
    await this.gate
      .setApart(randomUUID(), peer.room.documentId, peer.sessionId, why, update)
      .catch((error: unknown) => this.log.warn({ error: String(error) }, "late words could not be set apart"));
  }

  /** An update without news is answered too, but keeps its place behind what was sent before it. */
  private takeNothing(peer: Peer, counts: number): void {
    if (this.isWriting(peer)) {
      peer.trailing += counts;
      return;
    }
    peer.committed += counts;
    peer.acknowledge();
  }
}

/** A client number is its first account's. Two tabs of one person have two numbers. */
function mayWriteAs(peer: Peer, clientNumber: number): boolean {
  const owner = peer.room.writers.get(clientNumber);
  return owner === undefined || owner === peer.accountId;
}

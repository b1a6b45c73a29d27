import { randomUUID } from "node:crypto";
import * as Y from "yjs";
import { closeCodes } from "~/shared/realtime";
import type { Services } from "~/shared/services.server";
import { Presence } from "./awareness";
import { isEmptyUpdate, readClaim } from "./claims";
import type { Gate, Judgement, Stored } from "./gate";
import { Folding } from "./folding";
import { Judging } from "./judging";
import { Momentary } from "./momentary";
import type { Peer } from "./peer";
import { mostWaitingBytes, Queue, type Piece } from "./queue";
import { Room } from "./room";
import { updateFrame, type AwarenessEntry } from "./wire";
import type { Workshop } from "./workshop";

const unloadAfter = 60_000;
const recheckEvery = 2_000;
const touchEvery = 60_000;
const forgetEvery = 3_600_000;
/** Refusals that an update may earn only because what it rests on has not arrived yet. */
const restsOnMore = new Set(["gap", "points at nothing", "deletes nothing"]);

/**
 * The open documents of this process. The one promise all of it serves: nothing is shown to another person
 * or called saved before it is committed and permitted ([R1] in docs/realtime-rules.md).
 */
export class Hub {
  readonly rooms = new Map<string, Room>();
  readonly presence = new Presence();
  private readonly opening = new Map<string, Promise<Room>>();
  private readonly queue: Queue;
  private readonly judging: Judging;
  private readonly momentary: Momentary;
  private readonly folding: Folding;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly roomsToFold = new Set<Room>();

  constructor(
    private readonly gate: Gate,
    private readonly workshop: Workshop,
    private readonly log: Services["log"],
  ) {
    this.queue = new Queue(gate, {
      stored: (piece, result) => this.onStored(piece, result),
      stale: (pieces) => this.onStale(pieces),
      waiting: (error) => log.warn({ error: String(error), bytes: this.queue.waitingBytes }, "words wait for the database"),
      settled: () => this.onSettled(),
    });
    this.judging = new Judging(gate, { goesOn: (peer) => this.goOn(peer), shutOut: (peer, code) => this.shutOut(peer, code), sentBack: (peer) => this.sendBack(peer) }, log);
    this.folding = new Folding(gate, workshop, log);
    this.momentary = new Momentary(gate, this.presence, (peers) => this.judging.ask(peers));
    this.timers.push(setInterval(() => void this.recheck(), recheckEvery), setInterval(() => void this.unloadIdle(), unloadAfter / 2));
    for (const timer of this.timers) timer.unref();
  }

  /** The room of a document, opened for a connection that may read it. */
  async roomFor(documentId: string, judgement: Judgement): Promise<Room> {
    const open = this.rooms.get(documentId);
    if (open) return open;
    const begun = this.opening.get(documentId) ?? this.load(documentId, judgement);
    this.opening.set(documentId, begun);
    try {
      return await begun;
    } finally {
      this.opening.delete(documentId);
    }
  }

  private async load(documentId: string, judgement: Judgement): Promise<Room> {
    const { clientId, connectionId } = judgement;
    const [rows, writers] = await Promise.all([this.gate.load(connectionId, 0), this.gate.writers(connectionId)]);
    const folded = await this.folding.beforeLoading(rows);
    const room = new Room(documentId, clientId, folded, writers);
    room.storedUnder(judgement.clientGeneration, judgement.staffGeneration);
    if (folded !== rows) {
      room.unsavedRows = rows.length;
      this.roomsToFold.add(room);
    }
    this.rooms.set(documentId, room);
    return room;
  }

  /** What a peer says of itself: where its caret is. */
  hearPresence(peer: Peer, said: AwarenessEntry[]): void {
    peer.stirred = true;
    if (this.presence.take(peer, said)) this.momentary.tell();
  }

  /**
   * Answers with what the room holds, if this peer was judged since its last words were stored; otherwise
   * once it has been judged again, or never.
   */
  answer(peer: Peer, send: () => void): void {
    if (peer.waiting.length === 0 && peer.isJudgedSince(peer.room.clientGeneration, peer.room.staffGeneration)) return send();
    peer.unanswered.push(send);
    this.judging.ask([peer]);
  }

  /** A peer hears everything from the row the room is at. */
  join(peer: Peer): void {
    peer.room.peers.add(peer);
    peer.joined = true;
    peer.sentSeq = peer.room.seq;
  }

  leave(peer: Peer): void {
    peer.ended = true;
    if (!peer.room.peers.delete(peer)) return;
    if (this.isWriting(peer)) peer.room.leaving.add(peer);
    this.presence.leave(peer);
    this.momentary.tell();
    if (peer.room.peers.size === 0) peer.room.emptySince = Date.now();
    void this.gate.close([peer.connectionId]).catch(() => {});
  }

  /**
   * Takes words in. They are stored and shown only if the gate finds a right to write in the transaction
   * that stores them.
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
    if (isEmptyUpdate(update)) {
      this.takeNothing(peer, counts);
      return undefined;
    }
    if (peer.level !== "write") {
      void this.setApart(peer, update, "no right to write");
      return "read only";
    }
    const { room } = peer;
    const claim = readClaim(update, { committed: room.clocks, own: peer.expected, mayWriteAs: (number) => this.mayWriteAs(peer, number) });
    if (typeof claim === "string" && restsOnMore.has(claim) && !peer.hasAnswered) {
      // Typed on return, before our handshake reached them: their answer to it holds this and what it rests on.
      peer.early += counts;
      return undefined;
    }
    if (typeof claim === "string") {
      this.counts.refused += 1;
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
    peer.received += counts;
    this.unfinished.set(peer, (this.unfinished.get(peer) ?? 0) + 1);
    if (peer.held) peer.held.push(piece);
    else this.queue.add(piece);
    if (this.queue.waitingBytes > mostWaitingBytes) peer.pause();
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

  private takeDeferred(room: Room): void {
    for (const peer of room.peers) {
      for (const { update, counts } of peer.deferred.splice(0)) {
        if (peer.ended) break;
        if (this.take(peer, update, counts, true)) peer.cut(closeCodes.refused);
      }
    }
  }

  private readonly unfinished = new Map<Peer, number>();

  private isWriting(peer: Peer): boolean {
    return (this.unfinished.get(peer) ?? 0) > 0;
  }

  /** An update without news is answered too, but keeps its place behind what was sent before it. */
  private takeNothing(peer: Peer, counts: number): void {
    peer.received += counts;
    if (this.isWriting(peer)) {
      peer.trailing += counts;
      return;
    }
    peer.committed += counts;
    peer.acknowledge();
  }

  /** A client number is its first account's. Two tabs of one person have two numbers. */
  private mayWriteAs(peer: Peer, clientNumber: number): boolean {
    const owner = peer.room.writers.get(clientNumber);
    return owner === undefined || owner === peer.accountId;
  }

  private onStored({ peer, data, claim, counts, takes }: Piece, { seq, clientGeneration, staffGeneration }: Stored): void {
    if (seq === null) return;
    const { room } = peer;
    this.counts.stored += 1;
    room.keep(seq, data);
    room.reach(claim.reaches);
    room.storedUnder(clientGeneration, staffGeneration);
    const frame = updateFrame(data);
    for (const reader of room.peers) {
      if (reader === peer) continue;
      if (reader.isJudgedSince(clientGeneration, staffGeneration) && reader.waiting.length === 0) reader.show(seq, frame);
      else {
        reader.waiting.push(frame);
        this.judging.ask([reader]);
      }
    }
    peer.sentSeq = Math.max(peer.sentSeq, seq);
    peer.committed += counts;
    this.finish(peer, takes);
    this.toAcknowledge.add(peer);
    if (this.folding.isDue(room)) this.roomsToFold.add(room);
  }

  private readonly toAcknowledge = new Set<Peer>();

  private finish(peer: Peer, takes: number): void {
    const left = (this.unfinished.get(peer) ?? 0) - takes;
    if (left > 0) this.unfinished.set(peer, left);
    else {
      this.unfinished.delete(peer);
      peer.room.leaving.delete(peer);
      peer.committed += peer.trailing;
      peer.trailing = 0;
    }
  }

  private onSettled(): void {
    for (const peer of this.toAcknowledge) {
      peer.acknowledge();
      peer.resume();
      this.takeDeferred(peer.room);
    }
    this.toAcknowledge.clear();
    for (const room of this.roomsToFold) void this.folding.fold(room);
    this.roomsToFold.clear();
  }

  /** Words whose connection could not write any more, or whose right must be asked again before they are. */
  private onStale(pieces: Piece[]): void {
    const byPeer = new Map<Peer, Piece[]>();
    for (const piece of pieces) byPeer.set(piece.peer, [...(byPeer.get(piece.peer) ?? []), piece]);
    for (const [peer, own] of byPeer) {
      peer.held = [...own, ...this.queue.takeBack(peer), ...(peer.held ?? [])];
      if (peer.ended) this.setHeldApart(peer, "connection had ended");
      else this.judging.ask([peer]);
    }
  }

  /** Nothing more is read, sent or kept for it. */
  private shutOut(peer: Peer, code: number): void {
    this.setHeldApart(peer, "access ended");
    this.counts.shutOut += 1;
    peer.level = "none";
    peer.cut(code);
    this.leave(peer);
  }

  private sendBack(peer: Peer): void {
    this.setHeldApart(peer, "no right to write");
    peer.cut(closeCodes.restarting);
    this.leave(peer);
  }

  /** Judged again and as before: what was kept back for it, and what it sent meanwhile, moves on. */
  private goOn(peer: Peer): void {
    if (!peer.isJudgedSince(peer.room.clientGeneration, peer.room.staffGeneration)) return this.judging.ask([peer]);
    for (const frame of peer.waiting.splice(0)) peer.show(peer.room.seq, frame);
    for (const answer of peer.unanswered.splice(0)) answer();
    peer.catchUp();
    const held = peer.held;
    peer.held = undefined;
    for (const piece of held ?? []) this.queue.add(piece);
  }

  private setHeldApart(peer: Peer, why: string): void {
    const held = peer.held ?? [];
    peer.held = undefined;
    this.finish(peer, held.reduce((sum, piece) => sum + piece.takes, 0));
    setImmediate(() => this.takeDeferred(peer.room));
    if (held.length > 0) void this.setApart(peer, held.length === 1 ? (held[0] as Piece).data : Y.mergeUpdates(held.map((piece) => piece.data)), why);
  }

  /** Late words are kept for their writer alone, never merged ([R10]). */
  private async setApart(peer: Peer, update: Uint8Array, why: string): Promise<void> {
    await this.gate.setApart(randomUUID(), peer.room.documentId, peer.sessionId, why, update).catch((error: unknown) => this.log.warn({ error: String(error) }, "late words could not be set apart"));
  }

  /** Something ended: everyone it may touch is asked again at once. */
  ended(what: { client?: string; account?: string }): void {
    for (const room of this.rooms.values()) {
      if (what.client !== undefined && room.clientId !== what.client) continue;
      this.judging.ask([...room.peers].filter((peer) => what.account === undefined || peer.accountId === what.account));
    }
  }

  /** Also without a word from PostgreSQL: a lost notification costs two seconds, a lapsed date none. */
  private async recheck(): Promise<void> {
    const rooms = [...this.rooms.values()].filter((room) => room.peers.size > 0);
    if (rooms.length === 0) return;
    await this.touchSessions(rooms);
    if (Date.now() - this.forgotAt > forgetEvery) {
      this.forgotAt = Date.now();
      await this.gate.forget().catch(() => {});
    }
    const now = await this.gate.generations([...new Set(rooms.map((room) => room.clientId))]).catch(() => undefined);
    if (!now) return;
    for (const room of rooms) {
      const at = now.get(room.clientId);
      this.judging.ask([...room.peers].filter((peer) => !at || !peer.isJudgedSince(at.client, at.staff)));
    }
  }

  /** Somebody who writes here is not away from their desk, though they ask for no page. */
  private async touchSessions(rooms: Room[]): Promise<void> {
    if (Date.now() - this.touchedAt < touchEvery) return;
    this.touchedAt = Date.now();
    const stirred = rooms.flatMap((room) => [...room.peers]).filter((peer) => peer.stirred);
    for (const peer of stirred) peer.stirred = false;
    if (stirred.length > 0) await this.gate.touch([...new Set(stirred.map((peer) => peer.sessionId))]).catch(() => {});
  }
  private touchedAt = 0;
  private forgotAt = 0;

  private async unloadIdle(): Promise<void> {
    for (const room of this.rooms.values()) {
      if (room.peers.size > 0 || Date.now() - room.emptySince < unloadAfter) continue;
      await this.folding.fold(room);
      if (room.peers.size === 0) this.rooms.delete(room.documentId);
    }
  }

  /** Everything taken is committed, then everyone is asked to come back. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await within(5_000, this.queue.drained());
    this.queue.stop();
    for (const room of this.rooms.values()) for (const peer of room.peers) peer.close(closeCodes.restarting);
    await within(3_000, Promise.all([...this.rooms.values()].map((room) => this.folding.fold(room))));
    await this.workshop.stop();
  }

  async drained(): Promise<void> {
    await this.queue.drained();
  }

  private readonly counts = { stored: 0, refused: 0, shutOut: 0 };

  /** Counts since the start, and bytes taken but not committed. */
  figures() {
    return { ...this.counts, waitingBytes: this.queue.waitingBytes };
  }
}

/** Waits for `work`, but no longer than so many milliseconds. */
function within(milliseconds: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, milliseconds).unref())]);
}

import * as Y from "yjs";
import { closeCodes } from "~/shared/realtime";
import type { Services } from "~/shared/services.server";
import { Presence, type News } from "./awareness";
import type { Gate, Judgement, Stored } from "./gate";
import { Intake } from "./intake";
import { Judging } from "./judging";
import { Missed } from "./missed";
import { Momentary } from "./momentary";
import type { Peer } from "./peer";
import { Queue, type Piece } from "./queue";
import { Rooms } from "./rooms";
import type { Room } from "./room";
import { Rounds } from "./rounds";
import { updateFrame, type AwarenessEntry, type Frame } from "./wire";
import type { Workshop } from "./workshop";

/**
 * The live documents of this process. The one promise all of it serves: nothing is shown to another person
 * or called saved before it is committed and permitted ([R1] in docs/realtime-rules.md). `Rooms` hold the
 * words, `Intake` reads what comes, `Queue` stores it, `Judging` asks what somebody may; here is what they
 * tell each other.
 */
export class Hub {
  readonly presence = new Presence();
  private readonly open: Rooms;
  private readonly queue: Queue;
  private readonly intake: Intake;
  private readonly judging: Judging;
  private readonly momentary: Momentary;
  private readonly missed: Missed;
  private readonly rounds: Rounds;
  private readonly toAcknowledge = new Set<Peer>();
  /** Carets that travel with the words being stored. */
  private readonly along = new Map<Room, News>();
  private readonly counts = { stored: 0, shutOut: 0 };

  constructor(
    private readonly gate: Gate,
    private readonly workshop: Workshop,
    log: Services["log"],
  ) {
    this.open = new Rooms(gate, (room) => this.hasWordsOnTheirWay(room), workshop, log);
    this.queue = new Queue(gate, {
      begins: (pieces) => this.onBegin(pieces),
      stored: (piece, result) => this.onStored(piece, result),
      stale: (pieces) => this.onStale(pieces),
      waiting: (error) => log.warn({ error: String(error), bytes: this.queue.waitingBytes }, "words wait for the database"),
      settled: () => this.onSettled(),
    });
    this.intake = new Intake(this.queue, gate, (peer) => this.forget(peer), log);
    this.judging = new Judging(gate, { goesOn: (peer) => this.goOn(peer), shutOut: (peer, code) => this.shutOut(peer, code), sentBack: (peer) => this.sendBack(peer) }, log);
    this.momentary = new Momentary(gate, this.presence, (peers) => this.judging.ask(peers));
    this.missed = new Missed(gate, { show: (room, data) => this.onMissed(room, data), forget: (room) => this.open.forget(room) }, log);
    this.rounds = new Rounds(this.rooms, gate, this.judging);
  }

  get rooms(): ReadonlyMap<string, Room> {
    return this.open.open;
  }

  /** The room of a document, opened for a connection that may read it. */
  roomFor(documentId: string, judgement: Judgement): Promise<Room> {
    return this.open.of(documentId, judgement);
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
    // Nobody will judge it again: what was held for that lets others of the same person move on.
    if (peer.held) this.setHeldApart(peer, "connection had ended");
    this.presence.leave(peer);
    this.momentary.tell();
    if (peer.room.peers.size === 0) peer.room.emptySince = Date.now();
    // Who closes the page right after typing still may write what is on its way: the judgement goes when that is stored.
    if (this.intake.isWriting(peer)) peer.room.leaving.add(peer);
    else this.forget(peer);
  }

  private forget(peer: Peer): void {
    void this.gate.close([peer.connectionId]).catch(() => {});
  }

  private hasWordsOnTheirWay(room: Room): boolean {
    return [...room.peers, ...room.leaving].some((peer) => this.intake.isWriting(peer));
  }

  /** Words. @returns why they were refused outright, if they were */
  take(peer: Peer, update: Uint8Array, counts: number): string | undefined {
    return this.intake.take(peer, update, counts);
  }

  /** What a peer says of itself: where its caret is. */
  hearPresence(peer: Peer, said: AwarenessEntry[]): void {
    if (this.presence.take(peer, said)) this.momentary.tell();
  }

  /** Who is there, for somebody who comes or asks. */
  tellPresence(peer: Peer): void {
    this.momentary.tellAll(peer);
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

  private onBegin(pieces: Piece[]): void {
    for (const { peer } of pieces) {
      const news = this.along.has(peer.room) ? undefined : this.momentary.takeAlong(peer.room);
      if (news) this.along.set(peer.room, news);
    }
  }

  private onStored({ peer, data, claim, counts, takes }: Piece, { seq, clientGeneration, staffGeneration }: Stored): void {
    if (seq === null) return;
    const { room } = peer;
    this.counts.stored += 1;
    void this.missed.before(seq, room, peer.connectionId);
    room.keep(seq, data);
    room.reach(claim.reaches);
    room.storedUnder(clientGeneration, staffGeneration);
    const frame = updateFrame(data);
    for (const reader of room.peers) {
      if (reader === peer) continue;
      if (reader.isJudgedSince(clientGeneration, staffGeneration) && reader.waiting.length === 0) reader.show(seq, frame);
      else this.showOnceJudged(reader, seq, frame);
    }
    const news = this.along.get(room);
    this.along.delete(room);
    if (news) this.momentary.show(room, news, { client: clientGeneration, staff: staffGeneration });
    // Its own words take nothing off what it is still owed of others'.
    if (!peer.lagging && peer.waiting.length === 0) peer.sentSeq = Math.max(peer.sentSeq, seq);
    peer.committed += counts;
    this.intake.finish(peer, takes);
    this.toAcknowledge.add(peer);
    this.open.hasGrown(room);
  }

  private showOnceJudged(reader: Peer, seq: number, frame: Frame): void {
    reader.waiting.push({ seq, frame });
    this.judging.ask([reader]);
  }

  /** A row that this process had not stored: shown to nobody by an older judgement. */
  private onMissed(room: Room, data: Uint8Array): void {
    const frame = updateFrame(data);
    for (const reader of room.peers) this.showOnceJudged(reader, room.seq, frame);
  }

  private onSettled(): void {
    for (const peer of this.toAcknowledge) {
      peer.acknowledge();
      peer.resume("database");
      this.intake.takeDeferred(peer.room);
    }
    this.toAcknowledge.clear();
    // Carets whose words were not stored after all: every reader is judged before they are shown.
    for (const [room, news] of this.along) this.momentary.show(room, news, undefined);
    this.along.clear();
    this.open.foldWhatHasGrown();
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

  /** Judged again and as before: what was kept back for it, and what it sent meanwhile, moves on. */
  private goOn(peer: Peer): void {
    if (!peer.isJudgedSince(peer.room.clientGeneration, peer.room.staffGeneration)) return this.judging.ask([peer]);
    for (const { seq, frame } of peer.waiting.splice(0)) peer.show(seq, frame);
    for (const answer of peer.unanswered.splice(0)) answer();
    peer.catchUp();
    const held = peer.held;
    peer.held = undefined;
    for (const piece of held ?? []) this.queue.add(piece);
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

  private setHeldApart(peer: Peer, why: string): void {
    const held = peer.held ?? [];
    peer.held = undefined;
    this.intake.finish(peer, held.reduce((sum, piece) => sum + piece.takes, 0));
    setImmediate(() => this.intake.takeDeferred(peer.room));
    if (held.some(({ wasTried }) => wasTried)) void this.missed.perhaps(peer.room, peer);
    const [first] = held;
    if (first) void this.intake.setApart(peer, held.length === 1 ? first.data : Y.mergeUpdates(held.map((piece) => piece.data)), why);
  }

  /** Something ended: everyone it may touch is asked again at once. */
  ended(what: { client?: string; account?: string }): void {
    for (const room of this.rooms.values()) {
      if (what.client !== undefined && room.clientId !== what.client) continue;
      this.judging.ask([...room.peers].filter((peer) => what.account === undefined || peer.accountId === what.account));
    }
  }

  /** Resolves when everything taken so far is committed or refused. */
  drained(): Promise<void> {
    return this.queue.drained();
  }

  /** Everything taken is committed, then everyone is asked to come back. */
  async stop(): Promise<void> {
    this.rounds.stop();
    await within(5_000, this.queue.drained());
    this.queue.stop();
    for (const room of this.rooms.values()) for (const peer of room.peers) peer.close(closeCodes.restarting);
    await within(3_000, this.open.stop());
    await this.workshop.stop();
  }

  /** Counts since the start, and bytes taken but not committed. */
  figures() {
    return { ...this.counts, refused: this.intake.refused, waitingBytes: this.queue.waitingBytes };
  }
}

/** Waits for `work`, but no longer than so many milliseconds. */
function within(milliseconds: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, milliseconds).unref())]);
}

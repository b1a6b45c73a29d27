import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { closeCodes } from "~/shared/realtime";
import type { Judgement, Level, Rejudged } from "./gate";
import type { Piece } from "./queue";
import type { Room } from "./room";
import { acknowledgementFrame, updateFrame, type Frame } from "./wire";

/** Bytes. Past the soft mark a reader gets one catch-up when it has drained; past the hard mark it is cut. */
export const marks = { soft: 256 * 1024, hard: 1024 * 1024 } as const;

/** Milliseconds an acknowledgement may wait for a frame it can travel with. Nobody sees so little; it halves what is sent. */
const acknowledgeWithin = 40;

/** Milliseconds a close frame has to arrive before the connection is reset. Who is only slow may read what is theirs. */
const goodbye = 60;
const slowGoodbye = 5_000;

/** One connection of one session to one document: a judgement, a socket, and what it is owed. */
export class Peer {
  connectionId: number;
  level: Level;
  until: number;
  clientGeneration: number;
  staffGeneration: number;
  /** The Yjs client number this connection speaks under in awareness. */
  speaksAs: number | undefined;
  /** Updates (not sync steps) committed on this connection. */
  committed = 0;
  /** Empty updates that came behind words still on their way; they count once those are committed. */
  trailing = 0;
  /** Set by every sign of a hand on the other end; cleared when its session has been marked as alive. */
  stirred = false;
  /** Clocks reached by what it sent, stored or not. A fast writer is not taken for a gap. */
  readonly expected = new Map<number, number>();
  /** Whether it has answered our handshake; updates that came before and rest on that answer are `early`. */
  hasAnswered = false;
  early = 0;
  /** Words that wait for another connection of the same person ([R12]). */
  deferred: { update: Uint8Array; counts: number }[] = [];
  /** Words sent while its right is being asked again. */
  held: Piece[] | undefined;
  /** Frames kept back until its right has been asked again. */
  waiting: { seq: number; frame: Frame }[] = [];
  /** Questions whose answer holds words, put off likewise. */
  unanswered: (() => void)[] = [];
  /** The last row it was sent; behind the room's while it reads too slowly. */
  sentSeq = 0;
  lagging = false;
  owed = 0;
  ended = false;
  /** Closed for reading too slowly, and still reading what is theirs. */
  private isParting = false;
  joined = false;
  /** Frames of this turn of the event loop, written together: a write costs more than what is in it. */
  private outbox: Frame[] = [];
  private outboxBytes = 0;
  private readonly pausedFor = new Set<"rate" | "database">();
  private owesAcknowledgement = false;
  private acknowledgeTimer: NodeJS.Timeout | undefined;

  constructor(
    readonly room: Room,
    readonly judgement: Judgement,
    readonly sessionId: string,
    readonly wantsAcknowledgements: boolean,
    private readonly socket: WebSocket | undefined,
    private readonly wire: Duplex | undefined,
  ) {
    this.connectionId = judgement.connectionId;
    this.level = judgement.level;
    this.until = judgement.until;
    this.clientGeneration = judgement.clientGeneration;
    this.staffGeneration = judgement.staffGeneration;
  }

  get accountId(): string {
    return this.judgement.accountId;
  }

  takeJudgement(again: Rejudged): void {
    this.level = again.level;
    this.until = again.until;
    this.clientGeneration = again.clientGeneration;
    this.staffGeneration = again.staffGeneration;
  }

  /** Whether what was stored or read under these counts may be shown here without asking again. */
  isJudgedSince(clientGeneration: number, staffGeneration: number): boolean {
    return (this.level === "read" || this.level === "write") && this.clientGeneration >= clientGeneration && this.staffGeneration >= staffGeneration && this.until > Date.now();
  }

  /** Sends a committed row, or notes that it is owed one. */
  show(seq: number, frame: Frame): void {
    if (!this.joined) return;
    if (this.lagging || this.backlog > marks.soft) return this.owe(seq, frame.byteLength);
    this.sentSeq = Math.max(this.sentSeq, seq);
    this.send(frame);
  }

  /** Sends what is momentary; a slow reader goes without. */
  sendMomentary(frame: Frame): void {
    if (!this.lagging && this.backlog <= marks.soft) this.send(frame);
  }

  /** Says how much is committed, with the next frame or soon. */
  acknowledge(): void {
    if (!this.wantsAcknowledgements) return;
    this.owesAcknowledgement = true;
    this.acknowledgeTimer ??= setTimeout(() => {
      this.acknowledgeTimer = undefined;
      if (this.owesAcknowledgement) this.flush();
    }, acknowledgeWithin);
  }

  /** Sends a ready frame at the end of this turn. Nothing is compressed, so ws keeps no queue of its own that this could overtake. */
  send(frame: Frame): void {
    if (this.ended) return;
    this.outboxBytes += frame.byteLength;
    if (this.outbox.push(frame) === 1) queueMicrotask(() => this.flush());
  }

  private flush(): void {
    const frames = this.outbox;
    this.outbox = [];
    this.outboxBytes = 0;
    if (this.ended || !this.wire || this.socket?.readyState !== this.socket?.OPEN) return;
    if (this.owesAcknowledgement) frames.push(acknowledgementFrame(this.committed));
    this.owesAcknowledgement = false;
    const [only] = frames;
    if (only) this.wire.write(frames.length === 1 ? only : Buffer.concat(frames));
  }

  get backlog(): number {
    return this.outboxBytes + (this.socket?.bufferedAmount ?? 0);
  }

  private owe(seq: number, bytes: number): void {
    this.owed += bytes;
    this.sentSeq = Math.min(this.sentSeq, seq - 1);
    if (!this.lagging) {
      this.lagging = true;
      this.wire?.once("drain", () => this.catchUp());
    }
    if (this.owed + this.backlog > marks.hard) this.cut(closeCodes.tooSlow);
  }

  /** One merged update in place of everything that was left out. */
  catchUp(): void {
    if (this.ended || !this.lagging) return;
    if (this.backlog > marks.soft) {
      this.wire?.once("drain", () => this.catchUp());
      return;
    }
    if (!this.isJudgedSince(this.room.clientGeneration, this.room.staffGeneration)) return;
    this.lagging = false;
    this.owed = 0;
    const missed = this.room.after(this.sentSeq);
    this.sentSeq = this.room.seq;
    this.send(updateFrame(missed));
  }

  /** Reads nothing more until there is no reason left to wait. */
  pause(why: "rate" | "database"): void {
    this.pausedFor.add(why);
    this.socket?.pause();
  }
  resume(why: "rate" | "database"): void {
    if (this.pausedFor.delete(why) && this.pausedFor.size === 0 && !this.ended) this.socket?.resume();
  }

  /**
   * Ends the connection for good. The close frame goes out only where nothing older is queued before it;
   * then the connection is reset, so that no byte still in a buffer is delivered later (trust.md, finding 6).
   */
  cut(code: number): void {
    if (this.ended) return;
    this.ended = true;
    this.waiting = [];
    this.unanswered = [];
    clearTimeout(this.acknowledgeTimer);
    const { socket, wire } = this;
    if (!socket) return;
    if (code !== closeCodes.tooSlow && (socket.bufferedAmount > 0 || this.lagging)) return reset(wire);
    socket.resume();
    socket.close(code);
    this.isParting = code === closeCodes.tooSlow;
    setTimeout(() => reset(wire), this.isParting ? slowGoodbye : goodbye).unref();
  }

  /** Somebody's right has changed: who may still be reading what waits for them is not given the time to. */
  hurry(): void {
    if (this.isParting) reset(this.wire);
  }

  /** A polite goodbye: a restart, a closed tab. */
  close(code: number): void {
    this.flush();
    this.ended = true;
    clearTimeout(this.acknowledgeTimer);
    this.socket?.close(code);
  }
}

function reset(wire: Duplex | undefined): void {
  if (!wire || wire.destroyed) return;
  if ("resetAndDestroy" in wire && typeof wire.resetAndDestroy === "function") wire.resetAndDestroy();
  else wire.destroy();
}

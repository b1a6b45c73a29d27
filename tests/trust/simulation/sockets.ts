import { EventEmitter } from "node:events";
import type { Random } from "../../support/size";
import type { Clock } from "./clock";
import { Pipe } from "./pipe";

/** Bytes on their way that have left the server's own memory. */
const window = 64 * 1024;
/** What a stream takes before `write` answers false. */
const highWaterMark = 16 * 1024;
/** `ws` waits this long for the other end of a goodbye. */
const closeTimeout = 30_000;

type Outgoing = { bytes: number; payload?: Uint8Array; code?: number };
/** The other end: what a browser's WebSocket would hear. */
export type FarEnd = { opened(): void; heard(payload: Uint8Array): void; closed(code: number): void };
/** Sees every frame as it is written at either end, before any network. */
export type Tap = { writes(payload: Uint8Array): void; sends(bytes: Uint8Array): void };

/** One TCP connection with a WebSocket on it: in order and once each way, or not at all. */
export class Connection {
  readonly socket: ServerSocket;
  readonly wire: Wire;
  readonly toServer: Pipe;
  readonly toTab: Pipe;
  private farGone = false;

  constructor(
    readonly clock: Clock,
    readonly random: Random,
    readonly far: FarEnd,
    readonly tap: Tap,
    server: object,
    tab: object,
    readonly slowest: number,
  ) {
    this.toServer = new Pipe(clock, server);
    this.toTab = new Pipe(clock, tab);
    this.wire = new Wire(this);
    this.socket = new ServerSocket(this);
    this.socket.server = server;
  }

  delay(): number {
    return 0.2 + this.random.next() ** 4 * this.slowest;
  }

  /** The server has taken the upgrade. */
  open(): void {
    this.toTab.push(this.delay(), () => this.farGone || this.far.opened());
  }

  /** From the tab, in order. */
  send(bytes: Uint8Array): void {
    if (this.farGone) return;
    this.tap.sends(bytes);
    this.toServer.push(this.delay(), () => this.socket.hear(Buffer.from(bytes)));
  }

  carry(out: Outgoing, left: () => void): void {
    this.toTab.push(this.delay(), () => {
      left();
      if (this.farGone) return;
      if (out.payload) return this.far.heard(out.payload);
      // A close frame is answered with one.
      this.toServer.push(this.delay(), () => this.socket.gone(out.code ?? 1005));
      this.farCloses(out.code ?? 1005);
    });
  }

  private farCloses(code: number): void {
    if (this.farGone) return;
    this.farGone = true;
    this.far.closed(code);
  }

  /** The tab closes, or its network does: what it sent may still arrive; what was on its way to it does not. */
  closeFromTab(code = 1005, arrives = true): void {
    if (!arrives) this.toServer.empty();
    this.toTab.empty();
    this.farCloses(code);
    this.toServer.push(arrives ? this.delay() : this.delay() + this.random.below(3_000), () => this.socket.gone(code));
  }

  /** The server's side is gone, by a reset or because it died: what had left may still be read. */
  resetFromServer(after = this.delay()): void {
    if (this.random.next() < 0.5) this.toTab.empty();
    this.toServer.empty();
    this.toTab.push(after, () => this.farCloses(1006));
  }

  stall(on: boolean): void {
    this.toServer.block("partition", on);
    this.toTab.block("partition", on);
  }
  read(on: boolean): void {
    this.toTab.block("reader", !on);
  }
  get quiet(): boolean {
    return this.toServer.length === 0 && this.toTab.length === 0 && this.wire.writableLength === 0;
  }
}

/** The server's end of the stream: what cannot leave yet is kept here, and counted. */
export class Wire extends EventEmitter {
  destroyed = false;
  writableLength = 0;
  private kept: Outgoing[] = [];
  private away = 0;
  private needDrain = false;

  constructor(private readonly connection: Connection) {
    super();
  }

  get writableNeedDrain(): boolean {
    return this.needDrain;
  }
  upgrade(): ServerSocket {
    this.connection.open();
    return this.connection.socket;
  }
  cork(): void {}
  uncork(): void {}

  write(bytes: Buffer): boolean {
    if (this.destroyed) return false;
    for (const payload of framesIn(bytes)) {
      this.connection.tap.writes(payload);
      this.put({ bytes: payload.byteLength + 4, payload });
    }
    return !this.needDrain;
  }

  put(out: Outgoing): void {
    this.kept.push(out);
    this.writableLength += out.bytes;
    this.needDrain ||= this.writableLength >= highWaterMark;
    this.leave();
  }

  private leave(): void {
    while (this.kept.length > 0 && this.away < window) {
      const out = this.kept.shift() as Outgoing;
      this.away += out.bytes;
      this.writableLength -= out.bytes;
      this.connection.carry(out, () => {
        this.away -= out.bytes;
        if (!this.destroyed) this.leave();
      });
    }
    if (this.writableLength > 0 || !this.needDrain) return;
    this.needDrain = false;
    this.connection.clock.after(0, () => this.destroyed || this.connection.clock.as(this.connection.socket.server, () => this.emit("drain")), this.connection.socket.server);
  }

  end(): void {
    this.destroyed = true;
    this.kept = [];
    this.writableLength = 0;
  }
  resetAndDestroy(): void {
    if (this.destroyed) return;
    this.end();
    this.connection.resetFromServer();
    this.connection.clock.after(0, () => this.connection.socket.gone(1006, true), this.connection.socket.server);
  }
  destroy(): void {
    this.resetAndDestroy();
  }
}

/** What the document server uses of a `ws` socket. */
export class ServerSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  server: object = this;

  constructor(private readonly connection: Connection) {
    super();
  }

  get bufferedAmount(): number {
    return this.connection.wire.writableLength;
  }
  get isPaused(): boolean {
    return this.paused;
  }
  private paused = false;

  pause(): void {
    this.paused = true;
    this.connection.toServer.block("paused", true);
  }
  resume(): void {
    this.paused = false;
    this.connection.toServer.block("paused", false);
  }

  hear(bytes: Buffer): void {
    if (this.readyState !== 3 && !this.connection.wire.destroyed) this.emit("message", bytes, true);
  }

  close(code = 1005): void {
    if (this.readyState !== 1) return;
    this.readyState = 2;
    this.connection.wire.put({ bytes: 4, code });
    this.connection.clock.after(closeTimeout, () => this.terminate());
  }
  terminate(): void {
    this.connection.wire.resetAndDestroy();
  }

  /** The stream has ended. What a paused socket has not read hides that, unless it was ended here. */
  gone(code: number, here = false): void {
    if (this.readyState === 3 || (this.paused && !here)) return;
    this.readyState = 3;
    this.connection.toServer.empty();
    this.connection.wire.end();
    this.emit("close", code, Buffer.alloc(0));
  }
}

const read = new WeakMap<Buffer, Uint8Array[]>();

/** The payloads of whole unmasked frames; one frame goes to many, so it is read once. */
function framesIn(bytes: Buffer): Uint8Array[] {
  const known = read.get(bytes);
  if (known) return known;
  const payloads: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    const short = (bytes[at + 1] ?? 0) & 127;
    const [start, length] = short < 126 ? [2, short] : short === 126 ? [4, bytes.readUInt16BE(at + 2)] : [10, Number(bytes.readBigUInt64BE(at + 2))];
    payloads.push(bytes.subarray(at + start, at + start + length));
    at += start + length;
  }
  read.set(bytes, payloads);
  return payloads;
}

/** Stands in for `WebSocketServer`: the upgrade has been spoken already. */
export class Upgrades {
  handleUpgrade(_request: unknown, wire: Wire, _head: Buffer, taken: (socket: ServerSocket) => void): void {
    taken(wire.upgrade());
  }
}

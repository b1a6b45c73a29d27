import type { Socket } from "node:net";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { certificate } from "./certificate";
import { syncFrame } from "../../support/frames";

/** Where a server is reached, and what its own pages are called. */
export type Place = { baseUrl: string; cookieName: string };

const canary = /~(\d+)~/g;
export const tokenOf = (number: number) => `~${number}~`;

/** A socket that a busy server took for a stranger's, since nobody was found behind it in time, asks again. */
export async function letIn<T>(asks: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 5; tries += 1) {
    const one = await asks();
    if (one) return one;
  }
  throw new Error("Nobody is let in.");
}

/**
 * One document socket, as thin as a hostile client may be: it makes no Y.Doc of what it hears, answers no
 * handshake and keeps of every frame only the highest canary in it, so that a thousand of them fit in one test.
 */
export class Line {
  readonly socket: WebSocket;
  highest = 0;
  frames = 0;
  /** Told of every canary higher than all before it. */
  onCanary: (number: number) => void = () => {};
  code: number | undefined;
  endedAt = 0;
  readonly ended: Promise<number>;
  private wire: Socket | undefined;
  private heardFrom: (() => void)[] = [];
  private doc: Y.Doc | undefined;
  private words: Y.XmlText | undefined;

  constructor(place: Place, documentId: string, cookie: string) {
    this.socket = new WebSocket(`${place.baseUrl.replace(/^http/, "ws")}/sync/${documentId}`, {
      perMessageDeflate: false,
      ca: certificate,
      headers: { Cookie: cookie, Origin: place.baseUrl },
    });
    this.socket.on("error", () => {});
    this.socket.on("upgrade", ({ socket }) => (this.wire = socket));
    this.socket.on("open", () => this.socket.send(syncFrame(0, Uint8Array.of(0))));
    this.socket.on("message", (frame: Buffer) => this.hear(frame));
    this.ended = new Promise((resolve) => {
      this.socket.once("close", (code) => {
        this.code = code;
        this.endedAt = performance.now();
        this.news();
        resolve(code);
      });
    });
  }

  /** A line of somebody whom the server lets in. */
  static letIn(...asks: ConstructorParameters<typeof Line>): Promise<Line> {
    return letIn(async () => {
      const one = await new Line(...asks).opened();
      return one.code === undefined ? one : void one.close();
    });
  }

  /** What was read off the wire so far, in whole frames or not. */
  get bytes(): number {
    return this.wire?.bytesRead ?? 0;
  }

  /** Resolves once a canary of at least this number was heard, or the socket is dead. */
  async hears(number: number): Promise<boolean> {
    while (this.highest < number && this.code === undefined) await new Promise<void>((resolve) => this.heardFrom.push(resolve));
    return this.highest >= number;
  }

  /** Writes a canary at the end of a paragraph of this line's own. */
  say(words: string): void {
    if (!this.words) {
      this.doc = new Y.Doc();
      this.doc.on("update", (update: Uint8Array) => this.socket.send(syncFrame(2, update), () => {}));
      this.words = new Y.XmlText();
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [this.words]);
      this.doc.getXmlFragment("default").push([paragraph]);
    }
    this.words.insert(this.words.length, words);
  }

  async opened(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) await new Promise<void>((resolve) => (this.socket.once("open", resolve), this.socket.once("close", () => resolve())));
    return this;
  }

  /** Reads on after a pause. @returns how many bytes came out of buffers until the socket was dead */
  async readsOn(): Promise<number> {
    const before = this.bytes;
    this.socket.resume();
    await this.ended;
    return this.bytes - before;
  }

  close(): void {
    this.socket.terminate();
  }

  private hear(frame: Buffer): void {
    this.frames += 1;
    const before = this.highest;
    for (const [, number] of frame.toString("latin1").matchAll(canary)) this.highest = Math.max(this.highest, Number(number));
    if (this.highest > before) this.onCanary(this.highest);
    this.news();
  }

  private news(): void {
    for (const resolve of this.heardFrom.splice(0)) resolve();
  }
}

/** Asks to be let in again. @returns what came of it, and whether a single canary was heard before it was turned away */
export async function comesBack(place: Place, documentId: string, cookie: string): Promise<{ code: number; heard: boolean }> {
  const line = new Line(place, documentId, cookie);
  const code = await Promise.race([line.ended, line.hears(1).then(async (heard) => (heard ? 0 : line.ended))]);
  line.close();
  return { code, heard: line.frames > 0 };
}

import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { syncFrame } from "../../support/frames";
import type { Place } from "./line";

/**
 * Somebody who takes one byte a second off the wire, and so keeps a connection busy for ever without being paused.
 * Below Node's own buffers: it reads into a buffer of one byte.
 */
export class Trickle {
  private readonly socket: Socket;
  private readonly timer: NodeJS.Timeout;
  private answered = "";
  private isOpen = false;
  readonly ended: Promise<void>;

  constructor(place: Place, documentId: string, cookie: string) {
    const { hostname, port, host } = new URL(place.baseUrl);
    this.socket = connect({ host: hostname, port: Number(port), onread: { buffer: Buffer.alloc(1), callback: (_count, buffer) => this.hear(buffer[0] ?? 0) } });
    this.socket.write(
      [`GET /sync/${documentId} HTTP/1.1`, `Host: ${host}`, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`, `Cookie: ${cookie}`, `Origin: ${place.baseUrl}`, "", ""].join("\r\n"),
    );
    this.timer = setInterval(() => this.takeOne(), 1_000);
    this.socket.on("error", () => {});
    this.ended = new Promise((resolve) => {
      this.socket.once("close", () => {
        clearInterval(this.timer);
        resolve();
      });
    });
  }

  close(): void {
    this.socket.destroy();
  }

  /** And says that it is alive, which is how it learns that it was cut: what it has not read hides the reset from it. */
  private takeOne(): void {
    if (this.isOpen) this.socket.write(Uint8Array.of(0x8a, 0x80, 0, 0, 0, 0));
    this.socket.resume();
  }

  /** @returns whether to read on at once: only until the socket is open */
  private hear(byte: number): boolean {
    if (this.isOpen) return false;
    this.answered += String.fromCodePoint(byte);
    if (!this.answered.endsWith("\r\n\r\n")) return true;
    this.isOpen = true;
    const asks = syncFrame(0, Uint8Array.of(0));
    this.socket.write(Buffer.concat([Uint8Array.of(0x82, 0x80 | asks.length, 0, 0, 0, 0), asks]));
    return false;
  }
}

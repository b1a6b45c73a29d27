import { connect, type Socket } from "node:net";

type From = { port: number; from?: string };

/**
 * A TCP connection that says exactly the bytes it is told to, from whichever loopback address: what no library
 * would send. It answers nothing by itself, not even a close.
 */
export class RawWire {
  readonly socket: Socket;
  readonly opened = performance.now();
  readonly closed: Promise<number>;
  private readonly heard: Buffer[] = [];
  isClosed = false;

  constructor({ port, from = "127.0.0.1" }: From) {
    this.socket = connect({ host: "127.0.0.1", port, localAddress: from, noDelay: true });
    this.socket.on("data", (piece: Buffer) => this.heard.push(piece));
    this.socket.on("error", () => {});
    // Milliseconds it lived.
    this.closed = new Promise((resolve) =>
      this.socket.once("close", () => {
        this.isClosed = true;
        resolve(performance.now() - this.opened);
      }),
    );
  }

  say(words: string | Uint8Array): this {
    if (!this.socket.destroyed) this.socket.write(words);
    return this;
  }

  /** As fast as the other side reads. */
  async sayAll(words: Uint8Array): Promise<void> {
    if (this.isClosed || this.socket.write(words)) return;
    await Promise.race([new Promise((resolve) => this.socket.once("drain", resolve)), this.closed]);
  }

  text(): string {
    return Buffer.concat(this.heard).toString("latin1");
  }

  bytes(): Buffer {
    return Buffer.concat(this.heard);
  }

  status(): number {
    return Number(/^HTTP\/1\.1 (\d+)/.exec(this.text())?.[1] ?? 0);
  }

  end(): void {
    this.socket.destroy();
  }
}

export const upgradeTo = (path: string, headers: Record<string, string>) =>
  [`GET ${path} HTTP/1.1`, "Host: 127.0.0.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), "", ""].join("\r\n");

/** One masked frame (RFC 6455, section 5.2); the mask is zero, so that bytes stay what they are. */
export function wsFrame(opcode: number, payload: Uint8Array, fin = true): Buffer {
  const length = payload.byteLength;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.alloc(head + 4 + length);
  frame[0] = (fin ? 0x80 : 0) | opcode;
  frame[1] = 0x80 | (head === 2 ? length : head === 4 ? 126 : 127);
  if (head === 4) frame.writeUInt16BE(length, 2);
  if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.set(payload, head + 4);
  return frame;
}

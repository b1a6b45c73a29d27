import { WebSocket } from "ws";

export type Target = { url: string; headers: Record<string, string>; localAddress?: string };
/** How the server took one message: it lives on (undefined), or the code it closed with. */
export type Taken = { closed: number | undefined };

/**
 * A socket that is thrown things at. After each it asks with a ping, which the server answers in order, whether
 * what came before was read; what follows a refusal on the same socket would not be.
 */
export class BatteredSocket {
  private socket: WebSocket | undefined;
  private code: number | undefined;
  private wake: (() => void) | undefined;
  private pongs = 0;
  heard: string[] = [];
  opened = 0;

  constructor(
    private readonly target: () => Target,
    private readonly greeting: readonly (string | Uint8Array)[] = [],
  ) {}

  /** Throws one thing, on a fresh socket if the last one was closed. */
  async take(message: Uint8Array | string): Promise<Taken> {
    if (!this.socket || this.code !== undefined) await this.open();
    const socket = this.socket as WebSocket;
    this.heard = [];
    if (socket.readyState === WebSocket.OPEN) {
      socket.send(message, () => {});
      socket.ping(undefined, undefined, () => {});
    }
    const pongs = this.pongs;
    await this.until(() => this.pongs > pongs || this.code !== undefined);
    return { closed: this.code };
  }

  end(): void {
    this.socket?.terminate();
  }

  private async open(): Promise<void> {
    this.code = undefined;
    this.opened += 1;
    const { url, ...options } = this.target();
    const socket = new WebSocket(url, { ...options, perMessageDeflate: false });
    this.socket = socket;
    const mine = () => this.socket === socket;
    socket.on("error", () => {});
    socket.once("open", () => this.wake?.());
    socket.on("pong", () => mine() && ((this.pongs += 1), this.wake?.()));
    socket.on("message", (data: Buffer) => mine() && this.heard.length < 20 && this.heard.push(data.subarray(0, 40).toString("latin1")));
    socket.once("close", (code) => mine() && ((this.code = code), this.wake?.()));
    await this.until(() => socket.readyState === WebSocket.OPEN || this.code !== undefined);
    for (const one of this.greeting) if (this.code === undefined) socket.send(one, () => {});
    const pongs = this.pongs;
    if (this.code === undefined) socket.ping(undefined, undefined, () => {});
    await this.until(() => this.pongs > pongs || this.code !== undefined);
  }

  private async until(holds: () => boolean): Promise<void> {
    const late = setTimeout(() => this.socket?.terminate(), 30_000);
    while (!holds()) await new Promise<void>((resolve) => (this.wake = resolve));
    clearTimeout(late);
  }
}

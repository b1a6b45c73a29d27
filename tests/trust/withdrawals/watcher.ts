import { io, type Socket } from "socket.io-client";
import type { Notice } from "~/shared/realtime";
import { certificate } from "./certificate";
import { letIn, type Place } from "./line";

const prefix = "00000000-0000-4000-8000-";
/** A canary in a notice: the id of its subject. */
export const subjectOf = (number: number) => `${prefix}${number.toString(16).padStart(12, "0")}`;

/** One `/live` socket on one person's topic, and the highest canary it heard. */
export class Watcher {
  readonly socket: Socket;
  highest = 0;
  toldAt: number | undefined;
  /** While it is shut out: no canary from this number on may arrive. */
  forbiddenFrom = Number.POSITIVE_INFINITY;
  heardForbidden = 0;
  private heard: (() => void)[] = [];

  constructor(
    place: Place,
    cookie: string,
    private readonly topic: string,
  ) {
    this.socket = io(place.baseUrl, { path: "/live", transports: ["websocket"], reconnection: false, forceNew: true, ca: certificate, extraHeaders: { Cookie: cookie, Origin: place.baseUrl } } as never);
    this.socket.on("notice", (notice: Notice) => this.hear(notice));
  }

  /** A socket of somebody whom the server lets in. */
  static letIn(...asks: ConstructorParameters<typeof Watcher>): Promise<Watcher> {
    return letIn(async () => {
      const one = new Watcher(...asks);
      return (await one.isLetIn()) ? one : void one.close();
    });
  }

  /** Whether the server let it in, once it has said so or hung up. */
  async isLetIn(): Promise<boolean> {
    if (!this.socket.connected) await new Promise<void>((resolve) => (this.socket.once("connect", resolve), this.socket.once("connect_error", () => resolve()), this.socket.once("disconnect", () => resolve())));
    return this.socket.connected;
  }

  async watch(): Promise<boolean> {
    this.toldAt = undefined;
    const { ok } = (await this.socket.timeout(30_000).emitWithAck("watch", this.topic)) as { ok: boolean };
    return ok;
  }

  /** Resolves once a canary of at least this number was heard. */
  async hears(number: number): Promise<void> {
    while (this.highest < number) await new Promise<void>((resolve) => this.heard.push(resolve));
  }

  /** Resolves once the server has said that the topic is gone. */
  async told(): Promise<number> {
    while (this.toldAt === undefined) await new Promise<void>((resolve) => this.heard.push(resolve));
    return this.toldAt;
  }

  close(): void {
    this.socket.disconnect();
  }

  private hear({ kind, ids }: Notice): void {
    if (kind === "case.ended") this.toldAt = performance.now();
    const number = ids.subject?.startsWith(prefix) ? Number.parseInt(ids.subject.slice(prefix.length), 16) : 0;
    this.highest = Math.max(this.highest, number);
    if (number >= this.forbiddenFrom) this.heardForbidden += 1;
    for (const resolve of this.heard.splice(0)) resolve();
  }
}

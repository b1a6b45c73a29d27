import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import { readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { messageTypes } from "~/shared/realtime";

export type SyncOptions = {
  baseUrl: string;
  documentId: string;
  cookie?: string;
  /** null sends none. Left out: the origin of the pages, as a browser would. */
  origin?: string | null;
  acks?: boolean;
  doc?: Y.Doc;
  headers?: Record<string, string>;
};
export type Closed = { code: number; reason: string };

/**
 * A raw y-websocket client: what a browser's provider says, without a browser. It counts what it sent and what
 * was acknowledged, keeps every byte it heard, and never reconnects by itself.
 */
export class SyncClient {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly socket: WebSocket;
  /** Every frame heard, in order; a canary in here was delivered. */
  readonly heard: Uint8Array[] = [];
  readonly closed: Promise<Closed>;
  /** Status of a refused upgrade. */
  readonly refused: Promise<number>;
  sent = 0;
  acknowledged = 0;
  synced = false;
  private answers = 0;
  isClosed: Closed | undefined;
  private readonly listeners = new Set<() => void>();

  constructor({ baseUrl, documentId, cookie, origin, acks = true, doc = new Y.Doc(), headers = {} }: SyncOptions) {
    this.doc = doc;
    this.awareness = new Awareness(doc);
    this.awareness.setLocalState(null);
    const url = `${baseUrl.replace(/^http/, "ws")}/sync/${documentId}${acks ? "?acks=1" : ""}`;
    this.socket = new WebSocket(url, {
      perMessageDeflate: false,
      headers: { ...(cookie ? { Cookie: cookie } : {}), ...(origin === null ? {} : { Origin: origin ?? baseUrl }), ...headers },
    });
    this.socket.binaryType = "nodebuffer";
    this.closed = new Promise((resolve) => {
      this.socket.once("close", (code, reason) => {
        this.isClosed = { code, reason: reason.toString() };
        this.awareness.destroy();
        this.doc.off("update", this.onUpdate);
        this.news();
        resolve(this.isClosed);
      });
    });
    this.refused = new Promise((resolve) => {
      this.socket.once("unexpected-response", (_request, response) => {
        resolve(response.statusCode ?? 0);
        response.resume();
        this.socket.terminate();
      });
    });
    this.socket.on("error", () => {});
    this.socket.on("open", () => this.sendFrame((encoder) => this.write(encoder, messageTypes.sync, () => writeSyncStep1(encoder, doc))));
    this.socket.on("message", (bytes: Buffer) => this.hear(bytes));
    doc.on("update", this.onUpdate);
  }

  /** Connects and waits for the first sync. @throws the close code when it is turned away */
  static async join(options: SyncOptions): Promise<SyncClient> {
    const client = new SyncClient(options);
    await client.until(() => client.synced, "first sync");
    await client.caughtUp();
    return client;
  }

  /** The first answer may be followed by the newest rows; a second question is answered after them. */
  async caughtUp(): Promise<void> {
    const answers = this.answers + 1;
    this.sendFrame((encoder) => this.write(encoder, messageTypes.sync, () => writeSyncStep1(encoder, this.doc)));
    await this.until(() => this.answers >= answers, "second sync");
  }

  /** Types at the end of the first paragraph, as one update; offline it stays in the Y.Doc. */
  type(words: string): void {
    const fragment = this.doc.getXmlFragment("default");
    this.doc.transact(() => {
      const first = fragment.length > 0 ? fragment.get(0) : undefined;
      if (first instanceof Y.XmlElement && first.get(0) instanceof Y.XmlText) (first.get(0) as Y.XmlText).insert((first.get(0) as Y.XmlText).length, words);
      else {
        const paragraph = new Y.XmlElement("paragraph");
        paragraph.insert(0, [new Y.XmlText(words)]);
        fragment.push([paragraph]);
      }
    });
  }

  /** The plain words of the document, paragraph by paragraph. */
  text(): string {
    return textOf(this.doc);
  }

  sendUpdate(update: Uint8Array): void {
    this.sent += 1;
    this.sendFrame((encoder) => this.write(encoder, messageTypes.sync, () => writeUpdate(encoder, update)));
  }

  sendAwareness(state: Record<string, unknown> | null): void {
    this.awareness.setLocalState(state);
    const update = encodeAwarenessUpdate(this.awareness, [this.doc.clientID]);
    this.sendFrame((encoder) => this.write(encoder, messageTypes.awareness, () => encoding.writeVarUint8Array(encoder, update)));
  }

  sendRaw(bytes: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(bytes, () => {});
  }

  /** Resolves when everything sent so far is committed. */
  saved(within = 45_000): Promise<void> {
    return this.until(() => this.acknowledged >= this.sent, "acknowledgement of everything sent", within);
  }

  /** Waits until a condition holds, looking again at every piece of news. @throws when the socket closes first or time is up */
  until(condition: () => boolean, what: string, within = 45_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (condition()) finish(resolve);
        else if (this.isClosed) finish(() => reject(new Error(`Waiting for ${what}, the socket closed with ${this.isClosed?.code}.`)));
      };
      const timer = setTimeout(() => finish(() => reject(new Error(`Waited ${within} ms for ${what}.`))), within);
      const finish = (answer: () => void) => {
        clearTimeout(timer);
        this.listeners.delete(look);
        answer();
      };
      this.listeners.add(look);
      look();
    });
  }

  /** Whether these bytes reached this client in any frame. */
  everHeard(canary: string): boolean {
    return this.heard.some((frame) => Buffer.from(frame).includes(canary));
  }

  close(): Promise<Closed> {
    this.socket.close();
    const late = setTimeout(() => this.socket.terminate(), 2_000);
    return this.closed.finally(() => clearTimeout(late));
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== this && this.socket.readyState === WebSocket.OPEN) this.sendUpdate(update);
    this.news();
  };

  private hear(bytes: Buffer) {
    this.heard.push(bytes);
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === messageTypes.sync) {
      const answer = encoding.createEncoder();
      encoding.writeVarUint(answer, messageTypes.sync);
      const step = readSyncMessage(decoder, answer, this.doc, this);
      if (step === 1) {
        this.synced = true;
        this.answers += 1;
      }
      if (encoding.length(answer) > 1) this.sendRaw(encoding.toUint8Array(answer));
    } else if (type === messageTypes.awareness) applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), this);
    else if (type === messageTypes.acknowledgement) this.acknowledged = decoding.readVarUint(decoder);
    this.news();
  }

  private write(encoder: encoding.Encoder, type: number, rest: () => void) {
    encoding.writeVarUint(encoder, type);
    rest();
  }

  private sendFrame(write: (encoder: encoding.Encoder) => void) {
    const encoder = encoding.createEncoder();
    write(encoder);
    this.sendRaw(encoding.toUint8Array(encoder));
  }

  private news() {
    for (const listener of this.listeners) listener();
  }
}

/** The plain words of a section's Y.Doc. */
export function textOf(doc: Y.Doc): string {
  const lines: string[] = [];
  const walk = (node: unknown): string => {
    if (node instanceof Y.XmlText) return node.toDelta().map((part: { insert?: unknown }) => (typeof part.insert === "string" ? part.insert : "")).join("");
    return node instanceof Y.XmlElement ? node.toArray().map(walk).join("") : "";
  };
  for (const node of doc.getXmlFragment("default").toArray()) lines.push(walk(node));
  return lines.join("\n");
}

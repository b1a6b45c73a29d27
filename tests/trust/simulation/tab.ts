import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync";
import * as Y from "yjs";
import { countingSocket } from "~/features/writing/counting-socket";
import { Saving } from "~/features/writing/saving";
import { messageTypes } from "~/shared/realtime";
import type { Random } from "../../support/size";
import { freshDoc } from "./oracle";
import type { Connection, FarEnd } from "./sockets";

export type Person = { accountId: string; sessionId: string };
/** `ours` counts and says "saved" as our own page does, with its own code; `plain` is any y-websocket client. */
export type Kind = "ours" | "plain";

/** Stands in for the browser's WebSocket, under our own counting one too. */
export class FarSocket {
  connection: Connection | undefined;
  send(data: Uint8Array): void {
    this.connection?.send(data);
  }
}

/** One open page: a replica, a connection that comes and goes, and a hand that types. */
export class Tab implements FarEnd {
  readonly doc = freshDoc();
  readonly saving = new Saving(() => {});
  private readonly undoing: Y.UndoManager;
  private readonly socketClass: new () => FarSocket;
  private socket: FarSocket | undefined;
  state: "away" | "connecting" | "open" = "away";
  synced = false;
  readOnly = false;
  /** The close code after which this page holds no words any more, or why. */
  over: number | string | undefined;
  /** Whether it has written though it was told that it may only read. */
  defies = false;
  private caretClock = 0;

  constructor(
    readonly name: string,
    readonly person: Person,
    readonly documentId: string,
    readonly kind: Kind,
    private readonly random: Random,
    private readonly told: { closed(tab: Tab, code: number, connection: Connection | undefined): void; unsavedWhenLowered(tab: Tab): boolean; mint(): number },
  ) {
    this.doc.clientID = 1 + random.below(2 ** 31);
    this.undoing = new Y.UndoManager(this.text, { captureTimeout: 300 });
    this.socketClass = kind === "plain" ? FarSocket : (countingSocket({ unsaved: () => this.saving.unsaved, sent: (count) => this.saving.sent(count) }) as unknown as new () => FarSocket);
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === this) return;
      if (kind === "ours") this.saving.wrote(Y.getState(this.doc.store, this.doc.clientID));
      if (this.state === "open") this.say(messageTypes.sync, (encoder) => writeUpdate(encoder, update));
    });
  }

  private get text(): Y.Text {
    return this.doc.getText("words");
  }

  connect(connection: Connection): void {
    this.state = "connecting";
    this.synced = false;
    this.readOnly = false;
    this.socket = new this.socketClass();
    this.socket.connection = connection;
  }

  opened(): void {
    this.state = "open";
    this.say(messageTypes.sync, (encoder) => writeSyncStep1(encoder, this.doc));
    this.caret();
  }

  heard(payload: Uint8Array): void {
    const decoder = decoding.createDecoder(payload);
    const type = decoding.readVarUint(decoder);
    if (type === messageTypes.sync) {
      const answer = encoding.createEncoder();
      encoding.writeVarUint(answer, messageTypes.sync);
      if (readSyncMessage(decoder, answer, this.doc, this) === 1) this.synced = true;
      if (encoding.length(answer) > 1) this.socket?.send(encoding.toUint8Array(answer));
    } else if (type === messageTypes.acknowledgement) this.saving.acknowledged(decoding.readVarUint(decoder));
    else if (type === messageTypes.auth) {
      this.readOnly = true;
      if (this.kind === "ours" ? this.saving.unsaved : this.told.unsavedWhenLowered(this)) this.end("lowered");
    }
  }

  closed(code: number): void {
    const { connection } = this;
    this.socket = undefined;
    this.state = "away";
    this.synced = false;
    this.saving.disconnected();
    if (ends.has(code)) this.end(code);
    this.told.closed(this, code, connection);
  }

  end(why: number | string): void {
    this.over ??= why;
    this.saving.stop();
    this.connection?.closeFromTab();
  }

  get connection(): Connection | undefined {
    return this.socket?.connection;
  }
  get mayType(): boolean {
    return this.over === undefined && !this.readOnly;
  }

  type(words: string): void {
    this.text.insert(this.random.below(this.text.length + 1), words);
  }
  erase(): void {
    const { length } = this.text;
    if (length === 0) return;
    const from = this.random.below(length);
    this.text.delete(from, Math.min(length - from, 1 + this.random.below(6)));
  }
  undo(): void {
    if (this.random.next() < 0.7) this.undoing.undo();
    else this.undoing.redo();
  }
  caret(): void {
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, 1);
    encoding.writeVarUint(inner, this.doc.clientID);
    encoding.writeVarUint(inner, ++this.caretClock);
    encoding.writeVarString(inner, JSON.stringify({ cursor: { mint: this.told.mint() } }));
    this.say(messageTypes.awareness, (encoder) => encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner)));
  }
  lookAround(): void {
    this.say(messageTypes.queryAwareness, () => {});
  }
  askAgain(): void {
    this.say(messageTypes.sync, (encoder) => writeSyncStep1(encoder, this.doc));
  }

  private say(type: number, rest: (encoder: encoding.Encoder) => void): void {
    if (this.state !== "open") return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    rest(encoder);
    this.socket?.send(encoding.toUint8Array(encoder));
  }
}

/** As in app/features/writing/provider.ts. */
export const ends = new Set([4401, 4403, 4404, 4413, 1008]);

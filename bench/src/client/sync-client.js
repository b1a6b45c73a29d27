/** One person at one document: a real Y.Doc behind a y-protocols connection, whatever the server's wire. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";
import { within } from "../processes/within.js";
import { Acks } from "./acks.js";
import { Cursor } from "./cursor.js";
import { bytesOf, openSocket } from "./socket.js";
import { AWARENESS, SYNC, frame, wires } from "./wires.js";

const fromServer = Symbol("from the server");

export class SyncClient {
  doc = new Y.Doc();
  acks = new Acks();
  synced = false;
  closeCode = null;
  onSeen = null;
  onSynced = () => {};
  onFrame = () => {};
  onClosed = () => {};

  constructor(seat, { cursor = false } = {}) {
    this.seat = seat;
    this.wire = wires[seat.wire];
    this.cursor = cursor ? new Cursor(this.doc) : null;
    this.doc.on("update", (update, origin) => origin !== fromServer && this.sendUpdate(update));
    this.doc.on("afterTransaction", (transaction) => transaction.origin === fromServer && this.#notice(transaction));
  }

  /** Resolves when the document is in step with the server. */
  async connect(seconds = 30) {
    this.socket = openSocket(this.seat);
    this.socket.binaryType = "nodebuffer";
    const synced = new Promise((resolve, reject) => {
      this.onSynced = resolve;
      this.socket.on("error", reject);
      this.socket.on("close", (code) => reject(new Error(`closed with ${code} before it was in step`)));
    });
    this.socket.on("open", () => this.#greet());
    this.socket.on("message", (data) => this.#receive(data));
    this.socket.on("close", (code) => this.ended(code));
    await within(seconds, "joining a document", synced);
    return this;
  }

  /** Sends one update, as every keystroke does. */
  sendUpdate(update) {
    if (!this.isOpen) return;
    this.acks.sent(Y.getState(this.doc.store, this.doc.clientID));
    this.#send(SYNC, (encoder) => syncProtocol.writeUpdate(encoder, update));
  }

  moveCursor() {
    const clock = Y.getState(this.doc.store, this.doc.clientID) - 1;
    if (this.isOpen) this.socket.send(this.cursor.moveTo(this.wire, this.seat.document, clock));
  }

  get isOpen() {
    return this.socket?.readyState === 1;
  }

  bytes() {
    return bytesOf(this.socket);
  }

  ended(code) {
    if (this.closeCode !== null) return;
    this.closeCode = code;
    this.onClosed(code);
  }

  close() {
    this.closeCode ??= 1000;
    this.socket?.terminate();
    this.cursor?.destroy();
    this.doc.destroy();
  }

  #greet() {
    for (const greeting of this.wire.greeting(this.seat.document)) this.socket.send(greeting);
    if (!this.wire.asksToSync) return this.#nowSynced();
    this.#send(SYNC, (encoder) => syncProtocol.writeSyncStep1(encoder, this.doc));
  }

  #send(type, write) {
    this.socket.send(frame(this.wire, this.seat.document, type, write));
  }

  #receive(data) {
    this.onFrame(data.length);
    const decoder = decoding.createDecoder(data);
    this.wire.readPrefix(decoder);
    const type = decoding.readVarUint(decoder);
    const acks = this.wire.readAcks(type, decoder);
    if (acks) return this.acks.receive(acks);
    if (this.wire.isSync(type)) return this.#receiveSync(decoder);
    if (type === AWARENESS) this.cursor?.apply(decoding.readVarUint8Array(decoder));
  }

  #receiveSync(decoder) {
    const reply = encoding.createEncoder();
    const kind = syncProtocol.readSyncMessage(decoder, reply, this.doc, fromServer);
    if (kind === syncProtocol.messageYjsSyncStep1) return this.#answer(encoding.toUint8Array(reply));
    if (kind === syncProtocol.messageYjsSyncStep2) this.#nowSynced();
  }

  /** An empty document has nothing to tell; saying nothing keeps acknowledgements about keystrokes alone. */
  #answer(reply) {
    if (this.doc.store.clients.size === 0) return;
    this.#send(SYNC, (encoder) => encoding.writeUint8Array(encoder, reply));
  }

  #nowSynced() {
    this.synced = true;
    this.onSynced();
  }

  #notice({ beforeState, afterState }) {
    if (!this.onSeen) return;
    for (const [client, after] of afterState) {
      const before = beforeState.get(client) ?? 0;
      if (after > before && client !== this.doc.clientID) this.onSeen(client, before, after);
    }
  }
}

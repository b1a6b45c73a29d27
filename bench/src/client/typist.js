/** Someone who writes in a paragraph of their own, the way the editor stores paragraphs. */
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";
import { nextCharacterUpdate } from "./light-typing.js";
import { stopListening } from "./socket.js";
import { SyncClient } from "./sync-client.js";
import { SYNC, frame } from "./wires.js";

const alphabet = "the quick brown fox jumps over the lazy dog ";

export class Typist extends SyncClient {
  typed = 0;

  constructor(seat, { keystrokes, field = "default", cursor = false }) {
    super(seat, { cursor });
    this.keystrokes = keystrokes;
    this.field = field;
  }

  /** Opens the paragraph with its first words; these are not measured. */
  begin(words = ".") {
    const text = new Y.XmlText(words);
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [text]);
    this.doc.getXmlFragment(this.field).push([paragraph]);
    this.text = text;
    if (this.cursor) this.moveCursor();
  }

  /** One keystroke, noted with the moment it was made. */
  type() {
    if (!this.isOpen) return false;
    const clock = this.deaf ? this.deaf.clock : Y.getState(this.doc.store, this.doc.clientID);
    this.keystrokes.made(this.doc.clientID, clock, performance.now());
    if (this.deaf) this.#typeLightly();
    else this.text.insert(this.text.length, this.#nextCharacter());
    if (this.cursor) this.moveCursor();
    return true;
  }

  /** From now on only writes: the same bytes go out, nothing that arrives is parsed. */
  stopListening() {
    this.deaf = { client: this.doc.clientID, clock: Y.getState(this.doc.store, this.doc.clientID) };
    stopListening(this.socket, (code) => this.ended(code));
    this.alive = setInterval(() => this.isOpen && this.socket.pong(), 10_000);
    this.doc.destroy();
  }

  close() {
    clearInterval(this.alive);
    super.close();
  }

  #typeLightly() {
    const update = nextCharacterUpdate(this.deaf.client, this.deaf.clock++, this.#nextCharacter());
    this.socket.send(frame(this.wire, this.seat.document, SYNC, (encoder) => syncProtocol.writeUpdate(encoder, update)));
  }

  #nextCharacter() {
    return alphabet[this.typed++ % alphabet.length];
  }
}

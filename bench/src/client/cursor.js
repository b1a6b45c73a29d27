/** Awareness as a caret in the editor sends it: colour, name and a relative position, at every keystroke. */
import * as encoding from "lib0/encoding";
import * as awarenessProtocol from "y-protocols/awareness";
import { AWARENESS, frame } from "./wires.js";

export class Cursor {
  constructor(doc) {
    this.awareness = new awarenessProtocol.Awareness(doc);
    this.awareness.setLocalState(null);
  }

  /** The frame that moves one's own caret behind the character at `clock`. */
  moveTo(wire, document, clock) {
    const { clientID } = this.awareness;
    const position = { type: null, tname: null, item: { client: clientID, clock }, assoc: 0 };
    this.awareness.setLocalState({
      user: { name: `Person ${clientID % 1000}`, color: "#205090" },
      cursor: { anchor: position, head: position },
    });
    const update = awarenessProtocol.encodeAwarenessUpdate(this.awareness, [clientID]);
    return frame(wire, document, AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, update));
  }

  apply(update) {
    awarenessProtocol.applyAwarenessUpdate(this.awareness, update, "remote");
  }

  destroy() {
    this.awareness.destroy();
  }
}

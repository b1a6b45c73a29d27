import { messageTypes } from "~/shared/realtime";

const syncStep2 = 1;
const syncUpdate = 2;

export type Outgoing = {
  /** Whether any of my words are not committed yet. */
  unsaved(): boolean;
  /** An update left on this connection; acknowledgements count these, from 1. */
  sent(count: number): void;
};

/**
 * A WebSocket that numbers the updates it sends, since the server acknowledges them by number. When the server
 * asks what it lacks, words that waited answer as one such update; without any, there is nothing to say. Until
 * then single updates stay here: the answer will hold them, and ahead of it they would leave a gap.
 */
export function countingSocket(outgoing: Outgoing): typeof WebSocket {
  return class CountingSocket extends WebSocket {
    #count = 0;
    #wasAsked = false;

    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBufferLike>) {
      const step = syncStepOf(data);
      if (step === undefined) return super.send(data as ArrayBufferView<ArrayBuffer>);
      if (step === syncUpdate && !this.#wasAsked) return;
      if (step === syncStep2) {
        this.#wasAsked = true;
        if (!outgoing.unsaved()) return;
      }
      super.send(asUpdate(data as Uint8Array<ArrayBuffer>));
      this.#count += 1;
      outgoing.sent(this.#count);
    }
  };
}

/** Which message with words in it this is, if it is one. Every number here is below 128, so it is one byte. */
function syncStepOf(data: unknown): typeof syncStep2 | typeof syncUpdate | undefined {
  if (!(data instanceof Uint8Array) || data[0] !== messageTypes.sync) return undefined;
  return data[1] === syncStep2 || data[1] === syncUpdate ? data[1] : undefined;
}

/** Both kinds carry the same bytes; only updates are numbered. */
function asUpdate(message: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (message[1] === syncUpdate) return message;
  const update = message.slice();
  update[1] = syncUpdate;
  return update;
}

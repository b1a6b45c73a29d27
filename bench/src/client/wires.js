/** How each server frames the same y-protocols messages. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** Message types shared by both wires; above 3 they differ. */
export const SYNC = 0;
export const AWARENESS = 1;

const acknowledged = 4; // y-websocket with ?acks=1: how many of my updates are committed
const syncReply = 4; // Hocuspocus: a sync message that wants no first step back
const syncStatus = 8; // Hocuspocus: one of my updates is applied (1) or refused (0)
const auth = 2;
const token = 0;

const yWebsocket = {
  asksToSync: true,
  greeting: () => [],
  writePrefix() {},
  readPrefix() {},
  isSync: (type) => type === SYNC,
  readAcks: (type, decoder) => (type === acknowledged ? { upTo: decoding.readVarUint(decoder) } : null),
};

/** The relay answers nobody: a client counts as synced when it is connected. */
const relay = { ...yWebsocket, asksToSync: false };

const hocuspocus = {
  asksToSync: true,
  greeting: (document) => [
    encoding.encode((encoder) => {
      encoding.writeVarString(encoder, document);
      encoding.writeVarUint(encoder, auth);
      encoding.writeVarUint(encoder, token);
      encoding.writeVarString(encoder, "bench");
    }),
  ],
  writePrefix: (encoder, document) => encoding.writeVarString(encoder, document),
  readPrefix: (decoder) => decoding.readVarString(decoder),
  isSync: (type) => type === SYNC || type === syncReply,
  readAcks: (type, decoder) => (type === syncStatus ? { more: decoding.readVarUint(decoder) } : null),
};

export const wires = { "y-websocket": yWebsocket, relay, hocuspocus };

/** One whole frame: the wire's prefix, the message type, and what `write` adds. */
export function frame(wire, document, type, write) {
  return encoding.encode((encoder) => {
    wire.writePrefix(encoder, document);
    encoding.writeVarUint(encoder, type);
    write(encoder);
  });
}

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { messageTypes } from "~/shared/realtime";

/** A whole WebSocket frame, header and all: made once, written as it is to everyone it is for. */
export type Frame = Buffer;

const syncStep1 = 0;
const syncStep2 = 1;
const syncUpdate = 2;

export type Message =
  | { kind: "step1"; stateVector: Uint8Array }
  | { kind: "step2"; update: Uint8Array }
  | { kind: "update"; update: Uint8Array }
  | { kind: "awareness"; entries: AwarenessEntry[] }
  | { kind: "queryAwareness" }
  | { kind: "unknown" };

export type AwarenessEntry = { clientNumber: number; clock: number; state: unknown };

/** Reads one message. @throws when the bytes are not one whole message of the protocol */
export function readMessage(bytes: Uint8Array): Message {
  const decoder = decoding.createDecoder(bytes);
  const type = decoding.readVarUint(decoder);
  if (type === messageTypes.sync) {
    const step = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (step === syncStep1) {
      Y.decodeStateVector(payload);
      return { kind: "step1", stateVector: payload };
    }
    if (step === syncStep2) return { kind: "step2", update: payload };
    if (step === syncUpdate) return { kind: "update", update: payload };
    return { kind: "unknown" };
  }
  if (type === messageTypes.awareness) return { kind: "awareness", entries: readAwareness(decoding.readVarUint8Array(decoder)) };
  if (type === messageTypes.queryAwareness) return { kind: "queryAwareness" };
  return { kind: "unknown" };
}

/** Whether a message is an answer to our handshake, told from its first bytes. */
export function isStep2(bytes: Uint8Array): boolean {
  return bytes[0] === messageTypes.sync && bytes[1] === syncStep2;
}

const mostEntries = 64;

function readAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  const entries: AwarenessEntry[] = [];
  for (let i = 0; i < count && i < mostEntries; i++) {
    const clientNumber = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    entries.push({ clientNumber, clock, state: JSON.parse(decoding.readVarString(decoder)) });
  }
  return entries;
}

export function step1Frame(stateVector: Uint8Array): Frame {
  return syncFrame(syncStep1, stateVector);
}
export function step2Frame(update: Uint8Array): Frame {
  return syncFrame(syncStep2, update);
}
export function updateFrame(update: Uint8Array): Frame {
  return syncFrame(syncUpdate, update);
}

function syncFrame(step: number, payload: Uint8Array): Frame {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, payload);
  return frameOf(encoder);
}

/** "The first n updates you sent on this connection are committed." */
export function acknowledgementFrame(count: number): Frame {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.acknowledgement);
  encoding.writeVarUint(encoder, count);
  return frameOf(encoder);
}

/** y-protocols' auth message: this connection may read, and why it may not write. */
export function readOnlyFrame(reason: string): Frame {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.auth);
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarString(encoder, reason);
  return frameOf(encoder);
}

export function awarenessFrame(entries: AwarenessEntry[]): Frame {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, entries.length);
  for (const entry of entries) {
    encoding.writeVarUint(inner, entry.clientNumber);
    encoding.writeVarUint(inner, entry.clock);
    encoding.writeVarString(inner, JSON.stringify(entry.state));
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.awareness);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
  return frameOf(encoder);
}

/** One unmasked binary frame, as a server sends it (RFC 6455, section 5.2). */
function frameOf(encoder: encoding.Encoder): Frame {
  const payload = encoding.toUint8Array(encoder);
  const length = payload.byteLength;
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = 0x82;
  if (start === 2) frame[1] = length;
  else if (start === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(payload, start);
  return frame;
}

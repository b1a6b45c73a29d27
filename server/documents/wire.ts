import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { messageTypes } from "~/shared/realtime";

/** Frames of the y-websocket protocol, encoded once however many people they go to. */
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
    if (step === syncStep1) return { kind: "step1", stateVector: payload };
    if (step === syncStep2) return { kind: "step2", update: payload };
    if (step === syncUpdate) return { kind: "update", update: payload };
    return { kind: "unknown" };
  }
  if (type === messageTypes.awareness) return { kind: "awareness", entries: readAwareness(decoding.readVarUint8Array(decoder)) };
  if (type === messageTypes.queryAwareness) return { kind: "queryAwareness" };
  return { kind: "unknown" };
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

export function step1Frame(stateVector: Uint8Array): Uint8Array {
  return syncFrame(syncStep1, stateVector);
}
export function step2Frame(update: Uint8Array): Uint8Array {
  return syncFrame(syncStep2, update);
}
export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(syncUpdate, update);
}

function syncFrame(step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

/** "The first n updates you sent on this connection are committed." */
export function acknowledgementFrame(count: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.acknowledgement);
  encoding.writeVarUint(encoder, count);
  return encoding.toUint8Array(encoder);
}

/** y-protocols' auth message: this connection may read, and why it may not write. */
export function readOnlyFrame(reason: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.auth);
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarString(encoder, reason);
  return encoding.toUint8Array(encoder);
}

export function awarenessFrame(entries: AwarenessEntry[]): Uint8Array {
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
  return encoding.toUint8Array(encoder);
}

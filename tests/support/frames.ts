import * as encoding from "lib0/encoding";
import { messageTypes } from "~/shared/realtime";

/** Frames and updates written byte by byte, so that they can say what no honest Yjs would. */
export function frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

export const syncFrame = (step: number, payload: Uint8Array) =>
  frame(messageTypes.sync, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
export const updateFrame = (update: Uint8Array) => syncFrame(2, update);

export type Struct =
  | { kind: "gc" | "skip"; length: number }
  | { kind: "text"; text: string; parent?: string; origin?: Place; rightOrigin?: Place; parentId?: Place }
  | { kind: "element"; name: string; parent?: string; parentId?: Place }
  | { kind: "subdocument"; parent: string };

type Place = { client: number; clock: number };
type Deletion = { client: number; clock: number; length: number };

/** A Yjs update (version 1) of one client number: structs from a clock on, and deletions. */
export function craftUpdate(client: number, clock: number, structs: Struct[], deletions: Deletion[] = []): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, structs.length > 0 ? 1 : 0);
  if (structs.length > 0) {
    encoding.writeVarUint(encoder, structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const struct of structs) writeStruct(encoder, struct);
  }
  encoding.writeVarUint(encoder, deletions.length);
  for (const one of deletions) {
    encoding.writeVarUint(encoder, one.client);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, one.clock);
    encoding.writeVarUint(encoder, one.length);
  }
  return encoding.toUint8Array(encoder);
}

function writeStruct(encoder: encoding.Encoder, struct: Struct) {
  if (struct.kind === "gc" || struct.kind === "skip") {
    encoding.writeUint8(encoder, struct.kind === "gc" ? 0 : 10);
    encoding.writeVarUint(encoder, struct.length);
    return;
  }
  const content = { text: 4, element: 7, subdocument: 9 }[struct.kind];
  const origin = struct.kind === "text" ? struct.origin : undefined;
  const rightOrigin = struct.kind === "text" ? struct.rightOrigin : undefined;
  const parentId = "parentId" in struct ? struct.parentId : undefined;
  encoding.writeUint8(encoder, content | (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0));
  for (const id of [origin, rightOrigin]) {
    if (!id) continue;
    encoding.writeVarUint(encoder, id.client);
    encoding.writeVarUint(encoder, id.clock);
  }
  if (!origin && !rightOrigin) {
    encoding.writeVarUint(encoder, parentId ? 0 : 1);
    if (parentId) {
      encoding.writeVarUint(encoder, parentId.client);
      encoding.writeVarUint(encoder, parentId.clock);
    } else encoding.writeVarString(encoder, ("parent" in struct ? struct.parent : undefined) ?? "default");
  }
  if (struct.kind === "text") encoding.writeVarString(encoder, struct.text);
  else if (struct.kind === "element") {
    encoding.writeVarUint(encoder, 3);
    encoding.writeVarString(encoder, struct.name);
  } else {
    encoding.writeVarString(encoder, "00000000-0000-4000-8000-000000000000");
    encoding.writeAny(encoder, {});
  }
}

/** An awareness message that says whatever one likes of whomever. */
export function awarenessFrame(entries: { client: number; clock: number; state: string }[], count = entries.length): Uint8Array {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, count);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(inner, client);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, state);
  }
  return frame(messageTypes.awareness, (encoder) => encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner)));
}

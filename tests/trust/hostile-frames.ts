import * as Y from "yjs";
import { randomFrom } from "../support/size";
import { awarenessFrame, craftUpdate, frame, syncFrame, updateFrame } from "../support/frames";

export type Ground = {
  /** Victim's Yjs client number, and the clock it has reached. */
  victim: number;
  reached: number;
  /** A number of the attacker's own that nobody has used. */
  own: number;
};
export type Attack = {
  name: string;
  frames: (ground: Ground) => (Uint8Array | string)[];
  /** `refused`: the socket is closed. `ignored`: it stays open and nothing comes of it. `edit`: an honest kind of edit, attributed and undone by rewinding. */
  ends: "refused" | "ignored" | "edit";
};

const update = (make: (ground: Ground) => Uint8Array) => (ground: Ground) => [updateFrame(make(ground))];
const nested = (depth: number) => ({ own }: Ground) =>
  craftUpdate(own, 0, Array.from({ length: depth }, (_, level) => ({ kind: "element" as const, name: "p", ...(level === 0 ? {} : { parentId: { client: own, clock: level - 1 } }) })));

/** Valid to Yjs, or nearly; each was written to hurt somebody (Yjs THREAT_MODEL.md; trust.md, finding 2 and G11). */
export const attacks: Attack[] = [
  { name: "a victim's clock jumped by sixteen bytes", ends: "refused", frames: update(({ victim, reached }) => craftUpdate(victim, reached, [{ kind: "gc", length: 2 ** 31 - 1 }])) },
  { name: "a victim's clock moved by one", ends: "refused", frames: update(({ victim, reached }) => craftUpdate(victim, reached, [{ kind: "text", text: "x" }])) },
  { name: "words under a victim's number", ends: "refused", frames: update(({ victim, reached }) => craftUpdate(victim, reached, [{ kind: "text", text: "I never wrote this" }])) },
  { name: "one's own clock jumped", ends: "refused", frames: update(({ own }) => craftUpdate(own, 0, [{ kind: "gc", length: 2 ** 30 }])) },
  { name: "a struct longer than numbers go", ends: "refused", frames: update(({ own }) => craftUpdate(own, 0, [{ kind: "gc", length: Number.MAX_SAFE_INTEGER }])) },
  { name: "a gap before the first word", ends: "refused", frames: update(({ own }) => craftUpdate(own, 50, [{ kind: "text", text: "later" }])) },
  { name: "a gap hoarded as Skip", ends: "refused", frames: update(({ own }) => craftUpdate(own, 0, [{ kind: "skip", length: 10 }, { kind: "text", text: "later" }])) },
  { name: "a word beside one that does not exist", ends: "refused", frames: update(({ own }) => craftUpdate(own, 0, [{ kind: "text", text: "x", origin: { client: own + 1, clock: 7 } }])) },
  { name: "a word to the left of one that does not exist", ends: "refused", frames: update(({ own }) => craftUpdate(own, 0, [{ kind: "text", text: "x", rightOrigin: { client: own + 1, clock: 7 } }])) },
  { name: "a word inside one that does not exist", ends: "refused", frames: update(({ own }) => craftUpdate(own, 0, [{ kind: "text", text: "x", parentId: { client: own + 1, clock: 7 } }])) },
  { name: "a word that stands beside itself", ends: "refused", frames: update(({ own }) => craftUpdate(own, 0, [{ kind: "text", text: "x", origin: { client: own, clock: 0 } }])) },
  { name: "a document inside the document", ends: "refused", frames: update(({ own }) => craftUpdate(own, 0, [{ kind: "subdocument", parent: "default" }])) },
  { name: "nesting without end", ends: "refused", frames: update(nested(500)) },
  { name: "deleting what nobody has written yet", ends: "refused", frames: update(({ victim, reached }) => craftUpdate(0, 0, [], [{ client: victim, clock: reached + 10, length: 1_000_000 }])) },
  { name: "deleting under a number nobody has", ends: "refused", frames: update(({ own }) => craftUpdate(0, 0, [], [{ client: own + 5, clock: 0, length: 10 }])) },
  // Found by tests/trust/fuzzed-frames: Yjs takes it in, and then trips over it in every browser.
  { name: "a deletion of no length at the edge", ends: "refused", frames: update(({ victim, reached }) => craftUpdate(0, 0, [], [{ client: victim, clock: reached, length: 0 }])) },
  { name: "two new numbers in one update", ends: "refused", frames: update(({ own }) => Y.mergeUpdates([craftUpdate(own, 0, [{ kind: "text", text: "a" }]), craftUpdate(own + 1, 0, [{ kind: "text", text: "b" }])])) },
  { name: "the second version of the format", ends: "refused", frames: update(({ own }) => Y.convertUpdateFormatV1ToV2(craftUpdate(own, 0, [{ kind: "text", text: "v2" }]))) },
  { name: "half an update", ends: "refused", frames: update(({ own }) => craftUpdate(own, 0, [{ kind: "text", text: "cut off here" }]).slice(0, 9)) },
  { name: "an update of noise", ends: "refused", frames: update(() => randomFrom(7).bytes(64)) },
  { name: "a claim of a billion structs", ends: "refused", frames: update(() => Uint8Array.of(1, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 0)) },
  { name: "a number that never ends", ends: "refused", frames: () => [new Uint8Array(40).fill(0xff)] },
  { name: "nothing at all", ends: "refused", frames: () => [new Uint8Array()] },
  { name: "words as text instead of bytes", ends: "refused", frames: () => ["hello"] },
  { name: "a message of no kind we know", ends: "refused", frames: () => [frame(9, () => {})] },
  { name: "a forged acknowledgement", ends: "refused", frames: () => [frame(4, (encoder) => void encoder.cbuf.fill(1))] },
  { name: "a forged refusal", ends: "refused", frames: () => [frame(2, (encoder) => void encoder.cbuf.fill(0))] },
  { name: "a sync step of no kind we know", ends: "refused", frames: () => [syncFrame(7, Uint8Array.of(0, 0))] },
  { name: "a state vector of noise", ends: "refused", frames: () => [syncFrame(0, new Uint8Array(30).fill(0xff))] },
  { name: "a message larger than any paste", ends: "refused", frames: update(({ own }) => craftUpdate(own, 0, [{ kind: "text", text: "x".repeat(400_000) }])) },
  { name: "a frame larger than any message", ends: "refused", frames: () => [new Uint8Array(9 * 1024 * 1024)] },
  { name: "presence that is not JSON", ends: "refused", frames: ({ own }) => [awarenessFrame([{ client: own, clock: 1, state: "{oops" }])] },
  { name: "presence that counts wrongly", ends: "refused", frames: ({ own }) => [awarenessFrame([{ client: own, clock: 1, state: "{}" }], 1_000_000)] },
  { name: "presence in a victim's name", ends: "ignored", frames: ({ victim }) => [awarenessFrame([{ client: victim, clock: 4_000_000, state: JSON.stringify({ user: { name: "Somebody else" } }) }])] },
  { name: "a victim declared gone", ends: "ignored", frames: ({ victim }) => [awarenessFrame([{ client: victim, clock: 4_000_000, state: "null" }])] },
  { name: "presence with a prototype", ends: "ignored", frames: ({ own }) => [awarenessFrame([{ client: own, clock: 1, state: '{"__proto__":{"isAdmin":true},"user":{"name":"x"}}' }])] },
  { name: "a caret of fifty kilobytes", ends: "ignored", frames: ({ own }) => [awarenessFrame([{ client: own, clock: 1, state: JSON.stringify({ cursor: "x".repeat(50_000) }) }])] },
  { name: "handshakes without end", ends: "refused", frames: () => Array.from({ length: 6_000 }, () => syncFrame(0, Uint8Array.of(0))) },
  { name: "everything deleted by somebody who may write", ends: "edit", frames: update(({ victim, reached }) => craftUpdate(0, 0, [], [{ client: victim, clock: 0, length: reached }])) },
  { name: "markup that would like to run", ends: "edit", frames: update(({ own }) => craftUpdate(own, 0, [{ kind: "element", name: "script" }, { kind: "text", text: "<img src=x onerror=alert(1)>", parentId: { client: own, clock: 0 } }])) },
];

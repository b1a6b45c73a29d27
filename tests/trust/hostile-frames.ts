import * as Y from "yjs";
import { randomFrom } from "../support/size";
import { awarenessFrame, craftUpdate, frame, syncFrame, updateFrame } from "../support/frames";

export type Ground = {
  /** Victim's Yjs client number, and the clock it has reached. */
  victim: number;
  reached: number;
  /** A number of the attacker's own that nobody has used. */
  own: number;
  /** Whose account the attacker would like to be. */
  account: string;
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

/** What an honest Yjs makes of a dishonest wish: whole and valid, under the attacker's own number. */
const byYjs = (wish: (fragment: Y.XmlFragment, doc: Y.Doc) => void) =>
  update(({ own }) => {
    const doc = new Y.Doc();
    doc.clientID = own;
    doc.transact(() => wish(doc.getXmlFragment("default"), doc));
    return Y.encodeStateAsUpdate(doc);
  });
const paragraphOf = (fragment: Y.XmlFragment, words = "x") => {
  const [paragraph, text] = [new Y.XmlElement("paragraph"), new Y.XmlText()];
  fragment.insert(0, [paragraph]);
  paragraph.insert(0, [text]);
  text.insert(0, words);
  return { paragraph, text };
};
const deepest = (fragment: Y.XmlFragment, levels: number) => {
  let parent: Y.XmlFragment = fragment;
  for (let level = 0; level < levels; level++) {
    const child = new Y.XmlElement("listItem");
    parent.insert(0, [child]);
    parent = child;
  }
};

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
  // Presence, once more: numbers out of range, a crowd of them, somebody else's account, a change of number half-way.
  { name: "presence with a clock that never can be passed", ends: "ignored", frames: ({ victim }) => [awarenessFrame([{ client: victim, clock: Number.MAX_SAFE_INTEGER, state: '{"user":{"name":"Somebody else"}}' }])] },
  { name: "a crowd out of one connection", ends: "ignored", frames: ({ own }) => [awarenessFrame(Array.from({ length: 60 }, (_, n) => ({ client: own + n, clock: 1, state: '{"user":{"name":"Somebody else"}}' })))] },
  { name: "presence under a victim's account", ends: "ignored", frames: ({ own, account }) => [awarenessFrame([{ client: own, clock: 1, state: JSON.stringify({ user: { accountId: account, name: "Somebody else", colour: "red;background:url(x)" } }) }])] },
  { name: "a second face in mid-sentence", ends: "ignored", frames: ({ own, victim }) => [awarenessFrame([{ client: own, clock: 1, state: '{"cursor":null}' }]), awarenessFrame([{ client: victim, clock: 9_999_999, state: '{"user":{"name":"Somebody else"}}' }])] },
  { name: "a caret nested without end", ends: "ignored", frames: ({ own }) => [awarenessFrame([{ client: own, clock: 1, state: `{"cursor":${"[".repeat(900)}${"]".repeat(900)}}` }])] },
  // What decodes and cannot be.
  { name: "a type nobody knows", ends: "refused", frames: update(({ own }) => Uint8Array.of(1, 1, ...varint(own), 0, 7, 1, 1, 0x78, 99, 0)) },
  { name: "content of a kind nobody knows", ends: "refused", frames: update(({ own }) => Uint8Array.of(1, 1, ...varint(own), 0, 29, 1, 1, 0x78, 0)) },
  { name: "one number under two heads", ends: "refused", frames: update(({ own }) => Uint8Array.of(2, 1, ...varint(own), 0, 4, 1, 1, 0x78, 1, 0x61, 1, ...varint(own), 5, 4, 1, 1, 0x78, 1, 0x62, 0)) },
  { name: "a victim's number in the deletions, beyond its end", ends: "refused", frames: update(({ victim, reached }) => craftUpdate(0, 0, [], [{ client: victim, clock: 0, length: reached + 1 }])) },
  { name: "deletions longer than numbers go", ends: "refused", frames: update(({ victim }) => craftUpdate(0, 0, [], [{ client: victim, clock: 1, length: Number.MAX_SAFE_INTEGER - 1 }])) },
  { name: "nesting one deeper than anybody needs", ends: "refused", frames: byYjs((fragment) => deepest(fragment, 70)) },
  // What is valid and a nuisance: edits like any other.
  { name: "nesting as deep as is taken", ends: "edit", frames: byYjs((fragment) => deepest(fragment, 60)) },
  { name: "deletions in a thousand pieces", ends: "edit", frames: ({ own }) => [updateFrame(craftUpdate(own, 0, [{ kind: "text", text: "x".repeat(4_000) }], Array.from({ length: 1_000 }, (_, n) => ({ client: own, clock: n * 4, length: 2 }))))] },
  { name: "a hundred times the same words", ends: "edit", frames: (ground) => Array.from({ length: 100 }, () => updateFrame(craftUpdate(ground.own, 0, [{ kind: "text", text: "again" }]))) },
  { name: "a node of a kind the editor does not know", ends: "edit", frames: byYjs((fragment) => fragment.insert(0, [new Y.XmlElement("iframe"), new Y.XmlElement("blink")])) },
  { name: "a node named like markup", ends: "edit", frames: byYjs((fragment) => fragment.insert(0, [new Y.XmlElement("p><script>alert(1)</script>")])) },
  { name: "an attribute of two hundred kilobytes", ends: "edit", frames: byYjs((fragment) => paragraphOf(fragment).paragraph.setAttribute("align", "x".repeat(200_000))) },
  { name: "attributes that would like to run", ends: "edit", frames: byYjs((fragment) => { const { paragraph } = paragraphOf(fragment); paragraph.setAttribute("onclick", "<script>alert(1)</script>"); paragraph.setAttribute("__proto__", "x"); paragraph.setAttribute("style", "position:fixed"); }) },
  { name: "a link that would like to run", ends: "edit", frames: byYjs((fragment) => paragraphOf(fragment, "press me").text.format(0, 8, { link: { href: "javascript:alert(1)" }, bold: { a: 1 } })) },
  { name: "marks of every kind but ours", ends: "edit", frames: byYjs((fragment) => paragraphOf(fragment, "marked").text.format(0, 6, { script: "<script>alert(1)</script>", ...(JSON.parse(`{"constructor":true,"__proto__":{"isAdmin":true}}`) as object) })) },
  { name: "a bomb of formatting", ends: "edit", frames: byYjs((fragment) => { const { text } = paragraphOf(fragment, "x".repeat(200)); for (let n = 0; n < 2_000; n++) text.format(n % 190, 5, { [n % 2 ? "bold" : "italic"]: n % 3 === 0 ? null : true }); }) },
  { name: "ten thousand empty paragraphs", ends: "edit", frames: byYjs((fragment) => fragment.insert(0, Array.from({ length: 10_000 }, () => new Y.XmlElement("paragraph")))) },
  { name: "a map beside the words", ends: "edit", frames: byYjs((_fragment, doc) => doc.getMap("hidden").set("__proto__", { isAdmin: true, words: "x".repeat(1_000) })) },
  { name: "a map that sets a key again and again", ends: "edit", frames: byYjs((_fragment, doc) => { for (let n = 0; n < 3_000; n++) doc.getMap("hidden").set("k", n); }) },
  { name: "the fragment taken for a map", ends: "edit", frames: byYjs((_fragment, doc) => Reflect.apply(Y.Map.prototype.set, doc.getXmlFragment("default"), ["key", "value"])) },
  { name: "an embedded object with a prototype", ends: "edit", frames: byYjs((fragment) => paragraphOf(fragment).text.insertEmbed(0, JSON.parse('{"__proto__":{"isAdmin":true},"image":"javascript:alert(1)"}'))) },
  { name: "a mention of markup", ends: "edit", frames: byYjs((fragment) => { const mention = new Y.XmlElement("mention"); mention.setAttribute("label", "<img src=x onerror=alert(1)>"); mention.setAttribute("id", "../../x"); paragraphOf(fragment).paragraph.insert(1, [mention]); }) },
  { name: "letters that turn the line around", ends: "edit", frames: byYjs((fragment) => void paragraphOf(fragment, `\u202e\u0000\ud800\uffff${"\u0300".repeat(3_000)}`)) },
  { name: "a hook where an element belongs", ends: "edit", frames: byYjs((fragment) => fragment.insert(0, [new Y.XmlHook("script") as unknown as Y.XmlElement])) },
  { name: "text within text within text", ends: "edit", frames: byYjs((fragment) => { const { text } = paragraphOf(fragment); text.insertEmbed(0, new Y.XmlText("inner")); }) },
];

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

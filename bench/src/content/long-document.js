/** A note edited for years: a few characters here, a few there, some taken out again; each keystroke is an edit. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { seededRandom } from "../load/random.js";

const paragraphs = 100;
const deletions = 0.2;
const mostInARow = 9;
const author = 7_000_001;

/** Makes the edits once per size and seed; answers the facts a reader checks. */
export function longDocument({ file, edits, field, seed }) {
  if (!existsSync(file)) writeEdits(file, makeEdits({ edits, field, seed }));
  const { facts } = readEdits(file);
  return { file, ...facts };
}

export function readEdits(file) {
  const decoder = decoding.createDecoder(readFileSync(file));
  const facts = JSON.parse(decoding.readVarString(decoder));
  const edits = [];
  while (decoding.hasContent(decoder)) edits.push(decoding.readVarUint8Array(decoder));
  return { facts, edits };
}

function writeEdits(file, { facts, edits }) {
  mkdirSync(dirname(file), { recursive: true });
  const bytes = encoding.encode((encoder) => {
    encoding.writeVarString(encoder, JSON.stringify(facts));
    for (const edit of edits) encoding.writeVarUint8Array(encoder, edit);
  });
  writeFileSync(file, bytes);
}

function makeEdits({ edits: count, field, seed }) {
  const random = seededRandom(seed);
  const doc = new Y.Doc();
  doc.clientID = author;
  const edits = [];
  doc.on("update", (update) => edits.push(update));
  const texts = Array.from({ length: paragraphs }, () => addParagraph(doc.getXmlFragment(field)));
  while (edits.length < count) editSomewhere(texts[Math.floor(random() * paragraphs)], random);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const clock = Y.getState(doc.store, author);
  return { edits, facts: { author, clock, length, bytes: Y.encodeStateAsUpdate(doc).length } };
}

function addParagraph(fragment) {
  const text = new Y.XmlText();
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [text]);
  fragment.push([paragraph]);
  return text;
}

/** A few characters at a random place, or one character gone. */
function editSomewhere(text, random) {
  const at = Math.floor(random() * text.length);
  if (text.length > 10 && random() < deletions) return text.delete(at, 1);
  const inARow = 1 + Math.floor(random() * mostInARow);
  for (let typed = 0; typed < inARow; typed++) text.insert(at + typed, String.fromCharCode(97 + Math.floor(random() * 26)));
}

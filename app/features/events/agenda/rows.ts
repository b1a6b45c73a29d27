import * as Y from "yjs";

/** One row of an agenda, as it stands. `minutes` is 0 where nobody has said how long. */
export type AgendaRow = { id: string; minutes: number; what: string; who: string };
export type Cell = "what" | "who";

const nodeName = "agendaRow";
export const mostRows = 60;
export const mostMinutes = 600;

/** Who changed something in this tab: what undo takes back. */
export const here = Symbol("agenda");

/*
 * A row is an element of the same fragment that notes are written in, with two texts (what, who) that merge letter by
 * letter. Its place among the others is a number it carries, so that moving is one small change: two people who move
 * rows at once never double one, and nobody's letters are lost on the way.
 */

/** The rows in their order; whatever else the document may hold is left out. */
export function rowsIn(doc: Y.Doc): AgendaRow[] {
  return elementsOf(doc).map((element) => ({
    id: idOf(element),
    minutes: minutesOf(element),
    what: textOf(element, "what"),
    who: textOf(element, "who"),
  }));
}

/** Adds a row at the end, or after another. @returns its id; undefined when there are as many as there may be */
export function addRow(doc: Y.Doc, { after, minutes = 10, what = "", who = "" }: { after?: string | undefined; minutes?: number; what?: string; who?: string } = {}): string | undefined {
  const rows = elementsOf(doc);
  if (rows.length >= mostRows) return undefined;
  const at = after === undefined ? rows.length - 1 : rows.findIndex((row) => idOf(row) === after);
  const element = new Y.XmlElement(nodeName);
  const id = crypto.randomUUID();
  doc.transact(() => {
    element.setAttribute("id", id);
    element.setAttribute("order", String(between(rows, at, at + 1)));
    element.setAttribute("minutes", String(minutes));
    element.insert(0, [new Y.XmlText(what), new Y.XmlText(who)]);
    const fragment = fragmentOf(doc);
    fragment.insert(fragment.length, [element]);
  }, here);
  return id;
}

export function removeRow(doc: Y.Doc, id: string): void {
  const fragment = fragmentOf(doc);
  const index = fragment.toArray().findIndex((node) => node instanceof Y.XmlElement && idOf(node) === id);
  if (index >= 0) doc.transact(() => fragment.delete(index, 1), here);
}

/** Puts a row into another place, counted in rows from the top. */
export function moveRow(doc: Y.Doc, id: string, to: number): void {
  const rows = elementsOf(doc);
  const element = rows.find((row) => idOf(row) === id);
  if (!element) return;
  const others = rows.filter((row) => row !== element);
  const place = Math.max(0, Math.min(to, others.length));
  if (rows.indexOf(element) === place) return;
  doc.transact(() => {
    const order = between(others, place - 1, place);
    if (Number.isFinite(order)) element.setAttribute("order", String(order));
    else [...others.slice(0, place), element, ...others.slice(place)].forEach((row, index) => row.setAttribute("order", String(index + 1)));
  }, here);
}

export function setMinutes(doc: Y.Doc, id: string, minutes: number): void {
  const element = elementOf(doc, id);
  const said = Math.max(0, Math.min(mostMinutes, Math.round(minutes)));
  if (element && Number.isFinite(said) && minutesOf(element) !== said) doc.transact(() => element.setAttribute("minutes", String(said)), here);
}

/** Makes a cell read so by the smallest change, so that what somebody else types in it meanwhile stays. */
export function setWords(doc: Y.Doc, id: string, cell: Cell, words: string): void {
  const element = elementOf(doc, id);
  if (!element) return;
  const text = childOf(element, cell);
  if (!text) return;
  const { start, remove, insert } = changeBetween(text.toJSON(), words);
  if (remove === 0 && insert === "") return;
  doc.transact(() => {
    if (remove > 0) text.delete(start, remove);
    if (insert) text.insert(start, insert);
  }, here);
}

/** What differs between two texts, as one change in the middle. */
export function changeBetween(before: string, after: string): { start: number; remove: number; insert: string } {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { start, remove: before.length - start - end, insert: after.slice(start, after.length - end) };
}

/** Calls back after each change, whoever made it. @returns how to stop */
export function watchRows(doc: Y.Doc, then: () => void): () => void {
  const fragment = fragmentOf(doc);
  fragment.observeDeep(then);
  return () => fragment.unobserveDeep(then);
}

/** Takes back one's own changes only. */
export function undoOf(doc: Y.Doc): Y.UndoManager {
  return new Y.UndoManager(fragmentOf(doc), { trackedOrigins: new Set([here]) });
}

const fragmentOf = (doc: Y.Doc) => doc.getXmlFragment("default");

function elementsOf(doc: Y.Doc): Y.XmlElement[] {
  const seen = new Set<string>();
  return fragmentOf(doc)
    .toArray()
    .filter((node): node is Y.XmlElement => node instanceof Y.XmlElement && node.nodeName === nodeName)
    .filter((element) => idOf(element) !== "" && !seen.has(idOf(element)) && seen.add(idOf(element)))
    .map((element) => ({ element, order: orderOf(element), id: idOf(element) }))
    .sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1))
    .map(({ element }) => element);
}

const elementOf = (doc: Y.Doc, id: string) => elementsOf(doc).find((element) => idOf(element) === id);

/** Given when a row is made, and kept as long as it is. */
function idOf(element: Y.XmlElement): string {
  const id: unknown = element.getAttribute("id");
  return typeof id === "string" ? id : "";
}

function childOf(element: Y.XmlElement, cell: Cell): Y.XmlText | undefined {
  const child = element.get(cell === "what" ? 0 : 1) as unknown;
  return child instanceof Y.XmlText ? child : undefined;
}

const textOf = (element: Y.XmlElement, cell: Cell) => {
  const text = childOf(element, cell)?.toJSON();
  return typeof text === "string" ? text : "";
};

function minutesOf(element: Y.XmlElement): number {
  const minutes = Number(element.getAttribute("minutes"));
  return Number.isFinite(minutes) ? Math.max(0, Math.min(mostMinutes, Math.round(minutes))) : 0;
}

function orderOf(element: Y.XmlElement): number {
  const order = Number(element.getAttribute("order"));
  return Number.isFinite(order) ? order : 0;
}

/** A number between two neighbours; NaN when none is left between them. */
function between(rows: readonly Y.XmlElement[], left: number, right: number): number {
  const before = rows[left];
  const after = rows[right];
  if (!before && !after) return 1;
  if (!before) return orderOf(after as Y.XmlElement) - 1;
  if (!after) return orderOf(before) + 1;
  const middle = (orderOf(before) + orderOf(after)) / 2;
  return middle > orderOf(before) && middle < orderOf(after) ? middle : Number.NaN;
}

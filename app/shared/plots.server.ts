import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

export interface Count {
  /** Where on the line of time: one of `over`. */
  at: string;
  kind: string;
  count: number;
}

export interface Bars {
  /** Names the patterns of this plot; one of its own for each plot on a page. */
  id: string;
  /** What is counted, said beside the numbers: "people". */
  unit: string;
  /** What the bars stand for, in order: "Sep 2026", "Oct 2026". */
  over: readonly string[];
  /** What each bar is stacked from, largest matter first; beyond six, those after the fifth are drawn as "Others". */
  kinds: readonly string[];
  counts: readonly Count[];
}

/** What the kit's `Plot` shows: a drawing for wide and one for narrow screens, its key, and the whole table. */
export interface DrawnPlot {
  id: string;
  wide: string;
  narrow: string;
  keys: string[];
  kinds: string[];
  rows: { at: string; counts: number[] }[];
}

/** As many patterns as the kit has, so that no two kinds look the same. */
const mostKinds = 6;
const others = "Others";

/** A number stands on its bar, legible on every pattern. */
const halo = { fill: "var(--ink)", stroke: "var(--card)", strokeWidth: 5, fontWeight: 600 } as const;

/**
 * Bars over time, stacked by kind, drawn here so that no browser loads what draws them. Words come from people: they
 * are set as text by a document, never joined into markup. Colours and patterns are the kit's, by `url(#id-0)`.
 */
export function stackedBars(bars: Bars): DrawnPlot {
  if (!/^[a-z][a-z0-9-]*$/.test(bars.id)) throw new Error(`"${bars.id}" cannot name a plot: small letters, digits and hyphens can.`);
  const kinds = [...new Set(bars.kinds)];
  const keys = kinds.length > mostKinds ? [...kinds.slice(0, mostKinds - 1), others] : kinds;
  const rows = [...new Set(bars.over)].map((at) => ({ at, counts: kinds.map((kind) => sum(bars.counts.filter((one) => one.at === at && one.kind === kind))) }));
  const boxes = rows.flatMap(({ at, counts }) => keys.map((_, key) => ({ at, key, count: countOf(counts, key, keys.length - 1) })));
  const draw = (look: Look) => drawn(bars, keys, boxes, look);
  return { id: bars.id, wide: draw({ width: 720, height: 300, most: 12 }), narrow: draw({ width: 360, height: 300, most: 5 }), keys, kinds, rows };
}

interface Box {
  at: string;
  key: number;
  count: number;
}

interface Look {
  width: number;
  height: number;
  /** How many words fit under the bars. */
  most: number;
}

/** The last of the key stands for all that is left. */
function countOf(counts: number[], key: number, last: number): number {
  return key < last ? (counts[key] ?? 0) : counts.slice(key).reduce((all, one) => all + one, 0);
}

function drawn({ id, over, unit }: Bars, keys: string[], boxes: Box[], { width, height, most }: Look): string {
  const { document } = parseHTML("<html><body></body></html>");
  const tallest = Math.max(1, ...over.map((at) => sum(boxes.filter((box) => box.at === at))));
  const every = Math.ceil(over.length / most);
  const stack = { x: "at", y: "count", z: "key", order: "key" } as const;
  const there = boxes.filter(({ count }) => count > 0);
  const ems = Math.floor((width - 60) / Math.min(over.length, most)) / 14;
  const drawing = Plot.plot({
    document,
    width,
    height,
    marginLeft: 40,
    marginTop: 26,
    marginBottom: 44,
    className: "plot",
    x: { type: "band", domain: [...over], padding: 0.28 },
    y: { domain: [0, tallest], ticks: Math.min(tallest, 5), tickFormat: "d", grid: true, label: unit, labelArrow: "none", nice: true },
    color: { type: "ordinal", domain: keys.map((_, key) => key), range: keys.map((_, key) => `url(#${id}-${key})`) },
    marks: [
      Plot.axisX(over.filter((_, index) => index % every === 0), { label: null, tickSize: 0, tickFormat: (words: string) => (words.length * 0.6 > ems ? onTwoLines(words) : words), lineWidth: ems, textOverflow: "ellipsis" }),
      Plot.barY(there, Plot.stackY({ ...stack, fill: "key", insetTop: 1, title: (box: Box) => `${box.at}, ${keys[box.key]}: ${box.count}` })),
      Plot.text(there, Plot.stackY({ ...stack, text: (box: Box) => (box.count / tallest > 0.07 ? String(box.count) : ""), ...halo })),
      Plot.ruleY([0]),
    ],
  });
  return plain(drawing);
}

/** Broken at the space nearest the middle: twelve months stand side by side only so. */
function onTwoLines(words: string): string {
  const spaces = [...words.matchAll(/ /g)].map(({ index }) => index);
  const [middle] = spaces.toSorted((one, other) => Math.abs(one - words.length / 2) - Math.abs(other - words.length / 2));
  return middle === undefined ? words : `${words.slice(0, middle)}\n${words.slice(middle + 1)}`;
}

/** Without what a page of ours may not have (styles of its own) and what would be said twice (labels: the frame has one). */
function plain(drawing: Element): string {
  for (const style of drawing.querySelectorAll("style")) style.remove();
  for (const labelled of [drawing, ...drawing.querySelectorAll("[aria-label]")]) labelled.removeAttribute("aria-label");
  for (const set of ["font-family", "font-size"]) drawing.removeAttribute(set);
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("focusable", "false");
  return drawing.outerHTML;
}

function sum(counts: readonly { count: number }[]): number {
  return counts.reduce((all, { count }) => all + count, 0);
}

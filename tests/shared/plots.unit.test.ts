import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { type Bars, stackedBars } from "~/shared/plots.server";

const months = ["Sep 2026", "Oct 2026", "Nov 2026"];
const bars = (more: Partial<Bars> = {}): Bars => ({
  id: "turnout",
  unit: "people",
  over: months,
  kinds: ["Doctors", "Link workers"],
  counts: [
    { at: "Sep 2026", kind: "Doctors", count: 2 },
    { at: "Nov 2026", kind: "Doctors", count: 3 },
    { at: "Nov 2026", kind: "Link workers", count: 5 },
  ],
  ...more,
});
const drawingOf = (svg: string) => parseHTML(`<html><body>${svg}</body></html>`).document;
const titlesOf = (svg: string) => [...drawingOf(svg).querySelectorAll("rect title")].map(({ textContent }) => textContent);

describe("bars drawn on the server", () => {
  it("draw what was counted, by the patterns of their key, and leave out nothing from the table", () => {
    const plot = stackedBars(bars());
    for (const svg of [plot.wide, plot.narrow]) {
      expect(titlesOf(svg)).toEqual(["Sep 2026, Doctors: 2", "Nov 2026, Doctors: 3", "Nov 2026, Link workers: 5"]);
      expect([...drawingOf(svg).querySelectorAll("rect")].map((rect) => rect.getAttribute("fill"))).toEqual(["url(#turnout-0)", "url(#turnout-0)", "url(#turnout-1)"]);
    }
    expect(plot.rows).toEqual([
      { at: "Sep 2026", counts: [2, 0] },
      { at: "Oct 2026", counts: [0, 0] },
      { at: "Nov 2026", counts: [3, 5] },
    ]);
  });

  it("bring no style of their own, which our pages refuse, and no second label", () => {
    expect(stackedBars(bars()).wide).not.toMatch(/<style|\sstyle=|aria-label=/);
  });

  it("set a guest's script as words", () => {
    const wicked = `</text></svg><script>alert(1)</script><img src=x onerror="alert(1)">`;
    const { wide, narrow } = stackedBars(bars({ over: [wicked], kinds: [wicked], unit: wicked, counts: [{ at: wicked, kind: wicked, count: 1 }] }));
    for (const svg of [wide, narrow]) {
      expect(drawingOf(svg).querySelectorAll("script, img, [onerror]")).toHaveLength(0);
      expect(drawingOf(svg).body.children).toHaveLength(1);
      expect(titlesOf(svg)).toEqual([`${wicked}, ${wicked}: 1`]);
    }
  });

  it("cannot be named by somebody's words", () => {
    expect(() => stackedBars(bars({ id: `x"><script>` }))).toThrow("cannot name a plot");
  });

  it("draw the many together as others, with each in the table", () => {
    const kinds = ["A", "B", "C", "D", "E", "F", "G", "H"];
    const plot = stackedBars(bars({ over: ["Sep 2026"], kinds, counts: kinds.map((kind, index) => ({ at: "Sep 2026", kind, count: index + 1 })) }));
    expect(plot.keys).toEqual(["A", "B", "C", "D", "E", "Others"]);
    expect(titlesOf(plot.wide).at(-1)).toBe("Sep 2026, Others: 21");
    expect([plot.kinds, plot.rows]).toEqual([kinds, [{ at: "Sep 2026", counts: [1, 2, 3, 4, 5, 6, 7, 8] }]]);
  });

  it("write as many months under the bars as there is room for", () => {
    const year = Array.from({ length: 24 }, (_, index) => `M${index + 1}`);
    const written = (svg: string) => [...drawingOf(svg).querySelectorAll("text")].map(({ textContent }) => textContent ?? "").filter((text) => text.startsWith("M"));
    const plot = stackedBars(bars({ over: year, counts: [{ at: "M3", kind: "Doctors", count: 1 }] }));
    expect([written(plot.wide).length, written(plot.narrow).length]).toEqual([12, 5]);
  });

  it("break a month that stands close to others, and no other", () => {
    const lines = (svg: string) => [...drawingOf(svg).querySelectorAll("text")].flatMap((text) => [...text.querySelectorAll("tspan")].map(({ textContent }) => textContent)).slice(0, 2);
    const year = [...months, "Dec 2026", "Jan 2027", "Feb 2027", "Mar 2027", "Apr 2027", "May 2027", "Jun 2027"];
    expect(lines(stackedBars(bars()).wide)).toEqual([]);
    expect(lines(stackedBars(bars({ over: year })).wide)).toEqual(["Sep", "2026"]);
  });

  it("draw an empty time without falling over", () => {
    expect(titlesOf(stackedBars(bars({ counts: [] })).wide)).toEqual([]);
    expect(stackedBars(bars({ over: [], kinds: [], counts: [] })).rows).toEqual([]);
  });
});

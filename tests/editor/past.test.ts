import { describe, expect, test } from "vitest";
import { compareWords } from "~/features/writing/compare";
import { affordablePoints, pointsOf, type LogRow } from "~/features/writing/past";

const start = Date.parse("2026-11-20T10:00:00Z");
const row = (seq: number, who: string, minutes: number, more: Partial<LogRow> = {}): LogRow => ({ seq, accountId: who, accountName: who, at: new Date(start + minutes * 60_000), bytes: 10, ...more });

describe("the moments of a section's past", () => {
  test("a stretch of one hand is one moment, at its end", () => {
    expect(pointsOf([row(1, "aileen", 0), row(2, "aileen", 1), row(3, "aileen", 2.5)]).map((point) => point.seq)).toEqual([3]);
  });

  test("another hand, and a pause of more than two minutes, begin a new one", () => {
    expect(pointsOf([row(1, "aileen", 0), row(2, "bashir", 0.1), row(3, "aileen", 0.2), row(4, "aileen", 3)]).map((point) => point.seq)).toEqual([1, 2, 3, 4]);
  });

  test("a rewind stands alone, so that it can be taken back", () => {
    expect(pointsOf([row(1, "aileen", 0), row(2, "aileen", 0.1, { isRewind: true }), row(3, "aileen", 0.2)]).map((point) => point.seq)).toEqual([1, 2, 3]);
  });

  test("of too many, the weightiest stay in order, and always the last", () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => row(index + 1, index % 2 ? "a" : "b", index, { bytes: index === 500 ? 5_000 : 10 }));
    const points = pointsOf(rows, 200);
    expect(points).toHaveLength(200);
    expect(points.at(-1)?.seq).toBe(1_000);
    expect(points.some((point) => point.seq === 501)).toBe(true);
    expect(points.map((point) => point.seq)).toEqual(points.map((point) => point.seq).toSorted((a, b) => a - b));
  });

  test("a long text is sent at fewer moments", () => {
    expect(affordablePoints(2_000)).toBe(200);
    expect(affordablePoints(30_000)).toBe(20);
    expect(affordablePoints(10_000_000)).toBe(12);
  });
});

describe("comparing with now", () => {
  test("marks what came and what went, word by word", () => {
    expect(compareWords("She came alone.", "She came with her sister.").filter((piece) => piece.kind !== "same")).not.toEqual([]);
    const pieces = compareWords("one two three", "one four three");
    expect(pieces.filter((piece) => piece.kind === "gone").map((piece) => piece.words)).toEqual(["two"]);
    expect(pieces.filter((piece) => piece.kind === "added").map((piece) => piece.words)).toEqual(["four"]);
  });

  test("puts every word of both texts somewhere", () => {
    const [then, now] = ["a b\n\nc d", "b\nc e d"];
    const pieces = compareWords(then, now);
    expect(pieces.filter((piece) => piece.kind !== "added").map((piece) => piece.words).join("")).toBe(then);
    expect(pieces.filter((piece) => piece.kind !== "gone").map((piece) => piece.words).join("")).toBe(now);
  });

  test("very long texts are shown whole rather than keeping the page busy", () => {
    expect(compareWords("x ".repeat(40_000), "y").map((piece) => piece.kind)).toEqual(["gone", "added"]);
  });
});

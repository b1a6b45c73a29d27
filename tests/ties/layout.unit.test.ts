import { expect, test } from "vitest";
import { placesOf } from "~/features/relationships/map/layout.server";
import { lineWords, tieWords } from "~/features/relationships/map/words";

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const ids = Array.from({ length: 40 }, (_each, number) => idOf(number));
const [centre = ""] = ids;
const spokes = ids.slice(1).map((otherId) => ({ oneId: centre, otherId }));

test("the same organisations stand in the same places, in whatever order they come", () => {
  const first = placesOf(ids, spokes);
  expect(placesOf(ids, spokes)).toEqual(first);
  const [, ...around] = ids;
  expect(placesOf([centre, ...around.toReversed()], spokes)).toEqual(first);
});

test.each([1, 2, 3, 4])("the one asked for stands in the middle, and no two names cover each other (%i)", (set) => {
  const [middle = "", ...around] = ids.map((id) => id.replace("0000-4000", `000${set}-4000`));
  const joined = around.map((otherId) => ({ oneId: middle, otherId }));
  // Neighbours that know each other draw each other near.
  const among = around.slice(1).flatMap((otherId, at) => (at % 3 === 0 ? [{ oneId: around[at] ?? "", otherId }] : []));
  const places = placesOf([middle, ...around], [...joined, ...among]);
  expect(places.get(middle)).toEqual({ x: 0, y: 0 });
  const all = [...places.values()];
  const covered = all.flatMap((one, at) => all.slice(at + 1).filter((other) => Math.abs(one.x - other.x) < 168 && Math.abs(one.y - other.y) < 52));
  expect(covered).toEqual([]);
});

test("one alone, and one with a neighbour, have a place too", () => {
  expect(placesOf([centre], [])).toEqual(new Map([[centre, { x: 0, y: 0 }]]));
  expect(placesOf(ids.slice(0, 2), spokes.slice(0, 1)).size).toBe(2);
});

test("a line is told from where one stands", () => {
  expect(lineWords({ kind: "refers", fromId: "a" }, "a")).toBe("sends people there");
  expect(lineWords({ kind: "refers", fromId: "b" }, "a")).toBe("sends people here");
  expect(lineWords({ kind: "meets", fromId: null }, "a")).toBe("meet");
  expect(tieWords("Harbour", "The Hub", [{ kind: "refers", fromId: null }, { kind: "meets", fromId: null }])).toBe("Harbour and The Hub: sends people, meets");
  expect(tieWords("Harbour", "The Hub", [])).toBe("Harbour and The Hub: know each other");
});

import { describe, expect, test } from "vitest";
import { boardFrom, cardsOf, changed, countOf, type BoardEvent, type BoardState } from "~/features/gaps/board/state";
import { ageWords } from "~/features/gaps/board/words-of-card";
import { addressOf, boardView } from "~/features/gaps/board/address";
import { postedWords } from "~/features/gaps/board/posted";
import { namesOf } from "~/features/gaps/board/LiveLine";
import type { BoardPage, Counts, GapCard } from "~/features/gaps/cards.server";
import type { Column } from "~/features/gaps/words";

const card = (id: string, more: Partial<GapCard> = {}): GapCard => ({
  id,
  sentence: `Gap ${id}`,
  place: "noticed",
  version: 1,
  need: "company",
  groups: [],
  area: null,
  organisation: "Harbour",
  people: 1,
  organisations: 1,
  faces: [],
  joiners: [],
  lead: null,
  why: null,
  askedStillTrue: false,
  flagged: false,
  at: "2026-11-01T10:00:00Z",
  movedAt: `2026-11-01T10:00:0${id.length}Z`,
  ...more,
});
const page = (cards: GapCard[], counts: Partial<Record<Column, number>> = {}): BoardPage => ({
  columns: (["noticed", "seen", "working", "met"] as const).map((id) => {
    const own = cards.filter((one) => one.place === id);
    return { id, cards: own, count: counts[id] ?? own.length };
  }),
  resting: 0,
});
const counts = (more: Partial<Counts> = {}): Counts => ({ noticed: 0, seen: 0, working: 0, met: 0, resting: 0, ...more });
const after = (state: BoardState, ...events: BoardEvent[]) => events.reduce(changed, state);
const ids = (state: BoardState, column: Column) => cardsOf(state, column).map(({ id }) => id);
const heard = (cards: GapCard[], { gone = [], held = false, now = {} }: { gone?: string[]; held?: boolean; now?: Partial<Counts> } = {}): BoardEvent => ({ type: "heard", changed: { cards, gone, counts: counts(now) }, held });
const [a, b] = [card("a"), card("bb")];

describe("what others did", () => {
  const start = boardFrom(page([a, b]));
  const moved = card("a", { place: "working", version: 2, movedAt: "2026-11-02T10:00:00Z" });

  test("is shown at once, tinted, and the counts are the server's", () => {
    const state = after(start, heard([moved], { now: { noticed: 1, working: 1 } }));
    expect([ids(state, "noticed"), ids(state, "working")]).toEqual([["bb"], ["a"]]);
    expect([...state.tinted]).toEqual(["a"]);
    expect([countOf(state, "noticed"), countOf(state, "working")]).toEqual([1, 1]);
    expect(after(state, { type: "faded", ids: ["a"] }).tinted.size).toBe(0);
  });

  test("waits while somebody has a hand on the board, and comes together when they let go", () => {
    const waiting = after(start, heard([moved], { held: true }), heard([card("ccc")], { held: true }), heard([], { gone: ["bb"], held: true, now: { working: 1, noticed: 1 } }));
    expect(ids(waiting, "noticed")).toEqual(["bb", "a"]);
    expect(waiting.waiting.cards.size).toBe(3);
    const shown = after(waiting, { type: "shown" });
    expect([ids(shown, "noticed"), ids(shown, "working"), shown.waiting.cards.size]).toEqual([["ccc"], ["a"], 0]);
  });

  test("waits for nobody once it was undone meanwhile", () => {
    const state = after(start, heard([moved], { held: true }), heard([a], { held: true }));
    expect(state.waiting.cards.size).toBe(0);
  });

  test("leaves and comes by the filter: what no longer matches is gone, what matches now is there", () => {
    const state = after(start, heard([card("new", { movedAt: "2026-11-03T10:00:00Z" })], { gone: ["a"], now: { noticed: 2 } }));
    expect(ids(state, "noticed")).toEqual(["new", "bb"]);
  });

  test("that is older than what the page has changes nothing", () => {
    const state = after(boardFrom(page([moved])), heard([a]));
    expect(ids(state, "working")).toEqual(["a"]);
  });

  test("leaves the page as a page opened fresh would be", () => {
    const news = [moved, card("ccc", { movedAt: "2026-11-01T12:00:00Z" })];
    const open = after(start, heard(news, { now: { noticed: 2, working: 1 } }));
    const fresh = boardFrom(page([...news, b]));
    for (const column of ["noticed", "seen", "working", "met"] as const) expect([ids(open, column), countOf(open, column)]).toEqual([ids(fresh, column), countOf(fresh, column)]);
  });
});

describe("a column that was read in part", () => {
  const last = card("last", { movedAt: "2026-10-01T10:00:00Z" });
  const start = boardFrom(page([a, last], { noticed: 40 }));
  const below = card("below", { movedAt: "2026-09-01T10:00:00Z" });

  test("takes no card from below what was read, or Show more would pass over those between", () => {
    expect(ids(after(start, heard([below])), "noticed")).toEqual(["a", "last"]);
    expect(ids(after(start, heard([card("new", { movedAt: "2026-11-05T10:00:00Z" })])), "noticed")).toEqual(["new", "a", "last"]);
  });

  test("goes on where it ended, and knows when it has all", () => {
    const state = after(start, { type: "more", column: "noticed", cards: [below] });
    expect([ids(state, "noticed"), state.marks.noticed]).toEqual([["a", "last", "below"], undefined]);
  });
});

describe("own acts", () => {
  const start = boardFrom(page([a, b]));
  const expected = card("a", { place: "working", movedAt: "2026-11-02T10:00:00Z" });
  const answered = card("a", { place: "working", version: 2, movedAt: "2026-11-02T10:00:01Z" });

  test("show at once, counts too, and are settled by the answer", () => {
    const doing = after(start, { type: "does", card: expected });
    expect([ids(doing, "working"), countOf(doing, "noticed"), countOf(doing, "working")]).toEqual([["a"], 1, 1]);
    const settled = after(doing, { type: "settled", id: "a", card: answered });
    expect([ids(settled, "working"), countOf(settled, "noticed"), countOf(settled, "working"), settled.tinted.size]).toEqual([["a"], 1, 1, 0]);
    expect(after(settled, heard([answered], { held: true, now: { noticed: 1, working: 1 } })).waiting.cards.size).toBe(0);
  });

  test("that lost a race give the card back to where it is, with a word beside it", () => {
    const elsewhere = card("a", { place: "resting", version: 2 });
    const state = after(start, { type: "does", card: expected }, { type: "settled", id: "a", card: elsewhere, note: "Jo Rennie moved this first, to Resting." });
    expect([ids(state, "noticed"), ids(state, "working"), state.notes.get("a")]).toEqual([["bb"], [], "Jo Rennie moved this first, to Resting."]);
  });

  test("that nobody answered leave the card where it was", () => {
    const state = after(start, { type: "does", card: expected }, { type: "settled", id: "a", card: undefined, note: "Try again." });
    expect([ids(state, "noticed"), countOf(state, "noticed")]).toEqual([["bb", "a"], 2]);
  });

  test("that were settled are not taken back by a page that was read before them", () => {
    const settled = after(start, { type: "does", card: expected }, { type: "settled", id: "a", card: answered });
    const read = after(settled, { type: "read", page: page([a, b]), recent: ["a"] });
    expect([ids(read, "noticed"), ids(read, "working")]).toEqual([["bb"], ["a"]]);
  });

  test("outlive a page that is read meanwhile", () => {
    const state = after(start, { type: "does", card: expected }, { type: "read", page: page([a, b]) });
    expect(ids(state, "working")).toEqual(["a"]);
  });
});

test.each([
  ["2026-11-21T00:10:00Z", "Today"],
  ["2026-11-20T23:50:00Z", "Yesterday"],
  ["2026-11-17T12:00:00Z", "Tuesday"],
  ["2026-11-12T12:00:00Z", "9 days"],
  ["2026-10-28T12:00:00Z", "3 weeks"],
  ["2026-08-01T12:00:00Z", "3 months"],
  ["2023-08-01T12:00:00Z", "3 years"],
  ["2026-11-22T12:00:00Z", "Today"],
])("a gap of %s is called %s old on 21 November", (at, words) => {
  expect(ageWords(at, "2026-11-21T09:00:00Z")).toBe(words);
});

test("the address keeps the filter, and leaves out what is as usual", () => {
  const filter = { area: "", need: "food", group: "" };
  expect(addressOf(filter, { view: "board", column: "seen", page: 1 })).toBe("/gaps?need=food&column=seen");
  expect(boardView(new URLSearchParams("view=list&column=nowhere&place=resting&sort=x&page=-3"))).toEqual({ view: "list", column: "noticed", place: "resting", sort: "newest", page: 1 });
});

test("what posting did is said in words", () => {
  expect([0, 1, 14].map((following) => postedWords({ following, flagged: false }))).toEqual(["Posted.", "Posted. 1 post follows this.", "Posted. 14 posts follow this."]);
  expect(postedWords({ following: 0, flagged: true })).toBe("Posted. It may name someone, so whoever leads will look at it.");
});

test("who is here is named by first names, the rest counted", () => {
  const people = ["Bashir Khan", "Jo Rennie", "Ewan Adeyemi", "Moira Sutherland"].map((name) => ({ name }));
  expect([namesOf(people.slice(0, 1), 0), namesOf(people.slice(0, 2), 0), namesOf(people, 3)]).toEqual(["Bashir", "Bashir and Jo", "Bashir, Jo, Ewan and 4 more"]);
});

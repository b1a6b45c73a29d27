import { expect, test } from "vitest";
import type { DayCard } from "~/features/shadowing/find/reads.server";
import { settleDays } from "~/features/shadowing/find/steady";
import { betweenWords, whenWords } from "~/features/shadowing/find/when";
import { findAddress, findFilter, findPlace, noFilter } from "~/features/shadowing/find/filter";

const card = (id: string, more: Partial<DayCard> = {}): DayCard => ({
  id,
  startsAt: "2026-11-24T09:30:00Z",
  endsAt: "2026-11-24T13:00:00Z",
  host: "Jo",
  hostPostId: "",
  organisation: "Harbour",
  where: "The hub",
  expect: "Visits",
  places: 2,
  taken: 0,
  waiting: 0,
  forRoles: [],
  isForMe: true,
  seesPeople: false,
  isHandover: false,
  isMine: false,
  booking: null,
  ...more,
});

test("while somebody has a hand on the list, places change where they stand and nothing comes or goes", () => {
  const [a, b] = [card("a"), card("b")];
  const steady = settleDays([a, b], [card("new"), card("a", { taken: 1 })], true);
  expect(steady.cards.map(({ id, taken }) => `${id} ${taken}`)).toEqual(["a 1", "b 0"]);
  expect([...steady.changed]).toEqual(["a"]);
  expect([...steady.gone]).toEqual(["b"]);
  expect(steady.waiting).toBe(2);
});

test("a day that was moved keeps its place too, and says its new time", () => {
  const steady = settleDays([card("a"), card("b")], [card("b"), card("a", { startsAt: "2026-11-30T09:30:00Z" })], true);
  expect(steady.cards.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(steady.cards[0]?.startsAt).toBe("2026-11-30T09:30:00Z");
  expect(steady.waiting).toBe(1);
});

test("without a hand on it the list is as it was read", () => {
  const fresh = [card("new"), card("a", { taken: 1 })];
  expect(settleDays([card("a"), card("b")], fresh, false)).toMatchObject({ cards: fresh, changed: new Set(["new", "a"]), waiting: 0 });
});

test.each([
  ["2026-11-24T09:30:00Z", "2026-11-24T13:00:00Z", "9:30 am – 1 pm"],
  ["2026-11-24T13:00:00Z", "2026-11-24T16:30:00Z", "1 – 4:30 pm"],
  ["2026-11-24T09:00:00Z", "2026-11-24T12:00:00Z", "9 am – 12 noon"],
  ["2027-06-01T08:00:00Z", "2027-06-01T10:30:00Z", "9 – 11:30 am"],
])("times from %s to %s are said as %s", (from, until, words) => {
  expect(betweenWords(from, until)).toBe(words);
  expect(whenWords({ startsAt: from, endsAt: until })).toMatch(new RegExp(`, ${words}$`));
});

test.each([
  ["", { month: "2026-11", day: "", page: 1 }],
  ["day=2026-12-01", { month: "2026-12", day: "2026-12-01", page: 1 }],
  ["day=2026-11-01&month=2027-01&page=3", { month: "2027-01", day: "", page: 3 }],
  ["day=2026-13-01", { month: "2026-11", day: "", page: 1 }],
  ["day=2026-02-30&month=2020-01", { month: "2026-11", day: "", page: 1 }],
  ["month=2999-01&page=-4", { month: "2026-11", day: "", page: 1 }],
  ["day=9999-12-31&page=1e9", { month: "2026-11", day: "", page: 1 }],
  ["month=%00&day=%00&page=%00", { month: "2026-11", day: "", page: 1 }],
])("an address that says “%s” is read as somewhere there is", (asked, place) => {
  expect(findPlace(new URLSearchParams(asked), "2026-11-21")).toEqual(place);
});

test("what a list is filtered by is in its address, and anything unknown is no filter", () => {
  const organisation = "5b0c6d1e-0000-4000-8000-000000000000";
  const filter = { ...noFilter, role: "practice", part: "morning", organisation } as const;
  expect(findFilter(new URL(findAddress(filter, { month: "2026-12", page: 2 }), "http://x").searchParams)).toEqual(filter);
  expect(findFilter(new URLSearchParams("area=leith&role=commissioner&part=toString&organisation=%27"))).toEqual(noFilter);
  expect(findAddress(noFilter)).toBe("/diary/shadow");
});

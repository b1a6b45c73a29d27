import { beforeAll, describe, expect, test } from "vitest";
import { agreeToTerms, book, cancelDay, offerDays, type NewOffer } from "~/features/shadowing/commands.server";
import { daysOnPage, findPlace, noFilter, type FindFilter } from "~/features/shadowing/find/filter";
import { daysOfOrganisation } from "~/features/shadowing/find/organisation.server";
import { daysFor, goingTo, monthOf, organisationsWithDays } from "~/features/shadowing/find/reads.server";
import { daysOf, offerIn } from "~/features/shadowing/offer/form.server";
import { hostedBy } from "~/features/shadowing/offer/mine.server";
import { newcomersOf } from "~/features/shadowing/offer/newcomers.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
let areaId: string;
const ids: Record<string, string> = {};

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const now = new Date("2026-11-21T12:00:00Z");
const offer = (actor: Actor, more: Partial<NewOffer>) =>
  as(actor, (trx) => offerDays(trx, actor, { date: "2027-02-02", from: "09:30", until: "12:30", where: "The hub", expect: "The counter.", places: 2, ...more })).then(({ dayIds }) => dayIds[0] ?? "");
const found = (actor: Actor, filter: Partial<FindFilter> = {}, place: Record<string, string> = { month: "2027-02" }) =>
  as(actor, (trx) => daysFor(trx, actor, { ...noFilter, ...filter }, findPlace(new URLSearchParams(place), "2026-11-21"), now)).then(({ cards }) => cards.map(({ id }) => Object.entries(ids).find(([, one]) => one === id)?.[0] ?? id));
const month = (actor: Actor, filter: Partial<FindFilter> = {}) => as(actor, (trx) => monthOf(trx, actor, { ...noFilter, ...filter }, "2027-02", now));

beforeAll(async () => {
  cast = await castOf(house.db);
  [{ id: areaId = "" } = {}] = await house.admin<{ id: string }[]>`insert into area (id, name) values (gen_random_uuid(), 'Old Pier') returning id`;
  ids["morning"] = await offer(cast.bashir, {});
  ids["afternoon"] = await offer(cast.amir, { date: "2027-02-03", from: "13:00", until: "16:30", forRoles: ["practice"], places: 1 });
  ids["long"] = await offer(cast.rec, { date: "2027-02-04", from: "09:00", until: "16:00", areaId });
  ids["handover"] = await offer(cast.bashir, { date: "2027-02-05", newcomerId: cast.amir.accountId });
  ids["march"] = await offer(cast.bashir, { date: "2027-03-01" });
  ids["cancelled"] = await offer(cast.bashir, { date: "2027-02-06" });
  await as(cast.bashir, (trx) => cancelDay(trx, cast.bashir, ids["cancelled"] ?? ""));
  for (const one of [cast.aileen, cast.jo]) await as(one, (trx) => agreeToTerms(trx, one, 1));
  await as(cast.aileen, (trx) => book(trx, cast.aileen, ids["morning"] ?? ""));
  await as(cast.jo, (trx) => book(trx, cast.jo, ids["afternoon"] ?? ""));
});

describe("the list", () => {
  test("goes on from its month, soonest first; what is cancelled and others’ handovers are not in it", async () => {
    expect(await found(cast.aileen)).toEqual(["morning", "afternoon", "long", "march"]);
    expect(await found(cast.aileen, {}, {})).toEqual(["morning", "afternoon", "long", "march"]);
    for (const concerned of [cast.amir, cast.bashir, cast.sana, cast.fay]) expect(await found(concerned)).toContain("handover");
    expect(await found(cast.aileen, {}, { day: "2027-02-03" })).toEqual(["afternoon"]);
    expect(await found(cast.aileen, {}, { day: "2027-02-06" })).toEqual([]);
  });

  test.each<[string, () => Partial<FindFilter>, string[]]>([
    ["mornings", () => ({ part: "morning" }), ["morning", "march"]],
    ["afternoons", () => ({ part: "afternoon" }), ["afternoon"]],
    ["whole days", () => ({ part: "day" }), ["long"]],
    ["an area", () => ({ area: areaId }), ["long"]],
    ["an organisation", () => ({ organisation: cast.organisations.foodHub }), ["morning", "march"]],
    ["whom it is for, with what is for anybody", () => ({ role: "practice" }), ["morning", "afternoon", "long", "march"]],
    ["whom it is not for", () => ({ role: "volunteer" }), ["morning", "long", "march"]],
    ["two at once", () => ({ organisation: cast.organisations.foodHub, part: "afternoon" }), []],
  ])("is narrowed to %s", async (_what, filter, days) => {
    expect(await found(cast.aileen, filter())).toEqual(days);
  });

  test("says how the reader stands to each day, and of others no more than how many places are taken", async () => {
    const cards = await as(cast.aileen, (trx) => daysFor(trx, cast.aileen, noFilter, findPlace(new URLSearchParams("month=2027-02"), "2026-11-21"), now)).then((list) => list.cards);
    expect(cards[0]).toMatchObject({ taken: 1, places: 2, booking: { state: "asked" }, isMine: false, isForMe: true });
    expect(cards[1]).toMatchObject({ taken: 1, places: 1, booking: null, isForMe: false });
    expect(JSON.stringify(cards)).not.toContain("Jo Fraser");
    expect((await as(cast.aileen, (trx) => goingTo(trx, cast.aileen))).map(({ dayId }) => dayId)).toEqual([ids["morning"]]);
    expect(await as(cast.stran, (trx) => goingTo(trx, cast.stran))).toEqual([]);
  });

  test("comes sixty at a time", async () => {
    await offer(cast.stran, { date: "2027-06-07", repeat: { every: "week", until: "2028-07-17" } });
    await offer(cast.stran, { date: "2027-06-08", repeat: { every: "week", until: "2027-08-03" } });
    const page = (number: string) => found(cast.aileen, { organisation: cast.organisations.stranger }, { month: "2027-06", page: number });
    const [first, second] = [await page("1"), await page("2")];
    expect(first).toHaveLength(daysOnPage);
    expect(second.length).toBeGreaterThan(0);
    expect(first.filter((id) => second.includes(id))).toEqual([]);
  });

  test("is nothing to a commissioner", async () => {
    await expect(found(cast.com)).rejects.toMatchObject({ code: "not_found" });
    await expect(month(cast.com)).rejects.toMatchObject({ code: "not_found" });
    expect(await as(cast.com, (trx) => daysOfOrganisation(trx, cast.com, cast.organisations.foodHub))).toBeUndefined();
  });
});

describe("the month", () => {
  test("has a day for each that is on offer to the reader, with the places that are free", async () => {
    const days = [
      { day: "2027-02-02", days: 1, free: 1 },
      { day: "2027-02-03", days: 1, free: 0 },
      { day: "2027-02-04", days: 1, free: 2 },
    ];
    expect((await month(cast.aileen)).toSorted((a, b) => a.day.localeCompare(b.day))).toEqual(days);
    expect(await month(cast.amir)).toContainEqual({ day: "2027-02-05", days: 1, free: 2 });
    expect(await month(cast.aileen, { area: areaId })).toEqual([{ day: "2027-02-04", days: 1, free: 2 }]);
  });

  test("puts a late evening on its own day, on both sides of the clocks", async () => {
    await offer(cast.vol, { date: "2027-07-31", from: "22:30", until: "23:30" });
    const july = await as(cast.aileen, (trx) => monthOf(trx, cast.aileen, { ...noFilter, organisation: cast.organisations.harbour }, "2027-07", now));
    expect(july).toEqual([{ day: "2027-07-31", days: 1, free: 2 }]);
  });
});

describe("what one hosts", () => {
  test("is shown with who comes to whoever keeps it, and to nobody else", async () => {
    const mine = await as(cast.bashir, (trx) => hostedBy(trx, cast.bashir, now));
    expect(mine.map(({ days }) => days.length)).toEqual([1, 1, 1]);
    expect(mine[0]).toMatchObject({ isOwn: true, days: [{ date: "2027-02-02", from: "09:30", until: "12:30", comers: [{ name: "Aileen Murray", state: "asked" }] }] });
    expect(mine[1]).toMatchObject({ handoverTo: "Amir Rose" });
    expect(await as(cast.sana, (trx) => hostedBy(trx, cast.sana, now))).toMatchObject([{ isOwn: false, host: "Bashir Khan" }, {}, {}]);
    expect(await as(cast.jo, (trx) => hostedBy(trx, cast.jo, now))).toMatchObject([{ host: "Vol Olsen" }]);
    expect(await as(cast.aileen, (trx) => hostedBy(trx, cast.aileen, now))).toEqual([]);
    await expect(as(cast.com, (trx) => hostedBy(trx, cast.com, now))).rejects.toMatchObject({ code: "not_found" });
  });

  test("can be handed over to colleagues of one’s own organisations", async () => {
    expect((await as(cast.bashir, (trx) => newcomersOf(trx, cast.bashir))).map(({ label }) => label)).toEqual(["Sana Malik, manager"]);
  });
});

describe("the form of an offer", () => {
  const form = (fields: Record<string, string | string[]>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) data.append(name, one);
    return data;
  };

  test("knows the hours of a half day, and reads times of one’s own", () => {
    expect(offerIn(form({ date: "2027-02-02", part: "afternoon", from: "01:00", until: "02:00", places: "3" }))).toMatchObject({ from: "13:30", until: "16:30", places: 3 });
    expect(offerIn(form({ date: "2027-02-02", part: "times", from: "10:00", until: "11:00", places: " 2 " }))).toMatchObject({ from: "10:00", until: "11:00", places: 2 });
    for (const places of ["", "two", "1.5", "-1", "1e9", "99999999999"]) expect(offerIn(form({ places })).places).toBe(0);
  });

  test("shows the days of a repeat, with the holidays among them", async () => {
    const look = (fields: Record<string, string>) => as(cast.bashir, (trx) => daysOf(trx, offerIn(form({ date: "2026-11-23", ...fields }))));
    expect(await look({ repeat: "week", repeatUntil: "2026-12-07" })).toEqual([{ day: "2026-11-23", holiday: null }, { day: "2026-11-30", holiday: "St Andrew’s Day" }, { day: "2026-12-07", holiday: null }]);
    for (const [fields, field] of [[{}, "repeat"], [{ repeat: "year" }, "repeat"], [{ repeat: "week" }, "repeatUntil"], [{ repeat: "week", repeatUntil: "2026-11-01" }, "repeatUntil"], [{ repeat: "week", repeatUntil: "2029-11-01" }, "repeatUntil"]] as const) {
      await expect(look(fields)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.any(String)] } });
    }
  });
});

test("an organisation’s page has its next days, and says whether somebody there can be asked", async () => {
  const hub = await as(cast.aileen, (trx) => daysOfOrganisation(trx, cast.aileen, cast.organisations.foodHub));
  expect(hub).toMatchObject({ cards: [{ id: ids["morning"] }, { id: ids["march"] }], hasMore: false, hasHosts: true });
  expect(await as(cast.aileen, (trx) => daysOfOrganisation(trx, cast.aileen, cast.organisations.council))).toMatchObject({ cards: [], hasHosts: false });
  expect((await as(cast.aileen, (trx) => organisationsWithDays(trx, cast.organisations.council))).map(({ name }) => name)).toContain("Harbour Council");
});

import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { agreeToTerms, book, cancelDay, changeDay, giveUp, holdPlace, moreTime, notThisTime, offerDays, rewriteTerms, sayYes, waitForPlace, type NewOffer } from "~/features/shadowing/commands.server";
import { findBooking, findDay } from "~/features/shadowing/access.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { asking, type Database } from "~db/client";
import { sql } from "kysely";
import { castOf, type Cast, type Member } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
let dayId: string;

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const soon: NewOffer = { date: "2027-02-02", from: "09:30", until: "13:00", where: "Quayside hall, the blue door", expect: "Sorting, then the counter.", places: 1 };
const offer = (actor: Actor, more: Partial<NewOffer> = {}) => as(actor, (trx) => offerDays(trx, actor, { ...soon, ...more }));
const agree = (actor: Actor) => as(actor, (trx) => agreeToTerms(trx, actor, 1));
const books = (actor: Actor, day = dayId) => as(actor, (trx) => book(trx, actor, day));
const holds = (actor: Actor, day = dayId) => as(actor, (trx) => holdPlace(trx, actor, day));
const waits = (actor: Actor, day = dayId) => as(actor, (trx) => waitForPlace(trx, actor, day));
const gives = (actor: Actor, id: string) => as(actor, (trx) => giveUp(trx, actor, id));
const look = (actor: Actor, day = dayId) => as(actor, (trx) => findDay(trx, actor, day));
const booking = (actor: Actor, id: string) => as(actor, (trx) => findBooking(trx, actor, id));
const dueNow = (id: string) => asking(house.db, { duty: "diary" }, (trx) => sql<{ what: string }>`select app.booking_due(${id}) as what`.execute(trx)).then(({ rows }) => rows[0]?.what ?? undefined);

beforeAll(async () => {
  cast = await castOf(house.db);
  for (const name of ["aileen", "amir", "jo", "stran", "rec", "sana"] as const) await agree(cast[name]);
});

beforeEach(async () => {
  const made = await offer(cast.bashir);
  dayId = made.dayIds[0] ?? "";
});

describe("a place on a shadow day", () => {
  test("is asked for, the host says yes, and nobody else can have it", async () => {
    const { bookingId, state } = await books(cast.aileen);
    expect(state).toBe("asked");
    expect(await look(cast.amir)).toMatchObject({ places: 1, taken: 1 });
    await expect(books(cast.amir)).rejects.toMatchObject({ code: "conflict", message: "Someone took the last place." });
    await as(cast.bashir, (trx) => sayYes(trx, cast.bashir, bookingId, { line: "Bring flat shoes." }));
    expect((await booking(cast.aileen, bookingId)).state).toBe("confirmed");
    await expect(as(cast.bashir, (trx) => notThisTime(trx, cast.bashir, bookingId))).rejects.toMatchObject({ code: "conflict" });
  });

  test("is held for five minutes while somebody decides, and a second tab holds no second one", async () => {
    const first = await holds(cast.aileen);
    const again = await holds(cast.aileen);
    expect(again.bookingId).toBe(first.bookingId);
    expect((first.until?.getTime() ?? 0) - Date.now()).toBeGreaterThan(4 * 60_000);
    expect(await look(cast.jo)).toMatchObject({ taken: 1 });
    await expect(holds(cast.amir)).rejects.toMatchObject({ message: "Someone took the last place." });
    await house.admin`update shadow_booking set until = now() - interval '1 second' where id = ${first.bookingId}`;
    expect((await holds(cast.amir)).state).toBe("held");
    await expect(books(cast.aileen)).rejects.toMatchObject({ message: "Someone took the last place." });
  });

  test("can be held a little longer", async () => {
    const { bookingId } = await holds(cast.aileen);
    await house.admin`update shadow_booking set until = now() + interval '10 seconds' where id = ${bookingId}`;
    const { until } = await as(cast.aileen, (trx) => moreTime(trx, cast.aileen, bookingId));
    expect((until?.getTime() ?? 0) - Date.now()).toBeGreaterThan(4 * 60_000);
    await house.admin`update shadow_turn set at = at - interval '31 minutes' where booking_id = ${bookingId}`;
    await expect(as(cast.aileen, (trx) => moreTime(trx, cast.aileen, bookingId))).rejects.toMatchObject({ code: "conflict" });
  });

  test("goes to exactly one of thirty who press Book at once", async () => {
    const crowd = await Promise.all(Array.from({ length: 30 }, (_, count) => cast.another(`Guest ${count}`, cast.organisations.advice, "worker")));
    for (const one of crowd) await agree(one);
    const outcomes = await Promise.allSettled(crowd.map((one) => books(one)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refusals.filter(({ code, message }) => code === "conflict" && message === "Someone took the last place.")).toHaveLength(29);
    const [count] = await house.admin`select count(*)::int as n from shadow_booking where day_id = ${dayId} and state = 'asked'`;
    expect(count?.["n"]).toBe(1);
    expect(await look(cast.aileen)).toMatchObject({ taken: 1, waiting: 0 });
  });

  test("is nobody's whose own day it is, nor a commissioner's", async () => {
    await expect(books(cast.bashir)).rejects.toMatchObject({ message: "This is your own day." });
    await expect(books(cast.com)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the confidentiality agreement", () => {
  test("comes before a first booking, and again when its words change", async () => {
    await expect(books(cast.vol)).rejects.toMatchObject({ code: "wrong_entry", fields: { agreed: [expect.any(String)] } });
    await agree(cast.vol);
    const { bookingId } = await books(cast.vol);
    await gives(cast.vol, bookingId);
    await as(cast.fay, (trx) => rewriteTerms(trx, cast.fay, { text: "Say nothing to nobody.", version: 1 }));
    await expect(books(cast.vol)).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(agree(cast.vol)).rejects.toMatchObject({ code: "conflict" });
    await house.admin`delete from shadow_terms where version = 2`;
  });

  test("is asked for again after a year", async () => {
    await house.admin`update shadow_agreement set at = now() - interval '366 days' where account_id = ${cast.vol.accountId}`;
    await expect(books(cast.vol)).rejects.toMatchObject({ code: "wrong_entry" });
  });
});

describe("where people are seen", () => {
  test("the host says that each has agreed to a second worker, or leaves the visits out", async () => {
    const [visits = ""] = (await offer(cast.bashir, { seesPeople: true, from: "14:00", until: "17:00" })).dayIds;
    const { bookingId } = await books(cast.aileen, visits);
    const yes = (word?: string) => as(cast.bashir, (trx) => sayYes(trx, cast.bashir, bookingId, { visits: word }));
    await expect(yes()).rejects.toMatchObject({ code: "wrong_entry", fields: { visits: [expect.any(String)] } });
    await expect(yes("whatever")).rejects.toMatchObject({ code: "wrong_entry" });
    await yes("left_out");
    expect((await booking(cast.aileen, bookingId)).state).toBe("confirmed");
  });
});

describe("those who wait", () => {
  let inPlace: string;
  beforeEach(async () => {
    inPlace = (await books(cast.aileen)).bookingId;
  });
  const waiter = async (who: Member) => (await waits(who)).bookingId;

  test("are offered a place in order, for a day and a night each", async () => {
    const first = await waiter(cast.amir);
    const second = await waiter(cast.jo);
    await gives(cast.aileen, inPlace);
    expect(await booking(cast.amir, first)).toMatchObject({ state: "offered" });
    expect(((await booking(cast.amir, first)).until?.getTime() ?? 0) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect((await booking(cast.jo, second)).state).toBe("waiting");
    await expect(books(cast.stran)).rejects.toMatchObject({ code: "conflict" });
    await house.admin`update shadow_booking set until = now() - interval '1 second' where id = ${first}`;
    expect(await dueNow(first)).toBe("ran_out");
    expect((await booking(cast.amir, first)).state).toBe("lapsed");
    expect((await booking(cast.jo, second)).state).toBe("offered");
    expect(await dueNow(first)).toBeUndefined();
    expect((await books(cast.jo)).state).toBe("asked");
    expect(await look(cast.jo)).toMatchObject({ taken: 1, waiting: 0 });
  });

  test("are offered one when the host adds a place", async () => {
    const first = await waiter(cast.amir);
    await as(cast.bashir, (trx) => changeDay(trx, cast.bashir, dayId, { ...soon, places: 2 }));
    expect((await booking(cast.amir, first)).state).toBe("offered");
  });

  test("are told to book where a place is free after all", async () => {
    await gives(cast.aileen, inPlace);
    await expect(waits(cast.amir)).rejects.toMatchObject({ message: "A place has just come free. Press Book." });
  });
});

describe("a host who says nothing", () => {
  test("is reminded after two working days; after four the guest is free and the place too", async () => {
    const { bookingId } = await books(cast.aileen);
    const asked = (least: number, under: number) =>
      house.admin`update shadow_turn set at = (select g from generate_series(now() - interval '40 days', now(), interval '6 hours') g
        where app.working_days_after(g, ${least}) <= now() and app.working_days_after(g, ${under}) > now() limit 1) where booking_id = ${bookingId}`;
    expect(await dueNow(bookingId)).toBeUndefined();
    await asked(2, 4);
    expect(await dueNow(bookingId)).toBe("remind_host");
    await asked(4, 6);
    expect(await dueNow(bookingId)).toBe("unanswered");
    expect(await look(cast.aileen)).toMatchObject({ taken: 0 });
    await expect(as(cast.bashir, (trx) => sayYes(trx, cast.bashir, bookingId))).rejects.toMatchObject({ code: "conflict" });
  });

  test("working days leave out weekends and holidays", async () => {
    const after = (at: string, days: number) => house.admin`select app.working_days_after(${at}::timestamptz, ${days}) as at`.then((rows) => rows[0]?.["at"].toISOString());
    expect(await after("2026-11-27T10:00:00Z", 2)).toBe("2026-12-02T10:00:00.000Z");
    expect(await after("2026-12-24T10:00:00Z", 1)).toBe("2026-12-29T10:00:00.000Z");
    expect(await after("2027-03-26T10:00:00Z", 2)).toBe("2027-03-30T09:00:00.000Z");
  });
});

describe("a day", () => {
  test("cannot have fewer places than are taken, past the command either", async () => {
    const [two = ""] = (await offer(cast.bashir, { places: 3, from: "14:00", until: "17:00" })).dayIds;
    await books(cast.aileen, two);
    await books(cast.amir, two);
    const change = (places: number) => as(cast.bashir, (trx) => changeDay(trx, cast.bashir, two, { ...soon, from: "14:00", until: "17:00", places }));
    await expect(change(1)).rejects.toMatchObject({ code: "wrong_entry", fields: { places: ["2 places are taken. Ask somebody to change first, or keep 2."] } });
    await expect(as(cast.bashir, (trx) => trx.updateTable("shadow_day").set({ places: 1 }).where("id", "=", two).execute())).rejects.toThrow(/shadow_day_not_below_taken/);
    await change(2);
  });

  test("that is cancelled tells everybody and takes nobody", async () => {
    const { bookingId } = await books(cast.aileen);
    const waiting = (await waits(cast.amir)).bookingId;
    expect(await as(cast.bashir, (trx) => cancelDay(trx, cast.bashir, dayId, { line: "The boiler is out." }))).toEqual({ told: 2 });
    for (const [who, id] of [[cast.aileen, bookingId], [cast.amir, waiting]] as const) expect((await booking(who, id)).state).toBe("cancelled");
    await expect(books(cast.jo)).rejects.toMatchObject({ message: "This day has been cancelled." });
    expect(await look(cast.jo)).toMatchObject({ taken: 0, waiting: 0, sequence: 1 });
  });

  test.each<[string, Partial<NewOffer>, string]>([
    ["an end before its start", { until: "09:00" }, "until"],
    ["a time that the clocks skip", { date: "2027-03-28", from: "01:30", until: "04:00" }, "from"],
    ["a day gone by", { date: "2020-01-07" }, "date"],
    ["a repeat without an end", { repeat: { every: "week", until: "" } }, "repeatUntil"],
    ["no place at all", { places: 0 }, "places"],
    ["nowhere to come to", { where: "  " }, "where"],
    ["an area nobody has", { areaId: "leith" }, "areaId"],
    ["somebody who is no colleague", { newcomerId: "5b0c6d1e-0000-4000-8000-000000000000" }, "newcomerId"],
  ])("is not offered with %s", async (_what, wrong, field) => {
    const before = await house.admin`select count(*)::int as n from shadow_day`;
    await expect(offer(cast.bashir, wrong)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.any(String)] } });
    expect(await house.admin`select count(*)::int as n from shadow_day`).toEqual(before);
  });

  test("that comes again keeps its time of day when the clocks change", async () => {
    const { dayIds } = await offer(cast.bashir, { date: "2027-03-16", from: "14:00", until: "16:00", repeat: { every: "week", until: "2027-04-06", except: ["2027-03-23"] } });
    const starts = await Promise.all(dayIds.map((id) => look(cast.aileen, id).then(({ startsAt }) => startsAt.toISOString())));
    expect(starts).toEqual(["2027-03-16T14:00:00.000Z", "2027-03-30T13:00:00.000Z", "2027-04-06T13:00:00.000Z"]);
  });
});

describe("who may see and do what", () => {
  test("a handover is seen and booked by its newcomer alone", async () => {
    const [handover = ""] = (await offer(cast.bashir, { newcomerId: cast.amir.accountId, from: "14:00", until: "17:00" })).dayIds;
    await expect(look(cast.aileen, handover)).rejects.toMatchObject({ code: "not_found" });
    expect((await books(cast.amir, handover)).state).toBe("asked");
    expect(await look(cast.sana, handover)).toMatchObject({ newcomerId: cast.amir.accountId });
  });

  test("a booking is nobody's business but the two sides'", async () => {
    const { bookingId } = await books(cast.aileen);
    for (const stranger of [cast.amir, cast.stran, cast.com]) await expect(booking(stranger, bookingId)).rejects.toMatchObject({ code: "not_found" });
    for (const concerned of [cast.aileen, cast.jo, cast.bashir, cast.sana, cast.fay]) expect((await booking(concerned, bookingId)).guest).toBe("Aileen Murray");
    await expect(as(cast.aileen, (trx) => sayYes(trx, cast.aileen, bookingId))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(as(cast.sana, (trx) => sayYes(trx, cast.sana, bookingId))).resolves.toBeUndefined();
    await expect(as(cast.stran, (trx) => cancelDay(trx, cast.stran, dayId))).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("a turn written past the commands is refused by PostgreSQL", async () => {
    const { bookingId } = await books(cast.aileen);
    const { accountId: account_id, seat } = cast.aileen;
    const forged = (to_state: string, number = 2) =>
      as(cast.aileen, (trx) =>
        trx.insertInto("shadow_turn").values({ id: sql<string>`gen_random_uuid()`, booking_id: bookingId, number, from_state: "asked", to_state, why: "yes", account_id, post_id: seat?.postId ?? "", organisation_id: seat?.organisationId ?? "" }).execute(),
      );
    await expect(forged("confirmed")).rejects.toThrow(/not_allowed/);
    await expect(forged("waiting")).rejects.toThrow(/no_such_turn/);
    await expect(forged("cancelled", 7)).rejects.toThrow(/turned_meanwhile/);
    await expect(as(cast.aileen, (trx) => trx.updateTable("shadow_booking").set({ state: "confirmed" }).where("id", "=", bookingId).execute())).rejects.toThrow(/permission denied/);
  });
});

import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clashesOf } from "~/features/diary/clashes.server";
import { findBooking, findDay } from "~/features/shadowing/access.server";
import { messagesOf } from "~/features/shadowing/book/messages.server";
import { nextLike } from "~/features/shadowing/book/next-like.server";
import { agreeToTerms, book, moveTo, offerDays, sayWhatHelps, sayYes, waitOrHold, writeMessage, type NewOffer } from "~/features/shadowing/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
let dayIds: string[];

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const weekly: NewOffer = { date: "2027-02-02", from: "09:30", until: "13:00", where: "Quayside hall, the blue door", expect: "Sorting, then the counter.", places: 1, repeat: { every: "week", until: "2027-02-16" } };
const offer = async (actor: Actor, more: Partial<NewOffer> = {}) => (await as(actor, (trx) => offerDays(trx, actor, { ...weekly, ...more }))).dayIds;
const day = (number: number) => dayIds[number] ?? "";
const books = async (actor: Actor, dayId = day(0)) => (await as(actor, (trx) => book(trx, actor, dayId, { help: "A ramp." }))).bookingId;
const state = async (actor: Actor, id: string) => (await as(actor, (trx) => findBooking(trx, actor, id))).state;
const taken = async (dayId: string) => (await as(cast.fay, (trx) => findDay(trx, cast.fay, dayId))).taken;
const likeOf = (actor: Actor, dayId: string, most?: number) => as(actor, async (trx) => (await nextLike(trx, actor, await findDay(trx, actor, dayId), most)).map(({ id }) => id));

beforeAll(async () => {
  cast = await castOf(house.db);
  for (const name of ["aileen", "amir", "jo", "stran", "rec", "sana", "bashir"] as const) await as(cast[name], (trx) => agreeToTerms(trx, cast[name], 1));
});

beforeEach(async () => {
  dayIds = await offer(cast.bashir);
});

describe("the next like it", () => {
  test("is the next of the same offer, then the same host’s, then one of the same organisation", async () => {
    const [sanas = ""] = await offer(cast.sana, { date: "2027-01-11", repeat: undefined });
    const [bashirs = ""] = await offer(cast.bashir, { date: "2027-03-01", repeat: undefined });
    const [amirs = ""] = await offer(cast.amir, { date: "2027-01-05", repeat: undefined });
    expect(await likeOf(cast.aileen, day(0), 20)).toEqual(expect.arrayContaining([day(1), day(2), bashirs, sanas, amirs]));
    const order = (await likeOf(cast.aileen, day(0), 20)).filter((id) => [day(1), day(2), bashirs, sanas, amirs].includes(id));
    expect(order).toEqual([day(1), day(2), bashirs, sanas, amirs]);
  });

  test("is none that is full, cancelled, one’s own or booked already", async () => {
    await books(cast.jo, day(1));
    expect(await likeOf(cast.aileen, day(0))).toEqual([day(2)]);
    await books(cast.aileen, day(2));
    expect(await likeOf(cast.aileen, day(0))).not.toContain(day(2));
    expect(await likeOf(cast.bashir, day(0), 20)).not.toContain(day(2));
  });
});

describe("another day instead", () => {
  test("gives up the old place in the moment the new one is taken", async () => {
    const old = await books(cast.aileen);
    const { bookingId } = await as(cast.aileen, (trx) => moveTo(trx, cast.aileen, old, day(1)));
    expect([await state(cast.aileen, old), await state(cast.aileen, bookingId)]).toEqual(["cancelled", "asked"]);
    expect([await taken(day(0)), await taken(day(1))]).toEqual([0, 1]);
    expect((await as(cast.bashir, (trx) => findBooking(trx, cast.bashir, bookingId))).help).toBe("A ramp.");
  });

  test("keeps the old place where the new one has just gone", async () => {
    const old = await books(cast.aileen);
    await books(cast.jo, day(1));
    await expect(as(cast.aileen, (trx) => moveTo(trx, cast.aileen, old, day(1)))).rejects.toMatchObject({ code: "conflict", message: "Someone took the last place." });
    expect(await state(cast.aileen, old)).toBe("asked");
    expect([await taken(day(0)), await taken(day(1))]).toEqual([1, 1]);
  });

  test("is nobody else’s to choose", async () => {
    const old = await books(cast.aileen);
    await expect(as(cast.bashir, (trx) => moveTo(trx, cast.bashir, old, day(1)))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(as(cast.amir, (trx) => moveTo(trx, cast.amir, old, day(1)))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(cast.aileen, (trx) => moveTo(trx, cast.aileen, old, "nowhere"))).rejects.toMatchObject({ code: "not_found" });
  });

  test("two who change places both ways at once do not wait for each other for ever", async () => {
    const crowd = await Promise.all([0, 1, 2, 3].map((count) => cast.another(`Swapper ${count} ${day(0).slice(0, 4)}`, cast.organisations.advice, "worker")));
    const wide = await offer(cast.bashir, { places: 4, from: "14:00", until: "16:00" });
    const booked: string[] = [];
    for (const [index, one] of crowd.entries()) {
      await as(one, (trx) => agreeToTerms(trx, one, 1));
      booked.push(await books(one, wide[index % 2] ?? ""));
    }
    const moved = await Promise.allSettled(crowd.map((one, index) => as(one, (trx) => moveTo(trx, one, booked[index] ?? "", wide[(index + 1) % 2] ?? ""))));
    expect(moved.map(({ status }) => status)).toEqual(crowd.map(() => "fulfilled"));
    expect([await taken(wide[0] ?? ""), await taken(wide[1] ?? "")]).toEqual([2, 2]);
  });
});

describe("waiting", () => {
  test("holds the place where one came free in the same moment", async () => {
    expect((await as(cast.amir, (trx) => waitOrHold(trx, cast.amir, day(0)))).state).toBe("held");
    expect((await as(cast.jo, (trx) => waitOrHold(trx, cast.jo, day(0)))).state).toBe("waiting");
  });
});

describe("what would help", () => {
  test("is put in other words by whoever comes, while they come", async () => {
    const id = await books(cast.aileen);
    await as(cast.aileen, (trx) => sayWhatHelps(trx, cast.aileen, id, "A ramp, and no stairs."));
    expect((await as(cast.bashir, (trx) => findBooking(trx, cast.bashir, id))).help).toBe("A ramp, and no stairs.");
    await expect(as(cast.aileen, (trx) => sayWhatHelps(trx, cast.aileen, id, "x".repeat(301)))).rejects.toMatchObject({ code: "wrong_entry", fields: { help: [expect.any(String)] } });
    await expect(as(cast.bashir, (trx) => sayWhatHelps(trx, cast.bashir, id, "Nothing."))).rejects.toMatchObject({ code: "not_allowed" });
  });
});

describe("messages", () => {
  const write = (actor: Actor, id: string, line: string) => as(actor, (trx) => writeMessage(trx, actor, id, line));

  test("go between the two sides, and nobody else reads or writes them", async () => {
    const id = await books(cast.aileen);
    await write(cast.aileen, id, "Is there parking?");
    await write(cast.bashir, id, "Behind the hall.");
    expect((await as(cast.bashir, (trx) => messagesOf(trx, id))).map(({ line }) => line)).toEqual(["Is there parking?", "Behind the hall."]);
    expect(await as(cast.amir, (trx) => messagesOf(trx, id))).toEqual([]);
    await expect(write(cast.amir, id, "Hello")).rejects.toMatchObject({ code: "not_found" });
    await expect(write(cast.aileen, id, "  ")).rejects.toMatchObject({ code: "wrong_entry", fields: { line: [expect.any(String)] } });
    const news = await house.admin`select post_id from inbox_item where booking_id = ${id} and kind = 'shadow.message' order by at`;
    expect(news.map((row) => row["post_id"])).toEqual([cast.posts.bashir, cast.posts.aileen]);
  });

  test("of whoever manages the guest’s post are none: they only look", async () => {
    const id = await books(cast.aileen);
    await expect(write(cast.jo, id, "She is busy.")).rejects.toMatchObject({ code: "not_allowed" });
  });
});

describe("a clash with one’s own diary", () => {
  const clashes = (actor: Actor, dayId: string) => as(actor, async (trx) => (await clashesOf(trx, actor, await findDay(trx, actor, dayId), { exceptDayId: dayId })).map(({ what }) => what));

  test("is another booking at that time, or a day one hosts oneself", async () => {
    const alone = { date: "2027-06-01", repeat: undefined };
    const [bashirs = ""] = await offer(cast.bashir, alone);
    const [amirs = ""] = await offer(cast.amir, { ...alone, from: "12:00", until: "15:00" });
    const [after = ""] = await offer(cast.amir, { ...alone, from: "13:00", until: "16:00" });
    expect(await clashes(cast.aileen, amirs)).toEqual([]);
    const id = await books(cast.aileen, bashirs);
    await as(cast.bashir, (trx) => sayYes(trx, cast.bashir, id));
    expect(await clashes(cast.aileen, amirs)).toEqual(["A shadow day with Bashir Khan"]);
    expect(await clashes(cast.aileen, after)).toEqual([]);
    expect(await clashes(cast.bashir, amirs)).toEqual(["A shadow day you host"]);
    expect(await clashes(cast.jo, amirs)).toEqual([]);
  });
});

import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findBooking } from "~/features/shadowing/access.server";
import { reflectionsOf } from "~/features/shadowing/after/reflecting.server";
import { sharedLinesOf } from "~/features/shadowing/after/shared-lines.server";
import { agreeToTerms, book, offerDays, reflect, sayYes, shareLines, unshare } from "~/features/shadowing/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast, type Member } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
let bookingId: string;

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const write = (actor: Actor, surprised = "How many people know each other.") => as(actor, (trx) => reflect(trx, actor, bookingId, { surprised, differently: "Ring before I refer." }));
const share = (actor: Actor) => as(actor, (trx) => shareLines(trx, actor, bookingId));
const takeBack = (actor: Actor) => as(actor, (trx) => unshare(trx, actor, bookingId));
const seenBy = (actor: Actor) => as(actor, async (trx) => reflectionsOf(trx, actor, await findBooking(trx, actor, bookingId)));
const rowsFor = async (actor: Actor) => (await as(actor, (trx) => trx.selectFrom("shadow_reflection").where("booking_id", "=", bookingId).select("surprised").execute())).length;
const onPage = async (actor: Actor, organisation: string) => (await as(actor, (trx) => sharedLinesOf(trx, actor, organisation))).filter((line) => line.bookingId === bookingId);

beforeAll(async () => {
  cast = await castOf(house.db);
  await as(cast.aileen, (trx) => agreeToTerms(trx, cast.aileen, 1));
});

beforeEach(async () => {
  const { dayIds: [dayId = ""] } = await as(cast.bashir, (trx) => offerDays(trx, cast.bashir, { date: "2027-02-02", from: "09:30", until: "13:00", where: "The hall", expect: "Sorting.", places: 1 }));
  bookingId = (await as(cast.aileen, (trx) => book(trx, cast.aileen, dayId))).bookingId;
  await as(cast.bashir, (trx) => sayYes(trx, cast.bashir, bookingId));
  await house.admin`update shadow_day set starts_at = now() - interval '5 hours', ends_at = now() - interval '1 hour' where id = ${dayId}`;
});

describe("two lines about a day", () => {
  test("are written once it has been, by each of the two, and put in other words", async () => {
    await write(cast.aileen);
    await write(cast.bashir, "How much she knew.");
    await write(cast.aileen, "The queue.");
    expect(await seenBy(cast.bashir)).toMatchObject({ mine: { surprised: "How much she knew." }, theirs: [{ by: "Aileen Murray", surprised: "The queue." }] });
    await house.admin`update shadow_day set starts_at = now() + interval '1 day', ends_at = now() + interval '26 hours' where id = (select day_id from shadow_booking where id = ${bookingId})`;
    await expect(write(cast.aileen)).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([["", "Ring first.", "surprised"], ["A lot.", " ", "differently"], ["x".repeat(401), "Ring first.", "surprised"]])("need something in both: %j and %j are refused beside the field", async (surprised, differently, field) => {
    await expect(as(cast.aileen, (trx) => reflect(trx, cast.aileen, bookingId, { surprised, differently }))).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.any(String)] } });
  });

  test("are nobody’s but the two’s: managers and facilitators read and write none", async () => {
    await write(cast.aileen);
    await share(cast.aileen);
    for (const other of [cast.jo, cast.sana, cast.fay]) {
      expect(await rowsFor(other)).toBe(0);
      expect((await seenBy(other)).theirs).toEqual([]);
      await expect(write(other)).rejects.toMatchObject({ code: "not_allowed" });
      await expect(share(other)).rejects.toMatchObject({ code: "not_allowed" });
    }
    for (const other of [cast.amir, cast.com]) expect(await rowsFor(other)).toBe(0);
    expect(await rowsFor(cast.bashir)).toBe(1);
  });

  test("written past the commands by anybody else are refused by PostgreSQL", async () => {
    const forged = ({ accountId: account_id, seat }: Member) => as({ ...cast.sana, accountId: account_id }, (trx) => trx.insertInto("shadow_reflection").values({ id: crypto.randomUUID(), booking_id: bookingId, surprised: "x", differently: "y", account_id, post_id: seat?.postId ?? "", organisation_id: seat?.organisationId ?? "" }).execute());
    await expect(forged(cast.sana)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("sharing", () => {
  test("takes both: each sees whether the other agreed, and then everybody reads them on both pages", async () => {
    await write(cast.aileen);
    await share(cast.aileen);
    await share(cast.aileen);
    expect(await seenBy(cast.bashir)).toMatchObject({ iShare: false, theyShare: true });
    expect(await onPage(cast.amir, cast.organisations.harbour)).toEqual([]);
    await share(cast.bashir);
    await write(cast.bashir, "How much she knew.");
    expect(await seenBy(cast.aileen)).toMatchObject({ iShare: true, theyShare: true });
    for (const page of [cast.organisations.harbour, cast.organisations.foodHub]) {
      expect(await onPage(cast.amir, page)).toMatchObject([
        { side: "guest", by: "Aileen Murray", from: "Harbour Link Workers", to: "Quayside Food Hub" },
        { side: "host", by: "Bashir Khan", surprised: "How much she knew." },
      ]);
    }
    expect(await onPage(cast.amir, cast.organisations.advice)).toEqual([]);
    expect(await onPage(cast.com, cast.organisations.harbour)).toEqual([]);
  });

  test("is taken back by either, at once, and agreed to again", async () => {
    await write(cast.aileen);
    await share(cast.aileen);
    await share(cast.bashir);
    expect(await rowsFor(cast.amir)).toBe(1);
    await takeBack(cast.bashir);
    expect(await rowsFor(cast.amir)).toBe(0);
    expect(await onPage(cast.amir, cast.organisations.harbour)).toEqual([]);
    expect(await seenBy(cast.aileen)).toMatchObject({ iShare: true, theyShare: false });
    await share(cast.bashir);
    expect(await rowsFor(cast.amir)).toBe(1);
    for (const manager of [cast.jo, cast.sana]) await expect(takeBack(manager)).rejects.toMatchObject({ code: "not_allowed" });
    await takeBack(cast.fay);
    expect(await rowsFor(cast.amir)).toBe(0);
    expect(await seenBy(cast.aileen)).toMatchObject({ iShare: false, theyShare: false });
  });
});

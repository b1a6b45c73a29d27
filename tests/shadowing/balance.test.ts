import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { balanceOf, suggestionsFor } from "~/features/shadowing/balance/balance.server";
import { handoverDays, ownHandoverDays } from "~/features/shadowing/balance/handover.server";
import { balanceWords, standingOf } from "~/features/shadowing/balance/words";
import { agreeToTerms, book, offerDays, type NewOffer } from "~/features/shadowing/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast, type Member } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const someDay: NewOffer = { date: day(20), from: "09:30", until: "13:00", where: "Blue door", expect: "Sorting.", places: 2 };
const offers = async (actor: Actor, more: Partial<NewOffer> = {}) => (await as(actor, (trx) => offerDays(trx, actor, { ...someDay, ...more }))).dayIds[0] ?? "";
const balance = (actor: Actor) => as(actor, (trx) => balanceOf(trx, actor));
const suggestions = (actor: Actor) => as(actor, (trx) => suggestionsFor(trx, actor));
const hosts = async (actor: Actor) => (await suggestions(actor)).map(({ host, pairs }) => (pairs ? `${host}, ${pairs}` : host));
const since = (actor: Actor, ago: string) => house.admin`update tenure set valid_from = now() - ${ago}::interval where account_id = ${actor.accountId}`;

function day(ahead: number): string {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** A day that has been: a guest of one organisation with a host of another. */
async function spent(guest: Member, host: Member, daysAgo = 10): Promise<void> {
  const [seat, hostSeat] = [guest.seat, host.seat];
  const [offer, dayId] = [randomUUID(), randomUUID()];
  await house.admin`insert into shadow_offer (id, where_words, expect_words, account_id, post_id, organisation_id) values (${offer}, 'Here', 'Work', ${host.accountId}, ${hostSeat?.postId ?? ""}, ${hostSeat?.organisationId ?? ""})`;
  await house.admin`insert into shadow_day (id, offer_id, starts_at, ends_at, places) values (${dayId}, ${offer}, now() - make_interval(days => ${daysAgo}), now() - make_interval(days => ${daysAgo}) + interval '3 hours', 1)`;
  await house.admin`insert into shadow_booking (id, day_id, state, account_id, post_id, organisation_id) values (gen_random_uuid(), ${dayId}, 'confirmed', ${guest.accountId}, ${seat?.postId ?? ""}, ${seat?.organisationId ?? ""})`;
}

beforeAll(async () => {
  cast = await castOf(house.db);
});
beforeEach(async () => {
  await house.admin`truncate shadow_offer cascade`;
  await house.admin`update tenure set valid_from = now() - interval '1 year'`;
});

describe("days given and taken", () => {
  test("are told of the two, in kind words, from either side", async () => {
    for (const ago of [30, 20, 10]) await spent(cast.aileen, cast.bashir, ago);
    await spent(cast.sana, cast.jo);
    const [mine] = await balance(cast.aileen);
    expect(mine).toMatchObject({ other: "Quayside Food Hub", taken: 3, given: 1 });
    expect(balanceWords(mine ?? { other: "", given: 0, taken: 0 })).toBe("Quayside Food Hub has had you three times; you have had them once.");
    const [theirs] = await balance(cast.bashir);
    expect(balanceWords(theirs ?? { other: "", given: 0, taken: 0 })).toBe("Harbour Link Workers has had you once; you have had them three times.");
    expect(await balance(cast.amir)).toEqual([]);
  });

  test.each([
    [{ given: 0, taken: 0 }, "never", "The Hub and you have not spent a day together yet."],
    [{ given: 2, taken: 0 }, "they_came", "You have had The Hub twice; you have not been there yet."],
    [{ given: 0, taken: 1 }, "we_went", "The Hub has had you once; they have not been with you yet."],
    [{ given: 1, taken: 1 }, "few", "The Hub has had you once; you have had them once."],
    [{ given: 12, taken: 9 }, "both_ways", "The Hub has had you nine times; you have had them 12 times."],
  ])("read, of %o, as %s", (counts, standing, words) => {
    expect(standingOf(counts)).toBe(standing);
    expect(balanceWords({ other: "The Hub", ...counts })).toBe(words);
  });

  test("count neither days that are still to come, nor colleagues of one organisation, and are nothing for a commissioner", async () => {
    await spent(cast.aileen, cast.jo);
    await as(cast.aileen, (trx) => agreeToTerms(trx, cast.aileen, 1));
    await as(cast.aileen, async (trx) => book(trx, cast.aileen, await offers(cast.bashir)));
    expect(await balance(cast.aileen)).toEqual([]);
    await expect(balance(cast.com)).rejects.toMatchObject({ code: "not_found" });
    await expect(suggestions(cast.com)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("suggestions", () => {
  test("put first the tie that has gone one way, then the one that never began, then the weak one", async () => {
    await offers(cast.rec, { date: day(6) });
    await offers(cast.bashir, { date: day(9) });
    await offers(cast.amir, { date: day(12) });
    // The Hub has come to Harbour and nobody went there; with the advice centre it went both ways, once each.
    await spent(cast.bashir, cast.aileen);
    await spent(cast.amir, cast.aileen);
    await spent(cast.aileen, cast.amir);
    expect((await suggestions(cast.aileen)).map(({ organisation, standing }) => [organisation, standing])).toEqual([
      ["Quayside Food Hub", "they_came"],
      ["Pier Road Practice", "never"],
      ["Shore Advice Centre", "few"],
    ]);
  });

  test("bring somebody new together with somebody experienced, before a day that is sooner", async () => {
    await offers(cast.rec, { date: day(6) });
    await offers(cast.amir, { date: day(12) });
    await since(cast.aileen, "2 months");
    await since(cast.amir, "3 years");
    expect(await hosts(cast.aileen)).toEqual(["Amir Rose, you_are_new", "Rec Burns"]);
    await since(cast.aileen, "3 years");
    await since(cast.amir, "2 months");
    expect(await hosts(cast.aileen)).toEqual(["Amir Rose, they_are_new", "Rec Burns"]);
    await since(cast.aileen, "7 months");
    expect(await hosts(cast.aileen)).toEqual(["Rec Burns", "Amir Rose"]);
  });

  test("are of an organisation one each, and choose the pairing there too", async () => {
    await offers(cast.bashir, { date: day(5) });
    await offers(cast.sana, { date: day(8) });
    await since(cast.aileen, "1 month");
    await since(cast.sana, "4 years");
    expect(await hosts(cast.aileen)).toEqual(["Sana Malik, you_are_new"]);
  });

  test("leave out what is full, one's own, for others, booked already, a handover, or has no host", async () => {
    await offers(cast.aileen);
    await offers(cast.amir, { forRoles: ["practice"] });
    await offers(cast.stran, { newcomerId: cast.vol.accountId });
    const full = await offers(cast.rec, { places: 1 });
    await house.admin`update shadow_day set taken = 1 where id = ${full}`;
    const mine = await offers(cast.bashir);
    expect(await hosts(cast.aileen)).toEqual(["Bashir Khan"]);
    await house.admin`update tenure set valid_until = now() where account_id = ${cast.bashir.accountId}`;
    expect(await hosts(cast.aileen)).toEqual([]);
    await house.admin`update tenure set valid_until = null where account_id = ${cast.bashir.accountId}`;
    await as(cast.aileen, (trx) => agreeToTerms(trx, cast.aileen, 1));
    await as(cast.aileen, (trx) => book(trx, cast.aileen, mine));
    expect(await suggestions(cast.aileen)).toEqual([]);
  });
});

describe("a handover", () => {
  test("shows its days to the two and whoever answers for them, for the leaver and newcomer that are named", async () => {
    await as(cast.amir, (trx) => agreeToTerms(trx, cast.amir, 1));
    const dayId = await offers(cast.bashir, { newcomerId: cast.amir.accountId });
    await as(cast.amir, (trx) => book(trx, cast.amir, dayId));
    const pair = { leaver: cast.bashir.accountId, newcomer: cast.amir.accountId };
    for (const one of [cast.bashir, cast.amir, cast.sana, cast.fay]) expect(await as(one, (trx) => handoverDays(trx, one, pair))).toMatchObject([{ dayId, leaver: "Bashir Khan", newcomer: "Amir Rose", isOver: false }]);
    for (const one of [cast.aileen, cast.com]) expect(await as(one, (trx) => handoverDays(trx, one, pair))).toEqual([]);
    expect(await as(cast.fay, (trx) => handoverDays(trx, cast.fay, { leaver: cast.jo.accountId }))).toEqual([]);
    expect(await as(cast.amir, (trx) => ownHandoverDays(trx, cast.amir))).toMatchObject([{ dayId, state: "asked" }]);
    expect(await as(cast.sana, (trx) => ownHandoverDays(trx, cast.sana))).toEqual([]);
  });
});

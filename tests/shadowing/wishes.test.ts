import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { waitingNews } from "~/features/inbox/news.server";
import { agreeToTerms, askForDay, book, cancelDay, declineWish, grantWish, offerDays, sayYes, takeBackWish, tellMe, tellMeNoMore, type NewOffer } from "~/features/shadowing/commands.server";
import { isAlerted } from "~/features/shadowing/find/alerts.server";
import { whomToAsk } from "~/features/shadowing/find/ask.server";
import { hostsWhoSaidYes } from "~/features/shadowing/find/reads.server";
import { daysToGive, findWish, wishesToAnswer } from "~/features/shadowing/find/wishes-read.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const soon: NewOffer = { date: "2027-02-02", from: "09:30", until: "13:00", where: "Quayside hall, the blue door", expect: "Sorting, then the counter.", places: 1 };
const offer = (actor: Actor, more: Partial<NewOffer> = {}) => as(actor, (trx) => offerDays(trx, actor, { ...soon, ...more })).then(({ dayIds }) => dayIds[0] ?? "");
const asks = (actor: Actor, hostPostId: string, more: { on?: string; part?: string; line?: string } = {}) => as(actor, (trx) => askForDay(trx, actor, { hostPostId, ...more })).then(({ wishId }) => wishId);
const look = (actor: Actor, wishId: string) => as(actor, (trx) => findWish(trx, actor, wishId));
const kinds = (actor: Actor) => as(actor, (trx) => waitingNews(trx, actor, 50)).then(({ items }) => items.map(({ kind }) => kind));

beforeAll(async () => {
  cast = await castOf(house.db);
});
beforeEach(async () => {
  await house.admin`delete from inbox_item`;
  await house.admin`update shadow_wish set ended_at = now(), ended_by = account_id where answered_at is null and ended_at is null`;
});

describe("a day asked for", () => {
  test("waits for the post that was asked, and is answered yes with a day of theirs", async () => {
    const wishId = await asks(cast.aileen, cast.posts.bashir, { on: "2027-02-09", part: "morning", line: "I would love to see the counter." });
    expect(await kinds(cast.bashir)).toEqual(["shadow.wished"]);
    expect(await as(cast.bashir, (trx) => wishesToAnswer(trx, cast.bashir))).toMatchObject([{ id: wishId, by: "Aileen Murray", on: "2027-02-09", part: "morning" }]);
    const dayId = await offer(cast.bashir, { date: "2027-02-09" });
    expect(await as(cast.bashir, async (trx) => daysToGive(trx, cast.bashir, await findWish(trx, cast.bashir, wishId)))).toContainEqual(expect.objectContaining({ id: dayId }));
    await as(cast.bashir, (trx) => grantWish(trx, cast.bashir, wishId, { dayId, line: "Come early." }));
    expect(await look(cast.aileen, wishId)).toMatchObject({ answer: "yes", dayId, answerLine: "Come early.", answeredBy: "Bashir Khan" });
    expect(await kinds(cast.aileen)).toContain("shadow.wish_answered");
    expect(await as(cast.bashir, (trx) => wishesToAnswer(trx, cast.bashir))).toEqual([]);
    expect(await kinds(cast.bashir)).not.toContain("shadow.wished");
  });

  test("is answered once: whoever comes second is told, and so is who answers what was taken back", async () => {
    const wishId = await asks(cast.aileen, cast.posts.bashir);
    await as(cast.sana, (trx) => declineWish(trx, cast.sana, wishId, { line: "Ask Amir; we are short." }));
    await expect(as(cast.bashir, (trx) => declineWish(trx, cast.bashir, wishId))).rejects.toMatchObject({ code: "conflict" });
    expect(await look(cast.aileen, wishId)).toMatchObject({ answer: "no", answerLine: "Ask Amir; we are short.", answeredBy: "Sana Malik" });
    const again = await asks(cast.aileen, cast.posts.bashir);
    for (let turn = 0; turn < 2; turn++) await as(cast.aileen, (trx) => takeBackWish(trx, cast.aileen, again));
    await expect(as(cast.bashir, (trx) => declineWish(trx, cast.bashir, again))).rejects.toMatchObject({ code: "conflict", message: "They took their question back." });
  });

  test("is asked of one post once while it waits", async () => {
    await asks(cast.aileen, cast.posts.bashir);
    await expect(asks(cast.aileen, cast.posts.bashir)).rejects.toMatchObject({ code: "conflict", message: "You have asked them already. Their answer comes to your Today." });
    await expect(asks(cast.aileen, cast.posts.amir)).resolves.toEqual(expect.any(String));
  });

  test.each<[string, { on?: string; part?: string; line?: string }, string]>([
    ["a day gone by", { on: "2020-01-07" }, "on"],
    ["a day there is not", { on: "2027-02-30" }, "on"],
    ["a part of the day nobody has", { part: "midnight" }, "part"],
    ["more letters than fit", { line: "x".repeat(301) }, "line"],
  ])("is not asked with %s", async (_what, wrong, field) => {
    await expect(asks(cast.aileen, cast.posts.bashir, wrong)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.any(String)] } });
  });

  test("is asked of nobody who is not there, of oneself, or of a commissioner", async () => {
    for (const post of [cast.posts.aileen, cast.posts.com, "5b0c6d1e-0000-4000-8000-000000000000", "leith"]) {
      await expect(asks(cast.aileen, post)).rejects.toMatchObject({ code: "wrong_entry", fields: { hostPostId: [expect.any(String)] } });
    }
    await expect(asks(cast.com, cast.posts.bashir)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is answered yes only with a day of the host’s that is still on offer", async () => {
    const wishId = await asks(cast.aileen, cast.posts.bashir);
    const grant = (dayId: string) => as(cast.bashir, (trx) => grantWish(trx, cast.bashir, wishId, { dayId }));
    const called = await offer(cast.bashir, { date: "2027-02-10" });
    await as(cast.bashir, (trx) => cancelDay(trx, cast.bashir, called));
    for (const day of ["", called, await offer(cast.bashir, { date: "2027-02-11", newcomerId: cast.sana.accountId })]) await expect(grant(day)).rejects.toMatchObject({ code: "wrong_entry", fields: { dayId: [expect.any(String)] } });
    await expect(grant(await offer(cast.amir, { date: "2027-02-12" }))).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("is nobody’s business but the two sides’", async () => {
    const wishId = await asks(cast.aileen, cast.posts.bashir);
    for (const stranger of [cast.amir, cast.stran, cast.jo, cast.com]) await expect(look(stranger, wishId)).rejects.toMatchObject({ code: "not_found" });
    for (const concerned of [cast.aileen, cast.bashir, cast.sana, cast.fay]) expect((await look(concerned, wishId)).by).toBe("Aileen Murray");
    for (const other of [cast.aileen, cast.fay]) await expect(as(other, (trx) => declineWish(trx, other, wishId))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(as(cast.bashir, (trx) => takeBackWish(trx, cast.bashir, wishId))).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("is neither answered nor ended by a stranger, past the commands either", async () => {
    const wishId = await asks(cast.aileen, cast.posts.bashir);
    const forged = (actor: Actor, what: Record<string, unknown>) => as(actor, (trx) => trx.updateTable("shadow_wish").set(what).where("id", "=", wishId).executeTakeFirst()).then(({ numUpdatedRows }) => numUpdatedRows);
    expect(await forged(cast.stran, { answer: "no", answered_at: new Date(), answered_by: cast.stran.accountId })).toBe(0n);
    expect(await forged(cast.stran, { ended_at: new Date(), ended_by: cast.stran.accountId })).toBe(0n);
    await expect(forged(cast.aileen, { answer: "yes", answered_at: new Date(), answered_by: cast.aileen.accountId })).rejects.toMatchObject({ code: "42501" });
    const insert = (actor: Actor, account: string) =>
      as(actor, (trx) => trx.insertInto("shadow_wish").values({ id: sql<string>`gen_random_uuid()`, host_post_id: cast.posts.amir, host_organisation_id: cast.organisations.advice, account_id: account, post_id: cast.posts.aileen, organisation_id: cast.organisations.harbour }).execute());
    await expect(insert(cast.stran, cast.aileen.accountId)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("“Tell me when one appears”", () => {
  test("leaves news for the post with each offer, until somebody in it says enough", async () => {
    for (let turn = 0; turn < 2; turn++) await as(cast.amir, (trx) => tellMe(trx, cast.amir));
    expect(await as(cast.amir, (trx) => isAlerted(trx, cast.amir))).toBe(true);
    await offer(cast.bashir, { repeat: { every: "week", until: "2027-03-02" }, date: "2027-02-16" });
    expect(await kinds(cast.amir)).toEqual(["shadow.appeared"]);
    expect(await kinds(cast.jo)).toEqual([]);
    for (let turn = 0; turn < 2; turn++) await as(cast.amir, (trx) => tellMeNoMore(trx, cast.amir));
    await offer(cast.bashir, { date: "2027-02-17" });
    expect(await kinds(cast.amir)).toHaveLength(1);
    await expect(as(cast.com, (trx) => tellMe(trx, cast.com))).rejects.toMatchObject({ code: "not_found" });
  });

  test("tells of a handover its newcomer alone", async () => {
    await as(cast.amir, (trx) => tellMe(trx, cast.amir));
    await offer(cast.bashir, { date: "2027-02-18", newcomerId: cast.sana.accountId });
    expect(await kinds(cast.amir)).toEqual([]);
    expect(await kinds(cast.sana)).toEqual(["shadow.appeared"]);
    await as(cast.amir, (trx) => tellMeNoMore(trx, cast.amir));
  });

  test("is known of one’s own posts alone", async () => {
    await as(cast.amir, (trx) => tellMe(trx, cast.amir));
    const seen = (actor: Actor) => as(actor, (trx) => trx.selectFrom("shadow_alert").select("id").execute());
    expect(await seen(cast.amir)).not.toEqual([]);
    expect(await seen(cast.bashir)).toEqual([]);
    const posts = (actor: Actor) => as(actor, (trx) => sql<{ post: string }>`select app.posts_awaiting_days() as post`.execute(trx)).then(({ rows }) => rows.map(({ post }) => post));
    expect(await posts(cast.bashir)).toEqual([cast.posts.amir]);
    expect(await posts(cast.com)).toEqual([]);
  });
});

describe("who is suggested", () => {
  const suggested = (actor: Actor, organisation = "") => as(actor, (trx) => hostsWhoSaidYes(trx, organisation)).then((rows) => rows.map(({ name }) => name));

  test("has said yes before, to anybody, and still sits there; one’s own colleagues are not suggested", async () => {
    expect(await suggested(cast.rec)).toEqual([]);
    const gone = await offer(cast.amir, { date: "2027-02-19" });
    await as(cast.aileen, (trx) => agreeToTerms(trx, cast.aileen, 1));
    const { bookingId } = await as(cast.aileen, (trx) => book(trx, cast.aileen, gone));
    await house.admin`update shadow_day set starts_at = now() - interval '9 days', ends_at = now() - interval '9 days' + interval '3 hours' where id = ${gone}`;
    expect(await suggested(cast.rec)).toEqual([]);
    await house.admin`update shadow_day set starts_at = now() + interval '9 days', ends_at = now() + interval '9 days' + interval '3 hours' where id = ${gone}`;
    await as(cast.amir, (trx) => sayYes(trx, cast.amir, bookingId));
    expect(await suggested(cast.rec)).toEqual([]);
    await house.admin`update shadow_day set starts_at = now() - interval '9 days', ends_at = now() - interval '9 days' + interval '3 hours' where id = ${gone}`;
    expect(await suggested(cast.rec)).toEqual(["Amir Rose"]);
    expect(await suggested(cast.rec, cast.organisations.harbour)).toEqual([]);
    expect(await suggested(cast.amir)).toEqual([]);
    expect(await suggested(cast.com)).toEqual([]);
    await house.admin`update tenure set valid_until = now() where account_id = ${cast.amir.accountId}`;
    expect(await suggested(cast.rec)).toEqual([]);
    await house.admin`update tenure set valid_until = null where account_id = ${cast.amir.accountId}`;
  });

  test("of an organisation, everybody who sits in a post there; oneself and commissioners left out", async () => {
    const whom = (actor: Actor, asked: Partial<{ post: string; organisation: string }>) => as(actor, (trx) => whomToAsk(trx, actor, { post: "", organisation: "", ...asked }));
    const hub = await whom(cast.bashir, { organisation: cast.organisations.foodHub });
    expect(hub).toMatchObject({ hosts: [{ name: "Sana Malik" }], chosen: cast.posts.sana });
    expect(await whom(cast.aileen, { post: cast.posts.bashir })).toMatchObject({ hosts: [{ name: "Bashir Khan" }, { name: "Sana Malik" }], chosen: cast.posts.bashir });
    expect((await whom(cast.aileen, { organisation: cast.organisations.council })).hosts).toEqual([]);
    await expect(whom(cast.com, {})).rejects.toMatchObject({ code: "not_found" });
  });
});

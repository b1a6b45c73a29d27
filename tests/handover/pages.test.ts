import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withdrawConsent } from "~/features/case-notes/commands.server";
import { beginCover } from "~/features/relationships/cover/cover.server";
import { actOnCover, awayFrom, coverPage, coverStart } from "~/features/relationships/cover/page.server";
import { actOnHandover, openFrom } from "~/features/relationships/handover/acts.server";
import { handoverPage, ownOpenHandover, startPage } from "~/features/relationships/handover/page.server";
import { wordsPage } from "~/features/relationships/handover/words-page.server";
import { offboard } from "~/features/relationships/home/home.server";
import { giveFrom, homePage } from "~/features/relationships/home/page.server";
import { closedOf, closeFrom, closingPage, leavingPage } from "~/features/relationships/leaving/page.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { offerDays } from "~/features/shadowing/commands.server";
import { addDays, dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { castOf, type Cast, type Member } from "../support/cast";
import { createDatabase, type TestDatabase } from "../support/database";
import { agrees, personOf } from "../support/factories";

let house: TestDatabase;
let cast: Cast;
let nils: Member;
let clientId: string;
beforeEach(async () => {
  house = await createDatabase();
  cast = await castOf(house.db);
  nils = await cast.another("Nils Holm", cast.organisations.harbour, "link_worker", cast.posts.jo);
  clientId = await personOf(house.db, cast.aileen);
  await agrees(house.db, cast.aileen, clientId, []);
});
afterEach(() => house.drop());

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const form = (fields: Record<string, string>) => (name: string) => fields[name] ?? "";
/** No day is called off here. */
const none = () => Promise.reject(new Error("A day was called off."));
const lastDay = addDays(dayAt(new Date()), 30);
const opens = (fields: Record<string, string> = {}) => as(cast.aileen, (trx) => openFrom(trx, cast.aileen, form({ postId: cast.posts.aileen, lastDay, ...fields })));
const page = (actor: Actor, id: string) => as(actor, (trx) => handoverPage(trx, actor, id));
const acts = (actor: Actor, id: string, fields: Record<string, string>) => as(actor, (trx) => actOnHandover(trx, actor, id, form(fields)));
async function mrsK(id: string) {
  const [item] = (await page(cast.aileen, id)).making?.items ?? [];
  if (!item) throw new Error("Nobody is listed.");
  return item;
}
const passesToNils = async (id: string) => {
  const { id: item, version } = await mrsK(id);
  await acts(cast.aileen, id, { intent: "choose", item, version: String(version), where: `pass:${nils.seat?.postId}` });
  return item;
};

describe("each reads what they may of one handover", () => {
  test("Aileen reads names, Nils a reference, the newcomer a count, and a stranger nothing", async () => {
    expect(await as(cast.aileen, (trx) => startPage(trx, cast.aileen))).toMatchObject({ posts: [{ lead: "Jo Fraser, manager", colleagues: expect.arrayContaining([expect.objectContaining({ value: nils.accountId })]) }] });
    const id = await opens({ newcomerId: cast.vol.accountId });
    expect(await as(cast.aileen, (trx) => ownOpenHandover(trx, cast.aileen))).toBe(id);
    await passesToNils(id);
    await acts(cast.aileen, id, { intent: "send" });
    expect((await page(cast.aileen, id)).making?.items).toMatchObject([{ words: "Mrs K.", state: "offered" }]);
    const [asked, coming] = [await page(nils, id), await page(cast.vol, id)];
    expect(asked).toMatchObject({ making: undefined, outline: undefined, asked: [{ words: expect.stringMatching(/^Somebody, [0-9A-Z]{3}-[0-9A-Z]{3}$/) }] });
    expect(coming).toMatchObject({ making: undefined, asked: [], outline: [{ words: "Person 1" }] });
    for (const one of [asked, coming]) expect(JSON.stringify(one)).not.toContain("Mrs K.");
    await expect(page(cast.stran, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a row can be taken back, also after it was sent and accepted", async () => {
    const id = await opens();
    const item = await passesToNils(id);
    await acts(cast.aileen, id, { intent: "send" });
    await acts(nils, id, { intent: "accept", item });
    const { version } = await mrsK(id);
    expect(await acts(cast.aileen, id, { intent: "choose", item, version: String(version), where: "" })).toBe("taken_back_row");
    expect(await mrsK(id)).toMatchObject({ choice: null, toPostId: null, state: "listed" });
    expect((await page(nils, id).catch(() => ({ asked: [] }))).asked).toEqual([]);
  });

  test("all that somebody is asked is taken at once, and what they said they can't stays so", async () => {
    const others = [await personOf(house.db, cast.aileen, "Mr T."), await personOf(house.db, cast.aileen, "Mr V.")];
    for (const one of others) await agrees(house.db, cast.aileen, one, []);
    const id = await opens();
    for (const { id: item, version } of (await page(cast.aileen, id)).making?.items ?? []) await acts(cast.aileen, id, { intent: "choose", item, version: String(version), where: `pass:${nils.seat?.postId}` });
    await acts(cast.aileen, id, { intent: "send" });
    const [first] = (await page(nils, id)).asked;
    await acts(nils, id, { intent: "decline", item: first?.id ?? "", line: "I am full until May." });
    expect(await acts(nils, id, { intent: "accept-all" })).toBe("accepted_all");
    expect((await page(nils, id)).asked.map(({ state }) => state).sort()).toEqual(["accepted", "accepted", "declined"]);
    await expect(acts(nils, id, { intent: "accept-all" })).rejects.toMatchObject({ code: "conflict" });
    await expect(acts(cast.stran, id, { intent: "accept-all" })).rejects.toMatchObject({ code: "conflict" });
  });

  test("what is suggested is taken for what nobody decided, and only for that", async () => {
    const id = await opens();
    const other = await personOf(house.db, cast.aileen, "Mr T.");
    await agrees(house.db, cast.aileen, other, []);
    expect(await acts(cast.aileen, id, { intent: "refresh" })).toBe("listed");
    const { id: item, version } = await mrsK(id);
    await acts(cast.aileen, id, { intent: "choose", item, version: String(version), where: "close" });
    await acts(cast.aileen, id, { intent: "suggested" });
    const choices = (await page(cast.aileen, id)).making?.items.map(({ words, choice }) => [words, choice]);
    expect(choices).toContainEqual([(await page(cast.aileen, id)).making?.items.find((one) => one.id === item)?.words, "close"]);
    expect(choices?.filter(([, choice]) => choice === "pass")).toHaveLength(1);
  });

  test("where they said stop, asking is the only choice, said at once", async () => {
    const id = await opens();
    await as(cast.aileen, (trx) => withdrawConsent(trx, cast.aileen, clientId, { saidAt: new Date(), how: "voice", words: "No more.", stop: "everything" }));
    const item = await mrsK(id);
    expect(item).toMatchObject({ covered: false, suggestion: { choice: "ask_first" } });
    await expect(acts(cast.aileen, id, { intent: "choose", item: item.id, version: String(item.version), where: `pass:${nils.seat?.postId}` })).rejects.toMatchObject({ code: "conflict", message: "Their consent does not reach that far. Ask them first." });
    // Nothing may be written any more, so no step is; the choice stands.
    expect(await acts(cast.aileen, id, { intent: "suggested" })).toBe("suggested");
    expect(await mrsK(id)).toMatchObject({ choice: "ask_first" });
    expect(await house.admin`select 1 from next_step where client_id = ${clientId}`).toHaveLength(0);
  });

  test("lines and letter are for whoever holds the case: before the day Aileen, after it Nils, who reads what came to him", async () => {
    const id = await opens();
    const item = await passesToNils(id);
    expect(await as(cast.aileen, (trx) => wordsPage(trx, cast.aileen, id, item))).toMatchObject({ person: { name: "Mrs K." }, next: "Nils Holm", canWrite: true, usualLetter: expect.stringContaining("Nils Holm would like to carry on") });
    await expect(as(nils, (trx) => wordsPage(trx, nils, id, item))).rejects.toMatchObject({ code: "not_found" });
    await acts(cast.aileen, id, { intent: "send" });
    await acts(nils, id, { intent: "accept", item });
    expect(await acts(cast.jo, id, { intent: "move" })).toBe("moved");
    expect(await as(nils, (trx) => wordsPage(trx, nils, id, item))).toMatchObject({ person: { name: "Mrs K." }, canWrite: false });
    expect(await house.admin`select body from mail where to_address = ${cast.aileen.email} and subject = 'Your handover is done'`).toMatchObject([{ body: expect.stringContaining("who said yes: 1") }]);
    expect((await page(nils, id)).summary).toMatchObject({ moved: [{ mine: true, counts: { person: 1 } }], people: [{ id: item, name: "Mrs K." }] });
    expect((await page(cast.jo, id)).summary).toMatchObject({ moved: [{ to: "Nils Holm", counts: { person: 1 } }], people: [] });
  });

  test("a visit falls together with the handover day that is in the diary", async () => {
    const id = await opens();
    const item = await passesToNils(id);
    const on = addDays(dayAt(new Date()), 7);
    await acts(cast.aileen, id, { intent: "visit", item, onDate: on });
    expect((await page(nils, id)).visits).toMatchObject([{ day: null, iAm: "newcomer", hasBeen: false }]);
    await as(cast.aileen, (trx) => offerDays(trx, cast.aileen, { date: on, from: "09:30", until: "12:30", where: "Pier Road", expect: "Two visits", places: 1, newcomerId: nils.accountId }));
    for (const one of [cast.aileen, nils]) expect((await page(one, id)).visits).toMatchObject([{ day: { id: expect.any(String) } }]);
  });
});

describe("what needs a home", () => {
  test("Jo gives it all to Nils in one go; nobody else sees the page", async () => {
    await as(cast.jo, (trx) => offboard(trx, cast.jo, cast.aileen.accountId, "Overnight"));
    const home = (actor: Actor) => as(actor, (trx) => homePage(trx, actor, cast.posts.aileen));
    expect(await home(cast.jo)).toMatchObject({ post: { counts: { person: 1 } }, things: [{ kind: "person" }] });
    for (const one of [nils, cast.sana]) await expect(home(one)).rejects.toMatchObject({ code: "not_found" });
    await expect(as(cast.jo, (trx) => giveFrom(trx, cast.jo, cast.posts.aileen, form({}), none))).rejects.toMatchObject({ code: "wrong_entry" });
    await as(cast.jo, (trx) => giveFrom(trx, cast.jo, cast.posts.aileen, form({ rest: `pass:${nils.seat?.postId}` }), none));
    expect(await house.admin`select post_id from caseload where client_id = ${clientId} and valid_until is null`).toEqual([{ post_id: nils.seat?.postId }]);
    expect(await home(cast.jo)).toMatchObject({ things: [] });
  });
});

describe("leaving and closing are said first", () => {
  test("Jo reads what Aileen holds and where she sits; nobody sees themself out, nor a colleague", async () => {
    expect(await as(cast.jo, (trx) => leavingPage(trx, cast.jo, cast.aileen.accountId))).toMatchObject({ account: { name: "Aileen Murray" }, seats: [{ counts: { person: 1 }, alone: true }], elsewhere: 0 });
    for (const [who, whom] of [[nils, cast.aileen], [cast.sana, cast.aileen], [cast.jo, cast.jo], [cast.com, cast.aileen]] as const) await expect(as(who, (trx) => leavingPage(trx, who, whom.accountId))).rejects.toMatchObject({ code: "not_found" });
  });

  test("Fay reads what ends with the Food Hub, and closes it into the advice centre by its name", async () => {
    expect(await as(cast.fay, (trx) => closingPage(trx, cast.fay, cast.organisations.foodHub))).toMatchObject({ ends: { people: 2, posts: 2 }, others: expect.arrayContaining(["Shore Advice Centre"]) });
    await expect(as(cast.sana, (trx) => closingPage(trx, cast.sana, cast.organisations.foodHub))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(cast.fay, (trx) => closeFrom(trx, cast.fay, cast.organisations.foodHub, "Nowhere"))).rejects.toMatchObject({ code: "wrong_entry" });
    await as(cast.fay, (trx) => closeFrom(trx, cast.fay, cast.organisations.foodHub, "Shore Advice Centre"));
    expect(await as(cast.fay, (trx) => closedOf(trx, cast.organisations.foodHub))).toMatchObject({ into: { name: "Shore Advice Centre" } });
    await expect(as(cast.fay, (trx) => closingPage(trx, cast.fay, cast.organisations.foodHub))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("being away", () => {
  test("the network reads who is away and what pauses; only the post and its lead say so, and read the briefing", async () => {
    const { coverId } = await as(cast.jo, (trx) => beginCover(trx, cast.jo, { postId: cast.posts.aileen, awayId: cast.aileen.accountId, deputyId: nils.accountId }));
    const says = (actor: Actor, fields: Record<string, string>) => as(actor, (trx) => actOnCover(trx, actor, coverId, form(fields)));
    const reads = (actor: Actor) => as(actor, (trx) => coverPage(trx, actor, coverId));
    await says(cast.jo, { intent: "duty", duty: "desk", how: "goes_to", toPostId: nils.seat?.postId ?? "" });
    expect(await reads(cast.stran)).toMatchObject({ cover: { away: "Aileen Murray", deputy: "Nils Holm" }, duties: [{ duty: "desk", how: "goes_to" }], makes: false, briefing: undefined });
    await expect(reads(cast.com)).rejects.toMatchObject({ code: "not_found" });
    await expect(says(cast.stran, { intent: "end" })).rejects.toMatchObject({ code: "not_allowed" });
    expect(await as(cast.stran, (trx) => awayFrom(trx, cast.posts.aileen))).toMatchObject({ away: "Aileen Murray" });
    expect(await says(cast.aileen, { intent: "end" })).toBe("back");
    expect(await reads(cast.aileen)).toMatchObject({ isAway: true, briefing: { notes: 0 } });
    expect(await reads(cast.stran)).toMatchObject({ briefing: undefined, duties: [{ duty: "desk" }] });
    expect(await as(cast.stran, (trx) => awayFrom(trx, cast.posts.aileen))).toBeNull();
  });

  test("one says it of oneself, whoever looks after a post of others, and facilitators of all", async () => {
    const mayBe = async (actor: Actor) => (await as(actor, (trx) => coverStart(trx, actor))).away.length;
    expect(await mayBe(cast.bashir)).toBe(1);
    expect(await mayBe(cast.sana)).toBe(2);
    expect(await mayBe(cast.fay)).toBeGreaterThan(5);
    await expect(mayBe(cast.com)).rejects.toMatchObject({ code: "not_found" });
  });
});

import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { askForIntroduction, endAgreement, nameHolder, restoreAgreement, restoreContact, sayWhatHelpsWith, takeBackContact, withdrawIntroduction, writeAgreement, writeContact } from "~/features/relationships/commands.server";
import { lessUsed } from "~/features/relationships/reach/reading.server";
import { signWords } from "~/features/relationships/signs";
import { myTies, storyOf, tiePage } from "~/features/relationships/ties/reading.server";
import { chooseInterests } from "~/features/inbox/interests.server";
import type { Actor } from "~/shared/actor";
import { houseOfTies } from "./scene";

const t = houseOfTies();
beforeEach(async () => {
  await t.empties();
  await t.house.admin`truncate gap cascade`;
});

const names = (actor: Actor) => t.as(actor, (trx) => myTies(trx, actor)).then((rows) => rows.map(({ one, other }) => [one, other].find((name) => name !== "Harbour Link Workers")));

describe("a list of ties", () => {
  test("begins with what most needs somebody, and goes by name where that is the same", async () => {
    const { aileen, jo, bashir, sana, amir, rec, stran } = t.cast;
    const [hub, advice, practice] = [await t.holds(aileen, bashir), await t.holds(aileen, amir), await t.holds(aileen, rec)];
    await t.proposes(aileen, stran.seat?.organisationId ?? "");
    expect(await names(aileen)).toEqual(["Inland Trust", "Pier Road Practice", "Quayside Food Hub", "Shore Advice Centre"]);
    for (const tieId of [hub, advice, practice]) await t.as(jo, (trx) => nameHolder(trx, jo, tieId, { postId: jo.seat?.postId ?? "", part: "second" }));
    await t.as(sana, (trx) => nameHolder(trx, sana, hub, { postId: sana.seat?.postId ?? "", part: "second" }));
    await t.house.admin`update tie_holder set ended_at = now() where tie_id = ${advice} and holder_post_id = ${amir.seat?.postId ?? ""}`;
    expect(await names(aileen)).toEqual(["Inland Trust", "Shore Advice Centre", "Pier Road Practice", "Quayside Food Hub"]);
  });

  test("says when the two were in touch from what they did, written down this moment too, and not from a gap both merely see", async () => {
    const { aileen, bashir } = t.cast;
    const tieId = await t.holds(aileen, bashir);
    const gap = randomUUID();
    const by = (actor: Actor) => ({ account_id: actor.accountId, post_id: actor.seat?.postId ?? "", organisation_id: actor.seat?.organisationId ?? "" });
    await t.house.admin`insert into gap ${t.house.admin({ id: gap, sentence: "Nowhere warm", need: "warmth", ...by(aileen) })}`;
    for (const actor of [aileen, bashir]) await t.house.admin`insert into gap_join ${t.house.admin({ id: randomUUID(), gap_id: gap, ...by(actor) })}`;
    expect((await t.as(aileen, (trx) => storyOf(trx, aileen, tieId))).items).toMatchObject([{ kind: "gap" }]);
    expect((await t.look(tieId)).lastContactAt).toBeNull();
    await t.as(aileen, (trx) => writeContact(trx, aileen, tieId, { kind: "call" }));
    expect((await t.look(tieId)).lastContactAt).toBeInstanceOf(Date);
  });
});

test("less used: nobody is suggested to whom an introduction is asked for, or a tie is proposed", async () => {
  const { aileen, bashir, organisations, posts } = t.cast;
  await t.as(bashir, (trx) => sayWhatHelpsWith(trx, bashir, organisations.foodHub, ["food"]));
  await t.as(aileen, (trx) => chooseInterests(trx, aileen, posts.aileen, { areas: [], needs: ["food"], groups: [] }));
  const suggested = () => t.as(aileen, (trx) => lessUsed(trx, aileen)).then((rows) => rows.map(({ name }) => name));
  expect(await suggested()).toEqual(["Quayside Food Hub"]);
  const { introductionId } = await t.as(aileen, (trx) => askForIntroduction(trx, aileen, { wantedId: organisations.foodHub }));
  expect(await suggested()).toEqual([]);
  await t.as(aileen, (trx) => withdrawIntroduction(trx, aileen, introductionId, { version: 1 }));
  expect(await suggested()).toEqual(["Quayside Food Hub"]);
  await t.proposes(aileen, organisations.foodHub);
  expect(await suggested()).toEqual([]);
});

describe("what was taken out by mistake", () => {
  test("comes back into the story for whoever took it out, and for nobody else", async () => {
    const { aileen, bashir, amir } = t.cast;
    const tieId = await t.holds(aileen, bashir);
    const { contactId } = await t.as(aileen, (trx) => writeContact(trx, aileen, tieId, { kind: "visit", line: "Tea" }));
    const lines = () => t.as(aileen, (trx) => storyOf(trx, aileen, tieId)).then(({ items }) => items.map(({ line }) => line));
    await t.as(aileen, (trx) => takeBackContact(trx, aileen, tieId, contactId));
    expect([await lines(), (await t.look(tieId)).lastContactAt]).toEqual([[], null]);
    await expect(t.as(bashir, (trx) => restoreContact(trx, bashir, tieId, contactId))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(t.as(amir, (trx) => restoreContact(trx, amir, tieId, contactId))).rejects.toMatchObject({ code: "not_found" });
    for (let times = 0; times < 2; times++) await t.as(aileen, (trx) => restoreContact(trx, aileen, tieId, contactId));
    expect([await lines(), (await t.look(tieId)).lastContactAt]).toEqual([["Tea"], expect.any(Date)]);
    await expect(t.as(aileen, (trx) => restoreContact(trx, aileen, tieId, "x"))).rejects.toMatchObject({ code: "not_found" });
  });

  test("of what a facilitator took out, only they put it back", async () => {
    const { aileen, bashir, fay } = t.cast;
    const tieId = await t.holds(aileen, bashir);
    const { contactId } = await t.as(aileen, (trx) => writeContact(trx, aileen, tieId, { kind: "note", line: "Not for here" }));
    await t.as(fay, (trx) => takeBackContact(trx, fay, tieId, contactId));
    await expect(t.as(aileen, (trx) => restoreContact(trx, aileen, tieId, contactId))).rejects.toMatchObject({ code: "not_allowed" });
    const bare = await t.as(aileen, (trx) => trx.updateTable("tie_contact").set({ ended_at: null, ended_by: null }).where("id", "=", contactId).executeTakeFirst());
    expect(bare.numUpdatedRows).toBe(0n);
    await t.as(fay, (trx) => restoreContact(trx, fay, tieId, contactId));
  });

  test("an agreement holds again as it stood, with both sides' word", async () => {
    const { aileen, bashir } = t.cast;
    const tieId = await t.holds(aileen, bashir);
    const { agreementId } = await t.as(aileen, (trx) => writeAgreement(trx, aileen, tieId, { kind: "room", words: "The small room.", reviewOn: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10) }));
    const there = () => t.as(aileen, (trx) => tiePage(trx, aileen, tieId)).then(({ inside }) => inside?.agreements.map(({ words }) => words));
    await t.as(bashir, (trx) => endAgreement(trx, bashir, agreementId));
    expect(await there()).toEqual([]);
    await expect(t.as(aileen, (trx) => restoreAgreement(trx, aileen, agreementId))).rejects.toMatchObject({ code: "not_allowed" });
    for (let times = 0; times < 2; times++) await t.as(bashir, (trx) => restoreAgreement(trx, bashir, agreementId));
    expect(await there()).toEqual(["The small room."]);
  });
});

test("a sign's next step says with whom", () => {
  const on = { tieId: "tie", oneId: "one", otherId: "other", one: "One", other: "Other" };
  const sign = { sideId: "one", postId: "post", weeks: null, usualWeeks: null, onDate: null, share: 90 };
  expect(signWords({ ...sign, sign: "leaving" }, on).stepTo).toBe("/diary/shadow/ask?post=post");
  expect(signWords({ ...sign, sign: "one_way" }, on).stepTo).toBe("/diary/shadow/ask?organisation=other");
  expect(signWords({ ...sign, sign: "one_level" }, on).stepTo).toBe("/diary/events/new?with=other");
});

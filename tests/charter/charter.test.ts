import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeLine } from "~/features/people/commands.server";
import { agreeToNote, answerCharter, takeBackAnswer, writeSupervisionNote, type NewAnswer } from "~/features/relationships/charter/commands.server";
import { charterPage } from "~/features/relationships/charter/reading.server";
import { clashesOf } from "~/features/relationships/charter/words";
import { waitingNews } from "~/features/inbox/news.server";
import type { Actor } from "~/shared/actor";
import type { Member } from "../support/cast";
import { houseOfTies } from "../ties/scene";

const t = houseOfTies();
/** Of the practice that hosts Aileen's post, which Harbour employs. */
let pia: Member;
let post: string;
beforeAll(async () => {
  const { another, organisations, posts, fay } = t.cast;
  pia = await another("Pia Manager", organisations.practice, "manager");
  post = posts.aileen;
  await t.as(fay, (trx) => changeLine(trx, fay, { postId: post, kind: "hosted_by", to: organisations.practice }));
});
beforeEach(async () => {
  await t.house.admin`truncate charter_answer, charter_note, charter_agreement, inbox_item cascade`;
});

const says = (actor: Actor, boss: string, answer: string, more: Partial<NewAnswer> = {}) => t.as(actor, (trx) => answerCharter(trx, actor, post, { boss, topic: "home_visits", answer, ...more }));
const page = (actor: Actor, postId = post) => t.as(actor, (trx) => charterPage(trx, actor, postId));
const writes = (actor: Actor, words: string, seen = 0) => t.as(actor, (trx) => writeSupervisionNote(trx, actor, post, { words, seen }));
const agrees = (actor: Actor, seen = 1) => t.as(actor, (trx) => agreeToNote(trx, actor, post, { seen }));

describe("what each boss decides", () => {
  test("employer, host and network each say it, and where two differ all who are bound are told", async () => {
    const { jo, fay, aileen } = t.cast;
    expect(await says(jo, "employer", "yes", { line: "With the van" })).toEqual({ clashes: false });
    expect(await says(fay, "network", "leaves_it")).toEqual({ clashes: false });
    expect(await t.news(jo)).toEqual([]);
    expect(await says(pia, "host", "ask_first")).toEqual({ clashes: true });
    const shown = await page(aileen);
    expect(shown.bosses.map(({ boss, organisation }) => `${boss}: ${organisation}`).slice(0, 2)).toEqual(["employer: Harbour Link Workers", "host: Pier Road Practice"]);
    expect(shown.clashes).toEqual([{ topic: "home_visits", words: "Harbour Link Workers says “Yes”, Pier Road Practice says “Ask first”." }]);
    for (const told of [jo, fay, aileen]) expect(await t.news(told)).toEqual(["charter.clash"]);
    expect((await t.as(aileen, (trx) => waitingNews(trx, aileen))).items).toMatchObject([{ about: post, to: `/team/charter/${post}` }]);
  });

  test("an answer that is changed ends the one before, and the clash with it", async () => {
    await says(t.cast.jo, "employer", "yes");
    await says(pia, "host", "no");
    await says(pia, "host", "yes", { line: "After all" });
    const { answers, clashes } = await page(t.cast.jo);
    expect(answers.filter(({ boss }) => boss === "host")).toMatchObject([{ answer: "yes", line: "After all", by: "Pia Manager" }]);
    expect(clashes).toEqual([]);
    await t.as(pia, (trx) => takeBackAnswer(trx, pia, post, { boss: "host", topic: "home_visits" }));
    await t.as(pia, (trx) => takeBackAnswer(trx, pia, post, { boss: "host", topic: "home_visits" }));
    expect((await page(t.cast.jo)).answers).toHaveLength(1);
  });

  test("leaving it to the others differs from nobody", () => {
    const said = (boss: "employer" | "host", answer: string) => ({ boss, topic: "leave" as const, answer });
    expect(clashesOf([said("employer", "employer"), said("host", "leaves_it")])).toEqual([]);
    expect(clashesOf([said("employer", "employer"), said("host", "host")])).toEqual(["leave"]);
  });

  test("of two managers who answer at once for one boss, one answer stands", async () => {
    const second = await t.cast.another("Joan Second", t.cast.organisations.harbour, "manager");
    const outcomes = await Promise.allSettled([says(t.cast.jo, "employer", "yes"), says(second, "employer", "no")]);
    expect(outcomes.flatMap((outcome) => (outcome.status === "rejected" && outcome.reason.code !== "conflict" ? [outcome.reason] : []))).toEqual([]);
    expect((await page(t.cast.jo)).answers).toHaveLength(1);
  });

  test("whoever employs next begins anew: the answers of the one before are read no more", async () => {
    const { fay, jo, organisations } = t.cast;
    await says(pia, "host", "no");
    await t.as(fay, (trx) => changeLine(trx, fay, { postId: post, kind: "hosted_by", to: organisations.foodHub }));
    expect((await page(jo)).answers).toEqual([]);
    await expect(says(pia, "host", "yes")).rejects.toMatchObject({ code: "not_found" });
    await says(t.cast.sana, "host", "yes");
    expect((await page(jo)).answers).toMatchObject([{ boss: "host", organisation: "Quayside Food Hub" }]);
    await t.as(fay, (trx) => changeLine(trx, fay, { postId: post, kind: "hosted_by", to: organisations.practice }));
  });
});

describe("who reads and who writes", () => {
  test("its sitter and colleagues read it; nobody answers for a boss who is not theirs", async () => {
    const { aileen, vol, jo, fay } = t.cast;
    for (const reader of [aileen, vol, jo, fay, pia]) expect((await page(reader)).post.id).toBe(post);
    await expect(says(aileen, "employer", "yes")).rejects.toMatchObject({ code: "not_allowed" });
    await expect(says(jo, "host", "yes")).rejects.toMatchObject({ code: "not_allowed" });
    await expect(says(pia, "network", "yes")).rejects.toMatchObject({ code: "not_allowed" });
    await expect(says(fay, "employer", "yes")).rejects.toMatchObject({ code: "not_allowed" });
    await expect(says(jo, "president", "yes")).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("the host's desk, another organisation and a commissioner find no charter", async () => {
    const { rec, bashir, com } = t.cast;
    for (const stranger of [rec, bashir, com]) await expect(page(stranger)).rejects.toMatchObject({ code: "not_found" });
    for (const id of [randomUUID(), "'; drop table post", ""]) await expect(page(t.cast.fay, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a wrong topic, another topic's answer and too many letters are refused beside their field", async () => {
    const { jo } = t.cast;
    await expect(says(jo, "employer", "yes", { topic: "tea" })).rejects.toMatchObject({ fields: { topic: expect.anything() } });
    await expect(says(jo, "employer", "employer")).rejects.toMatchObject({ fields: { answer: expect.anything() } });
    await expect(says(jo, "employer", "constructor")).rejects.toMatchObject({ fields: { answer: expect.anything() } });
    await expect(says(jo, "employer", "yes", { line: "x".repeat(301) })).rejects.toMatchObject({ fields: { line: expect.anything() } });
  });

  test("past the commands too, PostgreSQL takes no answer for a boss who is not theirs", async () => {
    const { jo } = t.cast;
    const row = { id: randomUUID(), account_id: jo.accountId, post_id: t.cast.posts.jo, organisation_id: t.cast.organisations.harbour, seat_post_id: post, boss: "host", topic: "leave", answer: "host" };
    await expect(t.as(jo, (trx) => trx.insertInto("charter_answer").values(row).execute())).rejects.toMatchObject({ code: "42501" });
    await expect(t.as(jo, (trx) => trx.insertInto("charter_answer").values({ ...row, boss: "employer", answer: "yes" }).execute())).rejects.toMatchObject({ code: "23514" });
  });
});

describe("one note on supervision", () => {
  test("is agreed once employer, host, network and whoever sits there have all said yes", async () => {
    const { jo, fay, aileen } = t.cast;
    await writes(jo, "Jo, once a month. What is said of people stays between the two.");
    expect(await t.news(aileen)).toEqual(["charter.note"]);
    for (const one of [pia, fay]) await agrees(one);
    expect((await page(aileen)).allAgreed).toBe(false);
    expect((await page(aileen)).bound.filter(({ agreed }) => !agreed).map(({ party }) => party)).toEqual(["post"]);
    await agrees(aileen);
    await agrees(aileen);
    expect((await page(jo)).allAgreed).toBe(true);
    expect((await t.as(aileen, (trx) => waitingNews(trx, aileen))).items).toEqual([]);
  });

  test("in other words it is asked of all anew, and nobody agrees to words they did not read", async () => {
    const { jo, fay, aileen } = t.cast;
    await writes(jo, "Once a month.");
    await agrees(aileen);
    await writes(aileen, "Every two weeks.", 1);
    expect((await page(jo)).bound.filter(({ agreed }) => agreed).map(({ party }) => party)).toEqual(["post"]);
    await expect(agrees(fay, 1)).rejects.toMatchObject({ code: "conflict" });
    await expect(writes(pia, "Never.", 1)).rejects.toMatchObject({ code: "conflict" });
    const note = (await t.house.admin`select id from charter_note where number = 1`)[0];
    const row = { id: randomUUID(), account_id: fay.accountId, post_id: t.cast.posts.fay, organisation_id: t.cast.organisations.network, note_id: String(note?.id), seat_post_id: post, party: "network" };
    await expect(t.as(fay, (trx) => trx.insertInto("charter_agreement").values(row).execute())).rejects.toMatchObject({ message: expect.stringContaining("moved_meanwhile") });
  });

  test("of two who write at once, one does; a colleague and an empty note are refused", async () => {
    const { jo, vol } = t.cast;
    const outcomes = await Promise.allSettled([writes(jo, "Once a month."), writes(pia, "Once a week.")]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    await expect(writes(vol, "Mine", 1)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(writes(jo, "  ", 1)).rejects.toMatchObject({ code: "wrong_entry" });
  });
});

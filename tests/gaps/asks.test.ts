import { beforeAll, describe, expect, test } from "vitest";
import { answerAsk, askNetwork, checkKept, keepAnswer, letGo, putBackAnswer, rewordAnswer, takeBackAnswer, withdrawAsk, type NewAsk } from "~/features/gaps/asks/commands.server";
import { askFilter, askPage, asksAlike, asksFor } from "~/features/gaps/asks/reads.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;

beforeAll(async () => {
  cast = await castOf(house.db);
});

const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
const asking = (actor: Actor, question = "Anyone with a wheelchair-friendly arts group on Thursdays?", more: Partial<NewAsk> = {}) =>
  as(actor, (trx) => askNetwork(trx, actor, { question, need: "arts", groups: ["disabled_people"], ...more }));
const asks = async (actor: Actor, question?: string, more?: Partial<NewAsk>) => (await asking(actor, question, more)).askId;
const answers = async (actor: Actor, askId: string, line = "Shore Arts, Thursdays at two, a ramp and a lift.") => (await as(actor, (trx) => answerAsk(trx, actor, askId, { line }))).answerId;
const page = (actor: Actor, askId: string) => as(actor, (trx) => askPage(trx, actor, askId));
const list = (actor: Actor, query: string) =>
  as(actor, async (trx) => {
    return (await asksFor(trx, actor, askFilter(new URLSearchParams(query)))).rows.map((row) => row.question);
  });
const waiting = (askId: string, kind: string) => house.admin<{ post_id: string }[]>`select post_id from inbox_item where ask_id = ${askId} and kind = ${kind} and seen_at is null`.then((rows) => rows.map((row) => row.post_id).sort());

describe("asking", () => {
  test("goes to the posts that follow, and says to how many of how many organisations", async () => {
    const { askId, sent, flagged } = await asking(cast.aileen, "  Who lends a\u0007 wheelchair\n for a day?  ");
    expect(flagged).toEqual([]);
    expect((await page(cast.jo, askId)).ask).toMatchObject({ question: "Who lends a wheelchair for a day?", by: "Aileen Murray", kept: null, answers: 0 });
    const told = await waiting(askId, "ask.matched");
    expect(sent.posts).toBe(told.length);
    expect(told).not.toContain(cast.posts.aileen);
    expect(told).not.toContain(cast.posts.com);
    expect(told).toContain(cast.posts.bashir);
    expect(sent.organisations).toBeGreaterThan(3);
  });

  test.each([
    ["question", { question: "" }],
    ["question", { question: " \u0000\u200b\n " }],
    ["question", { question: "x".repeat(600) }],
    ["need", { need: "gold" }],
    ["groups", { groups: ["kings"] }],
    ["areaId", { areaId: "00000000-0000-4000-8000-000000000000" }],
    ["areaId", { areaId: "'; drop table ask --" }],
  ])("with a wrong %s gets a sentence beside the field, and changes nothing", async (field, wrong) => {
    const before = await house.admin`select count(*) from ask`;
    await expect(asking(cast.aileen, "Fine", wrong)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
    expect(await house.admin`select count(*) from ask`).toEqual(before);
  });

  test("keeps markup as the letters it is; a name in it is flagged", async () => {
    const question = `<img src=x onerror="alert(1)"> for Morag Sinclair?`;
    const { askId, flagged } = await asking(cast.aileen, question);
    expect(flagged).toEqual(["name"]);
    expect((await page(cast.bashir, askId)).ask).toMatchObject({ question, flagged: true });
  });

  test("is for everybody with a seat but a commissioner, in either wall", async () => {
    const askId = await asks(cast.vol, "Who has a minibus?");
    await expect(asking(cast.com)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(page(cast.com, askId)).rejects.toMatchObject({ code: "not_found" });
    await expect(list(cast.com, "")).rejects.toMatchObject({ code: "not_found" });
    await expect(answers(cast.com, askId)).rejects.toMatchObject({ code: "not_found" });
    const pretending: Actor = { ...cast.com, seats: cast.aileen.seats, seat: cast.aileen.seat };
    expect(await list(pretending, "show=all")).toEqual([]);
    await expect(asking(pretending)).rejects.toMatchObject({ code: expect.stringMatching(/42501|wrong_entry|not_found/) });
    await expect(page(pretending, askId)).rejects.toMatchObject({ code: "not_found" });
  });

  test("from an organisation that is not one's own is refused by the database", async () => {
    const forged: Actor = { ...cast.bashir, seat: { ...(cast.bashir.seat as NonNullable<Actor["seat"]>), organisationId: cast.organisations.advice } };
    await expect(asking(forged)).rejects.toMatchObject({ code: "23503" });
  });
});

describe("answering", () => {
  test("arrives at the asker's post, once while it waits", async () => {
    const askId = await asks(cast.aileen);
    await answers(cast.bashir, askId);
    await answers(cast.amir, askId, "The library has one too.");
    expect((await page(cast.jo, askId)).answers.map(({ by, organisation }) => [by, organisation])).toEqual([["Bashir Khan", "Quayside Food Hub"], ["Amir Rose", "Shore Advice Centre"]]);
    expect(await waiting(askId, "ask.answered")).toEqual([cast.posts.aileen]);
  });

  test("may come from anywhere, and says how it came", async () => {
    const askId = await asks(cast.aileen);
    await as(cast.bashir, (trx) => answerAsk(trx, cast.bashir, askId, { line: "Rang the hall:\n\nyes.", via: "phone" }));
    await as(cast.amir, (trx) => answerAsk(trx, cast.amir, askId, { line: "See our page", via: "email" }));
    expect((await page(cast.aileen, askId)).answers).toMatchObject([{ via: "phone", line: "Rang the hall:\n\nyes." }, { via: "email" }]);
    await expect(as(cast.amir, (trx) => answerAsk(trx, cast.amir, askId, { line: "x", via: "pigeon" }))).rejects.toMatchObject({ code: "wrong_entry" });
  });

  test.each([["nothing", ""], ["nothing but control characters", " \u0000 "], ["too much", "y".repeat(1001)]])("with %s is refused beside its field", async (_what, line) => {
    const askId = await asks(cast.aileen);
    await expect(answers(cast.bashir, askId, line)).rejects.toMatchObject({ code: "wrong_entry", fields: { line: [expect.stringMatching(/\.$/)] } });
    expect((await page(cast.bashir, askId)).answers).toEqual([]);
  });

  test("can be put in other words, taken back, and put back by whoever wrote it, and nobody else", async () => {
    const askId = await asks(cast.aileen);
    const answerId = await answers(cast.bashir, askId);
    await as(cast.bashir, (trx) => rewordAnswer(trx, cast.bashir, answerId, "Shore Arts, Fridays."));
    expect((await page(cast.aileen, askId)).answers).toMatchObject([{ line: "Shore Arts, Fridays.", edited: true, mine: false }]);
    for (const other of [cast.sana, cast.aileen]) {
      await expect(as(other, (trx) => rewordAnswer(trx, other, answerId, "No"))).rejects.toMatchObject({ code: "not_allowed" });
      await expect(as(other, (trx) => takeBackAnswer(trx, other, answerId))).rejects.toMatchObject({ code: "not_allowed" });
    }
    await as(cast.bashir, (trx) => takeBackAnswer(trx, cast.bashir, answerId));
    expect((await page(cast.aileen, askId)).answers).toEqual([]);
    expect((await page(cast.bashir, askId)).answers).toMatchObject([{ takenBack: true }]);
    await as(cast.bashir, (trx) => putBackAnswer(trx, cast.bashir, answerId));
    expect((await page(cast.aileen, askId)).answers).toMatchObject([{ line: "Shore Arts, Fridays." }]);
  });

  test("cannot be put in other words past the commands by a colleague, nor once it is kept", async () => {
    const askId = await asks(cast.aileen);
    const answerId = await answers(cast.bashir, askId);
    const reword = (actor: Actor) => as(actor, (trx) => trx.updateTable("ask_answer").set({ line: "Nonsense" }).where("id", "=", answerId).executeTakeFirst());
    await expect(reword(cast.fay)).rejects.toThrow("not_allowed");
    expect((await reword(cast.amir)).numUpdatedRows).toBe(0n);
    await as(cast.aileen, (trx) => keepAnswer(trx, cast.aileen, answerId));
    await expect(reword(cast.bashir)).rejects.toThrow("answer_is_kept");
    await expect(as(cast.bashir, (trx) => rewordAnswer(trx, cast.bashir, answerId, "Other"))).rejects.toMatchObject({ code: "conflict", message: expect.stringMatching(/kept/) });
  });

  test("taken down by a facilitator leaves no words", async () => {
    const askId = await asks(cast.aileen);
    const answerId = await answers(cast.bashir, askId, "Ask Hamish Grant of Pier Road");
    await as(cast.fay, (trx) => takeBackAnswer(trx, cast.fay, answerId));
    expect((await page(cast.bashir, askId)).answers).toEqual([]);
    expect(await house.admin`select line from ask_answer where id = ${answerId}`).toMatchObject([{ line: "Taken down" }]);
    expect(await house.admin`select outcome from words_flag where subject_id = ${answerId}`).toMatchObject([{ outcome: "taken_down" }]);
    await expect(as(cast.bashir, (trx) => putBackAnswer(trx, cast.bashir, answerId))).rejects.toMatchObject({ code: expect.stringMatching(/not_allowed|conflict/) });
  });
});

describe("keeping", () => {
  test("is the asker's and a facilitator's, in either wall; the answerer hears of it", async () => {
    const askId = await asks(cast.aileen);
    const answerId = await answers(cast.bashir, askId);
    for (const other of [cast.bashir, cast.jo]) await expect(as(other, (trx) => keepAnswer(trx, other, answerId))).rejects.toMatchObject({ code: "not_allowed" });
    const past = { id: crypto.randomUUID(), ask_id: askId, answer_id: answerId, account_id: cast.bashir.accountId, post_id: cast.posts.bashir, organisation_id: cast.organisations.foodHub };
    await expect(as(cast.bashir, (trx) => trx.insertInto("ask_acceptance").values(past).execute())).rejects.toMatchObject({ code: "42501" });
    await as(cast.aileen, (trx) => keepAnswer(trx, cast.aileen, answerId));
    await as(cast.aileen, (trx) => keepAnswer(trx, cast.aileen, answerId));
    expect((await page(cast.amir, askId)).ask.kept).toMatchObject({ answerId, by: "Bashir Khan", checkedBy: "Aileen Murray" });
    expect(await waiting(askId, "ask.accepted")).toEqual([cast.posts.bashir]);
  });

  test("another one kept gives way, whoever kept it; let go, the question is open again", async () => {
    const askId = await asks(cast.aileen);
    const [first, second] = [await answers(cast.bashir, askId), await answers(cast.amir, askId, "Better: the library.")];
    await as(cast.fay, (trx) => keepAnswer(trx, cast.fay, first));
    await as(cast.aileen, (trx) => keepAnswer(trx, cast.aileen, second));
    expect((await page(cast.jo, askId)).ask.kept).toMatchObject({ answerId: second });
    await as(cast.aileen, (trx) => letGo(trx, cast.aileen, askId));
    await as(cast.aileen, (trx) => letGo(trx, cast.aileen, askId));
    expect((await page(cast.jo, askId)).ask.kept).toBeNull();
  });

  test("by two at once goes to one", async () => {
    const askId = await asks(cast.aileen);
    const [first, second] = [await answers(cast.bashir, askId), await answers(cast.amir, askId, "The library.")];
    await Promise.allSettled([as(cast.aileen, (trx) => keepAnswer(trx, cast.aileen, first)), as(cast.fay, (trx) => keepAnswer(trx, cast.fay, second))]);
    expect(await house.admin`select count(*)::int as kept from ask_acceptance where ask_id = ${askId} and ended_at is null`).toMatchObject([{ kept: 1 }]);
  });

  test("an answer to another question cannot be kept for this one", async () => {
    const [here, elsewhere] = [await asks(cast.aileen), await asks(cast.aileen, "Another question")];
    const answerId = await answers(cast.bashir, elsewhere);
    const row = { id: crypto.randomUUID(), ask_id: here, answer_id: answerId, account_id: cast.aileen.accountId, post_id: cast.posts.aileen, organisation_id: cast.organisations.harbour };
    await expect(as(cast.aileen, (trx) => trx.insertInto("ask_acceptance").values(row).execute())).rejects.toMatchObject({ code: "23503" });
  });

  test("a kept answer that its writer takes back opens the question again", async () => {
    const askId = await asks(cast.aileen);
    const answerId = await answers(cast.bashir, askId);
    await as(cast.aileen, (trx) => keepAnswer(trx, cast.aileen, answerId));
    await as(cast.bashir, (trx) => takeBackAnswer(trx, cast.bashir, answerId));
    expect((await page(cast.jo, askId)).ask.kept).toBeNull();
  });

  test("a check is answered by the asker's post: out of date opens it again", async () => {
    const askId = await asks(cast.aileen);
    const answerId = await answers(cast.bashir, askId);
    await as(cast.aileen, (trx) => keepAnswer(trx, cast.aileen, answerId));
    await house.admin`insert into ask_check (id, ask_id) values (gen_random_uuid(), ${askId})`;
    await house.admin`insert into inbox_item (id, post_id, kind, ask_id) values (gen_random_uuid(), ${cast.posts.aileen}, 'ask.check', ${askId})`;
    expect((await page(cast.jo, askId)).ask).toMatchObject({ askedStillRight: true });
    await expect(as(cast.bashir, (trx) => checkKept(trx, cast.bashir, askId, "still_right"))).rejects.toMatchObject({ code: "not_allowed" });
    const past = await as(cast.bashir, (trx) => trx.updateTable("ask_check").set({ answered_at: new Date(), answered_by: cast.bashir.accountId, answer: "out_of_date" }).where("ask_id", "=", askId).executeTakeFirst());
    expect(past.numUpdatedRows).toBe(0n);
    await as(cast.fay, (trx) => checkKept(trx, cast.fay, askId, "still_right"));
    expect((await page(cast.jo, askId)).ask).toMatchObject({ askedStillRight: false, kept: { checkedBy: "Fay Innes" } });
    await as(cast.aileen, (trx) => checkKept(trx, cast.aileen, askId, "out_of_date"));
    expect((await page(cast.jo, askId)).ask.kept).toBeNull();
    await expect(as(cast.aileen, (trx) => checkKept(trx, cast.aileen, askId, "perhaps"))).rejects.toMatchObject({ code: "wrong_entry" });
  });
});

describe("taking a question back", () => {
  test("is for the post that asked and for facilitators, and leaves no words behind", async () => {
    const askId = await asks(cast.aileen, "Anything for Wee Hamish?");
    await answers(cast.bashir, askId, "Not for Hamish");
    await expect(as(cast.bashir, (trx) => withdrawAsk(trx, cast.bashir, askId))).rejects.toMatchObject({ code: "not_allowed" });
    await as(cast.aileen, (trx) => withdrawAsk(trx, cast.aileen, askId));
    await expect(page(cast.aileen, askId)).rejects.toMatchObject({ code: "not_found" });
    await expect(answers(cast.amir, askId)).rejects.toMatchObject({ code: "not_found" });
    const [{ everything }] = (await house.admin`select (select string_agg(q::text, ' ') from ask q where id = ${askId}) || (select string_agg(n::text, ' ') from ask_answer n where ask_id = ${askId}) as everything`) as [{ everything: string }];
    expect(everything).not.toContain("Hamish");
    expect(await waiting(askId, "ask.matched")).toEqual([]);
  });
});

describe("finding", () => {
  test("open, answered and mine are lists of their own; a kept answer is found by its words, also misspelt", async () => {
    const question = "Where is there chair yoga near the harbour?";
    const askId = await asks(cast.amir, question, { need: "moving" });
    expect(await list(cast.jo, "show=open&need=moving")).toEqual([question]);
    const answerId = await answers(cast.bashir, askId, "Quayside hall, Tuesdays: the accordion club lends its room.");
    expect(await list(cast.jo, "q=accordion")).toEqual([]);
    await as(cast.amir, (trx) => keepAnswer(trx, cast.amir, answerId));
    expect(await list(cast.jo, "show=open&need=moving")).toEqual([]);
    expect(await list(cast.jo, "show=answered&need=moving")).toEqual([question]);
    expect(await list(cast.amir, "show=mine")).toEqual([question]);
    for (const q of ["accordion", "acordion", "chair yoga", "yoga near harbour", "chair yogha"]) expect(await list(cast.jo, `q=${q}`)).toContain(question);
    expect(await list(cast.jo, `q=${encodeURIComponent("%_'\\ & | ! :* <-> () \"")}`)).toEqual([]);
    expect(await list(cast.jo, "show=nothing&need=gold&area=x&page=-4&group=kings")).toEqual(await list(cast.jo, ""));
  });

  test("while typing, earlier questions that look alike are shown, answered ones first", async () => {
    const open = await asks(cast.amir, "Is there a walking football team for men?", { need: "moving" });
    const answered = await asks(cast.amir, "Does anyone run walking football for older men?", { need: "moving" });
    await as(cast.amir, async (trx) => keepAnswer(trx, cast.amir, (await answerAsk(trx, cast.amir, answered, { line: "The Links, Mondays." })).answerId));
    const found = await as(cast.jo, (trx) => asksAlike(trx, cast.jo, { words: "walking footbal for men" }));
    expect(found.slice(0, 2).map(({ id, kept }) => [id, kept])).toEqual([[answered, "The Links, Mondays."], [open, null]]);
    expect(await as(cast.jo, (trx) => asksAlike(trx, cast.jo, { words: "walk" }))).toEqual([]);
    await expect(as(cast.com, (trx) => asksAlike(trx, cast.com, { words: "walking football" }))).rejects.toMatchObject({ code: "not_found" });
  });

  test("a long list goes on over pages", async () => {
    for (let number = 0; number < 25; number++) await asks(cast.stran, `Spare piano number ${number}?`, { need: "learning" });
    expect(await list(cast.jo, "need=learning")).toHaveLength(20);
    expect(await list(cast.jo, "need=learning&page=2")).toHaveLength(5);
  });
});

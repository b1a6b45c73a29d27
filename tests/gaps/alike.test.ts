import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { looksAlike, searchGaps } from "~/features/gaps/alike.server";
import { answerAsk, askNetwork, withdrawAsk } from "~/features/gaps/asks/commands.server";
import { postGap, rewordGap, takeDownGap } from "~/features/gaps/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
const ids = new Map<string, string>();
const sentences = [
  "Evening debt advice – people who work days cannot go",
  "A warm place to sit after five that is not a pub",
  "Nobody to drive older people home from the Thursday lunch",
  "A choir in Gàidhlig for beginners",
  "Somewhere to mend bicycles beside other people",
  "People who would come, and people who would not",
];

const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
const post = (actor: Actor, sentence: string) => as(actor, (trx) => postGap(trx, actor, { sentence, need: "something_else", groups: [] })).then(({ gapId }) => gapId);
const alike = (words: string, areaId?: string) => as(cast.jo, (trx) => looksAlike(trx, cast.jo, { words, areaId: areaId ?? null })).then((found) => found.map(({ sentence }) => sentence));
const known = (word: string) => house.admin`select word from gap_word where word = ${word}`.then((rows) => rows.length > 0);

beforeAll(async () => {
  cast = await castOf(house.db);
  for (const sentence of sentences) ids.set(sentence, await post(cast.aileen, sentence));
});

describe("look-alikes", () => {
  test.each([
    ["what says the same in other words", "advice on debts in the evenings", 0],
    ["letters that are wrong", "evning debt advise for workers", 0],
    ["letters left out", "a wrm plce to sit", 1],
    ["accents left out", "gaidhlig choir for beginers", 3],
    ["two words of a long sentence", "thursday lunch", 2],
    ["a long sentence about the same", "We hear it every week at the pantry: somewhere, anywhere, to mend bicycles beside somebody else, because nobody has the tools at home and the shop has closed for good", 4],
  ])("are found by %s", async (_what, words, at) => {
    expect((await alike(words))[0]).toBe(sentences[at]);
  });

  test.each(["swimming lessons", "zzzzzzzz qqqqqqq", "%_'\\ & | ! :* <-> ()", "        ", "the and of with", "мне нужна помощь", "\u0000\u0007 ' or 1=1 --"])("are none for %j", async (words) => {
    expect(await alike(words)).toEqual([]);
  });

  test("of words that every sentence has are judged by all of them together", async () => {
    expect((await alike("people who would come"))[0]).toBe(sentences[5]);
  });

  test("of two equally like, the one in the same area comes first", async () => {
    const [area] = await house.admin<{ id: string }[]>`insert into area (id, name) values (gen_random_uuid(), 'Slipway') returning id`;
    for (const areaId of [null, area?.id ?? null]) await as(cast.bashir, (trx) => postGap(trx, cast.bashir, { sentence: "No ramp at the harbour office", areaId, need: "safety", groups: [] }));
    const [first, second] = await as(cast.jo, (trx) => looksAlike(trx, cast.jo, { words: "ramp for the harbour office", areaId: area?.id ?? null }));
    expect([first?.area, second?.area]).toEqual(["Slipway", null]);
  });

  test("are for those who act, past the door as well", async () => {
    await expect(as(cast.com, (trx) => looksAlike(trx, cast.com, { words: "evening debt advice" }))).rejects.toMatchObject({ code: "not_found" });
    const { rows } = await as(cast.com, (trx) => sql`select * from app.gaps_like('evening debt advice', null, 0, 100)`.execute(trx));
    expect(rows).toEqual([]);
  });
});

describe("a search", () => {
  test("finds a gap by one of its words, also half typed, and ranks the likest first", async () => {
    const search = (words: string) => as(cast.jo, (trx) => searchGaps(trx, cast.jo, words)).then((found) => found[0]?.sentence);
    expect(await search("bicycles")).toBe(sentences[4]);
    expect(await search("bicyc")).toBe(sentences[4]);
    expect(await search("warm pub")).toBe(sentences[1]);
  });
});

describe("words are kept apart for those who cannot spell them, and", () => {
  test("go with the gap that is taken down, unless another has them too", async () => {
    const gapId = await post(cast.aileen, "Nothing for wee Hamishina beside the debt advice");
    expect(await known("hamishina")).toBe(true);
    await as(cast.fay, (trx) => takeDownGap(trx, cast.fay, gapId));
    expect([await known("hamishina"), await known("debt")]).toEqual([false, true]);
    expect(await alike("something for Hamishina")).toEqual([]);
  });

  test("go when the sentence is put in other words", async () => {
    const gapId = await post(cast.aileen, "Morwennas knitting has stopped");
    await as(cast.aileen, (trx) => rewordGap(trx, cast.aileen, gapId, { sentence: "The knitting has stopped", need: "arts", groups: [], version: 1 }));
    expect([await known("morwennas"), await known("knitting")]).toEqual([false, true]);
  });

  test("go with the question that is taken back, and its answers", async () => {
    const { askId } = await as(cast.aileen, (trx) => askNetwork(trx, cast.aileen, { question: "Who lends an oboeguitar?", need: "arts", groups: [] }));
    await as(cast.bashir, (trx) => answerAsk(trx, cast.bashir, askId, { line: "The violinshed does" }));
    expect([await known("oboeguitar"), await known("violinshed")]).toEqual([true, true]);
    await as(cast.aileen, (trx) => withdrawAsk(trx, cast.aileen, askId));
    expect([await known("oboeguitar"), await known("violinshed")]).toEqual([false, false]);
  });

  test("are nobody's to read", async () => {
    await expect(as(cast.fay, (trx) => sql`select * from gap_word`.execute(trx))).rejects.toMatchObject({ code: "42501" });
  });

  test("that two people write first in the same moment are no deadlock", async () => {
    const words = Array.from({ length: 12 }, (_, n) => `word${String.fromCodePoint(97 + n).repeat(4)}`);
    const both = [words, words.toReversed()].map((list) => post(cast.bashir, list.join(" ")));
    expect((await Promise.allSettled(both)).map((one) => one.status)).toEqual(["fulfilled", "fulfilled"]);
  });
});

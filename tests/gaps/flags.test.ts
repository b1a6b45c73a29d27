import { beforeAll, expect, test } from "vitest";
import { answerAsk, askNetwork, rewordAnswer } from "~/features/gaps/asks/commands.server";
import { postGap, rewordGap, seeThisToo } from "~/features/gaps/commands.server";
import { countToCheck, decideFlag, flagsToCheck } from "~/features/gaps/to-check.server";
import { waitingNews } from "~/features/inbox/news.server";
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
const post = async (actor: Actor, sentence: string) => (await as(actor, (trx) => postGap(trx, actor, { sentence, need: "company", groups: [] }))).gapId;
const flags = (actor: Actor) => as(actor, (trx) => flagsToCheck(trx, actor));
const flagOf = async (id: string) => (await flags(cast.fay)).find((flag) => flag.gapId === id || flag.askId === id);
const decide = (actor: Actor, flagId: string, decision: string) => as(actor, (trx) => decideFlag(trx, actor, flagId, decision));

test("facilitators check all words that may name somebody, managers those of their organisation, and nobody else any", async () => {
  const gapId = await post(cast.bashir, "Nothing for Morag Sinclair in EH6 7AB");
  const askId = (await as(cast.amir, (trx) => askNetwork(trx, cast.amir, { question: "Who visits Hamish Grant?", need: "company", groups: [] }))).askId;
  await as(cast.aileen, (trx) => answerAsk(trx, cast.aileen, askId, { line: "Ask Senga Grant about him" }));
  expect((await flags(cast.fay)).map(({ kind, words, reasons }) => [kind, words, reasons])).toEqual([
    ["gap", "Nothing for Morag Sinclair in EH6 7AB", ["name", "postcode"]],
    ["ask", "Who visits Hamish Grant?", ["name"]],
    ["ask_answer", "Ask Senga Grant about him", ["name"]],
  ]);
  expect((await flags(cast.sana)).map(({ gapId: id }) => id)).toEqual([gapId]);
  expect((await flags(cast.jo)).map(({ kind }) => kind)).toEqual(["ask_answer"]);
  for (const actor of [cast.bashir, cast.rec, cast.com]) {
    await expect(flags(actor)).rejects.toMatchObject({ code: "not_found" });
    expect(await as(actor, (trx) => countToCheck(trx, actor))).toBe(0);
  }
  expect(await as(cast.fay, (trx) => waitingNews(trx, cast.fay))).toMatchObject({ toCheck: 3 });
});

test("a manager of another organisation is refused, in either wall", async () => {
  const flag = await flagOf(await post(cast.bashir, "Nothing for Isla Reid"));
  for (const actor of [cast.jo, cast.amir]) await expect(decide(actor, flag?.id ?? "", "fine")).rejects.toMatchObject({ code: "not_allowed" });
  await expect(decide(cast.com, flag?.id ?? "", "fine")).rejects.toMatchObject({ code: "not_found" });
  const past = await as(cast.jo, (trx) => trx.updateTable("words_flag").set({ reviewed_at: new Date(), reviewed_by: cast.jo.accountId, outcome: "fine" }).where("id", "=", flag?.id ?? "").executeTakeFirst());
  expect(past.numUpdatedRows).toBe(0n);
});

test("it is fine: the flag goes, and stays gone", async () => {
  const gapId = await post(cast.bashir, "Nothing on Leith Walk");
  const flag = await flagOf(gapId);
  await decide(cast.sana, flag?.id ?? "", "fine");
  await decide(cast.fay, flag?.id ?? "", "reword");
  expect(await flagOf(gapId)).toBeUndefined();
  expect(await house.admin`select count(*)::int as asked from inbox_item where gap_id = ${gapId} and kind = 'gap.flagged'`).toMatchObject([{ asked: 0 }]);
});

test("asked for other words, the writer finds it waiting until they are other words", async () => {
  const gapId = await post(cast.bashir, "Nothing for Euan Blair");
  const flag = await flagOf(gapId);
  await decide(cast.fay, flag?.id ?? "", "reword");
  expect(await flagOf(gapId)).toMatchObject({ asked: true });
  const waits = async () => (await as(cast.bashir, (trx) => waitingNews(trx, cast.bashir))).items.filter(({ kind }) => kind === "gap.flagged").map(({ about }) => about);
  expect(await waits()).toEqual([gapId]);
  await as(cast.bashir, (trx) => rewordGap(trx, cast.bashir, gapId, { sentence: "Nothing for young men", need: "company", groups: [], version: 1 }));
  expect(await waits()).toEqual([]);
  expect(await flagOf(gapId)).toBeUndefined();
});

test("an answer in other words answers its flag; new words that name somebody are a new one", async () => {
  const { askId } = await as(cast.amir, (trx) => askNetwork(trx, cast.amir, { question: "Who drives on Sundays?", need: "transport", groups: [] }));
  const { answerId } = await as(cast.bashir, (trx) => answerAsk(trx, cast.bashir, askId, { line: "Ask Euan Blair" }));
  expect(await flagOf(askId)).toMatchObject({ words: "Ask Euan Blair" });
  await as(cast.bashir, (trx) => rewordAnswer(trx, cast.bashir, answerId, "Ask Rona Bell"));
  expect((await flags(cast.fay)).filter((flag) => flag.askId === askId).map(({ words }) => words)).toEqual(["Ask Rona Bell"]);
  await as(cast.bashir, (trx) => rewordAnswer(trx, cast.bashir, answerId, "Ask our office"));
  expect(await flagOf(askId)).toBeUndefined();
});

test("a line beside “I see this too” is checked as well; a decision nobody knows is refused", async () => {
  const gapId = await post(cast.bashir, "No lunch on Sundays");
  await as(cast.amir, (trx) => seeThisToo(trx, cast.amir, gapId, { line: "Wanted by Euan Blair" }));
  const flag = await flagOf(gapId);
  expect(flag).toMatchObject({ kind: "gap_join", words: "Wanted by Euan Blair" });
  await expect(decide(cast.fay, flag?.id ?? "", "burn")).rejects.toMatchObject({ code: "wrong_entry" });
  for (const id of ["", "'; drop table words_flag --", crypto.randomUUID()]) await expect(decide(cast.fay, id, "fine")).rejects.toMatchObject({ code: "not_found" });
});

import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { holdAsk } from "~/features/gaps/asks/access.server";
import { answerAsk, askNetwork, keepAnswer, rewordAnswer, withdrawAsk } from "~/features/gaps/asks/commands.server";
import { addTried, linkTo, moveGap, postGap, seeThisToo, takeDownGap } from "~/features/gaps/commands.server";
import { inviteElsewhere } from "~/features/gaps/elsewhere/commands.server";
import { addVolunteer, saveGroup, setKitTask } from "~/features/gaps/group/commands.server";
import { writeLetter } from "~/features/gaps/pack/commands.server";
import { decideFlag } from "~/features/gaps/to-check.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { asking, type Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";
import { lockWaits, meet, told } from "../support/moments";
import { eventually } from "../support/wait";

/** What happens between the moment somebody may still write and the moment they may not. */
const house = database();
let cast: Cast;

beforeAll(async () => {
  cast = await castOf(house.db);
});

const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
const posts = () => as(cast.aileen, (trx) => postGap(trx, cast.aileen, { sentence: "Nowhere warm to sit after five", need: "warmth", groups: [] })).then(({ gapId }) => gapId);
const asks = () => as(cast.aileen, (trx) => askNetwork(trx, cast.aileen, { question: "Who lends a wheelchair?", need: "health", groups: [] })).then(({ askId }) => askId);
const waiting = async () => (await lockWaits(house)) > 0;

/** `first` is done and not yet committed while `second` is on its way; then it commits. @returns how the second one went */
async function overtaken(first: (trx: Database) => Promise<unknown>, by: Actor, second: () => Promise<unknown>): Promise<PromiseSettledResult<unknown> | undefined> {
  let outcome: PromiseSettledResult<unknown> | undefined;
  let went: Promise<void> = Promise.resolve();
  await as(by, async (trx) => {
    await first(trx);
    went = second().then((value) => void (outcome = { status: "fulfilled", value }), (reason: unknown) => void (outcome = { status: "rejected", reason }));
    await eventually(async () => outcome !== undefined || (await waiting()), "the second one to wait, or to be done");
  });
  await went;
  return outcome;
}

const canary = "canarywords";
const writers: [string, (trx: Database, actor: Actor, gapId: string) => Promise<unknown>][] = [
  ["a line of what was tried", (trx, actor, gapId) => addTried(trx, actor, gapId, { line: canary })],
  ["a link", (trx, actor, gapId) => linkTo(trx, actor, gapId, { kind: "page", title: canary, url: "https://www.example.org" })],
  ["an I-see-this-too", (trx, actor, gapId) => seeThisToo(trx, actor, gapId, { line: canary })],
  ["a letter of support", (trx, actor, gapId) => writeLetter(trx, actor, gapId, { line: canary })],
  ["a kit task", (trx, actor, gapId) => setKitTask(trx, actor, gapId, { task: "room", state: "done", line: canary })],
  ["a volunteer", (trx, actor, gapId) => addVolunteer(trx, actor, gapId, { name: canary })],
  ["a group's page", (trx, actor, gapId) => saveGroup(trx, actor, gapId, { name: canary, about: "", where: "", when: "", access: "", contact: "" })],
  ["an invitation", (trx, actor, gapId) => inviteElsewhere(trx, actor, gapId, { organisationId: cast.organisations.foodHub, line: canary, baseUrl: "http://localhost" })],
];
const ofGaps = ["gap_tried", "gap_link", "gap_join", "gap_letter", "gap_kit", "gap_volunteer", "gap_group", "gap_invitation"];
const kept = async () => (await Promise.all(ofGaps.map((table) => house.admin.unsafe(`select 1 from ${table} t where to_jsonb(t)::text like '%${canary}%'`)))).map((rows) => rows.length);

test.each(writers)("%s written while the gap is being taken down leaves no words, and finds no gap", async (_what, write) => {
  const gapId = await posts();
  const outcome = await overtaken((trx) => takeDownGap(trx, cast.aileen, gapId), cast.aileen, () => as(cast.jo, (trx, actor) => write(trx, actor, gapId)));
  expect(outcome).toMatchObject({ status: "rejected", reason: { code: expect.stringMatching(/^(not_found|42501)$/) } });
  expect(await kept()).toEqual(ofGaps.map(() => 0));
});

test("whatever was written before is gone with a gap that is taken down, word by word", async () => {
  const gapId = await posts();
  for (const [, write] of writers) await as(cast.jo, (trx, actor) => write(trx, actor, gapId));
  expect(await kept()).toEqual(ofGaps.map(() => 1));
  await as(cast.aileen, (trx) => takeDownGap(trx, cast.aileen, gapId));
  expect(await kept()).toEqual(ofGaps.map(() => 0));
});

test("past every door of the application too, a gap that was taken down takes no words", async () => {
  const [gapId, standing] = [await posts(), await posts()];
  await as(cast.aileen, (trx) => takeDownGap(trx, cast.aileen, gapId));
  const { accountId, seat } = cast.jo;
  const by = { account_id: accountId, post_id: seat?.postId ?? "", organisation_id: seat?.organisationId ?? "" };
  const rows: [string, Record<string, unknown>][] = [
    ["gap_tried", { line: canary }],
    ["gap_join", { line: canary }],
    ["gap_kit", { task: "room", state: "done", line: canary }],
    ["gap_outcome", { line: canary }],
    ["gap_role", { role: "host", line: canary }],
    ["gap_stage", { stage: "running", line: canary }],
  ];
  const written = (table: string, row: Record<string, unknown>) => as(cast.jo, (trx) => sql`insert into ${sql.table(table)} select * from json_populate_record(null::${sql.table(table)}, ${JSON.stringify({ id: randomUUID(), at: new Date(), ...by, ...row })}::json)`.execute(trx));
  for (const [table, row] of rows) {
    await expect(written(table, { ...row, gap_id: gapId })).rejects.toMatchObject({ code: "42501" });
    await written(table, { ...row, gap_id: standing, line: "The hall" });
  }
  expect(await kept()).toEqual(ofGaps.map(() => 0));
});

test("an answer written while its question is being taken back leaves no words, and finds no question", async () => {
  const askId = await asks();
  const outcome = await overtaken((trx) => withdrawAsk(trx, cast.aileen, askId), cast.aileen, () => as(cast.jo, (trx) => answerAsk(trx, cast.jo, askId, { line: canary })));
  expect(outcome).toMatchObject({ status: "rejected", reason: { code: "42501" } });
  expect(await house.admin`select line from ask_answer where ask_id = ${askId}`).toEqual([]);
});

test("an answer put in other words while its question is being taken back stays without words", async () => {
  const askId = await asks();
  const { answerId } = await as(cast.jo, (trx) => answerAsk(trx, cast.jo, askId, { line: "The depot" }));
  const outcome = await overtaken((trx) => withdrawAsk(trx, cast.aileen, askId), cast.aileen, () => as(cast.jo, (trx) => rewordAnswer(trx, cast.jo, answerId, canary)));
  expect(outcome).toMatchObject({ status: "rejected", reason: { code: "conflict" } });
  expect(await house.admin`select line from ask_answer where ask_id = ${askId}`).toMatchObject([{ line: expect.stringMatching(/^Taken (back|down)$/) }]);
});

test("an answer is not kept for a question that is being taken back", async () => {
  const askId = await asks();
  const { answerId } = await as(cast.jo, (trx) => answerAsk(trx, cast.jo, askId, { line: "The depot" }));
  const outcome = await overtaken((trx) => withdrawAsk(trx, cast.aileen, askId), cast.aileen, () => as(cast.fay, (trx) => keepAnswer(trx, cast.fay, answerId)));
  expect(outcome).toMatchObject({ status: "rejected" });
  expect(await house.admin`select 1 from ask_acceptance where ask_id = ${askId}`).toEqual([]);
});

test("a question's keeper is asked once for every row, and whoever did not ask it keeps nothing past the doors", async () => {
  const askId = await asks();
  const { answerId } = await as(cast.jo, (trx) => answerAsk(trx, cast.jo, askId, { line: "The depot" }));
  const keeps = (actor: Actor) =>
    as(actor, (trx) => trx.insertInto("ask_acceptance").values({ id: randomUUID(), ask_id: askId, answer_id: answerId, account_id: actor.accountId, post_id: actor.seat?.postId ?? "", organisation_id: actor.seat?.organisationId ?? "" }).execute());
  for (const other of [cast.jo, cast.bashir, cast.com]) await expect(keeps(other)).rejects.toMatchObject({ code: "42501" });
  await keeps(cast.aileen);
  const letsGo = (actor: Actor) => as(actor, (trx) => trx.updateTable("ask_acceptance").set({ ended_at: new Date(), ended_by: actor.accountId }).where("ask_id", "=", askId).where("ended_at", "is", null).executeTakeFirst());
  expect((await letsGo(cast.bashir)).numUpdatedRows).toBe(0n);
  expect((await letsGo(cast.fay)).numUpdatedRows).toBe(1n);
});

test("a move numbered after a card that is not so any more moves nothing, past the doors too", async () => {
  const gapId = await posts();
  await as(cast.bashir, (trx) => moveGap(trx, cast.bashir, gapId, { to: "resting", version: 1 }));
  const moves = (number: number, from_place: string) =>
    as(cast.jo, (trx) => trx.insertInto("gap_move").values({ id: randomUUID(), gap_id: gapId, number, from_place, to_place: "met", why: "met", account_id: cast.jo.accountId, post_id: cast.posts.jo, organisation_id: cast.organisations.harbour }).execute());
  for (const number of [2, 1, 0, -1]) await expect(moves(number, "noticed")).rejects.toMatchObject({ code: expect.stringMatching(/^(23505|P0001)$/) });
  for (const [number, from] of [[4, "resting"], [3, "noticed"], [3, "met"]] as const) await expect(moves(number, from)).rejects.toMatchObject({ message: "moved_meanwhile" });
  expect(await house.admin`select place, version from gap where id = ${gapId}`).toEqual([{ place: "resting", version: 2 }]);
  await moves(3, "resting");
});

test("keeping another answer waits for a question that is being taken back, and the two do not wait for each other", async () => {
  const askId = await asks();
  const [first, second] = [await as(cast.jo, (trx) => answerAsk(trx, cast.jo, askId, { line: "The depot" })), await as(cast.amir, (trx) => answerAsk(trx, cast.amir, askId, { line: "The library" }))];
  await as(cast.aileen, (trx) => keepAnswer(trx, cast.aileen, first.answerId));
  // Somebody holds an answer, so that the taking back has the question in hand and not yet what was kept.
  const both = await meet(house, (third) => third`select from ask_answer where id = ${second.answerId} for update`, () => as(cast.aileen, (trx) => withdrawAsk(trx, cast.aileen, askId)), () => as(cast.fay, (trx) => keepAnswer(trx, cast.fay, second.answerId)));
  expect(both).toEqual(["done", "not_found"]);
});

const flagOn = async (column: "gap_id" | "ask_id", id: string) => String((await house.admin`select id from words_flag where ${house.admin(column)} = ${id}`)[0]?.["id"]);
const asksForOtherWords = (flagId: string) => as(cast.fay, (trx) => decideFlag(trx, cast.fay, flagId, "reword"));

test("whoever asks for other words and whoever takes the gap down in that moment do not wait for each other", async () => {
  const { gapId } = await as(cast.aileen, (trx) => postGap(trx, cast.aileen, { sentence: "Nothing for Morag Sinclair", need: "company", groups: [] }));
  const flagId = await flagOn("gap_id", gapId);
  const both = await meet(house, (third) => third`select from words_flag where id = ${flagId} for update`, () => asksForOtherWords(flagId), () => as(cast.aileen, (trx) => takeDownGap(trx, cast.aileen, gapId)));
  expect(both).toEqual(["done", "done"]);
  expect(await house.admin`select outcome from words_flag where id = ${flagId}`).toEqual([{ outcome: "taken_down" }]);
});

test("nor do whoever asks for other words once more and whoever takes the question back", async () => {
  const { askId } = await as(cast.aileen, (trx) => askNetwork(trx, cast.aileen, { question: "Who visits Hamish Grant?", need: "company", groups: [] }));
  const flagId = await flagOn("ask_id", askId);
  await asksForOtherWords(flagId);
  const both = await meet(house, (third) => third`select from words_flag where id = ${flagId} for update`, () => asksForOtherWords(flagId), () => as(cast.aileen, (trx) => withdrawAsk(trx, cast.aileen, askId)));
  expect(both).toEqual(["done", "done"]);
  expect(await house.admin`select outcome from words_flag where id = ${flagId}`).toEqual([{ outcome: "taken_down" }]);
});

test("the work of the night forgets what was taken back, and leaves for the next what somebody has in hand", async () => {
  const askId = await asks();
  const answers = [await as(cast.jo, (trx) => answerAsk(trx, cast.jo, askId, { line: "The depot" })), await as(cast.amir, (trx) => answerAsk(trx, cast.amir, askId, { line: "The library" }))];
  await house.admin`update ask_answer set ended_at = now() - interval '2 days', ended_by = account_id where ask_id = ${askId}`;
  await house.admin`analyze ask_answer`;
  let forgot: Promise<string> = Promise.resolve("");
  const took = house.admin.begin(async (trx) => {
    await trx`update ask_answer set edited_at = now() where id = ${answers[1]?.answerId ?? ""}`;
    forgot = told(asking(house.db, { duty: "gaps" }, (other) => sql`select app.forget_taken_back()`.execute(other)));
    await Promise.race([forgot, eventually(waiting, "the forgetting to wait, or to be done")]);
    await trx`update ask_answer set edited_at = now() where id = ${answers[0]?.answerId ?? ""}`;
  });
  expect([await told(took), await forgot]).toEqual(["done", "done"]);
  expect(await house.admin`select line from ask_answer where ask_id = ${askId} order by line`).toEqual([{ line: "Taken back" }, { line: "The library" }]);
});

test("two acts that wait for each other are nobody's fault: one goes on, the other is asked to try once more", async () => {
  const both = [await asks(), await asks()];
  let begun = 0;
  const holds = (order: string[]) =>
    as(cast.aileen, async (trx) => {
      for (const askId of order) {
        await holdAsk(trx, askId);
        begun += 1;
        await eventually(() => Promise.resolve(begun > 1), "both to hold one");
      }
    });
  const outcomes = await Promise.allSettled([holds(both), holds(both.toReversed())]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict", message: "Somebody changed the same thing in this moment. Try once more." } });
});

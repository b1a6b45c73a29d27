import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { answerAsk, askNetwork, withdrawAsk } from "~/features/gaps/asks/commands.server";
import { postGap, takeDownGap } from "~/features/gaps/commands.server";
import { seenNews, waitingNews } from "~/features/inbox/news.server";
import { markDone, markOpened } from "~/features/inbox/seen.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";
import { lockWaits, told } from "../support/moments";
import { eventually } from "../support/wait";

const house = database();
let cast: Cast;

beforeAll(async () => {
  cast = await castOf(house.db);
});

const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
const waits = async (actor: Actor) => (await as(actor, (trx) => waitingNews(trx, actor, 100))).items;
const about = async (actor: Actor, id: string) => (await waits(actor)).filter((news) => news.about === id);
const ask = async (question = "Who lends a projector?") => (await as(cast.aileen, (trx) => askNetwork(trx, cast.aileen, { question, need: "arts", groups: [] }))).askId;
const gap = async (sentence = "Nowhere warm to sit after five") => (await as(cast.aileen, (trx) => postGap(trx, cast.aileen, { sentence, need: "warmth", groups: [] }))).gapId;

describe("what waits", () => {
  test("says what it is about, who did it, and leads there", async () => {
    const [askId, gapId] = [await ask(), await gap()];
    expect(await about(cast.bashir, askId)).toMatchObject([{ verb: "Answer", words: "Who lends a projector?", detail: "A question for you · Aileen Murray", to: `/gaps/asks/${askId}` }]);
    expect(await about(cast.bashir, gapId)).toMatchObject([{ verb: "Read", to: `/gaps/${gapId}` }]);
    expect(await about(cast.aileen, askId)).toEqual([]);
  });

  test("waits for the post: whoever sits there next finds it, and another post never does", async () => {
    const askId = await ask();
    const successor: Actor = { ...cast.bashir, seats: cast.amir.seats, seat: cast.amir.seat };
    const mine = (await about(cast.bashir, askId))[0]?.id ?? "";
    expect((await about(successor, askId)).map(({ id }) => id)).toEqual([mine]);
    await as(cast.amir, (trx) => markDone(trx, cast.amir, mine));
    expect(await about(cast.bashir, askId)).toHaveLength(1);
    await as(cast.bashir, (trx) => markDone(trx, cast.bashir, mine));
    expect(await about(cast.bashir, askId)).toEqual([]);
    expect((await as(cast.bashir, (trx) => seenNews(trx, cast.bashir))).map(({ id }) => id)).toContain(mine);
  });

  test("is nothing for a commissioner, in either wall", async () => {
    await ask();
    expect(await as(cast.com, (trx) => waitingNews(trx, cast.com))).toMatchObject({ items: [], count: 0, toCheck: 0 });
    const pretending: Actor = { ...cast.com, seats: cast.bashir.seats, seat: cast.bashir.seat };
    expect(await waits(pretending)).toEqual([]);
  });

  test("of many, Today gets seven and the count of all", async () => {
    for (let number = 0; number < 9; number++) await ask(`Question number ${number} about a hall?`);
    const { items, count } = await as(cast.stran, (trx) => waitingNews(trx, cast.stran));
    expect(items).toHaveLength(7);
    expect(items[0]?.words).toBe("Question number 8 about a hall?");
    expect(count).toBeGreaterThanOrEqual(9);
  });

  test("is found behind however much that waits no more, each piece once, the newest first", async () => {
    const [waiting, over] = [await ask("Who has a spare kettle?"), await ask("Who had a spare kettle?")];
    await as(cast.aileen, (trx) => withdrawAsk(trx, cast.aileen, over));
    await house.admin.begin(async (trx) => {
      await trx`delete from inbox_item where post_id = ${cast.posts.jo}`;
      await trx`set local session_replication_role = replica`;
      for (const [one, every] of [[over, 1], [waiting, 5]] as const) {
        for (let number = 0; number < 260; number += every) {
          const id = crypto.randomUUID();
          await trx`insert into ask (id, question, need, account_id, post_id, organisation_id, ended_at, ended_by) select ${id}, question, need, account_id, post_id, organisation_id, ended_at, ended_by from ask where id = ${one}`;
          // Several in the same moment, across the edges of what is looked up together.
          await trx`insert into inbox_item (id, post_id, kind, ask_id, at) values (gen_random_uuid(), ${cast.posts.jo}, 'ask.matched', ${id}, now() - make_interval(mins => ${Math.floor(number / 20)}))`;
        }
      }
    });
    const { items, count } = await as(cast.jo, (trx) => waitingNews(trx, cast.jo, 100));
    expect(items.map(({ words }) => words)).toEqual(Array.from({ length: 52 }, () => "Who has a spare kettle?"));
    expect([count, new Set(items.map(({ id }) => id)).size]).toEqual([52, 52]);
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted().toReversed());
  });

  test("is asked of each kind of thing that occurs, and of no other", async () => {
    const asked = async (actor: Actor) => {
      let statements = 0;
      await as(actor, (trx) => waitingNews(trx.withPlugin({ transformQuery: ({ node }) => (statements++, node), transformResult: async ({ result }) => result }), actor));
      return statements;
    };
    await house.admin`delete from inbox_item where post_id = ${cast.posts.bashir}`;
    expect(await asked(cast.bashir)).toBe(1);
    await ask();
    await ask("And a screen?");
    expect(await asked(cast.bashir)).toBe(2);
    await gap();
    expect(await asked(cast.bashir)).toBe(3);
  });
});

describe("seen", () => {
  test("by opening the thing, by anybody who sits in the post; another post still has it", async () => {
    const askId = await ask();
    await as(cast.bashir, (trx) => markOpened(trx, cast.bashir, { askId }));
    expect(await about(cast.bashir, askId)).toEqual([]);
    expect(await about(cast.amir, askId)).toHaveLength(1);
    const [seen] = await house.admin`select seen_by from inbox_item where ask_id = ${askId} and post_id = ${cast.posts.bashir}`;
    expect(seen?.["seen_by"]).toBe(cast.bashir.accountId);
  });

  test("what wants an answer waits although the thing was opened, until it is answered by whoever", async () => {
    const gapId = await gap();
    await house.admin`insert into gap_check (id, gap_id) values (gen_random_uuid(), ${gapId})`;
    await house.admin`insert into inbox_item (id, post_id, kind, gap_id) values (gen_random_uuid(), ${cast.posts.aileen}, 'gap.still_true', ${gapId})`;
    await as(cast.aileen, (trx) => markOpened(trx, cast.aileen, { gapId }));
    expect(await about(cast.aileen, gapId)).toMatchObject([{ verb: "Check", kind: "gap.still_true" }]);
    await house.admin`update gap_check set answered_at = now(), answered_by = ${cast.jo.accountId}, answer = 'still_true' where gap_id = ${gapId}`;
    expect(await about(cast.aileen, gapId)).toEqual([]);
  });

  test("news of what was taken back or taken down waits no more", async () => {
    const [askId, gapId] = [await ask(), await gap()];
    await as(cast.aileen, (trx) => withdrawAsk(trx, cast.aileen, askId));
    await as(cast.aileen, (trx) => takeDownGap(trx, cast.aileen, gapId));
    expect([...(await about(cast.bashir, askId)), ...(await about(cast.bashir, gapId))]).toEqual([]);
    expect((await as(cast.bashir, (trx) => seenNews(trx, cast.bashir))).filter((news) => [askId, gapId].includes(news.about))).toEqual([]);
  });

  test("done for something that is not one's own, or no id at all, changes nothing", async () => {
    const askId = await ask();
    const others = (await about(cast.amir, askId))[0]?.id ?? "";
    for (const id of [others, "", "'; drop table inbox_item --"]) await as(cast.bashir, (trx) => markDone(trx, cast.bashir, id));
    expect(await about(cast.amir, askId)).toHaveLength(1);
  });

  test("the same news comes again once it was seen", async () => {
    const askId = await ask();
    await as(cast.bashir, (trx) => answerAsk(trx, cast.bashir, askId, { line: "We do." }));
    await as(cast.amir, (trx) => answerAsk(trx, cast.amir, askId, { line: "So do we." }));
    expect(await about(cast.aileen, askId)).toMatchObject([{ kind: "ask.answered", detail: expect.stringContaining("Bashir") }]);
    await as(cast.aileen, (trx) => markOpened(trx, cast.aileen, { askId }));
    await as(cast.stran, (trx) => answerAsk(trx, cast.stran, askId, { line: "And we." }));
    expect(await about(cast.aileen, askId)).toHaveLength(1);
  });
});

test("opening a thing waits for nobody who marks its news just then, nor they for it", async () => {
  const askId = await ask("Who lends a gazebo?");
  await house.admin`delete from inbox_item where ask_id = ${askId}`;
  const [first = "", second = ""] = [randomUUID(), randomUUID()];
  for (const [id, kind] of [[first, "ask.answered"], [second, "ask.matched"]] as const) await house.admin`insert into inbox_item (id, post_id, kind, ask_id) values (${id}, ${cast.posts.aileen}, ${kind}, ${askId})`;
  await house.admin`analyze inbox_item`;
  let opened: Promise<string> = Promise.resolve("");
  const marked = as(cast.aileen, async (trx) => {
    await markDone(trx, cast.aileen, second);
    opened = told(as(cast.aileen, (other) => markOpened(other, cast.aileen, { askId })));
    await Promise.race([opened, eventually(async () => (await lockWaits(house)) > 0, "the opening to wait, or to be done")]);
    await markDone(trx, cast.aileen, first);
  });
  expect([await told(marked), await opened]).toEqual(["done", "done"]);
  expect(await house.admin`select 1 from inbox_item where ask_id = ${askId} and seen_at is null`).toHaveLength(0);
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answerAsk, askNetwork, checkKept, keepAnswer, takeBackAnswer } from "~/features/gaps/asks/commands.server";
import { answerStillTrue, moveGap, postGap, seeThisToo, stepBack, takeRole } from "~/features/gaps/commands.server";
import { askWhatIsQuiet } from "~/features/gaps/quiet.server";
import { waitingNews } from "~/features/inbox/news.server";
import { endTenure } from "~/features/people/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Services } from "~/shared/services.server";
import type { Database } from "~db/client";
import { startJobs } from "~server/jobs";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;

beforeAll(async () => {
  cast = await castOf(house.db);
});
beforeEach(async () => {
  // What earlier tests left behind is not quiet.
  await house.admin`update gap set last_active_at = now()`;
  await house.admin`update ask_acceptance set at = now()`;
  await house.admin`delete from mail where kind = 'notice'`;
});

const baseUrl = "https://thread.example";
const daily = () => askWhatIsQuiet(house.db, baseUrl);
const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
const gap = async (sentence = "Nowhere warm to sit after five") => (await as(cast.aileen, (trx) => postGap(trx, cast.aileen, { sentence, need: "warmth", groups: [] }))).gapId;
const quietFor = (gapId: string, days: number) => house.admin`update gap set last_active_at = now() - make_interval(days => ${days}) where id = ${gapId}`;
const asked = (gapId: string) => house.admin<{ post_id: string }[]>`select post_id from inbox_item where gap_id = ${gapId} and kind = 'gap.still_true' and seen_at is null`.then((rows) => rows.map((row) => row.post_id));
const letters = () => house.admin<{ to_address: string; subject: string; body: string }[]>`select to_address, subject, body from mail where kind = 'notice' order by to_address`;
const place = async (gapId: string) => (await house.admin<{ place: string }[]>`select place from gap where id = ${gapId}`)[0]?.place;

describe("“Still true?”", () => {
  test("is asked once after sixty quiet days, by letter and on Today, and closes nothing", async () => {
    const [quiet, lively] = [await gap(), await gap("No lunch on Sundays")];
    await quietFor(quiet, 61);
    await quietFor(lively, 59);
    await as(cast.bashir, (trx) => takeRole(trx, cast.bashir, quiet, "lead"));
    await quietFor(quiet, 61);
    expect(await daily()).toBe(1);
    expect(await daily()).toBe(0);
    expect([await asked(quiet), await asked(lively)]).toEqual([[cast.posts.bashir], []]);
    expect(await letters()).toMatchObject([{ to_address: cast.bashir.email, subject: "Still true?", body: expect.stringContaining(`“Nowhere warm to sit after five”\n${baseUrl}/gaps/${quiet}`) }]);
    expect(await place(quiet)).toBe("working");
    expect((await as(cast.bashir, (trx) => waitingNews(trx, cast.bashir))).items).toContainEqual(expect.objectContaining({ kind: "gap.still_true", verb: "Check", about: quiet }));
    expect(await house.admin`select kind, account_id from activity where subject_id = ${quiet} and kind = 'gap.still_true_asked'`).toMatchObject([{ account_id: null }]);
  });

  test("goes to the lead first, else to the spotter, else to a facilitator", async () => {
    const [led, spotted, nobodys] = [await gap("One"), await gap("Two"), await gap("Three")];
    await as(cast.amir, (trx) => takeRole(trx, cast.amir, led, "lead"));
    await as(cast.aileen, (trx) => stepBack(trx, cast.aileen, nobodys, "spotter"));
    for (const id of [led, spotted, nobodys]) await quietFor(id, 100);
    await daily();
    expect([await asked(led), await asked(spotted), await asked(nobodys)]).toEqual([[cast.posts.amir], [cast.posts.aileen], [cast.posts.fay]]);
  });

  test("passes over a lead’s post in which nobody sits", async () => {
    const leaver = await cast.another("Lena Roy", cast.organisations.advice, "worker");
    const gapId = await gap();
    await as(leaver, (trx) => takeRole(trx, leaver, gapId, "lead"));
    await quietFor(gapId, 100);
    await as(cast.fay, (trx) => endTenure(trx, cast.fay, leaver.seat?.tenureId ?? "", "Moved on"));
    await daily();
    expect(await asked(gapId)).toEqual([cast.posts.aileen]);
  });

  test("is not asked of a gap that rests or is met, and not of one somebody acts on", async () => {
    const [resting, joined] = [await gap("Rests"), await gap("Lives")];
    await as(cast.bashir, (trx) => moveGap(trx, cast.bashir, resting, { to: "resting", version: 1 }));
    await quietFor(resting, 400);
    await quietFor(joined, 400);
    await as(cast.bashir, (trx) => seeThisToo(trx, cast.bashir, joined));
    expect(await daily()).toBe(0);
    expect([await asked(resting), await asked(joined)]).toEqual([[], []]);
  });

  test("answered by a move, it waits no more, and is asked again only after sixty more days", async () => {
    const gapId = await gap();
    await quietFor(gapId, 61);
    await daily();
    await as(cast.bashir, (trx) => moveGap(trx, cast.bashir, gapId, { to: "working", version: 1 }));
    expect((await as(cast.aileen, (trx) => waitingNews(trx, cast.aileen))).items.filter(({ about, kind }) => about === gapId && kind === "gap.still_true")).toEqual([]);
    await quietFor(gapId, 61);
    expect(await daily()).toBe(0);
    await house.admin`update gap_check set answered_at = now() - interval '61 days' where gap_id = ${gapId}`;
    expect(await daily()).toBe(1);
  });

  test("answered by anyone, it waits for nobody any more", async () => {
    const gapId = await gap();
    await quietFor(gapId, 61);
    await daily();
    expect(await asked(gapId)).toEqual([cast.posts.aileen]);
    await as(cast.bashir, (trx) => answerStillTrue(trx, cast.bashir, gapId));
    expect(await asked(gapId)).toEqual([]);
  });

  test("a letter says no word of a gap in which somebody may be named", async () => {
    const gapId = await gap("Nothing for Morag Sinclair");
    await quietFor(gapId, 61);
    await daily();
    const [letter] = await letters();
    expect(letter?.body).toContain(`${baseUrl}/gaps/${gapId}`);
    expect(letter?.body).not.toContain("Morag");
  });

  test("much that is quiet is one letter to each, and the list has an end", async () => {
    for (let number = 0; number < 25; number++) await quietFor(await gap(`Gap ${number}`), 70);
    expect(await daily()).toBe(1);
    expect((await letters())[0]?.body).toContain("And 5 more");
  });

  test("what fails on the way leaves nothing behind, and is asked when it is tried again", async () => {
    const gapId = await gap();
    await quietFor(gapId, 61);
    await house.admin`create function public.refuse_letters() returns trigger language plpgsql as $$ begin raise exception 'no letters today'; end $$`;
    await house.admin`create trigger refuse_letters before insert on mail for each row execute function public.refuse_letters()`;
    await expect(daily()).rejects.toThrow("no letters today");
    expect(await asked(gapId)).toEqual([]);
    await house.admin`drop trigger refuse_letters on mail`;
    expect(await daily()).toBe(1);
    expect(await asked(gapId)).toEqual([cast.posts.aileen]);
  });

  test("is asked for nobody but the daily job", async () => {
    const gapId = await gap();
    await quietFor(gapId, 61);
    const { rows } = await as(cast.fay, (trx) => sql`select * from app.ask_whether_still_true(0)`.execute(trx));
    expect(rows).toEqual([]);
    expect(await asked(gapId)).toEqual([]);
  });
});

describe("“Is the answer still right?”", () => {
  const kept = async () => {
    const { askId } = await as(cast.aileen, (trx) => askNetwork(trx, cast.aileen, { question: "Who lends a wheelchair?", need: "health", groups: [] }));
    const { answerId } = await as(cast.bashir, (trx) => answerAsk(trx, cast.bashir, askId, { line: "We do, ring the hub." }));
    await as(cast.aileen, (trx) => keepAnswer(trx, cast.aileen, answerId));
    return { askId, answerId };
  };
  const keptFor = (askId: string, days: number) => house.admin`update ask_acceptance set at = now() - make_interval(days => ${days}) where ask_id = ${askId}`;
  const openChecks = (askId: string) => house.admin`select id from ask_check where ask_id = ${askId} and answered_at is null`;

  test("comes back after a year, once, to the post that asked; still right lasts a year", async () => {
    const { askId } = await kept();
    await keptFor(askId, 364);
    expect(await daily()).toBe(0);
    await keptFor(askId, 366);
    expect(await daily()).toBe(1);
    expect(await daily()).toBe(0);
    expect(await letters()).toMatchObject([{ to_address: cast.aileen.email, subject: "Is the answer still right?", body: expect.stringContaining(`${baseUrl}/gaps/asks/${askId}`) }]);
    await as(cast.aileen, (trx) => checkKept(trx, cast.aileen, askId, "still_right"));
    expect(await daily()).toBe(0);
    expect(await openChecks(askId)).toHaveLength(0);
  });

  test("is not asked of an answer whose writer took it back", async () => {
    const { askId, answerId } = await kept();
    await keptFor(askId, 366);
    await as(cast.bashir, (trx) => takeBackAnswer(trx, cast.bashir, answerId));
    expect(await daily()).toBe(0);
  });

  test("of a post in which nobody sits any more, a facilitator is asked", async () => {
    const leaver = await cast.another("Lewis Roy", cast.organisations.advice, "worker");
    const { askId } = await as(leaver, (trx) => askNetwork(trx, leaver, { question: "Who has a minibus?", need: "transport", groups: [] }));
    const { answerId } = await as(cast.bashir, (trx) => answerAsk(trx, cast.bashir, askId, { line: "We do." }));
    await as(leaver, (trx) => keepAnswer(trx, leaver, answerId));
    await keptFor(askId, 400);
    await as(cast.fay, (trx) => endTenure(trx, cast.fay, leaver.seat?.tenureId ?? "", "Moved on"));
    await daily();
    expect(await house.admin`select post_id from inbox_item where ask_id = ${askId} and kind = 'ask.check'`).toMatchObject([{ post_id: cast.posts.fay }]);
  });
});

test("words that were taken back go after a day", async () => {
  const { askId } = await as(cast.aileen, (trx) => askNetwork(trx, cast.aileen, { question: "Who has chairs?", need: "arts", groups: [] }));
  const answers = await Promise.all(["Secret words", "Words to stay"].map((line) => as(cast.bashir, (trx) => answerAsk(trx, cast.bashir, askId, { line }))));
  for (const { answerId } of answers) await as(cast.bashir, (trx) => takeBackAnswer(trx, cast.bashir, answerId));
  await house.admin`update ask_answer set ended_at = now() - interval '25 hours' where id = ${answers[0]?.answerId ?? ""}`;
  await daily();
  expect((await house.admin<{ line: string }[]>`select line from ask_answer where ask_id = ${askId}`).map(({ line }) => line).sort()).toEqual(["Taken back", "Words to stay"]);
});

test("the queue does it once a day, and tries again when it failed", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-quiet-"));
  const quiet = { info() {}, warn() {}, error() {} };
  let tries = 0;
  let tried: (() => void) | undefined;
  const twice = new Promise<void>((resolve) => (tried = resolve));
  const services = { db: house.db, log: quiet, config: { dataDir, mailFrom: "x@thread.example" } } as unknown as Services;
  const jobs = await startJobs(services, house.url, {
    quiet: async () => {
      tries += 1;
      if (tries === 1) throw new Error("not now");
      await daily();
      tried?.();
    },
  });
  try {
    await house.admin`select graphile_worker.add_job('daily-quiet')`;
    await twice;
    expect(tries).toBe(2);
    expect(await house.admin`select 1 from graphile_worker._private_known_crontabs where identifier = 'daily-quiet'`).toHaveLength(1);
  } finally {
    await jobs.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

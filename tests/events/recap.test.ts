import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { remindOfActions } from "~/features/events/recap/reminding.server";
import { readingWords, whoWords, wordsIn } from "~/features/events/recap/reading";
import { actOnRecap } from "~/features/events/recap/recap-acts.server";
import { recapPage } from "~/features/events/recap/recap-page.server";
import { turnoutOf } from "~/features/events/turnout/one-event.server";
import { invite, inviteGuest, markPresent, walkIn } from "~/features/events/commands.server";
import { postGap, takeDownGap } from "~/features/gaps/commands.server";
import { markDone } from "~/features/inbox/seen.server";
import type { Actor } from "~/shared/actor";
import { addDays, dayAt } from "~/shared/zoned";
import { readConfig } from "~server/config";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { eventWordsOf } from "../support/events";
import { baseUrl, houseOfEvents } from "./scene";

const set = houseOfEvents();
const { as } = set;
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-recap-"));
let live: ReturnType<typeof createDocuments>;
beforeAll(() => {
  live = createDocuments({ pool: set.house.pool, words: set.house.pool }, createLog({ ...readConfig({ DATA_DIR: dataDir }), logLevel: "silent" }));
});
afterAll(async () => {
  await live.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const today = dayAt(new Date());
const postOf = (actor: Actor) => actor.seat?.postId ?? "";
const page = (eventId: string, actor: Actor = set.cast.bashir) => as(actor, (trx) => recapPage(trx, actor, live.documents, eventId, new Date()));
const does = (actor: Actor, eventId: string, form: Record<string, string>) => as(actor, (trx) => actOnRecap(trx, actor, live.documents, eventId, (name) => form[name] ?? ""));
const agrees = (eventId: string, owner: Actor, dueOn = today, by: Actor = set.cast.bashir) => does(by, eventId, { intent: "agree", what: "Send the form to the hub", owner: postOf(owner), dueOn });
const writes = async (eventId: string, words: string[]) => live.documents.write(await eventWordsOf(set.house.db, set.cast.bashir, eventId, "recap"), set.cast.bashir.sessionId, words);

/** An event of Bashir's that has begun: Rec and Amir are asked, and a guest; Amir is there. */
async function been(): Promise<string> {
  const { bashir, rec, amir } = set.cast;
  const eventId = await set.plans(bashir);
  await as(bashir, async (trx) => {
    await invite(trx, bashir, eventId, { by: "person", postIds: [postOf(rec), postOf(amir)] });
    await inviteGuest(trx, bashir, eventId, { name: "Dr Una Pirie", email: `una.${eventId}@practice.example` }, { baseUrl });
  });
  await set.begins(eventId);
  const [there] = await set.house.admin<{ id: string }[]>`select id from event_invitee where event_id = ${eventId} and invited_post_id = ${postOf(amir)}`;
  await as(bashir, (trx) => markPresent(trx, bashir, eventId, there?.id ?? ""));
  return eventId;
}

describe("a recap", () => {
  test("goes to those who were asked and were not there, says to how many beforehand, and is kept as it was sent", async () => {
    const eventId = await been();
    await expect(does(set.cast.bashir, eventId, { intent: "send" })).rejects.toMatchObject({ code: "wrong_entry" });
    await writes(eventId, ["The hub takes referrals by phone.", "Ring before you send."]);
    const shown = await page(eventId);
    expect(shown).toMatchObject({ isPlanner: true, hasBegun: true, missed: { posts: 1, guests: 1 }, length: 10, sent: [] });
    expect(await does(set.cast.bashir, eventId, { intent: "send" })).toContain("?done=sent&posts=1&guests=1");
    expect(await set.news(set.cast.rec, eventId)).toContain("event.recap");
    expect(await set.news(set.cast.amir, eventId)).not.toContain("event.recap");
    const [letter] = await set.house.admin`select body from mail where to_address = ${`una.${eventId}@practice.example`} and subject like '%what was said'`;
    expect(letter?.["body"]).toContain("Ring before you send.");
    await writes(eventId, ["Written afterwards."]);
    expect((await page(eventId, set.cast.rec)).sent).toMatchObject([{ by: "Bashir Khan", text: "The hub takes referrals by phone.\nRing before you send." }]);
  });

  test("is written by everybody who acts, sent by those who plan, and not there for a commissioner", async () => {
    const eventId = await been();
    await writes(eventId, ["A line."]);
    expect(await page(eventId, set.cast.vol)).toMatchObject({ isPlanner: false, missed: undefined, words: { mayWrite: true } });
    await expect(does(set.cast.vol, eventId, { intent: "send" })).rejects.toMatchObject({ code: "not_found" });
    await expect(does(set.cast.vol, eventId, { intent: "toString" })).rejects.toMatchObject({ code: "not_found" });
    await expect(page(eventId, set.cast.com)).rejects.toMatchObject({ code: "not_found" });
  });

  test("says how long it takes to read", () => {
    expect([0, 1, 200, 201, 600].map(readingWords)).toEqual(["Three minutes to read is about 600 words.", "About a minute to read.", "About a minute to read.", "About 2 minutes to read.", "About 3 minutes to read."]);
    expect(readingWords(700)).toContain("Most people finish what takes three");
    expect(wordsIn("It’s 12 o’clock – again")).toBe(4);
    expect([whoWords({ posts: 0, guests: 0 }), whoWords({ posts: 1, guests: 2 })]).toEqual(["nobody", "1 colleague and 2 guests"]);
  });

  test("counts who came beside who was asked, by role; whoever walked in was not asked", async () => {
    const eventId = await been();
    await as(set.cast.bashir, (trx) => walkIn(trx, set.cast.bashir, eventId, { name: "Una", role: "practice" }));
    const turnout = await as(set.cast.rec, (trx) => turnoutOf(trx, eventId));
    expect([turnout.invited, turnout.came]).toEqual([3, 2]);
    expect(turnout.byRole).toEqual([{ role: "practice", asked: 1, came: 1 }, { role: "worker", asked: 1, came: 1 }, { role: "other", asked: 1, came: 0 }]);
  });
});

describe("what was agreed", () => {
  test("has an owner and a day, is done and taken back, and its owner hears of it", async () => {
    const eventId = await been();
    await agrees(eventId, set.cast.rec);
    expect(await set.news(set.cast.rec, eventId)).toContain("event.action");
    const [action] = (await page(eventId, set.cast.rec)).actions;
    expect(action).toMatchObject({ what: "Send the form to the hub", owner: "Rec Burns", dueOn: today, mayDo: true, isLate: false });
    expect((await page(eventId, set.cast.amir)).actions[0]?.mayDo).toBe(false);
    await expect(does(set.cast.amir, eventId, { intent: "action-done", action: action?.id ?? "" })).rejects.toMatchObject({ code: "not_found" });
    await does(set.cast.rec, eventId, { intent: "action-done", action: action?.id ?? "" });
    expect(await set.news(set.cast.rec, eventId)).not.toContain("event.action");
    expect((await page(eventId)).actions[0]).toMatchObject({ doneBy: "Rec Burns" });
    await does(set.cast.rec, eventId, { intent: "action-undone", action: action?.id ?? "" });
    expect((await page(eventId)).actions[0]?.doneAt).toBeUndefined();
  });

  test("is chosen for those who were asked by whoever plans, and for oneself by everybody", async () => {
    const eventId = await been();
    const labels = async (actor: Actor) => (await page(eventId, actor)).owners.map(({ label }) => label.split(",")[0]);
    expect(await labels(set.cast.bashir)).toEqual(["Amir Rose", "Bashir Khan", "Rec Burns"]);
    expect(await labels(set.cast.vol)).toEqual(["Vol Olsen"]);
    await agrees(eventId, set.cast.vol, "", set.cast.vol);
    await expect(agrees(eventId, set.cast.rec, today, set.cast.vol)).rejects.toMatchObject({ code: "not_found" });
    await expect(does(set.cast.bashir, eventId, { intent: "agree", what: "", owner: postOf(set.cast.rec) })).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(does(set.cast.bashir, eventId, { intent: "agree", what: "X", owner: "nobody" })).rejects.toMatchObject({ code: "wrong_entry" });
  });

  test("comes back on its day and each week after until it is done, once however often the work runs", async () => {
    const eventId = await been();
    const waits = async () => (await set.news(set.cast.rec, eventId)).includes("event.action");
    const seen = async (daysAgo: number) => {
      const [item] = await set.house.admin<{ id: string }[]>`select id from inbox_item where event_id = ${eventId} and kind = 'event.action' and seen_at is null`;
      await as(set.cast.rec, (trx) => markDone(trx, set.cast.rec, item?.id ?? ""));
      await set.house.admin`update inbox_item set at = now() - make_interval(days => ${daysAgo}) where event_id = ${eventId} and kind = 'event.action'`;
    };
    await agrees(eventId, set.cast.rec, addDays(today, 2));
    await seen(3);
    await remindOfActions(set.house.db);
    expect(await waits()).toBe(false);
    const due = (day: string) => set.house.admin`update event_action set due_on = ${day}::date where event_id = ${eventId}`;
    await due(today);
    await remindOfActions(set.house.db);
    expect(await waits()).toBe(true);
    await remindOfActions(set.house.db);
    expect(await set.house.admin`select 1 from inbox_item where event_id = ${eventId} and kind = 'event.action' and seen_at is null`).toHaveLength(1);
    await seen(0);
    await remindOfActions(set.house.db);
    expect(await waits()).toBe(false);
    // A week and a day on, and nothing ran on the seventh day.
    await due(addDays(today, -8));
    await seen(8);
    await remindOfActions(set.house.db);
    expect(await waits()).toBe(true);
    const [action] = (await page(eventId, set.cast.rec)).actions;
    await does(set.cast.rec, eventId, { intent: "action-done", action: action?.id ?? "" });
    await remindOfActions(set.house.db);
    expect(await waits()).toBe(false);
  });

  test("is reminded of by the diary's own work and by nobody who asks", async () => {
    const eventId = await been();
    await agrees(eventId, set.cast.rec);
    await set.house.admin`update inbox_item set seen_at = now(), at = now() - interval '2 days' where event_id = ${eventId}`;
    const { rows } = await as(set.cast.bashir, (trx) => sql<{ told: number }>`select app.remind_of_actions() as told`.execute(trx));
    expect(rows[0]?.told).toBe(0);
  });
});

test("what was learned goes into the log with its event, and where the event came from is said", async () => {
  const { bashir, rec } = set.cast;
  const { gapId } = await as(bashir, (trx) => postGap(trx, bashir, { sentence: "No warm room on Sundays", need: "warmth", groups: [] }));
  const eventId = await set.plans(bashir, { born: { kind: "gap", gapId } });
  await does(rec, eventId, { intent: "learn", onDate: today, learned: "Ring before you send." });
  expect(await page(eventId)).toMatchObject({ learned: [{ text: "Ring before you send." }], born: { kind: "gap", gap: { sentence: "No warm room on Sundays" } } });
  await expect(does(rec, eventId, { intent: "learn", onDate: addDays(today, 2), learned: "Later." })).rejects.toMatchObject({ code: "wrong_entry" });
  await as(bashir, (trx) => takeDownGap(trx, bashir, gapId));
  expect((await page(eventId)).born).toMatchObject({ kind: "gap", gap: undefined });
  const { organisations } = set.cast;
  const declined = await set.plans(bashir, { born: { kind: "declines", organisationId: organisations.practice } });
  expect((await page(declined)).born?.organisations).toEqual([{ id: organisations.practice, name: "Pier Road Practice" }]);
});

import { describe, expect, test } from "vitest";
import { addOption, addPlanner, answerInvitation, cancelEvent, changeEvent, chooseOption, exceptInSeries, endSeries, invite, planEvent, removeOption, removePlanner, reviveEvent, startSeries, vote, type NewEvent, type NewSeries } from "~/features/events/commands.server";
import { findEvent } from "~/features/events/access.server";
import { postGap } from "~/features/gaps/commands.server";
import type { Actor } from "~/shared/actor";
import { wallOf } from "~/shared/zoned";
import { houseOfEvents, inDays, soon } from "./scene";

const set = houseOfEvents();
const { as } = set;
const plans = set.plans;
const facts = { title: "Meet the Food Hub", place: "Quayside hall" };
const options = [soon, { ...soon, date: inDays(31) }, { ...soon, date: inDays(32) }];
const optionsOf = async (eventId: string) => (await set.house.admin<{ id: string }[]>`select id from event_option where event_id = ${eventId} and ended_at is null order by starts_at`).map(({ id }) => id);

describe("planning", () => {
  test("on a date: the event stands, and everybody who acts finds it", async () => {
    const eventId = await plans(set.cast.bashir, { purpose: "So that referrals reach us", forRoles: ["practice", "practice"], capacity: 12, access: "Step-free", desk: "Sana covers" });
    expect(await set.look(eventId, set.cast.rec)).toMatchObject({ title: "Meet the Food Hub", purpose: "So that referrals reach us", forRoles: ["practice"], capacity: 12, state: "set", version: 1, sequence: 0, by: "Bashir Khan", organisation: "Quayside Food Hub", plannerPostIds: [] });
    expect(wallOf((await set.look(eventId)).startsAt ?? new Date(0))).toEqual({ date: soon.date, time: "13:00" });
    await expect(as(set.cast.com, (trx, com) => findEvent(trx, com, eventId))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(set.cast.com, (trx, com) => planEvent(trx, com, { ...facts, times: soon }))).rejects.toMatchObject({ code: "not_found" });
  });

  test("from a post that is another's is refused by the database", async () => {
    const forged: Actor = { ...set.cast.bashir, seats: set.cast.amir.seats, seat: set.cast.amir.seat };
    await expect(as(forged, (trx) => planEvent(trx, forged, { ...facts, times: soon }))).rejects.toMatchObject({ code: "42501" });
    const elsewhere: Actor = { ...set.cast.bashir, seat: { ...(set.cast.bashir.seat as NonNullable<Actor["seat"]>), organisationId: set.cast.organisations.advice } };
    await expect(as(elsewhere, (trx) => planEvent(trx, elsewhere, { ...facts, times: soon }))).rejects.toMatchObject({ code: "23503" });
  });

  test.each<[string, Partial<NewEvent>]>([
    ["title", { title: " \u200b " }],
    ["title", { title: "x".repeat(121) }],
    ["purpose", { purpose: "x".repeat(401) }],
    ["forRoles", { forRoles: ["king"] }],
    ["forRoles", { forRoles: ["commissioner"] }],
    ["capacity", { capacity: 0 }],
    ["capacity", { capacity: 501 }],
    ["capacity", { capacity: 2.5 }],
    ["date", { times: undefined }],
    ["date", { times: { ...soon, date: "2026-02-30" } }],
    ["date", { times: { ...soon, date: inDays(-1) } }],
    ["until", { times: { ...soon, until: "12:59" } }],
    ["until", { times: { ...soon, until: "13:00" } }],
    ["from", { times: { ...soon, from: "half past" } }],
    ["from", { times: { date: "2030-03-31", from: "01:30", until: "03:00" } }],
    ["options", { times: undefined, options: [soon] }],
    ["options", { times: undefined, options: [soon, soon] }],
    ["options", { times: undefined, options: Array.from({ length: 21 }, (_one, day) => ({ ...soon, date: inDays(30 + day) })) }],
    ["born", { born: { kind: "rain" } }],
    ["born", { born: { kind: "gap", gapId: "00000000-0000-4000-8000-000000000000" } }],
    ["born", { born: { kind: "tie", organisationId: "'; drop table organisation" } }],
  ])("with a wrong %s gets a sentence beside the field, and changes nothing", async (field, wrong) => {
    const before = await set.house.admin`select count(*) from learning_event`;
    await expect(as(set.cast.bashir, (trx, bashir) => planEvent(trx, bashir, { ...facts, times: soon, ...wrong }))).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
    expect(await set.house.admin`select count(*) from learning_event`).toEqual(before);
  });

  test("the hour that autumn has twice is the first of the two", async () => {
    const eventId = await plans(set.cast.bashir, { times: { date: "2030-10-27", from: "01:30", until: "03:00" } });
    expect((await set.look(eventId)).startsAt?.toISOString()).toBe("2030-10-27T00:30:00.000Z");
  });

  test("it may be born from a gap, from a tie that went quiet, or from referrals that were declined", async () => {
    const { gapId } = await as(set.cast.aileen, (trx, aileen) => postGap(trx, aileen, { sentence: "Nobody knows what the hub does", need: "food", groups: [] }));
    const { harbour, foodHub } = set.cast.organisations;
    expect(await set.look(await plans(set.cast.fay, { born: { kind: "gap", gapId } }))).toMatchObject({ born: "gap", bornGapId: gapId });
    expect(await set.look(await plans(set.cast.fay, { born: { kind: "tie", organisationId: harbour, otherId: foodHub } }))).toMatchObject({ born: "tie", bornOtherId: foodHub });
    expect(await set.look(await plans(set.cast.fay, { born: { kind: "declines", organisationId: foodHub } }))).toMatchObject({ born: "declines" });
  });
});

describe("changing", () => {
  const change = (actor: Actor, eventId: string, more: Partial<Parameters<typeof changeEvent>[3]> = {}) => as(actor, (trx) => changeEvent(trx, actor, eventId, { ...facts, version: 1, ...more }));

  test("is for those who plan: their organisation, posts that plan along, facilitators", async () => {
    const eventId = await plans(set.cast.bashir);
    await expect(change(set.cast.amir, eventId)).rejects.toMatchObject({ code: "not_found" });
    await as(set.cast.sana, (trx, sana) => addPlanner(trx, sana, eventId, set.cast.posts.amir));
    await expect(as(set.cast.amir, (trx, amir) => addPlanner(trx, amir, eventId, set.cast.posts.rec))).rejects.toMatchObject({ code: "not_found" });
    expect(await change(set.cast.amir, eventId, { title: "Meet us both" })).toEqual({ version: 2, told: 0 });
    expect(await change(set.cast.sana, eventId, { version: 2 })).toEqual({ version: 3, told: 0 });
    expect(await change(set.cast.fay, eventId, { version: 3 })).toEqual({ version: 4, told: 0 });
    await as(set.cast.amir, (trx, amir) => removePlanner(trx, amir, eventId, set.cast.posts.amir));
    await expect(change(set.cast.amir, eventId, { version: 4 })).rejects.toMatchObject({ code: "not_found" });
    await expect(as(set.cast.amir, (trx) => trx.updateTable("event_planner").set({ ended_at: null }).where("event_id", "=", eventId).execute())).rejects.toMatchObject({ code: "42501" });
  });

  test("past the doors of the application changes nothing, and another's event cannot be turned", async () => {
    const eventId = await plans(set.cast.bashir);
    const seat = { account_id: set.cast.amir.accountId, post_id: set.cast.posts.amir, organisation_id: set.cast.organisations.advice };
    const changed = await as(set.cast.amir, (trx) => trx.updateTable("learning_event").set({ title: "Mine" }).where("id", "=", eventId).executeTakeFirst());
    expect(changed.numUpdatedRows).toBe(0n);
    await expect(as(set.cast.amir, (trx) => trx.insertInto("event_turn").values({ id: crypto.randomUUID(), event_id: eventId, number: 2, to_state: "cancelled", why: "cancelled", ...seat }).execute())).rejects.toMatchObject({ code: "42501" });
    await expect(as(set.cast.amir, (trx) => trx.insertInto("event_planner").values({ id: crypto.randomUUID(), event_id: eventId, planner_post_id: set.cast.posts.amir, ...seat }).execute())).rejects.toMatchObject({ code: "42501" });
    await expect(as(set.cast.bashir, (trx) => trx.updateTable("learning_event").set({ state: "cancelled" }).where("id", "=", eventId).execute())).rejects.toMatchObject({ code: "42501" });
  });

  test("another time or place is told to those who were asked, and raises what calendars look at; other words only the latter", async () => {
    const eventId = await plans(set.cast.bashir);
    await as(set.cast.bashir, (trx, bashir) => invite(trx, bashir, eventId, { by: "post", postIds: [set.cast.posts.aileen, set.cast.posts.rec] }));
    await as(set.cast.rec, (trx, rec) => answerInvitation(trx, rec, eventId, { says: "cant", whyNot: "clinic" }));
    expect(await change(set.cast.bashir, eventId, { desk: "Vol covers", times: soon })).toEqual({ version: 2, told: 0 });
    expect(await set.look(eventId)).toMatchObject({ version: 2, sequence: 0 });
    expect(await change(set.cast.bashir, eventId, { version: 2, times: { ...soon, from: "12:00" }, line: "The hall is taken at one" })).toEqual({ version: 4, told: 1 });
    expect(await set.look(eventId)).toMatchObject({ version: 4, sequence: 1 });
    expect(await set.news(set.cast.aileen, eventId)).toEqual(["event.changed", "event.invited"]);
    expect(await set.news(set.cast.rec, eventId)).toEqual([]);
    expect(await change(set.cast.bashir, eventId, { version: 4, place: "Upstairs" })).toEqual({ version: 5, told: 1 });
    expect(await set.look(eventId)).toMatchObject({ sequence: 2 });
  });

  test("of two who change it at once one is told who came first", async () => {
    const eventId = await plans(set.cast.bashir);
    const outcomes = await Promise.allSettled([change(set.cast.bashir, eventId, { times: { ...soon, from: "10:00" } }), change(set.cast.sana, eventId, { times: { ...soon, from: "11:00" } })]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = outcomes.find((one) => one.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "conflict", message: expect.stringMatching(/^(Bashir Khan|Sana Malik) moved it first/) });
    const [turns] = await set.house.admin`select count(*)::int as n from event_turn where event_id = ${eventId}`;
    expect(turns?.n).toBe(1);
  });

  test("never to fewer places than people who are going, whoever asks PostgreSQL", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 3 });
    for (const one of [set.cast.aileen, set.cast.rec]) await as(one, (trx) => answerInvitation(trx, one, eventId, { says: "going" }));
    await expect(change(set.cast.bashir, eventId, { capacity: 1 })).rejects.toMatchObject({ code: "wrong_entry", fields: { capacity: ["2 people are going. Ask some to wait first, or keep 2 places."] } });
    await expect(as(set.cast.bashir, (trx) => trx.updateTable("learning_event").set({ capacity: 1 }).where("id", "=", eventId).execute())).rejects.toMatchObject({ message: "capacity_below_going" });
    await expect(set.house.admin`update learning_event set capacity = 1 where id = ${eventId}`).rejects.toMatchObject({ message: "capacity_below_going" });
    expect(await change(set.cast.bashir, eventId, { capacity: 2 })).toMatchObject({ version: 2 });
  });

  test("cancelling says why, keeps its words, and can be taken back; news of it waits no more", async () => {
    const eventId = await plans(set.cast.bashir);
    await as(set.cast.bashir, (trx, bashir) => invite(trx, bashir, eventId, { by: "post", postIds: [set.cast.posts.aileen] }));
    expect(await as(set.cast.bashir, (trx, bashir) => cancelEvent(trx, bashir, eventId, { line: "The boiler broke", version: 1 }))).toEqual({ version: 2, told: 1 });
    expect(await as(set.cast.sana, (trx, sana) => cancelEvent(trx, sana, eventId))).toEqual({ version: 2, told: 0 });
    expect(await set.look(eventId)).toMatchObject({ state: "cancelled", sequence: 1, title: "Meet the Food Hub" });
    expect(await set.news(set.cast.aileen, eventId)).toEqual(["event.cancelled"]);
    await expect(as(set.cast.aileen, (trx, aileen) => answerInvitation(trx, aileen, eventId, { says: "going" }))).rejects.toMatchObject({ code: "conflict", message: "This event was cancelled." });
    await expect(change(set.cast.bashir, eventId, { version: 2 })).rejects.toMatchObject({ code: "conflict" });
    expect(await as(set.cast.bashir, (trx, bashir) => reviveEvent(trx, bashir, eventId))).toEqual({ version: 3, told: 1 });
    expect(await set.look(eventId)).toMatchObject({ state: "set", sequence: 2 });
  });

  test("what has been and gone is neither moved nor cancelled, and keeps being described", async () => {
    const eventId = await plans(set.cast.bashir);
    await set.begins(eventId, 5);
    await expect(as(set.cast.bashir, (trx, bashir) => cancelEvent(trx, bashir, eventId))).rejects.toMatchObject({ code: "conflict", message: "This event has been and gone." });
    expect(await change(set.cast.bashir, eventId, { purpose: "Said better" })).toMatchObject({ version: 2 });
  });
});

describe("finding a date together", () => {
  const says = (actor: Actor, eventId: string, votes: [string, string][]) => as(actor, (trx) => vote(trx, actor, eventId, votes.map(([optionId, word]) => ({ optionId, says: word }))));

  test("people say which dates suit them, one is chosen, and those who were asked are told", async () => {
    const eventId = await plans(set.cast.bashir, { times: undefined, options });
    expect(await set.look(eventId)).toMatchObject({ state: "finding_date", startsAt: null });
    const [first = "", second = "", third = ""] = await optionsOf(eventId);
    await as(set.cast.bashir, (trx, bashir) => invite(trx, bashir, eventId, { by: "person", postIds: [set.cast.posts.aileen] }));
    await expect(as(set.cast.aileen, (trx, aileen) => answerInvitation(trx, aileen, eventId, { says: "going" }))).rejects.toMatchObject({ message: "The date is not set yet. Say which dates suit you." });
    await says(set.cast.aileen, eventId, [[first, "yes"], [second, "if_need_be"], [third, "no"]]);
    await says(set.cast.aileen, eventId, [[first, "no"]]);
    await says(set.cast.rec, eventId, [[second, "yes"]]);
    const standing = await set.house.admin`select says from event_vote where event_id = ${eventId} and ended_at is null order by says`;
    expect(standing.map((one) => one.says)).toEqual(["if_need_be", "no", "no", "yes"]);
    expect(await as(set.cast.bashir, (trx, bashir) => chooseOption(trx, bashir, eventId, { optionId: second, version: 1 }))).toEqual({ version: 2, told: 2 });
    expect(await set.look(eventId)).toMatchObject({ state: "set", version: 2, sequence: 1 });
    expect(await set.news(set.cast.rec, eventId)).toEqual(["event.date_set"]);
    await expect(says(set.cast.rec, eventId, [[first, "yes"]])).rejects.toMatchObject({ code: "conflict", message: "The date is set already." });
  });

  test("of two who choose at once one date stands, and the other hears who was first", async () => {
    const eventId = await plans(set.cast.bashir, { times: undefined, options });
    const [first = "", second = ""] = await optionsOf(eventId);
    const choose = (actor: Actor, optionId: string) => as(actor, (trx) => chooseOption(trx, actor, eventId, { optionId, version: 1 }));
    const outcomes = await Promise.allSettled([choose(set.cast.bashir, first), choose(set.cast.sana, second)]);
    const refused = outcomes.filter((one) => one.status === "rejected").map(({ reason }) => reason);
    expect(refused).toMatchObject([{ code: "conflict", message: expect.stringMatching(/set the date first/) }]);
    await expect(as(set.cast.sana, (trx, sana) => chooseOption(trx, sana, eventId, { optionId: second, version: 2 }))).rejects.toMatchObject({ message: "The date is set already." });
  });

  test("a vote of the very moment in which the date is set is taken or refused, never a fault", async () => {
    const eventId = await plans(set.cast.bashir, { times: undefined, options });
    const [first = ""] = await optionsOf(eventId);
    const outcomes = await Promise.allSettled([
      ...[set.cast.aileen, set.cast.rec, set.cast.vol, set.cast.amir].map((one) => says(one, eventId, [[first, "yes"]])),
      as(set.cast.bashir, (trx, bashir) => chooseOption(trx, bashir, eventId, { optionId: first, version: 1 })),
    ]);
    const refusals = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refusals.filter(({ code, message }) => code !== "conflict" || message !== "The date is set already.")).toEqual([]);
    expect(outcomes.at(-1)?.status).toBe("fulfilled");
  });

  test("dates are added and taken out by planners, two at least", async () => {
    const eventId = await plans(set.cast.bashir, { times: undefined, options: options.slice(0, 2) });
    const [first = ""] = await optionsOf(eventId);
    await expect(as(set.cast.bashir, (trx, bashir) => removeOption(trx, bashir, eventId, first))).rejects.toMatchObject({ code: "wrong_entry" });
    await as(set.cast.sana, (trx, sana) => addOption(trx, sana, eventId, { ...soon, date: inDays(40) }));
    await expect(as(set.cast.amir, (trx, amir) => addOption(trx, amir, eventId, { ...soon, date: inDays(41) }))).rejects.toMatchObject({ code: "not_found" });
    await as(set.cast.bashir, (trx, bashir) => removeOption(trx, bashir, eventId, first));
    expect(await optionsOf(eventId)).toHaveLength(2);
    await expect(says(set.cast.aileen, eventId, [[first, "yes"]])).rejects.toMatchObject({ code: "wrong_entry", fields: { option: ["Choose from the dates of this event."] } });
    const [other = ""] = await optionsOf(await plans(set.cast.bashir, { times: undefined, options }));
    await expect(says(set.cast.aileen, eventId, [[other, "yes"]])).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(says(set.cast.aileen, eventId, [])).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(says(set.cast.aileen, eventId, [[(await optionsOf(eventId))[0] ?? "", "perhaps"]])).rejects.toMatchObject({ code: "wrong_entry" });
  });
});

describe("a series", () => {
  const learning: NewSeries = { title: "Protected learning", every: "week", from: inDays(7), until: inDays(7 + 21), start: "13:00", minutes: 60, desk: "Rec covers the desk" };
  const starts = (more: Partial<NewSeries> = {}) => as(set.cast.rec, (trx, rec) => startSeries(trx, rec, { ...learning, ...more }));

  test("is written out at once, at one o'clock whatever the clocks do, with honest exceptions", async () => {
    const { eventIds, seriesId } = await starts({ from: "2030-03-20", until: "2030-04-10", exceptions: [{ date: "2030-04-03", line: "No session: bank holiday" }] });
    const walls = await Promise.all(eventIds.map(async (id) => wallOf((await set.look(id)).startsAt ?? new Date(0))));
    expect(walls).toEqual(["2030-03-20", "2030-03-27", "2030-04-03", "2030-04-10"].map((date) => ({ date, time: "13:00" })));
    expect(await set.look(eventIds[2] ?? "")).toMatchObject({ state: "cancelled", seriesId, desk: "Rec covers the desk" });
    const [turn] = await set.house.admin`select line from event_turn where event_id = ${eventIds[2] ?? ""}`;
    expect(turn?.line).toBe("No session: bank holiday");
  });

  test("one event may be moved or not held, with its reason, and the others stand", async () => {
    const { eventIds } = await starts();
    const [first = "", second = ""] = eventIds;
    const except = (eventId: string, more: { line: string; times?: typeof soon }) => as(set.cast.rec, (trx, rec) => exceptInSeries(trx, rec, eventId, { version: 1, ...more }));
    await expect(except(first, { line: " " })).rejects.toMatchObject({ code: "wrong_entry", fields: { line: [expect.stringContaining("Say why")] } });
    await except(first, { line: "No session: bank holiday" });
    await except(second, { line: "The hall is let", times: { date: inDays(15), from: "12:00", until: "13:00" } });
    expect((await Promise.all(eventIds.map((id) => set.look(id)))).map(({ state }) => state)).toEqual(["cancelled", "set", "set", "set"]);
    const lone = await plans(set.cast.rec);
    await expect(except(lone, { line: "Why" })).rejects.toMatchObject({ code: "wrong_entry" });
  });

  test("ends: what is to come is cancelled", async () => {
    const { seriesId, eventIds } = await starts();
    await expect(as(set.cast.amir, (trx, amir) => endSeries(trx, amir, seriesId))).rejects.toMatchObject({ code: "not_found" });
    expect(await as(set.cast.rec, (trx, rec) => endSeries(trx, rec, seriesId, { line: "The practice moves" }))).toEqual({ cancelled: 4 });
    expect((await set.look(eventIds[0] ?? "")).state).toBe("cancelled");
  });

  test.each<[string, Partial<NewSeries>]>([
    ["until", { until: undefined }],
    ["until", { until: "" }],
    ["until", { until: inDays(1) }],
    ["until", { until: inDays(2_000) }],
    ["every", { every: "day" }],
    ["start", { start: "one" }],
    ["start", { from: "2030-03-31", until: "2030-04-21", start: "01:30" }],
    ["minutes", { minutes: 0 }],
    ["from", { from: inDays(-7) }],
    ["exceptions", { exceptions: [{ date: inDays(14), line: " " }] }],
  ])("with a wrong %s gets a sentence, and nothing is begun", async (field, wrong) => {
    const before = await set.house.admin`select count(*) from event_series`;
    await expect(starts(wrong)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
    expect(await set.house.admin`select count(*) from event_series`).toEqual(before);
  });

  test("of another organisation takes no event of mine", async () => {
    const { seriesId } = await starts();
    const seat = { account_id: set.cast.amir.accountId, post_id: set.cast.posts.amir, organisation_id: set.cast.organisations.advice };
    await expect(as(set.cast.amir, (trx) => trx.insertInto("learning_event").values({ id: crypto.randomUUID(), title: "Slipped in", series_id: seriesId, ...seat }).execute())).rejects.toMatchObject({ code: "42501" });
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import { postGap, takeDownGap } from "~/features/gaps/commands.server";
import { addSessions, cancelSession, saveGroup } from "~/features/gaps/group/commands.server";
import { timesWords } from "~/features/gaps/group/Dates";
import { groupOf } from "~/features/gaps/group/page.server";
import { sessionsOf } from "~/features/gaps/group/sessions.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;

beforeAll(async () => {
  // Only where everybody is invented may it be told what was done another day.
  cast = await castOf(house.db, "demonstration");
});

const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
const posts = () => as(cast.aileen, (trx) => postGap(trx, cast.aileen, { sentence: "Nowhere warm to sit after five", need: "warmth", groups: [] })).then((posted) => posted.gapId);
/** A day on which everything here is still to come. */
const then = new Date("2026-03-02T12:00:00Z");
const adds = (gapId: string, entry: Partial<Parameters<typeof addSessions>[3]> = {}, actor: Actor = cast.bashir) =>
  as(actor, (trx) => addSessions(trx, actor, gapId, { day: "2026-03-10", starts: "14:00", ends: "16:00", ...entry }, { at: then }));
const dates = (gapId: string) => as(cast.jo, (trx) => sessionsOf(trx, cast.jo, gapId, then));

describe("the group’s page", () => {
  test("is begun and kept right by anyone who acts, and says who was last", async () => {
    const gapId = await posts();
    expect(await as(cast.jo, (trx) => groupOf(trx, cast.jo, gapId))).toBeUndefined();
    await as(cast.bashir, (trx) => saveGroup(trx, cast.bashir, gapId, { name: " Warm   Fridays ", about: "Soup.\n\nAnd company.", where: "The hall" }));
    await as(cast.aileen, (trx) => saveGroup(trx, cast.aileen, gapId, { name: "Warm Fridays", about: "Soup.\n\nAnd company.", where: "The hall", access: "No steps" }));
    expect(await as(cast.jo, (trx) => groupOf(trx, cast.jo, gapId))).toMatchObject({ name: "Warm Fridays", about: "Soup.\n\nAnd company.", where: "The hall", access: "No steps", contact: "", by: { name: "Aileen Murray", organisation: "Harbour Link Workers" } });
  });

  test.each([
    ["name", { name: " " }],
    ["name", { name: "x".repeat(161) }],
    ["about", { about: "x".repeat(601) }],
    ["where", { where: "x".repeat(301) }],
    ["when", { when: "x".repeat(201) }],
    ["access", { access: "x".repeat(301) }],
    ["contact", { contact: "x".repeat(201) }],
  ])("with a wrong %s gets a sentence beside the field, and is not begun", async (field, wrong) => {
    const gapId = await posts();
    await expect(as(cast.bashir, (trx) => saveGroup(trx, cast.bashir, gapId, { name: "Warm Fridays", ...wrong }))).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
    expect(await as(cast.jo, (trx) => groupOf(trx, cast.jo, gapId))).toBeUndefined();
  });

  test("saved by two who read the same page goes to one; the other is told who, and may save again", async () => {
    const gapId = await posts();
    const saves = (actor: Actor, name: string, readAt: string) => as(actor, (trx) => saveGroup(trx, actor, gapId, { name, readAt }));
    const outcomes = await Promise.allSettled([saves(cast.bashir, "Soup", ""), saves(cast.aileen, "Tea", "")]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "conflict", message: expect.stringMatching(/^(Bashir Khan|Aileen Murray) changed this page while you were writing\. /) });
    const now = await as(cast.jo, (trx) => groupOf(trx, cast.jo, gapId));
    await saves(cast.jo, "Soup and tea", now?.by.at ?? "");
    expect(await as(cast.jo, (trx) => groupOf(trx, cast.jo, gapId))).toMatchObject({ name: "Soup and tea" });
  });

  test("a postcode of the place and a number to ring are what they are for; a name is flagged until it is gone", async () => {
    const gapId = await posts();
    const saves = (contact: string) => as(cast.bashir, (trx) => saveGroup(trx, cast.bashir, gapId, { name: "Warm Fridays", where: "The hall, EH6 7AB", contact }));
    expect((await saves("0131 496 0000, or hall@hub.example")).flagged).toEqual([]);
    expect((await saves("Ask for Morag Sinclair, 0131 496 0000")).flagged).toEqual(["name"]);
    const open = () => house.admin`select 1 from words_flag where gap_id = ${gapId} and reviewed_at is null`;
    expect(await open()).toHaveLength(1);
    await saves("0131 496 0000");
    expect(await open()).toHaveLength(0);
  });
});

describe("dates", () => {
  test("are kept as moments and shown as the clock on the wall says, winter and summer", async () => {
    const gapId = await posts();
    await adds(gapId, { day: "2026-03-24", weeks: 3 });
    const { ahead } = await dates(gapId);
    expect(ahead.map((one) => one.startsAt)).toEqual(["2026-03-24T14:00:00.000Z", "2026-03-31T13:00:00.000Z", "2026-04-07T13:00:00.000Z"]);
    expect(ahead.map(timesWords)).toEqual(["Tuesday 24 March, 2 pm to 4 pm", "Tuesday 31 March, 2 pm to 4 pm", "Tuesday 7 April, 2 pm to 4 pm"]);
  });

  test("in the hour the clocks leave out get a kind sentence; of the hour they have twice it is the first", async () => {
    const gapId = await posts();
    await expect(adds(gapId, { day: "2026-03-29", starts: "01:30", ends: "03:00" })).rejects.toMatchObject({ fields: { starts: ["The clocks go forward on Sunday 29 March, so 01:30 is left out that night. Choose 2 am or later."] } });
    await expect(adds(gapId, { day: "2026-03-22", starts: "01:30", ends: "03:00", weeks: 3 })).rejects.toMatchObject({ code: "wrong_entry" });
    await adds(gapId, { day: "2026-10-25", starts: "01:30", ends: "02:30" });
    expect((await dates(gapId)).ahead).toMatchObject([{ startsAt: "2026-10-25T00:30:00.000Z", endsAt: "2026-10-25T02:30:00.000Z" }]);
  });

  test.each([
    ["day", { day: "" }, "Choose the day."],
    ["day", { day: "1890-03-10" }, "10 Mar 1890 is long ago. Check the year."],
    ["day", { day: "2099-03-10" }, "10 Mar 2099 is far off. Check the year."],
    ["day", { day: "2026-02-30" }, /^Write the day as a day/],
    ["starts", { starts: "" }, "Write a time, such as 14:30."],
    ["starts", { starts: "25:00" }, "Write a time, such as 14:30."],
    ["ends", { ends: "13:00" }, "It ends before it begins. Check the two times."],
    ["ends", { ends: "14:00" }, "It ends before it begins. Check the two times."],
    ["weeks", { weeks: 4 }, /Choose/],
    ["weeks", { weeks: Number.NaN }, /Choose/],
    ["line", { line: "x".repeat(201) }, /under 200/],
  ])("with a wrong %s get a kind sentence, and none is added", async (field, wrong, sentence) => {
    const gapId = await posts();
    await expect(adds(gapId, wrong)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(sentence)] } });
    expect((await dates(gapId)).ahead).toEqual([]);
  });

  test("are there once, also when two people add one in the same moment", async () => {
    const gapId = await posts();
    const outcomes = await Promise.allSettled([adds(gapId), adds(gapId, {}, cast.aileen)]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find((one) => one.status === "rejected")?.reason).toMatchObject({ fields: { day: ["That date is on the page already."] } });
    expect((await dates(gapId)).ahead).toHaveLength(1);
  });

  test("no more than 60 stand ahead", async () => {
    const gapId = await posts();
    for (const hour of ["08", "10", "12", "14", "16"]) await adds(gapId, { weeks: 12, starts: `${hour}:00`, ends: `${hour}:30` });
    await expect(adds(gapId, { starts: "18:00", ends: "19:00" })).rejects.toMatchObject({ fields: { weeks: ["There is room for 60 dates ahead. Add fewer, or come back later."] } });
  });

  test("are called off by anyone who acts, stay in sight, and can be put back unless the time was given away", async () => {
    const gapId = await posts();
    const { sessionIds } = await adds(gapId);
    const [id = ""] = sessionIds;
    await as(cast.amir, (trx) => cancelSession(trx, cast.amir, gapId, id, { at: then }));
    await as(cast.amir, (trx) => cancelSession(trx, cast.amir, gapId, id, { at: then }));
    expect((await dates(gapId)).ahead).toMatchObject([{ id, cancelled: true }]);
    await as(cast.jo, (trx) => cancelSession(trx, cast.jo, gapId, id, { at: then, back: true }));
    expect((await dates(gapId)).ahead).toMatchObject([{ id, cancelled: false }]);
    await as(cast.jo, (trx) => cancelSession(trx, cast.jo, gapId, id, { at: then }));
    await adds(gapId);
    await expect(as(cast.jo, (trx) => cancelSession(trx, cast.jo, gapId, id, { at: then, back: true }))).rejects.toMatchObject({ code: "wrong_entry" });
  });

  test("that have gone by are counted, and not shown", async () => {
    const gapId = await posts();
    await adds(gapId, { weeks: 3 });
    const after = await as(cast.jo, (trx) => sessionsOf(trx, cast.jo, gapId, new Date("2026-03-18T12:00:00Z")));
    expect(after).toMatchObject({ held: 2, ahead: [{ startsAt: "2026-03-24T14:00:00.000Z" }] });
  });
});

describe("who may", () => {
  test("a commissioner neither sees nor changes any of it, in either wall", async () => {
    const gapId = await posts();
    const { com } = cast;
    const by = { account_id: com.accountId, post_id: cast.posts.com, organisation_id: cast.organisations.council };
    await expect(as(com, (trx) => saveGroup(trx, com, gapId, { name: "Theirs" }))).rejects.toMatchObject({ code: "not_found" });
    await expect(adds(gapId, {}, com)).rejects.toMatchObject({ code: "not_found" });
    await expect(as(com, (trx) => trx.insertInto("gap_group").values({ ...by, gap_id: gapId, name: "Theirs" }).execute())).rejects.toMatchObject({ code: "42501" });
    await adds(gapId);
    expect((await as(com, (trx) => trx.updateTable("group_session").set({ ended_at: new Date() }).executeTakeFirst())).numUpdatedRows).toBe(0n);
    expect(await as(com, (trx) => trx.selectFrom("group_session").selectAll().execute())).toEqual([]);
  });

  test("a date of another gap is not found here", async () => {
    const [gapId, another] = [await posts(), await posts()];
    const { sessionIds } = await adds(another);
    await expect(as(cast.jo, (trx) => cancelSession(trx, cast.jo, gapId, sessionIds[0] ?? ""))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(cast.jo, (trx) => cancelSession(trx, cast.jo, gapId, "';--"))).rejects.toMatchObject({ code: "not_found" });
  });

  test("of a gap that is taken down no words stay, the lines of its dates neither", async () => {
    const gapId = await posts();
    await adds(gapId, { line: "Bring Hamish" });
    await as(cast.bashir, (trx) => saveGroup(trx, cast.bashir, gapId, { name: "For Hamish" }));
    await as(cast.aileen, (trx) => takeDownGap(trx, cast.aileen, gapId));
    expect(await house.admin`select line from group_session where gap_id = ${gapId}`).toMatchObject([{ line: "" }]);
    expect(await house.admin`select 1 from gap_group where gap_id = ${gapId}`).toEqual([]);
  });
});

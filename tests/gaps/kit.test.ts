import { beforeAll, describe, expect, test } from "vitest";
import { postGap, takeDownGap, takeRole } from "~/features/gaps/commands.server";
import { addTraining, addVolunteer, removeTraining, setKitTask, stepDownVolunteer } from "~/features/gaps/group/commands.server";
import { kitOf } from "~/features/gaps/group/kit.server";
import { volunteersOf } from "~/features/gaps/group/volunteers.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
let gapId: string;

beforeAll(async () => {
  cast = await castOf(house.db);
  gapId = await posts();
});

const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
const posts = () => as(cast.aileen, (trx) => postGap(trx, cast.aileen, { sentence: "Nowhere warm to sit after five", need: "warmth", groups: [] })).then((posted) => posted.gapId);
const sets = (actor: Actor, entry: Parameters<typeof setKitTask>[3], of = gapId) => as(actor, (trx) => setKitTask(trx, actor, of, entry));
const task = async (name: string, of = gapId) => (await as(cast.jo, (trx) => kitOf(trx, cast.jo, of))).find((one) => one.task === name);
const far = `${new Date().getFullYear() + 1}-06-01`;

describe("the kit", () => {
  test("holds ten tasks in their order, all to do before anybody touched one", async () => {
    const lines = await as(cast.bashir, (trx) => kitOf(trx, cast.bashir, gapId));
    expect(lines.map((one) => one.task)).toEqual(["host_cover", "public_liability", "risk_assessment", "safeguarding", "room", "volunteers", "training", "first_dates", "review_date", "exit_date"]);
    expect(new Set(lines.map((one) => one.state))).toEqual(new Set(["to_do"]));
  });

  test("is ticked by anyone who acts, third sector and statutory alike, and says who and when", async () => {
    await sets(cast.bashir, { task: "room", state: "under_way", line: "The hall on Pier Road,\n no steps" });
    await sets(cast.aileen, { task: "room", state: "done", line: "The hall on Pier Road, no steps. Key at the shop." });
    expect(await task("room")).toMatchObject({ state: "done", line: "The hall on Pier Road, no steps. Key at the shop.", by: { name: "Aileen Murray", organisation: "Harbour Link Workers" } });
  });

  test("said twice is said once", async () => {
    const entry = { task: "safeguarding", state: "done", line: "We follow the Hub’s" };
    await sets(cast.jo, entry);
    await sets(cast.bashir, entry);
    expect(await house.admin`select 1 from gap_kit where gap_id = ${gapId} and task = 'safeguarding'`).toHaveLength(1);
  });

  test("by two people in the same moment ends with the last, and with both written down", async () => {
    const own = await posts();
    await Promise.all([sets(cast.jo, { task: "room", state: "done", line: "Hall" }, own), sets(cast.bashir, { task: "room", state: "under_way", line: "Church" }, own)]);
    expect(await house.admin`select 1 from gap_kit where gap_id = ${own}`).toHaveLength(2);
  });

  test.each([
    ["review_date", "", "Write the day you will review it."],
    ["exit_date", "", "Write the day it stops or is handed on. It may be moved."],
    ["public_liability", "", "Write the day the cover runs out."],
    ["exit_date", "1890-01-01", "1 Jan 1890 is long ago. Check the year."],
    ["exit_date", "2999-01-01", "1 Jan 2999 is far off. Check the year."],
    ["exit_date", "2025-02-30", /^Write it as a day/],
    ["exit_date", "'; drop table gap --", /^Write it as a day/],
    ["review_date", "2026-01-02", "That day has gone by. Choose one to come."],
    ["public_liability", "2026-01-02", "This cover has run out already. Write the day the new one ends."],
    ["risk_assessment", far, "That day is still to come. Write the day somebody looked, or choose Under way."],
  ])("%s with the day %s gets a kind sentence, and changes nothing", async (name, onDate, sentence) => {
    const own = await posts();
    await expect(sets(cast.jo, { task: name, state: "done", onDate }, own)).rejects.toMatchObject({ code: "wrong_entry", fields: { onDate: [expect.stringMatching(sentence instanceof RegExp ? sentence : new RegExp(`^${sentence.replaceAll(".", "\\.")}$`))] } });
    expect(await task(name, own)).toMatchObject({ state: "to_do", by: undefined });
  });

  test.each([
    ["task", { task: "gold", state: "done" }],
    ["state", { task: "room", state: "perhaps" }],
    ["line", { task: "room", state: "done", line: "x".repeat(501) }],
  ])("a wrong %s is refused beside its field", async (field, entry) => {
    await expect(sets(cast.jo, entry)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
  });

  test("a day that has gone by since is kept when the rest is put right", async () => {
    const own = await posts();
    await sets(cast.jo, { task: "review_date", state: "done", onDate: far }, own);
    await house.admin`update gap_kit set on_date = '2026-01-02' where gap_id = ${own}`;
    await sets(cast.jo, { task: "review_date", state: "done", onDate: "2026-01-02", line: "With the Hub" }, own);
    expect(await task("review_date", own)).toMatchObject({ onDate: "2026-01-02", line: "With the Hub" });
  });

  test("words that may name someone are kept, and flagged until they are other words", async () => {
    const own = await posts();
    const entry = { task: "host_cover", state: "under_way", line: "Ask Morag Sinclair on 0131 496 0000" };
    expect((await sets(cast.jo, entry, own)).flagged).toEqual(["name", "phone"]);
    expect((await sets(cast.jo, { ...entry, state: "done" }, own)).flagged).toEqual([]);
    const flags = () => house.admin`select subject_kind, outcome from words_flag where gap_id = ${own}`;
    expect(await flags()).toMatchObject([{ subject_kind: "gap_kit", outcome: null }]);
    await sets(cast.jo, { ...entry, line: "The hub’s policy covers us" }, own);
    expect(await house.admin`select 1 from gap_kit where gap_id = ${own}`).toHaveLength(3);
  });

  test("writes one activity row, with its notice, in the same breath", async () => {
    const own = await posts();
    await sets(cast.jo, { task: "room", state: "done" }, own);
    expect(await house.admin`select kind, detail from activity where subject_id = ${own} and kind = 'gap.worked_on'`).toMatchObject([{ detail: { what: "kit", task: "room", state: "done" } }]);
  });
});

describe("volunteers and their training", () => {
  const adds = (name: string, of: string, by: Actor = cast.bashir) => as(by, (trx) => addVolunteer(trx, by, of, { name, does: "Opens up" })).then((added) => added.volunteerId);
  const list = (of: string, by: Actor = cast.jo) => as(by, (trx) => volunteersOf(trx, by, of));

  test("are added once, learn things, step down, and come back", async () => {
    const own = await posts();
    const vi = await adds(" Vi  Olsen ", own);
    await expect(adds("vi olsen", own)).rejects.toMatchObject({ fields: { name: ["vi olsen is on the list already."] } });
    const { trainingId } = await as(cast.aileen, (trx) => addTraining(trx, cast.aileen, own, { volunteerId: vi, what: "first_aid", doneOn: "2026-01-10", until: "2029-01-10" }));
    expect(await list(own)).toMatchObject([{ name: "Vi Olsen", does: "Opens up", by: "Quayside Food Hub", trainings: [{ what: "first_aid", doneOn: "2026-01-10", until: "2029-01-10" }] }]);
    await as(cast.aileen, (trx) => removeTraining(trx, cast.aileen, own, trainingId));
    expect((await list(own))[0]?.trainings).toEqual([]);
    await as(cast.aileen, (trx) => removeTraining(trx, cast.aileen, own, trainingId, { back: true }));
    await as(cast.bashir, (trx) => stepDownVolunteer(trx, cast.bashir, own, vi));
    await as(cast.bashir, (trx) => stepDownVolunteer(trx, cast.bashir, own, vi));
    expect(await list(own)).toEqual([]);
    await as(cast.bashir, (trx) => stepDownVolunteer(trx, cast.bashir, own, vi, { back: true }));
    expect(await list(own)).toMatchObject([{ trainings: [{ id: trainingId }] }]);
  });

  test("are stepped down by whoever wrote them, the lead, and facilitators; by nobody else, in either wall", async () => {
    const own = await posts();
    const vi = await adds("Vi", own);
    await expect(as(cast.amir, (trx) => stepDownVolunteer(trx, cast.amir, own, vi))).rejects.toMatchObject({ code: "not_allowed" });
    const past = await as(cast.amir, (trx) => trx.updateTable("gap_volunteer").set({ ended_at: new Date() }).where("id", "=", vi).executeTakeFirst());
    expect(past.numUpdatedRows).toBe(0n);
    await as(cast.jo, (trx) => takeRole(trx, cast.jo, own, "lead"));
    expect((await list(own))[0]?.mayEnd).toBe(true);
    await as(cast.jo, (trx) => stepDownVolunteer(trx, cast.jo, own, vi));
    await as(cast.fay, (trx) => stepDownVolunteer(trx, cast.fay, own, vi, { back: true }));
    expect(await list(own)).toHaveLength(1);
  });

  test.each([
    ["what", { what: "juggling" }, /Choose/],
    ["doneOn", { doneOn: "" }, "Write the day it was done."],
    ["doneOn", { doneOn: "1890-05-05" }, "5 May 1890 is long ago. Check the year."],
    ["doneOn", { doneOn: far }, /far off/],
    ["until", { until: "2025-12-31" }, "It runs out before it was done. Check the two days."],
    ["line", { what: "other" }, "Say what it was."],
    ["line", { line: "y".repeat(201) }, /under 200/],
    ["volunteerId", { volunteerId: "00000000-0000-4000-8000-000000000000" }, "They are not on the list any more."],
  ])("training with a wrong %s gets a kind sentence", async (field, wrong, sentence) => {
    const own = await posts();
    const volunteerId = await adds("Vi", own);
    const entry = { volunteerId, what: "first_aid", doneOn: "2026-01-10", ...wrong };
    await expect(as(cast.jo, (trx) => addTraining(trx, cast.jo, own, entry))).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(sentence)] } });
    expect((await list(own))[0]?.trainings).toEqual([]);
  });

  test("somebody of another gap is not on this one’s list", async () => {
    const [own, another] = [await posts(), await posts()];
    const vi = await adds("Vi", another);
    await expect(as(cast.bashir, (trx) => stepDownVolunteer(trx, cast.bashir, own, vi))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(cast.bashir, (trx) => addTraining(trx, cast.bashir, own, { volunteerId: vi, what: "pvg", doneOn: "2026-01-10" }))).rejects.toMatchObject({ code: "wrong_entry" });
  });
});

describe("who may", () => {
  test("a commissioner neither sees nor ticks it, in either wall", async () => {
    const { com } = cast;
    await expect(as(com, (trx) => kitOf(trx, com, gapId))).rejects.toMatchObject({ code: "not_found" });
    await expect(sets(com, { task: "room", state: "done" })).rejects.toMatchObject({ code: "not_found" });
    const pretending: Actor = { ...com, seats: cast.aileen.seats, seat: cast.aileen.seat };
    await expect(sets(pretending, { task: "room", state: "done" })).rejects.toMatchObject({ code: "not_found" });
    const row = { id: crypto.randomUUID(), gap_id: gapId, task: "room", state: "done", account_id: com.accountId, post_id: cast.posts.com, organisation_id: cast.organisations.council };
    await expect(as(com, (trx) => trx.insertInto("gap_kit").values(row).execute())).rejects.toMatchObject({ code: "42501" });
    await expect(as(com, (trx) => trx.insertInto("gap_volunteer").values({ id: crypto.randomUUID(), gap_id: gapId, name: "Vi", account_id: com.accountId, post_id: cast.posts.com, organisation_id: cast.organisations.council }).execute())).rejects.toMatchObject({ code: "42501" });
    expect(await as(com, (trx) => trx.selectFrom("gap_kit").selectAll().execute())).toEqual([]);
  });

  test("an organisation that is not one’s own is refused by the database", async () => {
    const { bashir } = cast;
    const forged: Actor = { ...bashir, seat: { ...(bashir.seat as NonNullable<Actor["seat"]>), organisationId: cast.organisations.advice } };
    await expect(sets(forged, { task: "exit_date", state: "under_way" })).rejects.toMatchObject({ code: "23503" });
  });

  test("of a gap that is taken down nothing is left, and nothing is added", async () => {
    const own = await posts();
    await as(cast.bashir, (trx) => addVolunteer(trx, cast.bashir, own, { name: "Vi" }));
    await as(cast.aileen, (trx) => takeDownGap(trx, cast.aileen, own));
    expect(await house.admin`select 1 from gap_volunteer where gap_id = ${own}`).toEqual([]);
    await expect(sets(cast.jo, { task: "room", state: "done" }, own)).rejects.toMatchObject({ code: "not_found" });
  });
});

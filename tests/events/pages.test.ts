import { describe, expect, test } from "vitest";
import { addJob, addPlanner, answerInvitation, cancelEvent, exceptInSeries, invite, inviteGuest, startSeries, takeJob } from "~/features/events/commands.server";
import { eventFilter, eventPlace, listTitle } from "~/features/events/pages/list/filter";
import { eventsFor, eventsInMonth } from "~/features/events/pages/list/reads.server";
import { comersOf } from "~/features/events/pages/page/comers.server";
import { eventFrame } from "~/features/events/pages/page/event-page.server";
import { jobsOf } from "~/features/events/pages/page/jobs.server";
import { daysIn, eventIn, holidaysBy, seriesIn } from "~/features/events/pages/plan/form.server";
import { organisationsLike, peopleLike, peopleNear } from "~/features/events/pages/people/who.server";
import type { Actor } from "~/shared/actor";
import { dayAt } from "~/shared/zoned";
import { baseUrl, houseOfEvents, inDays, soon } from "./scene";

const set = houseOfEvents();
const { as } = set;
const postOf = (actor: Actor) => actor.seat?.postId ?? "";
const list = (actor: Actor, search = "") => {
  const asked = new URLSearchParams(search);
  return as(actor, (trx) => eventsFor(trx, actor, eventFilter(asked), eventPlace(asked, dayAt(new Date())), new Date()));
};
const titles = async (actor: Actor, search = "") => (await list(actor, search)).cards.map(({ title }) => title);
const formOf = (fields: Record<string, string | string[]>) => {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) form.append(name, value);
  return form;
};

describe("the list", () => {
  test("tells what comes, what looks for a date and what has been apart, and keeps a cancelled one until its day", async () => {
    const { bashir, aileen } = set.cast;
    const options = [soon, { ...soon, date: inDays(31) }];
    const [coming, gone, off] = [await set.plans(bashir, { title: "Coming" }), await set.plans(bashir, { title: "Gone" }), await set.plans(bashir, { title: "Called off" })];
    await set.plans(bashir, { title: "Which day", options });
    await set.begins(gone, 200);
    await as(bashir, (trx) => cancelEvent(trx, bashir, off, { line: "The hall is flooded." }));
    expect(await titles(aileen)).toEqual(expect.arrayContaining(["Coming", "Called off"]));
    expect(await titles(aileen)).not.toContain("Gone");
    expect(await titles(aileen, "show=finding")).toEqual(["Which day"]);
    expect(await titles(aileen, "show=gone")).toEqual(["Gone"]);
    expect(await titles(aileen, `day=${soon.date}`)).toEqual(expect.arrayContaining(["Coming", "Called off"]));
    expect(await as(aileen, (trx) => eventsInMonth(trx, aileen, eventFilter(new URLSearchParams()), soon.date.slice(0, 7)))).toEqual([{ day: soon.date, events: 1 }]);
    expect((await list(aileen)).cards.find(({ id }) => id === coming)).toMatchObject({ says: null, isAsked: false, going: 0, isOver: false });
  });

  test("can be for a role, or one's own: asked to, coming to, or planned by one's organisation", async () => {
    const { bashir, amir, sana, rec } = set.cast;
    await set.plans(bashir, { title: "For the desk", forRoles: ["practice"] });
    const asked = await set.plans(bashir, { title: "Asked to" });
    await as(bashir, (trx) => invite(trx, bashir, asked, { by: "person", postIds: [postOf(amir)] }));
    expect(await titles(amir, "role=practice")).toContain("For the desk");
    expect(await titles(amir, "role=volunteer")).not.toContain("For the desk");
    expect(await titles(amir, "mine=1")).toEqual(["Asked to"]);
    expect(await titles(sana, "mine=1")).toContain("For the desk");
    expect(await titles(rec, "mine=1")).toEqual([]);
  });

  test("is not there for a commissioner", async () => {
    await expect(list(set.cast.com)).rejects.toMatchObject({ code: "not_found" });
    await expect(as(set.cast.com, (trx) => peopleNear(trx, set.cast.com))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(set.cast.com, (trx) => organisationsLike(trx, set.cast.com, "hub"))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the page of an event", () => {
  test("tells each reader their own answer, how many come, and what they may do", async () => {
    const { bashir, rec, aileen, amir, com } = set.cast;
    const eventId = await set.plans(bashir, { capacity: 1 });
    await as(bashir, (trx) => invite(trx, bashir, eventId, { by: "person", postIds: [postOf(rec), postOf(amir)] }));
    await as(rec, (trx) => answerInvitation(trx, rec, eventId, { says: "going" }));
    await as(aileen, (trx) => answerInvitation(trx, aileen, eventId, { says: "going" }));
    const frame = (actor: Actor) => as(actor, (trx) => eventFrame(trx, actor, eventId));
    expect(await frame(rec)).toMatchObject({ abilities: { plan: false }, own: { isAsked: true, answer: { says: "going", place: "in" } }, counts: { asked: 3, going: 1, waiting: 1, maybe: 0, cant: 0 } });
    expect((await frame(aileen)).own.answer).toMatchObject({ place: "waiting", waitingNumber: 1 });
    expect((await frame(amir)).own).toEqual({ isAsked: true, hasVoted: false, answer: null });
    expect((await frame(bashir)).abilities).toEqual({ plan: true, choosePlanners: true });
    await as(bashir, (trx) => addPlanner(trx, bashir, eventId, postOf(amir)));
    expect((await frame(amir)).abilities).toEqual({ plan: true, choosePlanners: false });
    await expect(frame(com)).rejects.toMatchObject({ code: "not_found" });
    await expect(as(com, (trx) => comersOf(trx, com, eventId))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(com, (trx) => jobsOf(trx, com, eventId))).rejects.toMatchObject({ code: "not_found" });
  });

  test("shows why somebody cannot come to them and to whoever plans, to nobody else", async () => {
    const { bashir, rec, aileen } = set.cast;
    const eventId = await set.plans(bashir);
    await as(rec, (trx) => answerInvitation(trx, rec, eventId, { says: "cant", whyNot: "no_cover", line: "Nobody at the desk on Thursdays" }));
    const seen = async (actor: Actor) => (await as(actor, (trx) => comersOf(trx, actor, eventId)))[0];
    for (const actor of [rec, bashir]) expect(await seen(actor)).toMatchObject({ name: "Rec Burns", says: "cant", whyNot: "no_cover", line: "Nobody at the desk on Thursdays" });
    expect(await seen(aileen)).toMatchObject({ says: "cant", whyNot: null, line: "" });
  });

  test("lists a guest by the name they were given, letters and no markup, and never their address", async () => {
    const { bashir, aileen } = set.cast;
    const eventId = await set.plans(bashir);
    await as(bashir, (trx) => inviteGuest(trx, bashir, eventId, { name: "Dr <b>Una</b>", email: "una@hill.example", organisation: "Hill Practice" }, { baseUrl }));
    const comers = await as(aileen, (trx) => comersOf(trx, aileen, eventId));
    expect(comers).toMatchObject([{ name: "Dr <b>Una</b>", from: "Hill Practice", isGuest: true, says: null }]);
    expect(JSON.stringify(comers)).not.toContain("una@");
  });

  test("says who has a job, and which are one's own", async () => {
    const { bashir, aileen } = set.cast;
    const eventId = await set.plans(bashir);
    const { jobId } = await as(bashir, (trx) => addJob(trx, bashir, eventId, { what: "Open the hall" }));
    await as(aileen, (trx) => takeJob(trx, aileen, eventId, jobId));
    expect(await as(aileen, (trx) => jobsOf(trx, aileen, eventId))).toMatchObject([{ what: "Open the hall", isMine: true, done: null, owner: expect.stringContaining("Aileen Murray") }]);
    expect(await as(bashir, (trx) => jobsOf(trx, bashir, eventId))).toMatchObject([{ isMine: false }]);
  });

  test("finds people and organisations by what is typed, whatever is typed", async () => {
    const { bashir } = set.cast;
    const found = (words: string) => as(bashir, (trx) => peopleLike(trx, bashir, words));
    expect((await found("aileen"))[0]?.label).toContain("Aileen Murray");
    expect(await found("%")).toEqual([]);
    expect(await found("' or 1=1 --")).toEqual([]);
  });
});

describe("the form of a new event", () => {
  const filled = { title: "Meet", kind: "date", date: inDays(30), from: "13:00", until: "14:30" };
  const fieldsOf = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      return (error as { fields: Record<string, string[]> }).fields;
    }
    return undefined;
  };

  test("says beside its own field which of the dates to choose from is wrong, and asks for two", () => {
    const rows = { ...filled, kind: "find", "date-1": inDays(30), "from-1": "13:00", "until-1": "14:00" };
    expect(fieldsOf(() => eventIn(formOf(rows)))).toEqual({ "date-2": ["Give at least two dates to choose from."] });
    expect(fieldsOf(() => eventIn(formOf({ ...rows, "date-3": inDays(31), "from-3": "13:00", "until-3": "12:00" })))).toHaveProperty("until-3");
    expect(fieldsOf(() => eventIn(formOf({ ...rows, "date-2": "2027-03-28", "from-2": "01:30", "until-2": "03:00" })))).toEqual({ "from-2": ["The clocks go forward that night, so 01:30 is left out. Choose 02:00 or later."] });
    expect(eventIn(formOf({ ...rows, "date-2": inDays(31), "from-2": "09:00", "until-2": "10:00" })).options).toHaveLength(2);
  });

  test("takes a series with an end, leaves out holidays by their name, and asks why for other days", async () => {
    const { bashir } = set.cast;
    const holidays = await as(bashir, holidaysBy);
    const series = { ...filled, kind: "series", every: "week", date: "2026-12-11", from: "13:00", until: "14:00", repeatUntil: "2027-01-08" };
    const days = daysIn(formOf(series), holidays);
    expect(days.map(({ day }) => day)).toEqual(["2026-12-11", "2026-12-18", "2026-12-25", "2027-01-01", "2027-01-08"]);
    expect(days[2]?.holiday).toBeTruthy();
    expect(fieldsOf(() => daysIn(formOf({ ...series, repeatUntil: "" }), holidays))).toHaveProperty("repeatUntil");
    expect(fieldsOf(() => daysIn(formOf({ ...series, until: "12:00" }), holidays))).toHaveProperty("until");
    expect(fieldsOf(() => seriesIn(formOf({ ...series, except: ["2026-12-18"] }), holidays))).toEqual({ exceptLine: ["Say why there is none on these days, such as: half term."] });
    expect(seriesIn(formOf({ ...series, except: ["2026-12-25", "2026-12-18"], exceptLine: "The hall is let" }), holidays).exceptions).toEqual([
      { date: "2026-12-25", line: holidays.get("2026-12-25") },
      { date: "2026-12-18", line: "The hall is let" },
    ]);
    const ahead = { ...series, date: inDays(30), repeatUntil: inDays(44), except: [inDays(37)], exceptLine: "The hall is let" };
    const made = await as(bashir, (trx) => startSeries(trx, bashir, seriesIn(formOf(ahead), new Map())));
    const frames = await Promise.all(made.eventIds.map((id) => as(bashir, (trx) => eventFrame(trx, bashir, id))));
    expect(frames).toMatchObject([{ state: "set", series: { title: "Meet" } }, { state: "cancelled", turn: { line: "The hall is let" } }, { state: "set" }]);
    const first = await as(bashir, (trx) => eventFrame(trx, bashir, made.eventIds[0] ?? ""));
    await as(bashir, (trx) => exceptInSeries(trx, bashir, first.id, { line: "Snow", version: first.version }));
    expect((await set.look(first.id)).state).toBe("cancelled");
  });
});

test.each([
  ["", "Coming"],
  ["month=2026-11", "Coming"],
  ["month=2027-12", "From December 2027"],
  ["month=2027-12&show=gone", "Gone by"],
  ["day=2027-12-07", "Tuesday 7 December"],
])("the list of ?%s is called %s", (asked, title) => {
  const search = new URLSearchParams(asked);
  expect(listTitle(eventFilter(search), eventPlace(search, "2026-11-21"), "2026-11-21")).toBe(title);
});

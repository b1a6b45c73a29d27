import ICAL from "ical.js";
import { beforeEach, describe, expect, test } from "vitest";
import { lettersThatFailed } from "~/features/diary/letters.server";
import { answerInvitation, cancelEvent, changeEvent, chooseOption, guestAnswers, guestLeaves, inviteGuest, reviveEvent, vote } from "~/features/events/commands.server";
import { eventTasks } from "~/features/events/told/tasks.server";
import type { Actor } from "~/shared/actor";
import type { Services } from "~/shared/services.server";
import { houseOfEvents, inDays, soon } from "./scene";

const set = houseOfEvents();
const { as, plans } = set;
const baseUrl = "https://thread.example";
const services = { config: { baseUrl } } as unknown as Services;
const run = (task: string, id: string) => eventTasks[task]?.({ ...services, db: set.house.db }, { id });

/** Does the work that was asked for and is due, as the queue would, and again, as it would after a crash. */
async function work(): Promise<void> {
  const jobs = await set.house.admin<{ task: string; about: string }[]>`
    delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier = any(${Object.keys(eventTasks)}) and j.run_at <= now() returning t.identifier as task, j.payload->>'id' as about`;
  for (const { task, about } of [...jobs, ...jobs]) await run(task, about);
}
/** Letters since the last look, in the order of who they go to. */
async function letters() {
  await work();
  const rows = await set.house.admin<{ to: string; subject: string; body: string; calendar: string | null; kind: string }[]>`delete from mail where kind = 'event' returning to_address as to, subject, body, calendar, kind`;
  return [...rows].sort((one, other) => one.to.localeCompare(other.to) || one.subject.localeCompare(other.subject));
}
const told = async () => (await letters()).map(({ to, subject }) => `${to.split("@")[0]}: ${subject}`);
const read = (calendar: string | null | undefined) => {
  const whole = new ICAL.Component(ICAL.parse(calendar ?? ""));
  const entry = whole.getFirstSubcomponent("vevent");
  const value = (name: string) => String(entry?.getFirstPropertyValue(name) ?? "");
  return { method: String(whole.getFirstPropertyValue("method")), uid: value("uid"), status: value("status"), sequence: Number(value("sequence")), starts: value("dtstart"), stamp: value("dtstamp"), url: value("url") };
};
const says = (actor: Actor, eventId: string, answer: string, more: { at?: Date; inviteeId?: string } = {}) => as(actor, (trx) => answerInvitation(trx, actor, eventId, { says: answer }, more));
let guests = 0;
const guestOf = async (eventId: string) => {
  const email = `moir.${guests++}@gp.example`;
  const made = await as(set.cast.bashir, (trx, bashir) => inviteGuest(trx, bashir, eventId, { name: "Dr Isla Moir", email, role: "practice" }, { baseUrl }));
  return { email, token: made.token ?? "", inviteeId: made.inviteeId ?? "" };
};
const changes = (eventId: string, change: Parameters<typeof changeEvent>[3] | object, when = {}) =>
  as(set.cast.bashir, async (trx, bashir) => changeEvent(trx, bashir, eventId, { title: "Meet the Food Hub", place: "Quayside hall", version: (await set.look(eventId)).version, ...change }, when));
const cancels = (eventId: string, line = "") => as(set.cast.bashir, (trx, bashir) => cancelEvent(trx, bashir, eventId, { line }));
const revives = (eventId: string) => as(set.cast.bashir, (trx, bashir) => reviveEvent(trx, bashir, eventId));
const reminders = (eventId: string) => set.house.admin<{ id: string; run_at: Date; starts_at: Date }[]>`
  select t.id, j.run_at, t.starts_at from event_told t join graphile_worker._private_jobs j on j.payload->>'id' = t.id::text where t.event_id = ${eventId} and t.what = 'tomorrow' order by j.run_at`;
/** Its work of the day before, as if it came now. */
const dayBefore = async (eventId: string) => {
  for (const { id } of [...(await reminders(eventId)), ...(await reminders(eventId))]) await run("event-due", id);
};
/** As if it began in so many hours, for its reminder too; not for one of an earlier time. */
async function beginsIn(eventId: string, hours: number, earlier: string | null = null) {
  await set.house.admin`update learning_event set starts_at = date_trunc('second', now()) + make_interval(hours => ${hours}), ends_at = date_trunc('second', now()) + make_interval(hours => ${hours + 1}) where id = ${eventId}`;
  await set.house.admin`update event_told t set starts_at = e.starts_at from learning_event e where e.id = t.event_id and e.id = ${eventId} and t.what = 'tomorrow' and t.id is distinct from ${earlier}::uuid`;
}

beforeEach(async () => {
  await letters();
});

describe("whoever says that they are going", () => {
  test("gets one letter with the event for their own calendar, however often the work is tried", async () => {
    const eventId = await plans(set.cast.bashir, { access: "Step-free, the blue door" });
    await says(set.cast.aileen, eventId, "going");
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ to: "aileen.murray@example.test", kind: "event", subject: "You are going: Meet the Food Hub" });
    expect(letter?.body).toContain("Where: Quayside hall\nStep-free, the blue door");
    expect(letter?.body).toContain(`The event, with everything about it:\n${baseUrl}/diary/events/${eventId}`);
    expect(letter?.body).toContain("13:00 to 14:30");
    expect(letter?.body).toContain("We remind you the day before.");
    expect(read(letter?.calendar)).toMatchObject({ method: "PUBLISH", uid: `event-${eventId}@common-thread`, status: "CONFIRMED", sequence: 0, url: `${baseUrl}/diary/events/${eventId}` });
    await says(set.cast.aileen, eventId, "going");
    expect(await told()).toEqual([]);
  });

  test("as a guest gets it too, and no link: only its hash is kept", async () => {
    const eventId = await plans(set.cast.bashir);
    const guest = await guestOf(eventId);
    await guestAnswers(set.house.db, guest.token, { says: "going" });
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ to: guest.email, kind: "event", subject: "You are going: Meet the Food Hub" });
    expect(letter?.body).toContain("The link in your invitation still works");
    expect(letter?.body).not.toMatch(/https?:|rsvp/);
    expect(read(letter?.calendar)).toMatchObject({ status: "CONFIRMED", url: "" });
  });

  test("for a planner who noted it down gets it in their place; whoever noted it gets none", async () => {
    const eventId = await plans(set.cast.bashir);
    const guest = await guestOf(eventId);
    await says(set.cast.bashir, eventId, "going", { inviteeId: guest.inviteeId });
    expect(await told()).toEqual([`${guest.email.split("@")[0]}: You are going: Meet the Food Hub`]);
  });

  test("and then that they can't gets the entry cancelled, newer than the first; saying so again tells nothing", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.aileen, eventId, "going");
    const before = read((await letters())[0]?.calendar);
    await says(set.cast.aileen, eventId, "cant");
    const [letter] = await letters();
    expect(letter?.subject).toBe("You are not going: Meet the Food Hub");
    const after = read(letter?.calendar);
    expect(after).toMatchObject({ uid: before.uid, status: "CANCELLED" });
    // It is the same event still; of two with one number, programs take the later stamp (RFC 5546, 2.1.5).
    expect(after.sequence).toBe(before.sequence);
    expect(after.stamp >= before.stamp).toBe(true);
    await as(set.cast.aileen, (trx, aileen) => answerInvitation(trx, aileen, eventId, { says: "cant", whyNot: "clinic" }));
    expect(await told()).toEqual([]);
  });

  test("and then maybe, and then that they can't, is told both; whoever never was going is told neither", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.aileen, eventId, "going");
    await letters();
    await says(set.cast.aileen, eventId, "maybe");
    const [letter] = await letters();
    expect([letter?.subject, read(letter?.calendar).status]).toEqual(["Maybe: Meet the Food Hub", "TENTATIVE"]);
    await says(set.cast.aileen, eventId, "cant");
    expect(await told()).toEqual(["aileen.murray: You are not going: Meet the Food Hub"]);
    await says(set.cast.rec, eventId, "maybe");
    await says(set.cast.rec, eventId, "cant");
    expect(await told()).toEqual([]);
  });

  test("and thinks again before the letter is written, is told their last answer alone", async () => {
    const eventId = await plans(set.cast.bashir);
    for (const answer of ["going", "cant", "going"]) await says(set.cast.aileen, eventId, answer);
    expect(await told()).toEqual(["aileen.murray: You are going: Meet the Food Hub"]);
  });

  test("in a change that was not kept, is told nothing", async () => {
    const eventId = await plans(set.cast.bashir);
    await expect(as(set.cast.aileen, async (trx, aileen) => {
      await answerInvitation(trx, aileen, eventId, { says: "going" });
      throw new Error("not kept");
    })).rejects.toThrow("not kept");
    expect(await told()).toEqual([]);
  });
});

describe("whoever waits", () => {
  test("is told that they do, without an entry; and with one once the place is theirs", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    const guest = await guestOf(eventId);
    await says(set.cast.aileen, eventId, "going");
    await guestAnswers(set.house.db, guest.token, { says: "going" });
    await says(set.cast.rec, eventId, "going");
    const waiting = (await letters()).filter(({ to }) => !to.startsWith("aileen"));
    expect(waiting.map(({ subject, calendar }) => [subject, calendar])).toEqual([["You wait for a place: Meet the Food Hub", null], ["You wait for a place: Meet the Food Hub", null]]);
    await says(set.cast.aileen, eventId, "cant");
    const [aileens, guests, ...more] = await letters();
    expect(more).toEqual([]);
    expect(read(aileens?.calendar).status).toBe("CANCELLED");
    expect(guests).toMatchObject({ to: guest.email, subject: "You have a place: Meet the Food Hub" });
    expect(read(guests?.calendar).status).toBe("CONFIRMED");
    await guestLeaves(set.house.db, guest.token);
    expect(await told()).toEqual([expect.stringMatching(/^rec.*: You have a place: Meet the Food Hub$/)]);
  });

  test("is told when there are more places", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    await says(set.cast.aileen, eventId, "going");
    await says(set.cast.amir, eventId, "going");
    await letters();
    await changes(eventId, { capacity: 2 });
    expect(await told()).toEqual(["amir.rose: You have a place: Meet the Food Hub"]);
  });
});

describe("an event that changes", () => {
  test("is told to whoever is going or may come, guests too, with its next number; not to whoever can't", async () => {
    const eventId = await plans(set.cast.bashir);
    const guest = await guestOf(eventId);
    await says(set.cast.aileen, eventId, "going");
    await says(set.cast.amir, eventId, "maybe");
    await says(set.cast.rec, eventId, "cant");
    await guestAnswers(set.house.db, guest.token, { says: "going" });
    const before = read((await letters())[0]?.calendar);
    await changes(eventId, { times: { ...soon, date: inDays(31) }, place: "The library" });
    const moved = await letters();
    expect(moved.map(({ to }) => to)).toEqual(["aileen.murray@example.test", "amir.rose@example.test", guest.email]);
    for (const { subject, body } of moved) {
      expect(subject).toMatch(/^A new time: Meet the Food Hub, \w{3} \d+ \w{3}$/);
      expect(body).toContain("Where: The library");
    }
    expect(moved.map(({ calendar }) => read(calendar).status)).toEqual(["CONFIRMED", "TENTATIVE", "CONFIRMED"]);
    const after = read(moved[0]?.calendar);
    expect(after.uid).toBe(before.uid);
    expect(after.sequence).toBeGreaterThan(before.sequence);
    expect(after.starts).not.toBe(before.starts);
  });

  test("in its place alone is told; in its words alone it is nobody's news", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.aileen, eventId, "going");
    await letters();
    await changes(eventId, { purpose: "So that referrals reach us" });
    expect(await told()).toEqual([]);
    await changes(eventId, { purpose: "So that referrals reach us", place: "The library" });
    expect(await told()).toEqual([expect.stringMatching(/^aileen.murray: Another place: Meet the Food Hub, /)]);
  });

  test("and is cancelled, then on again, goes out of calendars and comes back", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.aileen, eventId, "going");
    await letters();
    await cancels(eventId, "The hall has no heating.");
    const [cancelled] = await letters();
    expect(cancelled?.subject).toMatch(/^Cancelled: Meet the Food Hub, /);
    expect(cancelled?.body).toContain("Bashir Khan wrote: “The hall has no heating.”");
    await revives(eventId);
    const [again] = await letters();
    expect(again?.subject).toMatch(/^On again: Meet the Food Hub, /);
    const [out, back] = [read(cancelled?.calendar), read(again?.calendar)];
    expect([out.status, back.status]).toEqual(["CANCELLED", "CONFIRMED"]);
    expect(back.sequence).toBeGreaterThan(out.sequence);
  });

  test("carries no line that may name a person supported: that stays on the page", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.aileen, eventId, "going");
    await letters();
    await cancels(eventId, "We sit with Mrs Kowalska that day.");
    const [letter] = await letters();
    expect(letter?.body).toContain("Bashir Khan wrote a line. It is on the page.");
    expect(letter?.body).not.toContain("Kowalska");
  });

  test("and has found its date is told to whoever said which dates suit", async () => {
    const eventId = await plans(set.cast.bashir, { options: [soon, { ...soon, date: inDays(31) }] });
    const [option] = await set.house.admin<{ id: string }[]>`select id from event_option where event_id = ${eventId} order by starts_at limit 1`;
    const guest = await guestOf(eventId);
    await as(set.cast.aileen, (trx, aileen) => vote(trx, aileen, eventId, [{ optionId: option?.id ?? "", says: "yes" }]));
    await as(set.cast.bashir, (trx, bashir) => chooseOption(trx, bashir, eventId, { optionId: option?.id ?? "", version: 1 }));
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(guest.email).not.toBe(letter?.to);
    expect(letter?.subject).toMatch(/^The date is set: Meet the Food Hub, /);
    expect(letter?.body).toContain("Say whether you come.");
    expect(read(letter?.calendar).status).toBe("TENTATIVE");
  });

  test("twice before the letters are written, is told once, as it stands now", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.aileen, eventId, "going");
    await letters();
    await changes(eventId, { times: { ...soon, date: inDays(31) } });
    await cancels(eventId);
    expect(await told()).toEqual([expect.stringMatching(/^aileen.murray: Cancelled: /)]);
  });

  test("is told to whoever sits in the post now", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.aileen, eventId, "going");
    await letters();
    await set.house.admin`insert into tenure (id, account_id, post_id, valid_from) values (gen_random_uuid(), ${set.cast.vol.accountId}, ${set.cast.posts.aileen}, now() - interval '1 hour')`;
    await cancels(eventId);
    expect((await told()).map((line) => line.split(":")[0])).toEqual(["aileen.murray", "vol.olsen"]);
    await set.house.admin`delete from tenure where account_id = ${set.cast.vol.accountId} and post_id = ${set.cast.posts.aileen}`;
  });
});

describe("the day before", () => {
  test("is asked for once for each time, and told once to those who are going, not to those who wait, may come or can't", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    await says(set.cast.aileen, eventId, "going");
    await says(set.cast.amir, eventId, "going");
    await says(set.cast.rec, eventId, "maybe");
    const [due, ...more] = await reminders(eventId);
    expect(more).toEqual([]);
    expect((due?.starts_at.getTime() ?? 0) - (due?.run_at.getTime() ?? 0)).toBe(86_400_000);
    await letters();
    await beginsIn(eventId, 24);
    await dayBefore(eventId);
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ to: "aileen.murray@example.test", subject: "Tomorrow: Meet the Food Hub", calendar: null });
    expect(letter?.body).toContain("Where: Quayside hall");
  });

  test("follows an event that was moved, there and back again", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.aileen, eventId, "going");
    const first = (await set.look(eventId)).startsAt;
    await changes(eventId, { times: { ...soon, date: inDays(31) } });
    const second = (await set.look(eventId)).startsAt;
    await changes(eventId, { times: soon });
    expect((await reminders(eventId)).map(({ starts_at }) => starts_at)).toEqual([first, second]);
  });

  test("that came before it was moved is let go, and the new one told", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.aileen, eventId, "going");
    await beginsIn(eventId, 24);
    const [old] = await reminders(eventId);
    await changes(eventId, { times: soon });
    await letters();
    await run("event-due", old?.id ?? "");
    expect(await told()).toEqual([]);
    await set.house.admin`update event_told set starts_at = starts_at - interval '1 minute' where id = ${old?.id ?? ""}`;
    await beginsIn(eventId, 24, old?.id ?? "");
    await dayBefore(eventId);
    expect(await told()).toEqual(["aileen.murray: Tomorrow: Meet the Food Hub"]);
  });

  test("is not told of the time it had before, nor too early, nor once it has begun or is cancelled", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.aileen, eventId, "going");
    await letters();
    await dayBefore(eventId);
    expect(await told()).toEqual([]);
    await beginsIn(eventId, 24);
    await set.house.admin`update event_told set starts_at = starts_at - interval '2 hours' where event_id = ${eventId} and what = 'tomorrow'`;
    await dayBefore(eventId);
    expect(await told()).toEqual([]);
    await beginsIn(eventId, -1);
    await dayBefore(eventId);
    expect(await told()).toEqual([]);
    await beginsIn(eventId, 23);
    await cancels(eventId);
    await letters();
    await dayBefore(eventId);
    expect(await told()).toEqual([]);
    await revives(eventId);
    await letters();
    await dayBefore(eventId);
    expect(await told()).toEqual([expect.stringMatching(/^aileen.murray: (Today|Tomorrow): Meet the Food Hub$/)]);
  });

  test("is not asked for where it is less than a day away", async () => {
    const eventId = await plans(set.cast.bashir);
    await beginsIn(eventId, 20);
    await says(set.cast.aileen, eventId, "going");
    expect(await reminders(eventId)).toEqual([]);
    expect((await letters())[0]?.body).not.toContain("We remind you");
  });
});

describe("what is told", () => {
  test("is nothing of months gone by, as seeds tell them", async () => {
    await set.house.admin`update network set kind = 'demonstration'`;
    const at = new Date(Date.now() - 3_600_000);
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    await says(set.cast.aileen, eventId, "going", { at });
    await says(set.cast.amir, eventId, "going", { at });
    await says(set.cast.aileen, eventId, "cant", { at });
    await changes(eventId, { place: "The library", capacity: 2, times: { ...soon, date: inDays(31) } }, { at });
    await as(set.cast.bashir, (trx, bashir) => cancelEvent(trx, bashir, eventId, {}, { at }));
    expect(await told()).toEqual([]);
    expect(await set.house.admin`select 1 from event_told where event_id = ${eventId}`).toEqual([]);
    await set.house.admin`update network set kind = 'real'`;
  });

  test("is for the work that nobody does by hand, and nobody else reads or marks it", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.aileen, eventId, "going");
    for (const who of [set.cast.aileen, set.cast.bashir, set.cast.fay]) {
      expect(await as(who, (trx) => trx.selectFrom("event_told").selectAll().execute())).toEqual([]);
      expect((await as(who, (trx) => trx.updateTable("event_told").set({ told_at: new Date() }).executeTakeFirst())).numUpdatedRows).toBe(0n);
      await expect(as(who, (trx) => trx.insertInto("event_told").values({ event_id: eventId, what: "where" }).execute())).rejects.toMatchObject({ code: "42501" });
    }
    expect(await told()).toEqual(["aileen.murray: You are going: Meet the Food Hub"]);
  });

  test("and no mail server took is said to whoever caused it, by name, and not to those who plan along or come", async () => {
    const { aileen, amir, bashir, fay } = set.cast;
    const eventId = await plans(bashir);
    await guestOf(eventId);
    await says(aileen, eventId, "going");
    await letters();
    await changes(eventId, { place: "The library" });
    await work();
    const notGone = (who: Actor) => as(who, (trx) => lettersThatFailed(trx, eventId)).then((rows) => rows.map(({ to }) => to));
    expect(await notGone(bashir)).toEqual([]);
    await set.house.admin`update mail set failure = 'refused' where about = ${eventId}`;
    expect((await notGone(bashir)).sort()).toEqual(["Aileen Murray", "Dr Isla Moir"]);
    for (const who of [aileen, amir, fay]) expect(await notGone(who)).toEqual([]);
    await set.house.admin`update mail set sent_at = now(), failure = null where about = ${eventId}`;
    expect(await notGone(bashir)).toEqual([]);
  });
});

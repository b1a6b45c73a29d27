import ICAL from "ical.js";
import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lettersThatFailed } from "~/features/diary/letters.server";
import { waitingNews } from "~/features/inbox/news.server";
import { findBooking } from "~/features/shadowing/access.server";
import { bookingPage } from "~/features/shadowing/book/booking-page.server";
import { agreeToTerms, book, cancelDay, changeDay, giveUp, holdPlace, hostCannot, notThisTime, offerDays, sayYes, waitForPlace, type NewOffer } from "~/features/shadowing/commands.server";
import { shadowTasks } from "~/features/shadowing/told/tasks.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Services } from "~/shared/services.server";
import { sendLetter as carry } from "~server/jobs/send-letter";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
let dayId: string;

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const someDay: NewOffer = { date: "2027-02-02", from: "09:30", until: "13:00", where: "Quayside hall, the blue door", expect: "Sorting, then the counter.", places: 1 };
const offers = async (actor: Actor, more: Partial<NewOffer> = {}) => (await as(actor, (trx) => offerDays(trx, actor, { ...someDay, ...more }))).dayIds[0] ?? "";
const books = async (actor: Actor, day = dayId, help = "") => (await as(actor, (trx) => book(trx, actor, day, { help }))).bookingId;
const yes = (bookingId: string, line = "") => as(cast.bashir, (trx) => sayYes(trx, cast.bashir, bookingId, { line }));

const services = { config: { baseUrl: "https://thread.example" } } as unknown as Services;
const run = (task: string, id: string) => shadowTasks[task]?.({ ...services, db: house.db }, { id });

/** Does the work that was asked for and is due, as the queue would, and again, as it would after a crash. */
async function work(): Promise<void> {
  const names = Object.keys(shadowTasks);
  for (;;) {
    const jobs = await house.admin<{ id: string; task: string; about: string }[]>`
      delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier = any(${names}) and j.run_at <= now() returning j.id::text, t.identifier as task, j.payload->>'id' as about`;
    if (jobs.length === 0) return;
    for (const { task, about } of jobs) await run(task, about);
    for (const { task, about } of jobs) await run(task, about);
  }
}

/** Letters since the last look, in the order of who they go to. */
async function letters() {
  await work();
  const rows = await house.admin<{ to: string; subject: string; body: string; calendar: string | null }[]>`
    delete from mail where kind = 'shadow' returning to_address as to, subject, body, calendar`;
  return [...rows].sort((one, other) => one.to.localeCompare(other.to) || one.subject.localeCompare(other.subject));
}
const told = async () => (await letters()).map(({ to, subject }) => `${to.split("@")[0]}: ${subject}`);
const news = async (actor: Actor, about: string) => (await as(actor, (trx) => waitingNews(trx, actor, 100))).items.filter((item) => item.about === about).map(({ kind }) => kind);
const entryIn = (calendar: string | null) => new ICAL.Component(ICAL.parse(calendar ?? "")).getFirstSubcomponent("vevent");

/** Puts the moment a question was asked back by so many working days and no more. */
async function askedAgo(bookingId: string, days: number): Promise<void> {
  await house.admin`update shadow_turn set at = (select max(h) from generate_series(now() - interval '20 days', now(), interval '1 hour') h where app.working_days_after(h, ${days}) <= now()) where booking_id = ${bookingId} and to_state = 'asked'`;
}
const moveDay = (id: string, from: string) => house.admin`update shadow_day set starts_at = now() + ${from}::interval, ends_at = now() + ${from}::interval + interval '3 hours' where id = ${id}`;

beforeAll(async () => {
  cast = await castOf(house.db);
  for (const one of [cast.aileen, cast.amir, cast.jo]) await as(one, (trx) => agreeToTerms(trx, one, 1));
});

beforeEach(async () => {
  await house.admin`update shadow_day set cancelled_at = now() where cancelled_at is null`;
  dayId = await offers(cast.bashir);
  await letters();
});

describe("a guest asks", () => {
  test("and the host gets one letter and one line in the inbox, however often the work is tried", async () => {
    const bookingId = await books(cast.aileen, dayId, "I walk with a stick.");
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ to: "bashir.khan@example.test", subject: "Aileen Murray would like to shadow you on Tue 2 Feb" });
    expect(letter?.body).toContain(`Say yes, or not this time:\nhttps://thread.example/diary/shadow/bookings/${bookingId}`);
    expect(letter?.body).toContain("Tuesday 2 February, 9:30 am to 1 pm");
    expect(letter?.body).not.toContain("stick");
    expect(await news(cast.bashir, bookingId)).toEqual(["shadow.asked"]);
    expect(await news(cast.aileen, bookingId)).toEqual([]);
  });

  test("is not told of a place that is only held, nor is the host", async () => {
    await as(cast.aileen, (trx) => holdPlace(trx, cast.aileen, dayId));
    expect(await told()).toEqual([]);
  });

  test("and whoever sits in the host's post now is told, and whoever offered the day; not somebody who has left", async () => {
    await house.admin`insert into tenure (id, account_id, post_id, valid_from) values (gen_random_uuid(), ${cast.vol.accountId}, ${cast.posts.bashir}, now() - interval '1 hour')`;
    await books(cast.aileen);
    expect((await told()).map((line) => line.split(":")[0])).toEqual(["bashir.khan", "vol.olsen"]);
    const other = await offers(cast.bashir, { from: "14:00", until: "16:00" });
    await house.admin`update tenure set valid_until = now() where account_id = ${cast.bashir.accountId}`;
    await books(cast.jo, other);
    expect((await told()).map((line) => line.split(":")[0])).toEqual(["vol.olsen"]);
    await house.admin`update tenure set valid_until = null where account_id = ${cast.bashir.accountId}`;
    await house.admin`delete from tenure where account_id = ${cast.vol.accountId} and post_id = ${cast.posts.bashir}`;
  });
});

describe("a host who does not answer", () => {
  test("is reminded once after two working days, and after four the guest is pointed to the next like it", async () => {
    const bookingId = await books(cast.aileen);
    const next = await offers(cast.sana, { date: "2027-02-09" });
    await letters();
    await run("booking-due", bookingId);
    expect(await told()).toEqual([]);
    await askedAgo(bookingId, 2);
    await run("booking-due", bookingId);
    await run("booking-due", bookingId);
    expect(await told()).toEqual(["bashir.khan: Aileen Murray still waits for your answer about Tue 2 Feb"]);
    await askedAgo(bookingId, 4);
    await run("booking-due", bookingId);
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ to: "aileen.murray@example.test", subject: "No answer came for Tue 2 Feb" });
    expect(letter?.body).toContain(`Tuesday 9 February, 9:30 am to 1 pm, with Sana Malik, Quayside Food Hub.`);
    expect(letter?.body).toContain(`/diary/shadow/${next}`);
    expect(await news(cast.aileen, bookingId)).toEqual(["shadow.unanswered"]);
    expect(await news(cast.bashir, bookingId)).toEqual([]);
  });
});

describe("the host says yes", () => {
  test("and both get a letter with the day for their own calendar", async () => {
    const bookingId = await books(cast.aileen);
    await yes(bookingId, "Bring flat shoes.");
    const [guests, hosts, ...more] = await letters();
    // It was answered before the question was told: nobody is asked what they have answered.
    expect(more).toEqual([]);
    expect(guests).toMatchObject({ to: "aileen.murray@example.test", subject: "You are going: shadow day with Bashir Khan on Tue 2 Feb" });
    expect(guests?.body).toContain("Bring flat shoes.");
    const [going, hosting] = [entryIn(guests?.calendar ?? null), entryIn(hosts?.calendar ?? null)];
    expect(going?.getFirstPropertyValue("uid")).toBe(`shadow-booking-${bookingId}@common-thread`);
    expect(hosting?.getFirstPropertyValue("uid")).toBe(`shadow-day-${dayId}@common-thread`);
    for (const entry of [going, hosting]) expect([String(entry?.getFirstPropertyValue("dtstart")), entry?.getFirstPropertyValue("status")]).toEqual(["2027-02-02T09:30:00Z", "CONFIRMED"]);
    expect(hosts?.calendar).not.toContain("Aileen");
    expect(await news(cast.aileen, bookingId)).toEqual(["shadow.confirmed"]);
  });

  test("and when it is called off, both calendars are put right, and the host hears it", async () => {
    const bookingId = await books(cast.aileen);
    await yes(bookingId);
    const before = Number(entryIn((await letters())[0]?.calendar ?? null)?.getFirstPropertyValue("sequence"));
    await as(cast.aileen, (trx) => giveUp(trx, cast.aileen, bookingId, { line: "The school is shut." }));
    const [guests, hosts] = await letters();
    expect(entryIn(guests?.calendar ?? null)?.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(Number(entryIn(guests?.calendar ?? null)?.getFirstPropertyValue("sequence"))).toBeGreaterThan(before);
    expect(hosts).toMatchObject({ to: "bashir.khan@example.test", subject: "Aileen Murray cannot come on Tue 2 Feb", calendar: null });
    expect(hosts?.body).toContain("The school is shut.");
    expect(await news(cast.bashir, bookingId)).toEqual(["shadow.cancelled"]);
  });
});

describe("not this time", () => {
  test("comes with the host's line and the next day like it", async () => {
    const bookingId = await books(cast.aileen);
    await offers(cast.bashir, { date: "2027-02-16" });
    await letters();
    await as(cast.bashir, (trx) => notThisTime(trx, cast.bashir, bookingId, { line: "We are short that morning." }));
    const [letter] = await letters();
    expect(letter?.body).toContain("Bashir Khan wrote: “We are short that morning.”");
    expect(letter?.body).toContain("Tuesday 16 February");
  });

  test("carries no line that may name a person supported: that stays on the page", async () => {
    const bookingId = await books(cast.aileen);
    await letters();
    await as(cast.bashir, (trx) => notThisTime(trx, cast.bashir, bookingId, { line: "We have Mrs Kowalska in that day." }));
    const [letter] = await letters();
    expect(letter?.body).toContain("Bashir Khan wrote a line. It is on the page.");
    expect(letter?.body).not.toContain("Kowalska");
  });
});

describe("those who wait", () => {
  test("are offered the place that comes free, told until when, and told when it went on", async () => {
    const inPlace = await books(cast.aileen);
    const { bookingId } = await as(cast.amir, (trx) => waitForPlace(trx, cast.amir, dayId));
    await letters();
    await as(cast.aileen, (trx) => giveUp(trx, cast.aileen, inPlace));
    const [offer, hosts] = await letters();
    expect(offer).toMatchObject({ to: "amir.rose@example.test", subject: "A place is free for you on Tue 2 Feb" });
    expect(offer?.body).toMatch(/It is kept for you until \w{3} \d+ \w{3}, /);
    expect(hosts?.subject).toBe("Aileen Murray cannot come on Tue 2 Feb");
    expect(await news(cast.amir, bookingId)).toEqual(["shadow.place"]);
    await house.admin`update shadow_booking set until = now() - interval '1 minute' where id = ${bookingId}`;
    await run("booking-due", bookingId);
    expect(await told()).toEqual(["amir.rose: The place on Tue 2 Feb went to the next in line"]);
    expect(await news(cast.amir, bookingId)).toEqual([]);
  });
});

describe("a day that changes", () => {
  test("is told with its new time to whoever comes, and their calendars follow", async () => {
    const bookingId = await books(cast.aileen);
    await yes(bookingId);
    const first = entryIn((await letters())[0]?.calendar ?? null);
    await as(cast.bashir, (trx) => changeDay(trx, cast.bashir, dayId, { date: "2027-02-03", from: "10:00", until: "13:00", places: 1 }));
    const [guests, hosts, ...more] = await letters();
    expect(more).toEqual([]);
    expect(guests?.subject).toBe("A new time: shadow day with Bashir Khan, Wed 3 Feb");
    expect(guests?.body).toContain("Does it still suit?");
    const moved = entryIn(guests?.calendar ?? null);
    expect(moved?.getFirstPropertyValue("uid")).toBe(first?.getFirstPropertyValue("uid"));
    expect(Number(moved?.getFirstPropertyValue("sequence"))).toBeGreaterThan(Number(first?.getFirstPropertyValue("sequence")));
    expect(String(entryIn(hosts?.calendar ?? null)?.getFirstPropertyValue("dtstart"))).toBe("2027-02-03T10:00:00Z");
    expect(await news(cast.aileen, bookingId)).toContain("shadow.changed");
    const [asked] = await house.admin`select count(*)::int as n from graphile_worker._private_jobs where payload->>'id' = ${bookingId} and run_at = '2027-02-02T10:00:00Z'`;
    expect(asked?.["n"]).toBe(1);
  });

  test("and is passed on to a colleague is told to whoever comes, with who hosts now, and stands in both calendars", async () => {
    const bookingId = await books(cast.aileen);
    await yes(bookingId);
    await as(cast.amir, (trx) => waitForPlace(trx, cast.amir, dayId));
    const first = entryIn((await letters()).find(({ to }) => to.startsWith("aileen"))?.calendar ?? null);
    await house.admin`update shadow_day set host_post_id = ${cast.posts.sana}, host_account_id = ${cast.sana.accountId}, sequence = sequence + 1, changed_at = now() where id = ${dayId}`;
    const [guests, hosts, ...more] = await letters();
    expect(more).toEqual([]);
    expect(guests).toMatchObject({ to: "aileen.murray@example.test", subject: "Sana Malik hosts your shadow day on Tue 2 Feb" });
    const passed = entryIn(guests?.calendar ?? null);
    expect(passed?.getFirstPropertyValue("uid")).toBe(first?.getFirstPropertyValue("uid"));
    expect(String(passed?.getFirstPropertyValue("summary"))).toContain("Sana Malik");
    expect(Number(passed?.getFirstPropertyValue("sequence"))).toBeGreaterThan(Number(first?.getFirstPropertyValue("sequence")));
    expect(hosts).toMatchObject({ to: "sana.malik@example.test", subject: "You host a shadow day on Tue 2 Feb" });
    expect(entryIn(hosts?.calendar ?? null)?.getFirstPropertyValue("status")).toBe("CONFIRMED");
  });

  test("in its places alone is nobody's news", async () => {
    await books(cast.aileen);
    await letters();
    await as(cast.bashir, (trx) => changeDay(trx, cast.bashir, dayId, { date: "2027-02-02", from: "09:30", until: "13:00", places: 2 }));
    expect(await told()).toEqual([]);
  });

  test("and is cancelled is told to whoever comes, asks or waits, with what is next, and to the host's own calendar", async () => {
    const going = await books(cast.aileen);
    await yes(going);
    await as(cast.amir, (trx) => waitForPlace(trx, cast.amir, dayId));
    await letters();
    await as(cast.bashir, (trx) => cancelDay(trx, cast.bashir, dayId, { line: "The van broke down." }));
    const [aileens, amirs, hosts, ...more] = await letters();
    expect(more).toEqual([]);
    expect(aileens?.body).toContain("The van broke down.");
    expect(entryIn(aileens?.calendar ?? null)?.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(amirs).toMatchObject({ to: "amir.rose@example.test", calendar: null });
    expect(entryIn(hosts?.calendar ?? null)?.getFirstPropertyValue("status")).toBe("CANCELLED");
  });

  test("for one guest alone is told to that guest", async () => {
    const going = await books(cast.aileen);
    await yes(going);
    await letters();
    await as(cast.bashir, (trx) => hostCannot(trx, cast.bashir, going, { line: "I have to be elsewhere." }));
    expect(await told()).toEqual(["aileen.murray: Cancelled: shadow day with Bashir Khan on Tue 2 Feb"]);
    expect(await news(cast.aileen, going)).toContain("shadow.cancelled");
  });
});

describe("the day before, and afterwards,", () => {
  test("both are told once", async () => {
    const bookingId = await books(cast.aileen);
    await yes(bookingId);
    await moveDay(dayId, "20 hours");
    await letters();
    await run("booking-due", bookingId);
    await run("booking-due", bookingId);
    expect(await told()).toEqual(["aileen.murray: Tomorrow: shadow day with Bashir Khan", "bashir.khan: Tomorrow: Aileen Murray comes along"]);
    await moveDay(dayId, "-5 hours");
    await run("booking-due", bookingId);
    await run("booking-due", bookingId);
    expect(await told()).toEqual(["aileen.murray: Two lines about your day with Bashir Khan?", "bashir.khan: Two lines about your day with Aileen Murray?"]);
    expect(await news(cast.aileen, bookingId)).toContain("shadow.reflect");
    await house.admin`insert into shadow_reflection (id, booking_id, surprised, differently, account_id, post_id, organisation_id)
      values (gen_random_uuid(), ${bookingId}, 'The queue.', 'Ring first.', ${cast.aileen.accountId}, ${cast.posts.aileen}, ${cast.organisations.harbour})`;
    expect(await news(cast.aileen, bookingId)).not.toContain("shadow.reflect");
    expect(await news(cast.bashir, bookingId)).toContain("shadow.reflect");
  });
});

describe("when no mail server takes a letter", () => {
  test("the booking stands, the inbox has it, and whoever caused it can see that it did not go", async () => {
    const bookingId = await books(cast.aileen);
    await work();
    const [{ id } = { id: "" }] = await house.admin<{ id: string }[]>`select id from mail where about = ${bookingId}`;
    const broken = { db: house.db, log: { info() {}, warn() {}, error() {} }, config: { smtpUrl: "smtp://127.0.0.1:1", mailFrom: "Common Thread <no-reply@thread.example>" } } as unknown as Services;
    await expect(carry(broken, id)).rejects.toThrow("A letter was not taken");
    expect((await as(cast.aileen, (trx) => findBooking(trx, cast.aileen, bookingId))).state).toBe("asked");
    expect(await news(cast.bashir, bookingId)).toEqual(["shadow.asked"]);
    const notGone = (who: Actor) => as(who, (trx) => bookingPage(trx, who, bookingId)).then((shown) => shown.notGone.map(({ to }) => to));
    expect(await notGone(cast.aileen)).toEqual(["Bashir Khan"]);
    expect(await notGone(cast.bashir)).toEqual([]);
    expect(await notGone(cast.fay)).toEqual([]);
    await expect(notGone(cast.amir)).rejects.toMatchObject({ code: "not_found" });
    expect(await as(cast.amir, (trx) => lettersThatFailed(trx, bookingId))).toEqual([]);
  });
});

describe("what was told", () => {
  test("is kept by the diary's own work, and by nobody who asks in their own name", async () => {
    const bookingId = await books(cast.aileen);
    await expect(as(cast.aileen, (trx) => trx.insertInto("shadow_told").values({ day_id: dayId, booking_id: bookingId, what: "tomorrow", sequence: 0 }).execute())).rejects.toMatchObject({ code: "42501" });
    await expect(as(cast.aileen, (trx) => sql`update shadow_turn set told_at = now() where booking_id = ${bookingId}`.execute(trx))).resolves.toMatchObject({ numAffectedRows: 0n });
    expect(await as(cast.fay, (trx) => trx.selectFrom("shadow_told").selectAll().execute())).toEqual([]);
  });
});

import ICAL from "ical.js";
import { RouterContextProvider } from "react-router";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeFeed, ownFeeds, stopFeed } from "~/features/diary/calendar/feeds.server";
import type { FeedKind } from "~/features/diary/calendar/kinds";
import { endTenure } from "~/features/people/commands.server";
import { agreeToTerms, book, giveUp, offerDays, sayYes } from "~/features/shadowing/commands.server";
import { loader } from "~/routes/calendar.$secret";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { addressContext, servicesContext, type Services } from "~/shared/services.server";
import { createLimits } from "~server/limits";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
const baseUrl = "https://thread.example";
let cast: Cast;

beforeAll(async () => {
  cast = await castOf(house.db);
  await as(cast.aileen, (trx) => agreeToTerms(trx, cast.aileen, 1));
});
beforeEach(() => house.admin`delete from rate_limit`);

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const feedOf = (actor: Actor, kind: FeedKind = "mine") => as(actor, (trx) => makeFeed(trx, actor, kind));

/** Asks as a calendar program does, which has no session. */
async function read(secret: string, headers: Record<string, string> = {}): Promise<Response> {
  const context = new RouterContextProvider();
  context.set(servicesContext, { db: house.db, config: { baseUrl }, limit: createLimits(house.pool) } as unknown as Services);
  context.set(addressContext, "192.0.2.7");
  const request = new Request(`${baseUrl}/calendar/${secret}.ics`, { headers });
  return loader({ context, request, params: { secret: `${secret}.ics` } } as unknown as Parameters<typeof loader>[0]).catch((thrown: { init?: { status?: number }; data?: unknown }) => new Response(JSON.stringify(thrown.data), { status: thrown.init?.status ?? 500 }));
}
async function entriesOf(secret: string) {
  const answer = await read(secret);
  expect(answer.status).toBe(200);
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
}
const said = (event: ICAL.Event | undefined) => [event?.summary, event?.component.getFirstPropertyValue("status")];

async function offered(by: Actor, date: string, places = 1): Promise<string> {
  const { dayIds: [dayId = ""] } = await as(by, (trx) => offerDays(trx, by, { date, from: "14:00", until: "16:30", where: "The hall, Pier Road", expect: "Sorting.", places }));
  return dayId;
}

describe("a calendar of one's own", () => {
  let secret: string;
  beforeAll(async () => {
    secret = await feedOf(cast.aileen);
  });

  test("holds a day one asked for as perhaps, then as agreed, then as called off, under one uid with rising numbers", async () => {
    const dayId = await offered(cast.bashir, "2027-06-01");
    const { bookingId } = await as(cast.aileen, (trx) => book(trx, cast.aileen, dayId));
    const own = async () => (await entriesOf(secret)).find((event) => event.uid.includes(bookingId));
    const asked = await own();
    expect(said(asked)).toEqual(["Shadow day with Bashir Khan, Quayside Food Hub", "TENTATIVE"]);
    expect([asked?.location, asked?.startDate.toString()]).toEqual(["The hall, Pier Road", "2027-06-01T13:00:00Z"]);
    await as(cast.bashir, (trx) => sayYes(trx, cast.bashir, bookingId));
    const agreed = await own();
    expect(said(agreed)[1]).toBe("CONFIRMED");
    await as(cast.aileen, (trx) => giveUp(trx, cast.aileen, bookingId));
    const off = await own();
    expect(said(off)[1]).toBe("CANCELLED");
    expect([asked?.uid, agreed?.uid]).toEqual([off?.uid, off?.uid]);
    expect(Number(asked?.sequence)).toBeLessThan(Number(agreed?.sequence));
    expect(Number(agreed?.sequence)).toBeLessThan(Number(off?.sequence));
  });

  test("holds days one hosts, and neither a colleague's nor a stranger's", async () => {
    const dayId = await offered(cast.bashir, "2027-06-08");
    expect(said((await entriesOf(await feedOf(cast.bashir))).find((event) => event.uid.includes(dayId)))).toEqual(["Shadow day that you host", "TENTATIVE"]);
    for (const other of [cast.aileen, cast.amir, cast.sana]) expect((await entriesOf(await feedOf(other))).filter((event) => event.uid.includes(dayId))).toEqual([]);
    secret = await feedOf(cast.aileen);
  });

  test("leaves out what lies more than a year away", async () => {
    const dayId = await offered(cast.bashir, "2027-06-15");
    const bashirs = await feedOf(cast.bashir);
    await house.admin`update shadow_day set starts_at = now() + interval '13 months', ends_at = now() + interval '13 months 2 hours' where id = ${dayId}`;
    expect((await entriesOf(bashirs)).filter((event) => event.uid.includes(dayId))).toEqual([]);
  });

  test("holds events one is asked to until one says no; coming, it is sure", async () => {
    const eventId = await planted({ starts: "2027-03-03T14:00:00Z" });
    const inviteeId = crypto.randomUUID();
    await house.admin`insert into event_invitee ${house.admin({ id: inviteeId, event_id: eventId, invited_post_id: cast.posts.aileen, came_by: "post", ...by(cast.bashir) })}`;
    const own = async () => said((await entriesOf(secret)).find((event) => event.uid.includes(eventId)));
    expect(await own()).toEqual(["Learning lunch", "TENTATIVE"]);
    const answer = async (says: string) => {
      await house.admin`update event_answer set ended_at = now() where invitee_id = ${inviteeId}`;
      await house.admin`insert into event_answer (id, event_id, invitee_id, says, account_id) values (gen_random_uuid(), ${eventId}, ${inviteeId}, ${says}, ${cast.aileen.accountId})`;
    };
    await answer("going");
    expect(await own()).toEqual(["Learning lunch", "CONFIRMED"]);
    await answer("cant");
    expect(await own()).toEqual([undefined, undefined]);
  });
});

const by = ({ accountId, seat }: Actor) => ({ account_id: accountId, post_id: seat?.postId ?? "", organisation_id: seat?.organisationId ?? "" });
async function planted({ starts, title = "Learning lunch", series, state = "set" }: { starts: string; title?: string; series?: string; state?: string }): Promise<string> {
  const id = crypto.randomUUID();
  const at = new Date(starts);
  await house.admin`insert into learning_event ${house.admin({ id, title, state, series_id: series ?? null, place_words: "Room 2", starts_at: at, ends_at: new Date(at.getTime() + 3_600_000), ...by(cast.bashir) })}`;
  return id;
}

describe("a calendar of what is open", () => {
  test("holds days with a place left and no full, cancelled or past one", async () => {
    const [open, full, off] = [await offered(cast.bashir, "2027-07-01", 2), await offered(cast.bashir, "2027-07-02"), await offered(cast.bashir, "2027-07-03")];
    await as(cast.aileen, (trx) => book(trx, cast.aileen, full));
    await house.admin`update shadow_day set cancelled_at = now() where id = ${off}`;
    const titles = (await entriesOf(await feedOf(cast.rec, "network"))).filter((event) => [open, full, off].some((id) => event.uid.includes(id)));
    expect(titles.map((event) => [event.uid, event.summary])).toEqual([[`shadow-day-${open}@common-thread`, "Shadow day on offer: Bashir Khan, Quayside Food Hub"]]);
  });

  test.each([
    // Each over a change of the clocks: every date at one o'clock in London.
    ["week", "2027-03-16", ["2027-03-16", "2027-03-23", "2027-03-30", "2027-04-06"], "2027-03-23"],
    ["two_weeks", "2027-03-16", ["2027-03-16", "2027-03-30", "2027-04-13"], "2027-03-30"],
    ["month", "2027-01-29", ["2027-01-29", "2027-02-26", "2027-03-26", "2027-04-30"], "2027-02-26"],
  ])("tells a series by %s as one entry that repeats; what differs stands alone", async (every, from, days, missing) => {
    const series = crypto.randomUUID();
    const noon = (day: string) => new Date(`${day}T13:00:00${day >= "2027-03-28" ? "+01:00" : "Z"}`).toISOString();
    await house.admin`insert into event_series ${house.admin({ id: series, title: "Protected time", every, from_date: from, until_date: "2027-05-05", wall_start: "13:00", minutes: 60, ...by(cast.bashir) })}`;
    const kept = days.filter((day) => day !== missing);
    const plain: string[] = [];
    for (const day of kept) plain.push(await planted({ starts: noon(day), title: "Protected time", series }));
    const moved = await planted({ starts: "2027-04-20T09:00:00Z", title: "Protected time", series });
    const cancelled = await planted({ starts: noon(missing), title: "Protected time", series, state: "cancelled" });
    const events = await entriesOf(await feedOf(cast.rec, "network"));
    const whole = events.find((event) => event.uid.includes(series));
    const turns: string[] = [];
    for (let all = whole?.iterator(), next = all?.next(); next; next = all?.next()) turns.push(whole?.getOccurrenceDetails(next).startDate.toJSDate().toISOString() ?? "");
    expect(turns).toEqual(kept.map(noon));
    expect(said(events.find((event) => event.uid.includes(moved)))[1]).toBe("CONFIRMED");
    expect(said(events.find((event) => event.uid.includes(cancelled)))[1]).toBe("CANCELLED");
    expect(events.filter((event) => plain.some((id) => event.uid.includes(id)))).toEqual([]);
  });

  test("tells of each change to whoever asks next, though most who ask are answered with what was read before", async () => {
    const eventId = await planted({ starts: "2027-03-11T14:00:00Z", title: "Meet the hub" });
    const [rec, jo] = [await feedOf(cast.rec, "network"), await feedOf(cast.jo, "network")];
    const titles = async (secret: string) => (await entriesOf(secret)).filter((event) => event.uid.includes(eventId)).map(said);
    expect([await titles(rec), await titles(jo)]).toEqual([[["Meet the hub", "CONFIRMED"]], [["Meet the hub", "CONFIRMED"]]]);
    await house.admin`update learning_event set title = 'Meet the choir' where id = ${eventId}`;
    expect([await titles(jo), await titles(rec)]).toEqual([[["Meet the choir", "CONFIRMED"]], [["Meet the choir", "CONFIRMED"]]]);
    await house.admin`update learning_event set state = 'cancelled' where id = ${eventId}`;
    expect([await titles(rec), await titles(jo)]).toEqual([[["Meet the choir", "CANCELLED"]], [["Meet the choir", "CANCELLED"]]]);
  });

  test("does not hold an event whose date is still being found", async () => {
    const eventId = await planted({ starts: "2027-03-04T14:00:00Z", state: "finding_date" });
    expect((await entriesOf(await feedOf(cast.rec, "network"))).filter((event) => event.uid.includes(eventId))).toEqual([]);
  });
});

describe("an address", () => {
  test("is answered with a strong tag, and with 304 until something changes", async () => {
    const secret = await feedOf(cast.amir);
    const first = await read(secret);
    const tag = first.headers.get("ETag") ?? "";
    expect(tag).toMatch(/^"[\w-]{43}"$/);
    expect(first.headers.get("Content-Type")).toBe("text/calendar; charset=utf-8");
    expect([...first.headers.keys()]).not.toContain("set-cookie");
    const again = await read(secret, { "If-None-Match": `W/"x", ${tag}` });
    expect([again.status, await again.text(), again.headers.get("ETag")]).toEqual([304, "", tag]);
    await offered(cast.amir, "2027-08-03");
    expect((await read(secret, { "If-None-Match": tag })).status).toBe(200);
  });

  test("that is made up, replaced, stopped or whose owner left is answered alike", async () => {
    const replaced = await feedOf(cast.amir);
    const current = await feedOf(cast.amir);
    const stopped = await feedOf(cast.vol);
    await as(cast.vol, (trx) => stopFeed(trx, cast.vol, "mine"));
    const leaver = await cast.another("Leaving Lund", cast.organisations.advice, "worker");
    const theirs = await feedOf(leaver);
    expect((await read(theirs)).status).toBe(200);
    await as(cast.fay, (trx) => endTenure(trx, cast.fay, leaver.seat?.tenureId ?? "", "moved on"));
    const answers = await Promise.all(["A".repeat(43), "x", `${current}x`, replaced, stopped, theirs].map(async (one) => {
      const answer = await read(one);
      return [answer.status, await answer.text()];
    }));
    expect(answers).toEqual(answers.map(() => [404, "null"]));
    expect((await read(current)).status).toBe(200);
    // Whoever comes back makes a new one.
    await house.admin`insert into tenure (id, account_id, post_id) values (gen_random_uuid(), ${leaver.accountId}, ${leaver.seat?.postId ?? ""})`;
    expect((await read(theirs)).status).toBe(404);
  });

  test("is kept as a hash alone, and its owner is told when it was last read", async () => {
    const secret = await feedOf(cast.stran);
    const kept = JSON.stringify(await house.admin`select * from calendar_feed`);
    for (const form of ["hex", "base64", "base64url"] as const) for (const known of [Buffer.from(secret), Buffer.from(secret, "base64url")]) expect(kept).not.toContain(known.toString(form));
    expect(kept).not.toContain(secret);
    const feeds = () => as(cast.stran, (trx) => ownFeeds(trx, cast.stran));
    expect(await feeds()).toMatchObject([{ kind: "mine", lastReadAt: null }]);
    await read(secret);
    expect(await feeds()).toMatchObject([{ lastReadAt: expect.any(String) }]);
  });

  test("is nobody else's to see, to stop or to make; a commissioner has none", async () => {
    const secret = await feedOf(cast.jo);
    const stopsAll = (actor: Actor) => as(actor, (trx) => trx.updateTable("calendar_feed").set({ revoked_at: new Date() }).execute());
    expect(await as(cast.fay, (trx) => trx.selectFrom("calendar_feed").where("account_id", "=", cast.jo.accountId).select("id").execute())).toEqual([]);
    await stopsAll(cast.fay);
    expect((await read(secret)).status).toBe(200);
    const forged = { id: crypto.randomUUID(), account_id: cast.jo.accountId, kind: "network", secret_hash: "b".repeat(64) };
    await expect(as(cast.fay, (trx) => trx.insertInto("calendar_feed").values(forged).execute())).rejects.toThrow(/row-level security/);
    await expect(as(cast.com, (trx) => trx.insertInto("calendar_feed").values({ ...forged, account_id: cast.com.accountId }).execute())).rejects.toThrow(/row-level security/);
    await expect(as(cast.jo, (trx) => trx.updateTable("calendar_feed").set({ revoked_at: null }).execute())).rejects.toThrow(/row-level security/);
    await expect(feedOf(cast.com)).rejects.toMatchObject({ code: "not_found" });
  });

  test("asked for twice at once is one address, and the other is told to look again", async () => {
    const made = await Promise.allSettled([feedOf(cast.sana, "network"), feedOf(cast.sana, "network"), feedOf(cast.sana, "network")]);
    const secrets = made.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const living = (await Promise.all(secrets.map((one) => read(one)))).filter((answer) => answer.status === 200);
    expect(living).toHaveLength(1);
    const refused = made.flatMap((one) => (one.status === "rejected" ? [String((one.reason as { code?: string }).code)] : []));
    expect(refused.filter((code) => code !== "conflict")).toEqual([]);
  });

  test("is not read without end, and who guesses is stopped", async () => {
    const secret = await feedOf(cast.bashir);
    const statuses: number[] = [];
    for (let times = 0; times < 62; times += 1) statuses.push((await read(secret)).status);
    expect([statuses.filter((status) => status === 200).length, statuses.at(-1)]).toEqual([60, 429]);
  });
});

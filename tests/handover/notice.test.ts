import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { teamPage } from "~/features/people/team-read.server";
import { accept, callOffHandover, changeLastDay, sayLastDay } from "~/features/relationships/handover/commands.server";
import { startPage } from "~/features/relationships/handover/page.server";
import { offboard } from "~/features/relationships/home/home.server";
import { giveFrom, homePage } from "~/features/relationships/home/page.server";
import { leavingPage } from "~/features/relationships/leaving/page.server";
import { cancelDay, offerDays } from "~/features/shadowing/commands.server";
import { findPlace, noFilter } from "~/features/shadowing/find/filter";
import { daysFor } from "~/features/shadowing/find/reads.server";
import { askForDay } from "~/features/shadowing/find/wishes.server";
import { agreeToTerms, currentTerms } from "~/features/shadowing/agreements.server";
import { bookingPage } from "~/features/shadowing/book/booking-page.server";
import { dayPage } from "~/features/shadowing/book/day-page.server";
import { book, holdPlace, waitForPlace } from "~/features/shadowing/booking.server";
import type { Actor } from "~/shared/actor";
import { dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { inDays, leavingScene, type LeavingScene } from "./scene";

let scene: LeavingScene;
beforeEach(async () => {
  scene = await leavingScene();
});
afterEach(() => scene.house.drop());

const says = (actor: Actor, lastDay: string | null, accountId?: string) => scene.as(actor, (trx) => sayLastDay(trx, actor, { postId: scene.cast.posts.aileen, accountId, lastDay }));
const callOff = (trx: Database) => (dayId: string, line: string) => cancelDay(trx, scene.cast.jo, dayId, { line });
/** The last whole day that somebody sits in their post. */
const lastDay = async () => {
  const end = await scene.endOf(scene.cast.aileen);
  return end && dayAt(new Date(end.getTime() - 1));
};

describe("a last day without a handover", () => {
  test("Aileen says it, changes it and takes it back; Jo is told, and reads it beside her name", async () => {
    const { cast, as, news } = scene;
    await expect(says(cast.aileen, inDays(-1))).rejects.toMatchObject({ code: "wrong_entry" });
    await says(cast.aileen, inDays(20));
    expect(await lastDay()).toBe(inDays(20));
    expect(await news(cast.jo)).toContain("notice.given");
    const posts = (await as(cast.jo, (trx) => teamPage(trx, cast.jo))).organisations.flatMap((one) => one.posts);
    expect(posts.find(({ id }) => id === cast.posts.aileen)?.sitting).toMatchObject([{ until: expect.any(String) }]);
    expect(await as(cast.aileen, (trx) => startPage(trx, cast.aileen))).toMatchObject({ posts: [{ notice: { lastDay: inDays(20), mayPutOff: true } }] });
    await says(cast.aileen, inDays(40));
    expect(await lastDay()).toBe(inDays(40));
    await says(cast.aileen, null);
    expect(await scene.endOf(cast.aileen)).toBeNull();
    expect(await news(cast.jo)).not.toContain("notice.given");
  });

  test("whoever leads alone is told so, and so is who lets them go; not where another manager stays", async () => {
    const { cast, as } = scene;
    const alone = async () => [(await as(cast.sana, (trx) => startPage(trx, cast.sana))).posts[0]?.leadsAlone, (await as(cast.fay, (trx) => leavingPage(trx, cast.fay, cast.sana.accountId))).seats[0]?.leadsAlone];
    expect(await alone()).toEqual([true, true]);
    expect(await as(cast.aileen, (trx) => startPage(trx, cast.aileen))).toMatchObject({ posts: [{ leadsAlone: false }] });
    const una = await cast.another("Una Wick", cast.organisations.foodHub, "manager");
    expect(await alone()).toEqual([false, false]);
    await as(una, (trx) => sayLastDay(trx, una, { postId: una.seat?.postId ?? "", lastDay: inDays(20) }));
    expect(await alone()).toEqual([true, true]);
    await as(una, (trx) => sayLastDay(trx, una, { postId: una.seat?.postId ?? "", lastDay: null }));
  });

  test("a day that Jo set is put off by Jo alone; earlier, Aileen may", async () => {
    const { cast, as } = scene;
    await says(cast.jo, inDays(20), cast.aileen.accountId);
    for (const later of [inDays(30), null]) await expect(says(cast.aileen, later)).rejects.toMatchObject({ code: "conflict", message: "Whoever looks after the post set this day. Ask them to put it off." });
    await says(cast.aileen, inDays(10));
    expect(await lastDay()).toBe(inDays(10));
    await says(cast.jo, null, cast.aileen.accountId);
    expect(await scene.endOf(cast.aileen)).toBeNull();
    expect(await as(cast.jo, (trx) => leavingPage(trx, cast.jo, cast.aileen.accountId))).toMatchObject({ seats: [{ notice: { lastDay: null } }] });
  });

  test("nobody says it for a colleague, nor from outside, and the database holds that too", async () => {
    const { cast, nils, as } = scene;
    await expect(says(nils, inDays(3), cast.aileen.accountId)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(says(cast.sana, inDays(3), cast.aileen.accountId)).rejects.toMatchObject({ code: "not_allowed" });
    const tenure = cast.aileen.seat?.tenureId ?? "";
    for (const one of [nils, cast.sana, cast.com]) await expect(as(one, (trx) => sql`select app.say_last_day(${tenure}, now() + interval '3 days')`.execute(trx))).rejects.toThrow("not_allowed");
    expect(await scene.endOf(cast.aileen)).toBeNull();
  });

  test("with a handover under way its day is the last day", async () => {
    const { cast, opens } = scene;
    await opens();
    await expect(says(cast.aileen, inDays(3))).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("Change it there") });
  });
});

describe("another last day, without calling the handover off", () => {
  test("every answer stays, the work of the day is asked for anew, and the one asked is told", async () => {
    const { cast, as, nils, agreedWithNils, item, news, house, runs, holdersOf } = scene;
    const handoverId = await agreedWithNils();
    await as(cast.aileen, (trx) => changeLastDay(trx, cast.aileen, handoverId, inDays(45)));
    expect(await item(handoverId)).toMatchObject({ state: "accepted" });
    expect(await house.admin`select state, (last_at at time zone 'Europe/London')::date::text as day from handover where id = ${handoverId}`).toMatchObject([{ state: "sent", day: inDays(45) }]);
    expect(await lastDay()).toBe(inDays(46));
    expect(await news(nils)).toContain("handover.changed");
    const [jobs] = await house.admin`select count(*)::int as n from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'handover-due' and j.payload->>'id' = ${handoverId}`;
    expect(jobs?.["n"]).toBe(2);
    // The work that was asked for the day before finds nothing to do.
    await runs("handover-due", handoverId);
    expect(await holdersOf()).toEqual([cast.posts.aileen]);
    await expect(as(cast.aileen, (trx) => changeLastDay(trx, cast.aileen, handoverId, inDays(-1)))).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(as(nils, (trx) => changeLastDay(trx, nils, handoverId, inDays(50)))).rejects.toMatchObject({ code: "not_allowed" });
    await as(cast.aileen, (trx) => callOffHandover(trx, cast.aileen, handoverId));
    expect(await scene.endOf(cast.aileen)).toBeNull();
  });

  test("a notice goes with it, where whoever changes the day may put that off", async () => {
    const { cast, as, opens, sends } = scene;
    await says(cast.jo, inDays(30), cast.aileen.accountId);
    const handoverId = await opens();
    await sends(handoverId);
    await expect(as(cast.aileen, (trx) => changeLastDay(trx, cast.aileen, handoverId, inDays(40)))).rejects.toMatchObject({ code: "conflict" });
    await as(cast.jo, (trx) => changeLastDay(trx, cast.jo, handoverId, inDays(40)));
    expect(await lastDay()).toBe(inDays(40));
    await as(cast.jo, (trx) => callOffHandover(trx, cast.jo, handoverId));
    expect(await lastDay()).toBe(inDays(40));
  });
});

describe("shadow days of a post that nobody sits in", () => {
  const offers = async (on: string, newcomerId?: string) => (await scene.as(scene.cast.aileen, (trx) => offerDays(trx, scene.cast.aileen, { date: on, from: "09:30", until: "12:30", where: "Pier Road", expect: "Two visits", places: 2, newcomerId }))).dayIds[0] ?? "";
  const bashirBooks = async (dayId: string) => {
    const { bashir } = scene.cast;
    const { version } = await scene.as(bashir, (trx) => currentTerms(trx));
    await scene.as(bashir, (trx) => agreeToTerms(trx, bashir, version));
    return (await scene.as(bashir, (trx) => book(trx, bashir, dayId))).bookingId;
  };
  const leavesOvernight = () => scene.as(scene.cast.jo, (trx) => offboard(trx, scene.cast.jo, scene.cast.aileen.accountId, "Overnight"));
  const dayIs = async (dayId: string) => (await scene.house.admin`select host_post_id, host_account_id, cancelled_at is not null as off from shadow_day where id = ${dayId}`)[0];

  test("Bashir is told, Jo passes the day on to Nils, and Bashir is told who hosts now", async () => {
    const { cast, as, nils, nilsPost, news } = scene;
    const dayId = await offers(inDays(14));
    const bookingId = await bashirBooks(dayId);
    await leavesOvernight();
    expect(await dayIs(dayId)).toMatchObject({ off: false });
    expect(await news(cast.bashir)).toContain("shadow.host_left");
    expect(await as(cast.bashir, (trx) => bookingPage(trx, cast.bashir, bookingId))).toMatchObject({ hostLeft: true });
    await expect(as(cast.sana, (trx) => waitForPlace(trx, cast.sana, dayId))).rejects.toMatchObject({ code: "conflict" });
    await expect(as(cast.sana, (trx) => holdPlace(trx, cast.sana, dayId))).rejects.toMatchObject({ code: "conflict", message: "Whoever would host this day has left. Choose another day." });
    // Nobody is shown a day they cannot book; its own page says why, and leads on.
    const offered = async () => (await as(cast.sana, (trx) => daysFor(trx, cast.sana, noFilter, findPlace(new URLSearchParams(), dayAt(new Date())), new Date()))).cards.map(({ id }) => id);
    expect(await offered()).not.toContain(dayId);
    expect(await as(cast.sana, (trx) => dayPage(trx, cast.sana, dayId))).toMatchObject({ hostLeft: true, abilities: { book: false } });
    const home = await as(cast.jo, (trx) => homePage(trx, cast.jo, cast.posts.aileen));
    expect(home.things.map(({ kind }) => kind).toSorted()).toEqual(["day", "person"]);
    await as(cast.jo, (trx) => giveFrom(trx, cast.jo, cast.posts.aileen, (name) => (name === `to-${dayId}` ? `pass:${nilsPost}` : ""), callOff(trx)));
    expect(await dayIs(dayId)).toMatchObject({ host_post_id: nilsPost, host_account_id: nils.accountId, off: false });
    expect(await news(cast.bashir)).toContain("shadow.host_changed");
    expect(await offered()).toContain(dayId);
    expect(await as(cast.sana, (trx) => dayPage(trx, cast.sana, dayId))).toMatchObject({ hostLeft: false, abilities: { book: true } });
    expect(await scene.house.admin`select host_post_id from shadow_booking where day_id = ${dayId}`).toContainEqual({ host_post_id: nilsPost });
    expect(await as(cast.bashir, (trx) => bookingPage(trx, cast.bashir, bookingId))).toMatchObject({ hostLeft: false, day: { host: "Nils Holm" } });
    // Nils keeps it from now on: he answers Bashir as any host does.
    expect(await as(nils, (trx) => bookingPage(trx, nils, bookingId))).toMatchObject({ side: "host", abilities: { answer: true } });
    await as(nils, (trx) => cancelDay(trx, nils, dayId));
    expect(await dayIs(dayId)).toMatchObject({ off: true });
  });

  test("Jo calls it off, and Bashir's place is cancelled with it", async () => {
    const { cast, as } = scene;
    const dayId = await offers(inDays(14));
    const bookingId = await bashirBooks(dayId);
    await leavesOvernight();
    await as(cast.jo, (trx) => giveFrom(trx, cast.jo, cast.posts.aileen, (name) => (name === `to-${dayId}` ? "off" : ""), callOff(trx)));
    expect(await dayIs(dayId)).toMatchObject({ off: true });
    expect(await scene.house.admin`select state from shadow_booking where id = ${bookingId}`).toEqual([{ state: "cancelled" }]);
  });

  test("nobody decides: two days before, it is called off by itself; what is nearer, and a handover, at once", async () => {
    const { house, runs, nils } = scene;
    const far = await offers(inDays(14));
    const near = await offers(inDays(1));
    const handover = await offers(inDays(9), nils.accountId);
    await leavesOvernight();
    expect(await dayIs(near)).toMatchObject({ off: true });
    expect(await dayIs(handover)).toMatchObject({ off: true });
    await runs("day-without-host", far);
    expect(await dayIs(far)).toMatchObject({ off: false });
    await house.admin`update shadow_day set starts_at = now() + interval '47 hours', ends_at = now() + interval '50 hours' where id = ${far}`;
    await runs("day-without-host", far);
    expect(await dayIs(far)).toMatchObject({ off: true });
  });

  test("a day that Aileen is asked for is answered, and one that somebody sits down to host goes on", async () => {
    const { cast, as, house, runs, news, nils } = scene;
    await as(cast.bashir, (trx) => askForDay(trx, cast.bashir, { hostPostId: cast.posts.aileen }));
    const dayId = await offers(inDays(14));
    await leavesOvernight();
    expect(await house.admin`select answer from shadow_wish where host_post_id = ${cast.posts.aileen}`).toEqual([{ answer: "no" }]);
    expect(await news(cast.bashir)).toContain("shadow.wish_answered");
    await house.admin`insert into tenure (id, account_id, post_id) values (gen_random_uuid(), ${nils.accountId}, ${cast.posts.aileen})`;
    await house.admin`update shadow_day set starts_at = now() + interval '47 hours', ends_at = now() + interval '50 hours' where id = ${dayId}`;
    await runs("day-without-host", dayId);
    expect(await dayIs(dayId)).toMatchObject({ off: false });
  });

  test("in a handover a day is passed on like anything else", async () => {
    const { cast, as, nils, nilsPost, opens, choosesNils, sends, dayComes } = scene;
    const dayId = await offers(inDays(40));
    await bashirBooks(dayId);
    const handoverId = await opens();
    const itemId = await choosesNils(handoverId, "day");
    await sends(handoverId);
    await as(nils, (trx) => accept(trx, nils, itemId));
    await dayComes(handoverId);
    expect(await dayIs(dayId)).toMatchObject({ host_post_id: nilsPost, off: false });
    expect(await scene.news(cast.bashir)).toContain("shadow.host_changed");
  });
});

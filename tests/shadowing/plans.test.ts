import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diaryEntries, twoYears } from "~/features/diary/calendar/entries.server";
import { diaryPage, diaryPlace } from "~/features/diary/page/diary.server";
import { answerInvitation, learningLog } from "~/features/events/commands.server";
import { eventFilter, eventPlace } from "~/features/events/pages/list/filter";
import { eventsFor, eventsInMonth } from "~/features/events/pages/list/reads.server";
import { comersOf } from "~/features/events/pages/page/comers.server";
import { eventFrame } from "~/features/events/pages/page/event-page.server";
import { waitingNews } from "~/features/inbox/news.server";
import { bookingPage } from "~/features/shadowing/book/booking-page.server";
import { dayPage } from "~/features/shadowing/book/day-page.server";
import { agreeToTerms, book, holdPlace, sayYes, waitForPlace } from "~/features/shadowing/commands.server";
import { findFilter, findPlace } from "~/features/shadowing/find/filter";
import { daysFor, goingTo, hostsWhoSaidYes, monthOf, organisationsWithDays } from "~/features/shadowing/find/reads.server";
import { ownWishes, wishesToAnswer } from "~/features/shadowing/find/wishes-read.server";
import type { Actor } from "~/shared/actor";
import { dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { bulkHand } from "~db/seeds/busy/bulk";
import { drawing } from "~db/seeds/busy/ids";
import { tellBusyNetwork } from "~db/seeds/busy/network";
import { busySize } from "~db/seeds/busy/size";
import { database } from "../support/database";
import { somebody } from "../gaps/plans/network";
import { readBy } from "../gaps/plans/reading";
import { watching } from "../gaps/plans/watched";

const house = database();
const bookings = 6_000;
let watch: Awaited<ReturnType<typeof watching>>;
let worker: Actor;
let sizes: Map<string, number>;
let some: { dayId: string; freeId: string; fullId: string; bookingId: string; askedId: string; organisationId: string; eventId: string };

beforeAll(async () => {
  const hand = await bulkHand(house.adminUrl, { baseUrl: "http://localhost", diary: { bookings, series: 200 } });
  await tellBusyNetwork(hand, drawing(3), { ...busySize(0.3), clients: 40, sections: 400, gaps: 40 }, () => {}, () => hand.copying.keepUp());
  await house.admin.unsafe("vacuum (analyze)");
  watch = await watching(house);
  worker = await somebody(house, "link_worker");
  sizes = new Map((await house.admin<{ name: string; rows: number }[]>`select relname as name, reltuples::int as rows from pg_class where relnamespace = 'public'::regnamespace`).map(({ name, rows }) => [name, rows]));
  const me = worker.accountId;
  const post = worker.seat?.postId ?? "";
  const id = async (query: PromiseLike<readonly { id?: string }[]>) => (await query)[0]?.id ?? "";
  // One of somebody's own, asked and confirmed, and one that waits for their yes.
  await house.admin`update shadow_booking set account_id = ${me}, post_id = ${post}, organisation_id = ${worker.seat?.organisationId ?? ""} where id in (select distinct on (b.day_id) b.id from shadow_booking b join shadow_day d on d.id = b.day_id
    where b.state = 'confirmed' and d.starts_at > now() and d.host_account_id <> ${me} and not exists (select from shadow_booking o where o.day_id = d.id and o.account_id = ${me}) order by b.day_id, b.id limit 40)`;
  const askedId = await id(house.admin`select b.id from shadow_booking b join shadow_day d on d.id = b.day_id join shadow_offer o on o.id = d.offer_id where b.state = 'asked' and d.starts_at > now() and not o.sees_people order by b.id limit 1`);
  await house.admin`update shadow_day set host_account_id = ${me}, host_post_id = ${post} where id = (select day_id from shadow_booking where id = ${askedId})`;
  await house.admin`update shadow_booking set host_post_id = ${post} where id = ${askedId}`;
  some = {
    askedId,
    dayId: await id(house.admin`select id from shadow_day where starts_at > now() and host_account_id <> ${me} and waiting > 0 order by taken + waiting desc, id limit 1`),
    freeId: await id(house.admin`select id from shadow_day where starts_at > now() and host_account_id <> ${me} and taken + waiting < places order by id limit 1`),
    fullId: await id(house.admin`select id from shadow_day d where starts_at > now() and host_account_id <> ${me} and taken >= places and not exists (select from shadow_booking b where b.day_id = d.id and b.account_id = ${me}) order by id limit 1`),
    bookingId: await id(house.admin`select id from shadow_booking where account_id = ${me} and state = 'confirmed' order by id limit 1`),
    organisationId: await id(house.admin`select host_organisation_id as id from shadow_day group by 1 order by count(*), 1 limit 1 offset 20`),
    eventId: await id(house.admin`select e.id from learning_event e where e.state = 'set' and e.starts_at > now() order by (select count(*) from event_answer a where a.event_id = e.id) desc, e.id limit 1`),
  };
}, 180_000);
afterAll(() => watch?.end());

const today = dayAt(new Date());
const now = new Date();
const month = dayAt(new Date(Date.now() + 40 * 86_400_000)).slice(0, 7);
const of = (words: string) => new URLSearchParams(words);
const asked = { ...twoYears(), baseUrl: "http://localhost" };

/** What somebody does, and how many rows it may read, whatever tables hold: those shown, times the rows beside each. */
type Case = [what: string, most: number, work: (trx: Database, actor: Actor) => Promise<unknown>];
const finding: Case[] = (["", "role=practice", "part=morning", "organisation=:organisation"] as const).flatMap((words): Case[] => {
  const filter = () => findFilter(of(words.replace(":organisation", some.organisationId)));
  return [
    [`days to come${words && ` of ${words}`}`, 1_500, (trx, actor) => daysFor(trx, actor, filter(), findPlace(of(""), today), now)],
    [`a month of days${words && ` of ${words}`}`, 3_000, async (trx, actor) => [await monthOf(trx, actor, filter(), month, now), await daysFor(trx, actor, filter(), findPlace(of(`month=${month}`), today), now)]],
  ];
});
const pages: Case[] = [
  ["where I am going", 300, (trx, actor) => goingTo(trx, actor)],
  ["who said yes before", 4_000, (trx) => hostsWhoSaidYes(trx, "")],
  ["organisations with days", 2_000, (trx) => organisationsWithDays(trx, "")],
  ["a day that is full", 4_000, (trx, actor) => dayPage(trx, actor, some.dayId)],
  ["a booking", 2_500, (trx, actor) => bookingPage(trx, actor, some.bookingId)],
  ["questions for days", 300, async (trx, actor) => [await ownWishes(trx, actor), await wishesToAnswer(trx, actor)]],
  ["my diary", 6_000, (trx, actor) => diaryPage(trx, actor, diaryPlace(of(""), today), today)],
  ["a month of my diary", 6_000, (trx, actor) => diaryPage(trx, actor, diaryPlace(of(`month=${month}`), today), today)],
  ["two years of my calendar", 8_000, (trx, actor) => diaryEntries(trx, actor, asked)],
  ["what waits for me", 1_500, (trx, actor) => waitingNews(trx, actor)],
  ["events to come", 5_000, (trx, actor) => eventsFor(trx, actor, eventFilter(of("")), eventPlace(of(""), today), now)],
  ["a month of events", 2_500, async (trx, actor) => eventsInMonth(trx, actor, eventFilter(of("")), month)],
  ["events of one's own", 12_000, (trx, actor) => eventsFor(trx, actor, eventFilter(of("mine=1")), eventPlace(of(""), today), now)],
  ["an event's page", 600, async (trx, actor) => [await eventFrame(trx, actor, some.eventId), await comersOf(trx, actor, some.eventId)]],
  ["the learning log", 1_500, (trx, actor) => learningLog(trx, actor)],
  ["the learning log, searched", 4_000, (trx, actor) => learningLog(trx, actor, { words: "back line practice" })],
];
const acts: Case[] = [
  ["holding a place", 600, (trx, actor) => holdPlace(trx, actor, some.freeId)],
  ["booking one", 600, async (trx, actor) => [await agreeToTerms(trx, actor, 1), await book(trx, actor, some.freeId)]],
  ["being told that it is full", 600, (trx, actor) => book(trx, actor, some.fullId).catch(() => {})],
  ["waiting for one", 600, (trx, actor) => waitForPlace(trx, actor, some.fullId)],
  ["saying yes", 600, (trx, actor) => sayYes(trx, actor, some.askedId)],
  ["answering an event", 600, (trx, actor) => answerInvitation(trx, actor, some.eventId, { says: "going" })],
];

describe(`with ${bookings.toLocaleString("en-GB")} bookings and 200 series, indexes answer, and what is read is what is shown, not what there is:`, () => {
  test.each([...finding, ...pages, ...acts])("%s", async (_what, most, work) => {
    const { plans, scans, rows } = await readingOf(work);
    expect(plans).toBeGreaterThan(1);
    expect({ scans, rows: Math.max(rows, most) }).toEqual({ scans: [], rows: most });
  });
});

async function readingOf(work: Case[2]) {
  const plans = await watch.plansOf(worker, (trx) => work(trx, worker));
  return { plans: plans.length, ...readBy(plans, (table) => (sizes.get(table) ?? 0) > 1_500) };
}

describe("a missing index is noticed:", () => {
  test.each([
    ["shadow_day_coming", "days to come"],
    ["shadow_day_by_host", "a day that is full"],
    ["event_by_start", "a month of events"],
    ["event_invitee_by_post", "two years of my calendar"],
  ])("%s, by %s", async (index, title) => {
    const [definition] = await house.admin<{ it: string }[]>`select pg_get_indexdef(${index}::regclass) as it`;
    const found = [...finding, ...pages].find(([what]) => what === title);
    if (!definition || !found) throw new Error(`There is no ${index}, or nothing called ${title}.`);
    await house.admin.unsafe(`drop index ${index}`);
    const { scans, rows } = await readingOf(found[2]);
    await house.admin.unsafe(definition.it);
    expect(scans.length > 0 || rows > found[1]).toBe(true);
  });
});

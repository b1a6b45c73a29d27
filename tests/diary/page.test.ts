import { beforeAll, describe, expect, test } from "vitest";
import { diaryItems } from "~/features/diary/items.server";
import { diaryPage, diaryPlace } from "~/features/diary/page/diary.server";
import { askForDay } from "~/features/shadowing/find/wishes.server";
import { agreeToTerms, book, cancelDay, offerDays, sayYes, waitForPlace, type NewOffer } from "~/features/shadowing/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
let first: string;
let second: string;

const begun = Date.now();
const day = (ahead: number) => dayAt(new Date(begun + ahead * 86_400_000));
const today = day(0);
const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const someDay: NewOffer = { date: day(20), from: "09:30", until: "13:00", where: "Quayside hall", expect: "Sorting.", access: "Ring twice.", places: 1 };
const offers = async (actor: Actor, more: Partial<NewOffer> = {}) => (await as(actor, (trx) => offerDays(trx, actor, { ...someDay, ...more }))).dayIds[0] ?? "";
const page = (actor: Actor, asked = "") => as(actor, (trx) => diaryPage(trx, actor, diaryPlace(new URLSearchParams(asked), today), today));
const titles = async (actor: Actor, asked = "") => (await page(actor, asked)).days.flatMap(({ day: on, items }) => items.map(({ title, tag }) => `${on} ${title}: ${tag.words}`));

beforeAll(async () => {
  cast = await castOf(house.db);
  for (const one of [cast.aileen, cast.amir]) await as(one, (trx) => agreeToTerms(trx, one, 1));
  first = await offers(cast.bashir);
  second = await offers(cast.sana, { date: day(40) });
  const { bookingId } = await as(cast.aileen, (trx) => book(trx, cast.aileen, first));
  await as(cast.bashir, (trx) => sayYes(trx, cast.bashir, bookingId));
  await as(cast.amir, (trx) => waitForPlace(trx, cast.amir, first));
  await as(cast.aileen, (trx) => book(trx, cast.aileen, second));
});

describe("somebody's own diary", () => {
  test("has what they go to, asked for and wait for, by day, with the place to read when the connection is gone", async () => {
    expect(await titles(cast.aileen)).toEqual([`${day(20)} Shadow day with Bashir Khan: You are going`, `${day(40)} Shadow day with Sana Malik: Waiting for a yes`]);
    expect(await titles(cast.amir)).toEqual([`${day(20)} Shadow day with Bashir Khan: You are on the waiting list`]);
    expect((await page(cast.aileen)).days[0]?.items[0]).toMatchObject({ where: "Quayside hall", access: "Ring twice.", line: "Quayside Food Hub", waits: false });
  });

  test("has what they host, with who comes and who waits for an answer", async () => {
    expect((await page(cast.bashir)).days[0]?.items).toMatchObject([{ title: "Shadow day that you host", line: "With Aileen Murray", tag: { words: "1 of 1 coming" }, waits: false }]);
    expect((await page(cast.sana)).days[0]?.items).toMatchObject([{ line: "Asking: Aileen Murray", tag: { words: "Waits for your answer" }, waits: true }]);
  });

  test("has nothing of anybody else's, and is not there for a commissioner", async () => {
    for (const one of [cast.stran, cast.rec, cast.jo]) expect(await titles(one)).toEqual([]);
    await expect(page(cast.com)).rejects.toMatchObject({ code: "not_found" });
    expect(await as(cast.com, (trx) => diaryItems(trx, cast.com, { from: new Date(0), until: new Date(Date.now() + 1e11) }))).toEqual([]);
  });

  test("shows a chosen day or month, with dots for what is settled and rings for what is not", async () => {
    expect(await titles(cast.aileen, `day=${day(40)}`)).toHaveLength(1);
    // Never the month that is: that shows what is to come, the months after it too.
    const month = day(40).slice(0, 7);
    const { days, marks } = await page(cast.aileen, `month=${month}`);
    expect(days.every(({ day: on }) => on.startsWith(month))).toBe(true);
    expect(marks[day(40)]).toEqual({ words: "1 thing", hollow: true });
    expect((await page(cast.aileen, `day=${day(20)}`)).marks[day(20)]).toEqual({ words: "1 thing", hollow: false });
  });

  test.each(["day=2027-02-30", "month=2027-13", "month=1999-01", "day=", "month=%00"])("takes ?%s for today", (asked) => {
    expect(diaryPlace(new URLSearchParams(asked), today)).toEqual({ month: today.slice(0, 7), day: "", isChosen: false });
  });

  test("says what has no date yet, to whoever asked and whoever was asked", async () => {
    await as(cast.rec, (trx) => askForDay(trx, cast.rec, { hostPostId: cast.posts.jo }));
    expect((await page(cast.jo)).undated).toMatchObject([{ words: "Rec Burns would like to shadow you" }]);
    expect((await page(cast.rec)).undated).toMatchObject([{ words: "You asked Jo Fraser for a day" }]);
  });

  test("has learning events one is asked to, comes to or plans; not those one said no to", async () => {
    const eventId = await plantEvent("Referrals that work", day(25));
    const invitee = await invites(eventId, cast.posts.aileen);
    expect(await titles(cast.aileen)).toContain(`${day(25)} Referrals that work: Will you come?`);
    expect(await titles(cast.bashir)).toContain(`${day(25)} Referrals that work: Yours`);
    await says(eventId, invitee, "going");
    expect(await titles(cast.aileen)).toContain(`${day(25)} Referrals that work: You are going`);
    await house.admin`update event_answer set ended_at = now() where event_id = ${eventId}`;
    await says(eventId, invitee, "cant");
    expect((await titles(cast.aileen)).join()).not.toContain("Referrals that work");
  });

  test("lets go of a day that is cancelled", async () => {
    const gone = await offers(cast.stran, { date: day(5) });
    expect(await titles(cast.stran)).toEqual([`${day(5)} Shadow day that you host: On offer`]);
    await as(cast.stran, (trx) => cancelDay(trx, cast.stran, gone));
    expect(await titles(cast.stran)).toEqual([]);
  });
});

async function plantEvent(title: string, on: string): Promise<string> {
  const [row] = await house.admin<{ id: string }[]>`insert into learning_event (id, title, state, starts_at, ends_at, account_id, post_id, organisation_id)
    values (gen_random_uuid(), ${title}, 'set', ${`${on}T13:00:00Z`}, ${`${on}T14:30:00Z`}, ${cast.bashir.accountId}, ${cast.posts.bashir}, ${cast.organisations.foodHub}) returning id`;
  return row?.id ?? "";
}

async function invites(eventId: string, postId: string): Promise<string> {
  const [row] = await house.admin<{ id: string }[]>`insert into event_invitee (id, event_id, invited_post_id, came_by, account_id, post_id, organisation_id)
    values (gen_random_uuid(), ${eventId}, ${postId}, 'post', ${cast.bashir.accountId}, ${cast.posts.bashir}, ${cast.organisations.foodHub}) returning id`;
  return row?.id ?? "";
}

async function says(eventId: string, inviteeId: string, word: string): Promise<void> {
  await house.admin`insert into event_answer (id, event_id, invitee_id, says, account_id) values (gen_random_uuid(), ${eventId}, ${inviteeId}, ${word}, ${cast.aileen.accountId})`;
}

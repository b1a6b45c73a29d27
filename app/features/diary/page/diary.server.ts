import { sql } from "kysely";
import type { Database } from "~db/client";
import type { DayMark } from "~/kit/MonthCalendar";
import { actsInNetwork, type Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { addDays, boundsOfDay, boundsOfMonth, dayAt, isDay, isMonth } from "~/shared/zoned";
import { wishesToAnswer, ownWishes } from "../../shadowing/find/wishes-read.server";
import { diaryItems } from "../items.server";
import type { DiaryDay, DiaryItem, Undated } from "./words";

/** Where somebody looks in their diary: from today on, one month, or one day of it. */
export type DiaryPlace = { month: string; day: string; isChosen: boolean };

const monthsBack = 24;
const daysAhead = 366;
/** More than anybody has; the months hold the rest. */
const shown = 120;

/** Anything unknown is today. */
export function diaryPlace(asked: URLSearchParams, today: string): DiaryPlace {
  const [day, month] = [asked.get("day") ?? "", asked.get("month") ?? ""];
  if (isDay(day) && isNear(day.slice(0, 7), today)) return { month: day.slice(0, 7), day, isChosen: true };
  return isMonth(month) && isNear(month, today) ? { month, day: "", isChosen: month !== today.slice(0, 7) } : { month: today.slice(0, 7), day: "", isChosen: false };
}

/** The first and last month there is a way to: what has been stays in the diary. */
export function diaryMonths(today: string): { from: string; until: string } {
  const month = (by: number) => new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 + by, 1)).toISOString().slice(0, 7);
  return { from: month(-monthsBack), until: month(monthsBack) };
}

function isNear(month: string, today: string): boolean {
  const { from, until } = diaryMonths(today);
  return month >= from && month <= until;
}

export type DiaryPage = { days: DiaryDay[]; hasMore: boolean; marks: Record<string, DayMark>; undated: Undated[] };

/** One's own diary: by day, with the month beside it, and what has no date yet. @throws not_found */
export async function diaryPage(trx: Database, actor: Actor, place: DiaryPlace, today: string): Promise<DiaryPage> {
  if (!actsInNetwork(actor)) notFound();
  const span = spanOf(place, today);
  const items = await diaryItems(trx, actor, span);
  const { from, to } = boundsOfMonth(place.month);
  const inSpan = !place.day && from >= span.from && to <= span.until;
  const ofMonth = inSpan ? items.filter(({ startsAt }) => startsAt >= from.toISOString() && startsAt < to.toISOString()) : await diaryItems(trx, actor, { from, until: to });
  return { days: byDay(items.slice(0, shown)), hasMore: items.length > shown, marks: marksOf(ofMonth), undated: await undatedOf(trx, actor) };
}

function spanOf({ month, day, isChosen }: DiaryPlace, today: string): { from: Date; until: Date } {
  if (!isChosen) return { from: boundsOfDay(today).from, until: boundsOfDay(addDays(today, daysAhead)).to };
  const { from, to } = day ? boundsOfDay(day) : boundsOfMonth(month);
  return { from, until: to };
}

export function byDay(items: readonly DiaryItem[]): DiaryDay[] {
  const days = new Map<string, DiaryItem[]>();
  for (const item of items) {
    const day = dayAt(new Date(item.startsAt));
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, own]) => ({ day, items: own }));
}

/** A ring for what is not settled, a dot for what is. */
function marksOf(items: readonly DiaryItem[]): Record<string, DayMark> {
  return Object.fromEntries(byDay(items).map(({ day, items: own }) => [day, { words: own.length === 1 ? "1 thing" : `${own.length} things`, hollow: own.every(({ tag }) => tag.tone !== "agreed" && tag.tone !== "people") }]));
}

async function undatedOf(trx: Database, actor: Actor): Promise<Undated[]> {
  const asked = (await wishesToAnswer(trx, actor)).map(({ id, by, organisation }) => ({ id, words: `${by} would like to shadow you`, detail: organisation, to: `/diary/shadow/wishes/${id}` }));
  const asking = (await ownWishes(trx, actor)).map(({ id, hosts, hostPost, hostOrganisation }) => ({ id, words: `You asked ${hosts.join(" and ") || hostPost} for a day`, detail: hostOrganisation, to: `/diary/shadow/wishes/${id}` }));
  return [...asked, ...(await findingDates(trx, actor)), ...asking];
}

/** Events that one's posts are asked to, whose date is still being found. */
async function findingDates(trx: Database, actor: Actor): Promise<Undated[]> {
  const posts = actor.seats.filter((seat) => seat.role !== "commissioner").map((seat) => seat.postId);
  const { rows } = await sql<{ id: string; words: string; voted: boolean }>`
    select e.id, e.title as words, exists (select 1 from event_vote x join event_invitee v on v.id = x.invitee_id where x.event_id = e.id and x.ended_at is null and v.invited_post_id = any(${posts}::uuid[])) as voted
    from learning_event e where (select app.is_acting()) and e.state = 'finding_date'
      and exists (select 1 from event_invitee v where v.event_id = e.id and v.invited_post_id = any(${posts}::uuid[]) and v.ended_at is null)
    order by e.at desc limit 20`.execute(trx);
  return rows.map(({ id, words, voted }) => ({ id, words, detail: voted ? "A date is being found" : "Which dates suit you?", to: `/diary/events/${id}` }));
}

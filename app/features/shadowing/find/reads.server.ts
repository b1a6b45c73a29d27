import { sql, type RawBuilder } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { boundsOfDay, boundsOfMonth } from "~/shared/zoned";
import { canShadow, isFor } from "../policy";
import type { BookingState, ForRole } from "../words";
import { daysOnPage, type FindFilter, type FindPlace } from "./filter";

/** A day in the list: what everybody sees of it, and how the reader stands to it. */
export type DayCard = {
  id: string;
  startsAt: string;
  endsAt: string;
  host: string;
  hostPostId: string;
  organisation: string;
  where: string;
  expect: string;
  places: number;
  taken: number;
  waiting: number;
  forRoles: ForRole[];
  /** Whether it is meant for somebody of the reader's role; it is open to them all the same. */
  isForMe: boolean;
  seesPeople: boolean;
  /** A handover, which the reader sees since it is theirs or they look after it. */
  isHandover: boolean;
  /** The reader hosts it, from a post they sit in. */
  isMine: boolean;
  booking: { id: string; state: BookingState } | null;
};

/** Days that somebody hosts, from now on, or of a chosen day or a later month, soonest first. @throws not_found */
export async function daysFor(trx: Database, actor: Actor, filter: FindFilter, place: FindPlace, now: Date): Promise<{ cards: DayCard[]; hasMore: boolean }> {
  if (!canShadow(actor)) notFound();
  const posts = actor.seats.map((seat) => seat.postId);
  const { rows } = await sql<Omit<DayCard, "isForMe">>`
    with coming as materialized (
      select day.*, offer.where_words, offer.expect_words, offer.for_roles, offer.sees_people
      from shadow_day day join shadow_offer offer on offer.id = day.offer_id
      where (select app.is_acting()) and day.cancelled_at is null ${isHosted} ${within(place, now)} ${filterOf(filter)}
      order by day.starts_at, day.id limit ${daysOnPage + 1} offset ${(place.page - 1) * daysOnPage}
    )
    select c.id, to_json(c.starts_at)#>>'{}' as "startsAt", to_json(c.ends_at)#>>'{}' as "endsAt", host.name as host, c.host_post_id as "hostPostId", organisation.name as organisation,
      c.where_words as where, c.expect_words as expect, c.places, c.taken, c.waiting, c.for_roles as "forRoles", c.sees_people as "seesPeople",
      c.newcomer_id is not null as "isHandover", c.host_post_id = any(${posts}::uuid[]) as "isMine",
      (select json_build_object('id', b.id, 'state', b.state) from shadow_booking b
        where b.day_id = c.id and b.account_id = ${actor.accountId}::uuid and b.state in ('held', 'waiting', 'offered', 'asked', 'confirmed')) as booking
    from coming c join account host on host.id = c.host_account_id join organisation on organisation.id = c.host_organisation_id
    order by c.starts_at, c.id`.execute(trx);
  return { cards: rows.slice(0, daysOnPage).map((row) => ({ ...row, isForMe: isFor(actor, row.forRoles) })), hasMore: rows.length > daysOnPage };
}

/** What a month holds, by day: how many places are free, and on how many days. Reads no more than that month. */
export type MonthDay = { day: string; free: number; days: number };

export async function monthOf(trx: Database, actor: Actor, filter: FindFilter, month: string, now: Date): Promise<MonthDay[]> {
  if (!canShadow(actor)) notFound();
  const { from, to } = boundsOfMonth(month);
  const asksOffer = filter.area || filter.role;
  const { rows } = await sql<MonthDay>`
    select to_char(day.starts_at at time zone 'Europe/London', 'YYYY-MM-DD') as day, count(*)::int as days,
      (sum(case when day.waiting > 0 then 0 else greatest(day.places - day.taken, 0) end))::int as free
    from shadow_day day ${asksOffer ? sql`join shadow_offer offer on offer.id = day.offer_id` : sql``}
    where (select app.is_acting()) and day.cancelled_at is null ${isHosted} and day.starts_at > ${from > now ? from : now} and day.starts_at < ${to} ${filterOf(filter)}
    group by 1`.execute(trx);
  return rows;
}

/** What the reader has booked or waits for, from now on. */
export type Going = { bookingId: string; dayId: string; startsAt: string; host: string; state: BookingState };

export async function goingTo(trx: Database, actor: Actor): Promise<Going[]> {
  const { rows } = await sql<Going>`
    select b.id as "bookingId", b.day_id as "dayId", to_json(d.starts_at)#>>'{}' as "startsAt", host.name as host, b.state
    from shadow_booking b join shadow_day d on d.id = b.day_id join account host on host.id = d.host_account_id
    where (select app.is_acting()) and b.account_id = ${actor.accountId}::uuid and b.state in ('waiting', 'offered', 'asked', 'confirmed') and d.ends_at > now() and d.cancelled_at is null
    order by d.starts_at, b.id limit 6`.execute(trx);
  return rows;
}

/** Who has said yes before, the latest first; of an organisation, or of all but one's own. */
export type Host = { postId: string; name: string; organisation: string };

export async function hostsWhoSaidYes(trx: Database, organisation: string, most = 3): Promise<Host[]> {
  const { rows } = await sql<Host>`
    select h.post_id as "postId", account.name, organisation.name as organisation
    from app.hosts_who_said_yes(${organisation || null}::uuid, ${most}) with ordinality h (post_id, account_id, place)
    join account on account.id = h.account_id join post on post.id = h.post_id join organisation on organisation.id = post.organisation_id
    order by h.place`.execute(trx);
  return rows;
}

/** Organisations with a day to come, for the filter; the chosen one is among them whether or not it has any. */
export async function organisationsWithDays(trx: Database, chosen: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select organisation.id, organisation.name from organisation
    where organisation.id = any(array(select distinct day.host_organisation_id from shadow_day day
      where day.cancelled_at is null and day.starts_at > now() and day.starts_at < now() + interval '3 months'))
      or organisation.id = ${chosen || null}::uuid
    order by organisation.name limit 200`.execute(trx);
  return rows;
}

/** What nobody hosts cannot be booked, until a colleague of whoever left has taken it over. */
const isHosted = sql`and exists (select from app.seat where seat.post_id = day.host_post_id)`;

/** A chosen day alone; else from now, or from a later month, on and on. */
function within({ day, month }: FindPlace, now: Date): RawBuilder<unknown> {
  if (day) {
    const { from, to } = boundsOfDay(day);
    return sql`and day.starts_at > ${from > now ? from : now} and day.starts_at < ${to}`;
  }
  const { from } = boundsOfMonth(month);
  return from > now ? sql`and day.starts_at >= ${from}` : sql`and day.starts_at > ${now}`;
}

const from = sql`(day.starts_at at time zone 'Europe/London')::time`;
const until = sql`(day.ends_at at time zone 'Europe/London')::time`;
/** A morning is over by two; what goes on is a day. */
const inPart = {
  morning: sql`and ${from} < '12:00' and ${until} <= '14:00'`,
  afternoon: sql`and ${from} >= '12:00'`,
  day: sql`and ${from} < '12:00' and ${until} > '14:00'`,
};

function filterOf({ area, role, organisation, part }: FindFilter): RawBuilder<unknown> {
  return sql.join(
    [
      area ? sql`and offer.area_id = ${area}::uuid` : sql``,
      role ? sql`and (offer.for_roles = '{}' or offer.for_roles @> array[${role}::text])` : sql``,
      organisation ? sql`and day.host_organisation_id = ${organisation}::uuid` : sql``,
      part ? inPart[part] : sql``,
    ],
    sql` `,
  );
}

import { sql, type RawBuilder } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { boundsOfDay, boundsOfMonth } from "~/shared/zoned";
import { canActOnEvents } from "../../policy";
import type { Answer, Audience, EventState } from "../../words";
import { eventsOnPage, type EventFilter, type EventPlace } from "./filter";

/** An event in the list: what it is, and how the reader stands to it. */
export type EventCardRow = {
  id: string;
  title: string;
  purpose: string;
  state: EventState;
  startsAt: string | null;
  endsAt: string | null;
  place: string;
  organisation: string;
  forRoles: Audience[];
  capacity: number | null;
  going: number;
  /** While a date is being found: how many there are, and the first of them. */
  options: number;
  firstOption: string | null;
  isSeries: boolean;
  isAsked: boolean;
  says: Answer | null;
  isWaiting: boolean;
  hasVoted: boolean;
  isOver: boolean;
};

/** Events of a list: what comes soonest first, what has been latest first. @throws not_found */
export async function eventsFor(trx: Database, actor: Actor, filter: EventFilter, place: EventPlace, now: Date): Promise<{ cards: EventCardRow[]; hasMore: boolean }> {
  if (!canActOnEvents(actor)) notFound();
  const posts = postsOf(actor);
  const { rows } = await sql<EventCardRow>`
    with shown as materialized (
      select event.* from learning_event event
      where (select app.is_acting()) ${within(filter, place, now)} ${filterOf(actor, filter)}
      order by ${orderOf(filter, place)} limit ${eventsOnPage + 1} offset ${(place.page - 1) * eventsOnPage}
    )
    select event.id, event.title, event.purpose, event.state, to_json(event.starts_at)#>>'{}' as "startsAt", to_json(event.ends_at)#>>'{}' as "endsAt",
      event.place_words as place, organisation.name as organisation, event.for_roles as "forRoles", event.capacity, (select count(*)::int from event_answer a where a.event_id = event.id and a.ended_at is null and a.place = 'in') as going,
      event.series_id is not null as "isSeries", options.many as options, to_json(options.first)#>>'{}' as "firstOption",
      own.id is not null as "isAsked", own.says, coalesce(own.place = 'waiting', false) as "isWaiting", coalesce(own.voted, false) as "hasVoted",
      coalesce(event.ends_at <= ${now}, false) as "isOver"
    from shown event
    join organisation on organisation.id = event.organisation_id
    left join lateral (select count(*)::int as many, min(o.starts_at) as first from event_option o where event.state = 'finding_date' and o.event_id = event.id and o.ended_at is null) options on true
    left join lateral (
      select v.id, a.says, a.place, exists (select 1 from event_vote t where t.invitee_id = v.id and t.ended_at is null) as voted
      from event_invitee v left join event_answer a on a.invitee_id = v.id and a.ended_at is null
      where v.event_id = event.id and v.ended_at is null and v.invited_post_id = any(${posts}::uuid[]) order by a.says nulls last, v.at limit 1
    ) own on true
    order by ${orderOf(filter, place)}`.execute(trx);
  return { cards: rows.slice(0, eventsOnPage), hasMore: rows.length > eventsOnPage };
}

/** What a month holds, by day; gone by or to come. Reads no more than that month. */
export type MonthDay = { day: string; events: number };

export async function eventsInMonth(trx: Database, actor: Actor, filter: EventFilter, month: string): Promise<MonthDay[]> {
  const { from, to } = boundsOfMonth(month);
  const { rows } = await sql<MonthDay>`
    select to_char(event.starts_at at time zone 'Europe/London', 'YYYY-MM-DD') as day, count(*)::int as events
    from learning_event event
    where (select app.is_acting()) and event.state = 'set' and event.starts_at >= ${from} and event.starts_at < ${to} ${filterOf(actor, filter)}
    group by 1`.execute(trx);
  return rows;
}

const postsOf = (actor: Actor) => actor.seats.filter(({ role }) => role !== "commissioner").map(({ postId }) => postId);
const organisationsOf = (actor: Actor) => actor.seats.filter(({ role }) => role !== "commissioner").map(({ organisationId }) => organisationId);

/** A chosen day alone, whatever list it is in. Events that were cancelled stay until their day, so that nobody looks for them. */
function within({ show }: EventFilter, { day, month }: EventPlace, now: Date): RawBuilder<unknown> {
  if (day) {
    const { from, to } = boundsOfDay(day);
    return sql`and event.starts_at >= ${from} and event.starts_at < ${to}`;
  }
  if (show === "finding") return sql`and event.state = 'finding_date'`;
  if (show === "gone") return sql`and event.state = 'set' and event.ends_at <= ${now}`;
  const { from } = boundsOfMonth(month);
  return from > now ? sql`and event.state <> 'finding_date' and event.starts_at >= ${from}` : sql`and event.state <> 'finding_date' and event.ends_at > ${now}`;
}

function orderOf({ show }: EventFilter, { day }: EventPlace): RawBuilder<unknown> {
  if (!day && show === "finding") return sql`event.at desc, event.id`;
  return !day && show === "gone" ? sql`event.starts_at desc, event.id` : sql`event.starts_at, event.id`;
}

/** Mine are those I am asked to, come to, or that my organisation plans. */
function filterOf(actor: Actor, { role, mine }: EventFilter): RawBuilder<unknown> {
  const forRole = role ? sql`and (event.for_roles = '{}' or event.for_roles @> array[${role}::text])` : sql``;
  if (!mine) return forRole;
  return sql`${forRole} and (event.organisation_id = any(${organisationsOf(actor)}::uuid[])
    or event.id in (select v.event_id from event_invitee v where v.ended_at is null and v.invited_post_id = any(${postsOf(actor)}::uuid[]))
    or event.id in (select p.event_id from event_planner p where p.ended_at is null and p.planner_post_id = any(${postsOf(actor)}::uuid[])))`;
}

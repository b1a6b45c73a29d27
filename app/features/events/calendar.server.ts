import { type RawBuilder, sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import type { Asked } from "../diary/calendar/entries.server";
import { uidOf, type CalendarEntry, type EntryStatus } from "../diary/calendar/entry";
import { findEvent } from "./access.server";

type Row = { id: string; title: string; purpose: string; place: string; startsAt: Date; endsAt: Date; state: string; sequence: number; changedAt: Date };

/**
 * Events one's posts are asked to, plan or answered, unless they said they can't: "perhaps" until they said they come.
 * Of a series each date is an entry of its own, since each is answered, moved and cancelled on its own page, and every
 * calendar program shows single entries alike.
 */
export async function eventEntries(trx: Database, actor: Actor, { from, until, baseUrl }: Asked): Promise<CalendarEntry[]> {
  const posts = actor.seats.map((seat) => seat.postId);
  const organisations = actor.seats.map((seat) => seat.organisationId);
  // One by one, by index: PostgreSQL does not know how few invitations somebody has, and would read everybody's answers.
  const { rows } = await sql<Row & { comes: boolean; answeredAt: Date | null }>`
    with asked as (
      select v.event_id, bool_or(a.place is not distinct from 'in') as comes, bool_and(coalesce(a.says = 'cant', false)) as cannot, max(a.at) as answered_at
      from event_invitee v left join lateral (select n.says, n.place, n.at from event_answer n where n.invitee_id = v.id and n.ended_at is null limit 1) a on true
      where v.invited_post_id = any(${posts}::uuid[]) and v.ended_at is null group by v.event_id
    ), planned as (
      select e.id as event_id from learning_event e where e.organisation_id = any(${organisations}::uuid[]) and e.post_id = any(${posts}::uuid[]) and e.starts_at >= ${from} and e.starts_at < ${until}
      union select p.event_id from event_planner p where p.planner_post_id = any(${posts}::uuid[]) and p.ended_at is null
    )
    select ${columns}, coalesce(a.comes, false) or (a.event_id is null) as comes, a.answered_at as "answeredAt"
    from (select event_id from asked union select event_id from planned) one
    cross join lateral (select * from learning_event x where x.id = one.event_id limit 1) e left join asked a on a.event_id = e.id
    where (select app.is_acting()) and ${within(from, until)} and not coalesce(a.cannot, false)`.execute(trx);
  return rows.map(({ comes, answeredAt, ...row }) => entryOf(row, comes ? "confirmed" : "tentative", baseUrl, answeredAt));
}

/** The entry of one event with a date, as it stands for everybody. @throws not_found */
export async function eventEntry(trx: Database, actor: Actor, eventId: string, baseUrl: string): Promise<CalendarEntry> {
  const { startsAt, endsAt, ...event } = await findEvent(trx, actor, eventId);
  if (!startsAt || !endsAt) return notFound();
  return entryOf({ ...event, startsAt, endsAt }, "confirmed", baseUrl);
}

type Open = Row & { every: null };
type Series = Omit<Row, "purpose" | "state"> & { every: "week" | "two_weeks" | "month"; fromDay: string; lastAt: Date; missing: string[] | null };

/** What was read last for the network's calendar, and the mark of what it was read from. */
let lastOpen: { mark: string; entries: CalendarEntry[] } | undefined;

/**
 * Every event of the network that has a date. The same for everybody who may see it, and programs ask all day long, so
 * it is read anew when something has changed: a change of anything that is told raises `sequence` (migration 82).
 */
export async function openEvents(trx: Database, _actor: Actor, asked: Asked): Promise<CalendarEntry[]> {
  const mark = await markOf(trx, asked);
  if (lastOpen?.mark !== mark) lastOpen = { mark, entries: await readOpen(trx, asked) };
  return lastOpen.entries;
}

/** Of what whoever asks may see: nothing, for those who act nowhere here. */
async function markOf(trx: Database, { from, until, baseUrl }: Asked): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select concat_ws(' ', count(*), sum(e.sequence), max(e.changed_at), (select count(*) from event_series)) as mark
    from learning_event e where (select app.is_acting()) and ${within(from, until)}`.execute(trx);
  return `${baseUrl} ${from.getTime()} ${until.getTime()} ${rows[0]?.mark}`;
}

/**
 * Here a series is one entry that repeats, or thirty thousand would come of five hundred; dates that were moved, renamed
 * or cancelled are left out of it and are entries of their own.
 */
async function readOpen(trx: Database, { from, until, baseUrl }: Asked): Promise<CalendarEntry[]> {
  const { rows } = await sql<Open | Series>`
    with dated as materialized (
      select e.id, e.series_id, e.title, e.place_words, e.starts_at, e.ends_at, e.state, e.sequence, e.changed_at, ${wall} as wall
      from learning_event e where (select app.is_acting()) and ${within(from, until)}
    ), of_series as materialized (
      select e.*, e.ends_at - e.starts_at as length from dated e join event_series s on s.id = e.series_id
      where e.state = 'set' and e.wall::time = s.wall_start::time and ${follows(sql`e.wall::date`)}
    ), plain as materialized (
      select * from (
        select *, first_value(title) over first as usual_title, first_value(place_words) over first as usual_place, first_value(length) over first as usual_length
        from of_series window first as (partition by series_id order by starts_at)
      ) e where title = usual_title and place_words = usual_place and length = usual_length
    ), whole as (
      select series_id, min(title) as title, min(place_words) as place_words, min(length) as length, min(starts_at) as first_at, max(starts_at) as last_at,
        min(wall)::date as first_day, max(wall)::date as last_day, sum(sequence)::integer as sequence, max(changed_at) as changed_at, count(*) as dates, array_agg(wall::date) as days
      from plain group by series_id
    )
    select s.id, w.title, w.place_words as place, w.first_at as "startsAt", w.first_at + w.length as "endsAt", w.sequence, w.changed_at as "changedAt", s.every, s.from_date::text as "fromDay", w.last_at as "lastAt",
      null as purpose, 'set' as state,
      case when w.dates <= ${turnsBetween} then
        (select array_agg(to_char((d.day + s.wall_start::time) at time zone 'Europe/London' at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') order by d.day)
          from (select w.first_day + n as day from generate_series(0, w.last_day - w.first_day, 7) n) d where ${follows(sql`d.day`)} and d.day <> all(w.days)) end as missing
    from whole w join event_series s on s.id = w.series_id
    union all
    select e.id, e.title, e.place_words, e.starts_at, e.ends_at, d.sequence, d.changed_at, null, null, null, e.purpose, e.state, null
    from dated d join learning_event e on e.id = d.id where d.series_id is null or d.id not in (select id from plain)`.execute(trx);
  return rows.map((row) => (row.every ? seriesOf(row, baseUrl) : entryOf(row, "confirmed", baseUrl)));
}

/** The clock on the wall, asked once for each date: of thousands, clocks cost more than all the rest. */
const wall = sql`case when e.series_id is not null then e.starts_at at time zone 'Europe/London' end`;

/** How many turns a series has after its first until its last: with fewer dates than that and one, some are missing. */
const turnsBetween = sql`case s.every when 'week' then (w.last_day - w.first_day) / 7 when 'two_weeks' then (w.last_day - w.first_day) / 14
  else 12 * (extract(year from w.last_day) - extract(year from w.first_day)) + extract(month from w.last_day) - extract(month from w.first_day) end`;

/** Whether a day is one of a series' own; `week` counts from its first day, and a fifth weekday of a month is its last. */
function follows(day: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`((${day} - s.from_date) % 7 = 0 and ${day} >= s.from_date and ${day} <= s.until_date and case s.every
    when 'week' then true
    when 'two_weeks' then (${day} - s.from_date) % 14 = 0
    else case when extract(day from s.from_date) > 28 then extract(month from ${day} + 7) <> extract(month from ${day})
      else ceil(extract(day from ${day}) / 7) = ceil(extract(day from s.from_date) / 7) end end)`;
}

function seriesOf({ id, title, place, startsAt, endsAt, sequence, changedAt, every, fromDay, lastAt, missing }: Series, baseUrl: string): CalendarEntry {
  return {
    ...entryOf({ id, title, purpose: "", place, startsAt, endsAt, state: "set", sequence, changedAt }, "confirmed", baseUrl),
    uid: uidOf("event-series", id),
    url: `${baseUrl}/diary/events`,
    repeat: { rrule: `${ruleOf(every, fromDay)};UNTIL=${lastAt.toISOString().replaceAll(/[-:]|\.\d+/g, "")}`, exdates: (missing ?? []).map((at) => new Date(at)), overrides: [] },
  };
}

const codes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** The repeat's rule, as `calendarRule` (app/shared) has it; that one writes every date out, which is too slow for a whole network's. */
function ruleOf(every: Series["every"], fromDay: string): string {
  if (every !== "month") return `FREQ=WEEKLY${every === "two_weeks" ? ";INTERVAL=2" : ""}`;
  const day = new Date(`${fromDay}T12:00:00Z`);
  const turn = Math.ceil(day.getUTCDate() / 7);
  return `FREQ=MONTHLY;BYDAY=${turn > 4 ? -1 : turn}${codes[day.getUTCDay()]}`;
}

const columns = sql`e.id, e.title, e.purpose, e.place_words as place, e.starts_at as "startsAt", e.ends_at as "endsAt", e.state, e.sequence, e.changed_at as "changedAt"`;
const within = (from: Date, until: Date) => sql<boolean>`e.state in ('set', 'cancelled') and e.starts_at >= ${from} and e.starts_at < ${until}`;

function entryOf({ id, title, purpose, place, startsAt, endsAt, state, sequence, changedAt }: Row, status: EntryStatus, baseUrl: string, answeredAt?: Date | null): CalendarEntry {
  return {
    uid: uidOf("event", id),
    sequence,
    startsAt,
    endsAt,
    title,
    where: place,
    description: purpose,
    url: `${baseUrl}/diary/events/${id}`,
    status: state === "cancelled" ? "cancelled" : status,
    changedAt: answeredAt && answeredAt > changedAt ? answeredAt : changedAt,
  };
}

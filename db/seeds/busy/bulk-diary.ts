import type postgres from "postgres";

/**
 * Two years of shadow days and learning events, by one statement each: what the commands and the triggers of migrations
 * 81 and 82 would leave, without the acts and the letters. Everything is chosen by its number, so that the same network
 * comes out each time; triggers and foreign keys are off (loading.ts).
 * @param sql the load's own connection, as its administrator
 */
export async function bulkDiary(sql: Pick<postgres.Sql, "unsafe">, { bookings, series }: { bookings: number; series: number }): Promise<void> {
  // Of an offer five days, of each day up to three bookings, of which some come to nothing.
  const offers = Math.ceil(bookings / 10);
  const words = statements.replaceAll(":offers", String(offers)).replaceAll(":bookings", String(bookings)).replaceAll(":series", String(series));
  await sql.unsafe(words).simple();
}

/** Everybody who acts, by number; a quarter of the two years is to come. */
const statements = `
  create temp table acts as select row_number() over (order by md5(post_id::text)) - 1 as n, account_id, post_id, organisation_id
    from (select distinct on (post_id) * from app.seat where role <> 'commissioner' order by post_id, account_id) s;
  create unique index on acts (n);
  create function pg_temp.actor(n bigint) returns acts language sql as 'select a from acts a where a.n = $1 % (select count(*) from acts)';
  create function pg_temp.id(what text) returns uuid language sql immutable as $$ select (overlay(overlay(md5(what) placing '4' from 13) placing '8' from 17))::uuid $$;
  create function pg_temp.workday(day date) returns date language sql immutable as $$ select day + case extract(isodow from day) when 6 then 2 when 7 then 1 else 0 end $$;

  -- The same weekday of the month, so many months on ("the second Tuesday").
  create function pg_temp.monthly(day date, months integer) returns date language sql immutable as $$
    select m + (extract(isodow from day)::integer - extract(isodow from m)::integer + 7) % 7 + 7 * (ceil(extract(day from day) / 7)::integer - 1)
    from (select (date_trunc('month', day) + months * interval '1 month')::date as m) first $$;

  create temp table offered as
    select i, pg_temp.id('offer' || i) as id, (a).account_id, (a).post_id, (a).organisation_id, pg_temp.workday((current_date - 548 + (i * 730 / :offers))::date) as first
    from generate_series(0, :offers - 1) i cross join lateral (select pg_temp.actor(i::bigint * 7919) as a) x;
  insert into shadow_offer (id, sees_people, area_id, where_words, expect_words, access_words, for_roles, repeat_every, repeat_until, account_id, post_id, organisation_id, at)
    select id, i % 5 = 0, (select area.id from area order by md5(area.id::text || i::text) limit 1), 'The side door, ring twice', 'Half a day at the desk and one round outside.', case when i % 3 = 0 then 'Step-free, a toilet with a rail.' else '' end,
      case i % 4 when 0 then array['worker', 'volunteer'] when 1 then array['practice'] else '{}' end, 'week', first + 28, account_id, post_id, organisation_id, first::timestamptz - interval '30 days'
    from offered;

  create temp table days as
    select pg_temp.id('day' || o.i || '-' || k) as id, o.id as offer_id, o.i, k, o.account_id, o.post_id, o.organisation_id, 1 + (o.i + k) % 3 as places,
      (o.first + 7 * k + case when o.i % 2 = 0 then time '09:30' else time '13:30' end) at time zone 'Europe/London' as starts_at
    from offered o, generate_series(0, 4) k;
  create temp table booked as
    select pg_temp.id('booking' || d.i || '-' || d.k || '-' || slot) as id, d.id as day_id, d.post_id as host_post_id, d.organisation_id as host_organisation_id, d.starts_at, d.places, slot,
      (g).account_id, (g).post_id, (g).organisation_id, d.starts_at - interval '20 days' + slot * interval '1 day' as at,
      case when slot >= d.places then case when d.starts_at > now() then 'waiting' else 'cancelled' end
        when (d.i + d.k + slot) % 11 = 0 then 'refused' when (d.i + d.k + slot) % 13 = 0 then 'cancelled'
        when d.starts_at > now() and (d.i + d.k) % 4 = 0 then 'asked' else 'confirmed' end as state
    from days d cross join generate_series(0, 2) slot cross join lateral (select pg_temp.actor(d.i::bigint * 31 + d.k * 7 + slot * 101 + 1) as g) x
    where (g).account_id <> d.account_id and d.starts_at - interval '20 days' + slot * interval '1 day' < now() - interval '1 day'
    order by (d.k + slot) % 5, d.i limit :bookings;
  delete from booked a using booked b where a.day_id = b.day_id and a.account_id = b.account_id and a.slot > b.slot;
  insert into shadow_day (id, offer_id, starts_at, ends_at, places, taken, waiting, host_account_id, host_post_id, host_organisation_id, changed_at)
    select d.id, d.offer_id, d.starts_at, d.starts_at + interval '3 hours 30 minutes', d.places, coalesce(b.taken, 0), coalesce(b.waiting, 0), d.account_id, d.post_id, d.organisation_id, d.starts_at - interval '30 days'
    from days d left join (select day_id, count(*) filter (where app.takes_place(state)) as taken, count(*) filter (where state = 'waiting') as waiting from booked group by 1) b on b.day_id = d.id;
  insert into shadow_booking (id, day_id, help_words, state, version, waiting_since, host_post_id, host_organisation_id, account_id, post_id, organisation_id, at)
    select id, day_id, case when slot = 0 then 'I send people and have never been there.' else '' end, state, case state when 'waiting' then 1 when 'asked' then 1 else 2 end, case when slot >= places then at end,
      host_post_id, host_organisation_id, account_id, post_id, organisation_id, at from booked;
  insert into shadow_turn (id, booking_id, number, from_state, to_state, why, account_id, post_id, organisation_id, at, told_at)
    select pg_temp.id('turn' || id), id, 1, 'begun', case when slot >= places then 'waiting' else 'asked' end, case when slot >= places then 'waits' else 'asks' end, account_id, post_id, organisation_id, at, at from booked
    union all select pg_temp.id('second' || b.id), b.id, 2, case when b.slot >= b.places then 'waiting' else 'asked' end, b.state, case b.state when 'confirmed' then 'yes' when 'refused' then 'not_this_time' else 'guest_cannot' end,
      case b.state when 'cancelled' then b.account_id else o.account_id end, case b.state when 'cancelled' then b.post_id else o.post_id end, case b.state when 'cancelled' then b.organisation_id else o.organisation_id end, b.at + interval '12 hours', b.at + interval '12 hours'
    from booked b join days o on o.id = b.day_id where b.state in ('confirmed', 'refused', 'cancelled');
  insert into shadow_reflection (id, booking_id, surprised, differently, shared, account_id, post_id, organisation_id, at)
    select pg_temp.id('lines' || id), id, 'How much happens before anybody sits down.', 'I ring before I send somebody.', hashtext(id::text) % 3 = 0, account_id, post_id, organisation_id, starts_at + interval '1 day'
    from booked where state = 'confirmed' and starts_at < now() - interval '2 days' and hashtext(id::text) % 2 = 0;
  insert into shadow_share (id, booking_id, side, account_id, post_id, organisation_id, at)
    select pg_temp.id(s.side || b.id), b.id, s.side, case s.side when 'guest' then b.account_id else d.account_id end, case s.side when 'guest' then b.post_id else d.post_id end, case s.side when 'guest' then b.organisation_id else d.organisation_id end, b.starts_at + interval '1 day'
    from booked b join shadow_reflection r on r.booking_id = b.id and r.shared join days d on d.id = b.day_id cross join (values ('guest'), ('host')) s(side);
  insert into shadow_agreement (id, version, account_id, post_id, organisation_id, at)
    select pg_temp.id('agrees' || account_id || year), 1, account_id, post_id, organisation_id, now() - interval '14 months' + year * interval '1 year' from acts, generate_series(0, 1) year;
  -- Days that somebody wishes for and nobody offers; half have an answer.
  insert into shadow_wish (id, host_post_id, host_organisation_id, on_date, part, line, answer, answered_at, answered_by, account_id, post_id, organisation_id, at)
    select pg_temp.id('wish' || a.n), (h).post_id, (h).organisation_id, current_date + 20 + (a.n % 40)::integer, 'morning', 'A morning at your desk.', case when a.n % 2 = 0 then 'no' end, case when a.n % 2 = 0 then now() - interval '2 days' end, case when a.n % 2 = 0 then (h).account_id end, a.account_id, a.post_id, a.organisation_id, now() - interval '6 days'
    from acts a cross join lateral (select pg_temp.actor(a.n * 13 + 4) as h) x where (h).account_id <> a.account_id;

  -- A series of protected time each, once a month, with six people asked.
  create temp table series as
    select i, pg_temp.id('series' || i) as id, (a).account_id, (a).post_id, (a).organisation_id, pg_temp.monthly(pg_temp.workday(date_trunc('month', current_date - 548)::date + i % 20), 0) as first, (10 + i % 6) || ':00' as wall
    from generate_series(0, :series - 1) i cross join lateral (select pg_temp.actor(i::bigint * 613 + 5) as a) x;
  insert into event_series (id, title, purpose, every, from_date, until_date, wall_start, minutes, desk_words, account_id, post_id, organisation_id, at)
    select id, 'Protected time ' || i, 'An hour to learn from one another.', 'month', first, pg_temp.monthly(first, 23), wall, 60, 'The desk of the practice next door answers.', account_id, post_id, organisation_id, first::timestamptz - interval '20 days' from series;
  create temp table events as
    select pg_temp.id('event' || s.i || '-' || k) as id, s.id as series_id, s.i, k, s.account_id, s.post_id, s.organisation_id, (pg_temp.monthly(s.first, k) + s.wall::time) at time zone 'Europe/London' as starts_at, s.first::timestamptz - interval '20 days' as at
    from series s, generate_series(0, 23) k;
  insert into learning_event (id, title, purpose, for_roles, place_words, desk_words, capacity, series_id, state, starts_at, ends_at, version, sequence, changed_at, account_id, post_id, organisation_id, at)
    select id, 'Protected time ' || i, 'An hour to learn from one another.', case i % 3 when 0 then array['practice', 'link_worker'] else '{}' end, 'The meeting room upstairs', 'The desk of the practice next door answers.', case when i % 4 = 0 then 12 end, series_id,
      case when (i + k) % 17 = 0 then 'cancelled' else 'set' end, starts_at, starts_at + interval '1 hour', case when (i + k) % 17 = 0 then 2 else 1 end, case when (i + k) % 17 = 0 then 1 else 0 end, at, account_id, post_id, organisation_id, at from events;
  insert into event_turn (id, event_id, number, to_state, why, line, account_id, post_id, organisation_id, at)
    select pg_temp.id('off' || id), id, 2, 'cancelled', 'cancelled', 'Nobody can hold the desk.', account_id, post_id, organisation_id, at + interval '1 day' from events where (i + k) % 17 = 0;
  insert into document (id, kind, event_id, created_at) select pg_temp.id(kind || e.id), kind, e.id, e.at from events e cross join (values ('agenda'), ('recap')) kinds(kind);
  create temp table asked as
    select distinct on (e.id, (p).post_id) pg_temp.id('invitee' || e.id || m) as id, e.id as event_id, e.i, e.k, m, (p).account_id as invited_account_id, (p).post_id as invited_post_id, e.account_id, e.post_id, e.organisation_id, e.starts_at, e.at
    from events e cross join generate_series(0, 5) m cross join lateral (select pg_temp.actor(e.i::bigint * 17 + m * 89 + 3) as p) x;
  insert into event_invitee (id, event_id, invited_post_id, came_by, account_id, post_id, organisation_id, at)
    select id, event_id, invited_post_id, 'person', account_id, post_id, organisation_id, at + interval '1 hour' from asked;
  insert into event_answer (id, event_id, invitee_id, says, why_not, place, account_id, at)
    select pg_temp.id('answer' || id), event_id, id, case (i + k + m) % 5 when 0 then 'cant' when 1 then 'maybe' else 'going' end, case (i + k + m) % 5 when 0 then 'no_cover' end, case when (i + k + m) % 5 > 1 then 'in' end, invited_account_id, at + interval '1 day'
    from asked where starts_at < now() + interval '30 days' and (i + k + m) % 7 <> 0;
  insert into event_presence (id, event_id, invitee_id, how, account_id, at)
    select pg_temp.id('there' || id), event_id, id, 'ticked', account_id, starts_at from asked where starts_at < now() and (i + k) % 17 <> 0 and (i + k + m) % 5 > 1 and (i + k + m) % 7 > 1;
  insert into learning_entry (id, on_date, text, event_id, account_id, post_id, organisation_id, at)
    select pg_temp.id('learned' || id), starts_at::date, 'The back line of the practice answers after ten, ' || i || '.', id, account_id, post_id, organisation_id, starts_at + interval '2 hours' from events where starts_at < now() - interval '1 day' and (i + k) % 6 = 1 and (i + k) % 17 <> 0;
  drop table acts cascade;
  drop table offered, days, booked, series, events, asked;`;

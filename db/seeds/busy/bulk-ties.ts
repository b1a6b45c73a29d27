import type postgres from "postgres";

/**
 * Ties between everybody who has somebody here, with their holders and their story, by one statement each: what the
 * commands and the triggers of migration 2026-11-22-01 would leave, without the acts. Everything is chosen by its number,
 * so that the same network comes out each time; triggers and foreign keys are off (loading.ts). After the diary: what it
 * tells of two organisations stands in their story.
 * @param sql the load's own connection, as its administrator
 */
export async function bulkTies(sql: Pick<postgres.Sql, "unsafe">, { ties, contactsEach }: { ties: number; contactsEach: number }): Promise<void> {
  await sql.unsafe(statements.replaceAll(":ties", String(ties)).replaceAll(":each", String(contactsEach))).simple();
}

const statements = `
  create or replace function pg_temp.id(what text) returns uuid language sql immutable as $$ select (overlay(overlay(md5(what) placing '4' from 13) placing '8' from 17))::uuid $$;

  -- Whoever acts, numbered in their organisation; who leads it comes last.
  create temp table seated as
    select organisation_id, post_id, account_id, role, row_number() over (partition by organisation_id order by role = 'manager', md5(post_id::text)) - 1 as n, count(*) over (partition by organisation_id) as many
    from (select distinct on (post_id) * from app.seat where role <> 'commissioner' order by post_id, account_id) s;
  create temp table pairs as
    select row_number() over (order by md5(a.id::text || b.id::text)) - 1 as i, a.id as one_id, b.id as other_id
    from (select distinct organisation_id as id from seated) a join (select distinct organisation_id as id from seated) b on a.id < b.id;
  create temp table bonds as
    select i, pg_temp.id('tie' || one_id || other_id) as id, one_id, other_id, case when i % 2 = 0 then one_id else other_id end as by_id, case when i % 2 = 0 then other_id else one_id end as to_id,
      case i % 40 when 7 then 'proposed' when 21 then 'ended' else 'held' end as state, 4 + i % 9 as every, case when i % 11 = 5 then 150 else 1 end as quiet,
      now() - make_interval(days => (30 + :each * (4 + i % 9) + case when i % 11 = 5 then 150 else 1 end)::integer) as at
    from pairs where i < :ties;

  -- First on each side, mostly a second, and now and then whoever leads.
  create temp table holds as
    select b.i, b.id as tie_id, b.one_id, b.other_id, s.organisation_id as side_id, s.post_id, s.account_id, p.part, b.at
    from bonds b join seated s on s.organisation_id in (b.one_id, b.other_id)
    cross join lateral (select case when s.n = b.i % s.many then 'first' when s.n = (b.i + 1) % s.many and b.i % 3 <> 0 then 'second' when s.role = 'manager' and b.i % 4 = 0 then 'senior' end as part) p
    where p.part is not null and (b.state <> 'proposed' or s.organisation_id = b.by_id and p.part = 'first');
  create temp table first as select * from holds where part = 'first';

  insert into tie (id, one_id, other_id, purpose, state, version, held_since, account_id, post_id, organisation_id, at)
    select b.id, b.one_id, b.other_id, 'Food, company and a word in time', b.state, case b.state when 'proposed' then 1 when 'held' then 2 else 3 end, case when b.state <> 'proposed' then b.at + interval '2 days' end, f.account_id, f.post_id, f.side_id, b.at
    from bonds b join first f on f.tie_id = b.id and f.side_id = b.by_id;
  insert into tie_turn (id, tie_id, one_id, other_id, number, to_state, why, account_id, post_id, organisation_id, at)
    select pg_temp.id('asks' || b.id), b.id, b.one_id, b.other_id, 1, 'proposed', 'proposed', f.account_id, f.post_id, f.side_id, b.at from bonds b join first f on f.tie_id = b.id and f.side_id = b.by_id
    union all select pg_temp.id('yes' || b.id), b.id, b.one_id, b.other_id, 2, 'held', 'accepted', f.account_id, f.post_id, f.side_id, b.at + interval '2 days' from bonds b join first f on f.tie_id = b.id and f.side_id = b.to_id where b.state <> 'proposed'
    union all select pg_temp.id('end' || b.id), b.id, b.one_id, b.other_id, 3, 'ended', 'ended', f.account_id, f.post_id, f.side_id, now() - interval '1 hour' from bonds b join first f on f.tie_id = b.id and f.side_id = b.to_id where b.state = 'ended';
  insert into document (id, kind, tie_id, created_at) select pg_temp.id('working' || id), 'working', id, at from bonds;
  insert into tie_holder (id, tie_id, one_id, other_id, side_id, holder_post_id, part, account_id, post_id, organisation_id, at)
    select pg_temp.id('holds' || h.tie_id || h.post_id), h.tie_id, h.one_id, h.other_id, h.side_id, h.post_id, h.part, f.account_id, f.post_id, f.side_id, h.at + interval '2 days'
    from holds h join first f on f.tie_id = h.tie_id and f.side_id = h.side_id;
  insert into tie_line (id, tie_id, one_id, other_id, kind, from_id, account_id, post_id, organisation_id, at)
    select pg_temp.id('line' || b.id), b.id, b.one_id, b.other_id, (array['refers', 'meets', 'shares_space', 'funds'])[1 + b.i % 4], case when b.i % 4 in (0, 3) then b.by_id end, f.account_id, f.post_id, f.side_id, b.at + interval '3 days'
    from bonds b join first f on f.tie_id = b.id and f.side_id = b.by_id where b.state <> 'proposed';
  insert into tie_agreement (id, tie_id, one_id, other_id, kind, words, review_on, agreed_at, agreed_by, account_id, post_id, organisation_id, at)
    select pg_temp.id('agrees' || b.id), b.id, b.one_id, b.other_id, (array['sharing', 'referring', 'room', 'money', 'other'])[1 + b.i % 5], 'A name, a street and a telephone number are enough. We ring the same day.', current_date - 20 + (b.i % 200)::integer,
      case when b.i % 4 = 0 then b.at + interval '5 days' end, case when b.i % 4 = 0 then g.account_id end, f.account_id, f.post_id, f.side_id, b.at + interval '4 days'
    from bonds b join first f on f.tie_id = b.id and f.side_id = b.by_id join first g on g.tie_id = b.id and g.side_id = b.to_id where b.state <> 'proposed' and b.i % 2 = 0;

  -- What people wrote, the last of them lately or long ago; then what the product saw happen.
  insert into tie_contact (id, tie_id, one_id, other_id, kind, happened_at, line, from_id, account_id, post_id, organisation_id, at)
    select pg_temp.id('contact' || b.id || k), b.id, b.one_id, b.other_id, (array['visit', 'call', 'message', 'meeting', 'call', 'note', 'tried'])[1 + (b.i + k) % 7], w.at, case when k % 3 = 0 then 'Spoke about next week.' else '' end,
      case when b.i % 10 = 3 then b.one_id else case (b.i + k) % 3 when 0 then b.one_id when 1 then b.other_id end end, f.account_id, f.post_id, f.side_id, w.at
    from bonds b cross join generate_series(0, :each - 1) k cross join lateral (select now() - make_interval(days => (b.quiet + k * b.every)::integer, hours => ((b.i * 13 + k * 7) % 8)::integer) as at) w
    join first f on f.tie_id = b.id and f.side_id = case when (b.i + k) % 2 = 0 then b.one_id else b.other_id end
    where b.state <> 'proposed';
  insert into tie_contact (id, tie_id, one_id, other_id, kind, happened_at, source_id, from_id, at)
    select pg_temp.id('shadow' || x.id), t.id, t.one_id, t.other_id, 'shadow', d.starts_at, x.id, x.organisation_id, x.at
    from shadow_booking x join shadow_day d on d.id = x.day_id join tie t on t.state = 'held' and t.one_id = least(x.organisation_id, x.host_organisation_id) and t.other_id = greatest(x.organisation_id, x.host_organisation_id)
    where x.state = 'confirmed';
  create temp table came as select * from app.came_together;
  insert into tie_contact (id, tie_id, one_id, other_id, kind, happened_at, source_id, from_id, at)
    select pg_temp.id('event' || one.event_id || t.id), t.id, t.one_id, t.other_id, 'event', one.starts_at, one.event_id, case when one.planner_id in (t.one_id, t.other_id) then one.planner_id end, one.starts_at
    from came one join came other on other.event_id = one.event_id join tie t on t.state = 'held' and t.one_id = one.organisation_id and t.other_id = other.organisation_id;
  create temp table saw as select gap_id, organisation_id, min(at) as at from gap_join where ended_at is null group by 1, 2;
  insert into tie_contact (id, tie_id, one_id, other_id, kind, happened_at, source_id, at)
    select pg_temp.id('gap' || one.gap_id || t.id), t.id, t.one_id, t.other_id, 'gap', greatest(one.at, other.at), one.gap_id, greatest(one.at, other.at)
    from saw one join saw other on other.gap_id = one.gap_id join tie t on t.state = 'held' and t.one_id = one.organisation_id and t.other_id = other.organisation_id;
  update tie set last_contact_at = c.at from (select tie_id, max(happened_at) as at from tie_contact where ended_at is null and counts and happened_at <= now() group by 1) c where c.tie_id = tie.id;

  -- What organisations help with, how they are reached, who asked to be introduced, and who tried in vain.
  insert into organisation_help (id, helper_id, need, account_id, post_id, organisation_id, at)
    select distinct on (s.organisation_id, w.need) pg_temp.id('helps' || s.organisation_id || w.need), s.organisation_id, w.need, s.account_id, s.post_id, s.organisation_id, now() - interval '400 days'
    from seated s cross join generate_series(0, 2) k
    cross join lateral (select (array['money', 'food', 'housing', 'warmth', 'company', 'arts', 'moving', 'outdoors', 'learning', 'work', 'transport', 'rights'])[1 + (abs(hashtext(s.organisation_id::text)::bigint) + k * 5) % 12] as need) w where s.n = 0;
  insert into organisation_reach (id, reached_id, label, phone, account_id, post_id, organisation_id, at)
    select pg_temp.id('reach' || organisation_id), organisation_id, 'The desk', '01632 960 000', account_id, post_id, organisation_id, now() - interval '390 days' from seated where n = 0;
  insert into reach_attempt (id, reached_for_id, how, reached, line, account_id, post_id, organisation_id, at)
    select pg_temp.id('try' || s.organisation_id || k), (array(select organisation_id from seated where n = 0 order by 1))[1 + (abs(hashtext(s.post_id::text)::bigint) + k * 31) % (select count(distinct organisation_id) from seated)],
      'phone', k % 3 = 0, 'After ten.', s.account_id, s.post_id, s.organisation_id, now() - make_interval(days => (1 + k * 17)::integer)
    from seated s cross join generate_series(0, 9) k where s.n = 0;
  create temp table wanted as
    select pg_temp.id('meets' || p.i) as id, p.other_id as wanted_id, s.account_id, s.post_id, s.organisation_id, now() - make_interval(days => (1 + p.i % 50)::integer) as at
    from pairs p join seated s on s.organisation_id = p.one_id and s.n = 0 where p.i >= :ties and p.i % 50 = 0;
  insert into introduction (id, wanted_id, line, state, version, account_id, post_id, organisation_id, at) select id, wanted_id, 'Whom do we ask there?', 'asked', 1, account_id, post_id, organisation_id, at from wanted;
  insert into introduction_turn (id, introduction_id, number, to_state, account_id, post_id, organisation_id, at) select pg_temp.id('turn' || id), id, 1, 'asked', account_id, post_id, organisation_id, at from wanted;
  drop table seated, pairs, bonds, holds, first, came, saw, wanted;`;

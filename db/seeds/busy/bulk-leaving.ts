import type postgres from "postgres";

/**
 * Who leaves, who left, who is away, who decides what about a post, and what organisations decided together, by one
 * statement each: what the commands and the triggers of migrations 2026-11-22-02 and 13 would leave, without the acts and
 * the letters. Everything is chosen by its number, so that the same network comes out each time; triggers and foreign keys
 * are off (loading.ts). After ties: what a post holds is handed over.
 * @param sql the load's own connection, as its administrator
 */
export async function bulkLeaving(sql: Pick<postgres.Sql, "unsafe">, { decisions }: { decisions: number }): Promise<void> {
  await sql.unsafe(statements.replaceAll(":decisions", String(decisions))).simple();
}

const statements = `
  create or replace function pg_temp.id(what text) returns uuid language sql immutable as $$ select (overlay(overlay(md5(what) placing '4' from 13) placing '8' from 17))::uuid $$;

  -- Whoever acts, numbered, and in their organisation; who leads it comes last. With whoever comes next after them there.
  create temp table sits as
    select row_number() over (order by md5(post_id::text)) - 1 as n, s.*, count(*) over there as many, coalesce(lead(post_id) over (there order by role = 'manager', md5(post_id::text)), first_value(post_id) over (there order by role = 'manager', md5(post_id::text))) as next_id
    from (select distinct on (post_id) account_id, tenure_id, post_id, organisation_id, role from app.seat where role <> 'commissioner' order by post_id, account_id) s window there as (partition by organisation_id);
  create unique index on sits (post_id);
  create temp table leads as select distinct on (organisation_id) organisation_id, account_id, post_id, many from sits order by organisation_id, role = 'manager' desc, n;

  -- A post in each larger organisation that somebody left without a word: what it held waits for those who look after it.
  insert into account (id, name, email, created_at) select pg_temp.id('left' || organisation_id), 'Somebody who left', 'left-' || left(md5(organisation_id::text), 12) || '@busy.example', now() - interval '500 days' from leads where many >= 3;
  insert into post (id, organisation_id, title, role, created_by, created_at) select pg_temp.id('empty' || organisation_id), organisation_id, 'A post that is empty', 'worker', account_id, now() - interval '500 days' from leads where many >= 3;
  insert into tenure (id, account_id, post_id, valid_from, valid_until, ended_why) select pg_temp.id('sat' || organisation_id), pg_temp.id('left' || organisation_id), pg_temp.id('empty' || organisation_id), now() - interval '500 days', now() - interval '3 days', 'Left' from leads where many >= 3;
  insert into caseload (id, client_id, post_id, part, valid_from, added_by)
    select pg_temp.id('keeps' || c.id || l.organisation_id), c.id, pg_temp.id('empty' || l.organisation_id), 'supporting', c.created_at, l.account_id
    from leads l cross join lateral (select c.id, c.created_at from client c where c.home_organisation_id = l.organisation_id order by c.id limit 6) c where l.many >= 3;
  insert into tie_holder (id, tie_id, one_id, other_id, side_id, holder_post_id, part, account_id, post_id, organisation_id, at)
    select pg_temp.id('rests' || t.id || l.organisation_id), t.id, t.one_id, t.other_id, l.organisation_id, pg_temp.id('empty' || l.organisation_id), 'senior', l.account_id, l.post_id, l.organisation_id, t.held_since
    from leads l cross join lateral (select t.* from tie t where t.state = 'held' and l.organisation_id in (t.one_id, t.other_id) order by t.id limit 8) t where l.many >= 3;

  -- Handed over once, long ago, by whoever looks after the post: all of it moved.
  create temp table things as select * from app.held_by_post;
  create index on things (post_id);
  insert into handover (id, seat_post_id, seat_organisation_id, last_at, state, version, moved_at, account_id, post_id, organisation_id, at)
    select pg_temp.id('gave' || s.post_id), s.post_id, s.organisation_id, w.at, 'moved', 2, w.at, l.account_id, l.post_id, l.organisation_id, w.at
    from sits s join leads l using (organisation_id) cross join lateral (select now() - make_interval(days => (20 + s.n % 400)::integer) as at) w;
  insert into handover_turn (id, handover_id, number, to_state, account_id, post_id, organisation_id, at)
    select pg_temp.id(k || h.id), h.id, case k when 'sent' then 1 else 2 end, k, h.account_id, h.post_id, h.organisation_id, h.at from handover h cross join (values ('sent'), ('moved')) turns(k);
  insert into handover_item (id, handover_id, kind, subject_id, choice, to_post_id, state, version, changed_by, changed_at, moved_to_id)
    select pg_temp.id('gave' || t.kind || t.subject_id || t.post_id), h.id, t.kind, t.subject_id, 'pass', h.seat_post_id, 'moved', 2, h.account_id, h.at, h.seat_post_id
    from handover h cross join lateral (select * from things x where x.post_id = h.seat_post_id and x.kind in ('tie', 'person') order by x.subject_id limit 30) t;

  -- Handovers that are being made: two in three rows have somebody to go to, and lines for the next person.
  create temp table leaves as select pg_temp.id('leaves' || post_id) as id, s.* from sits s where n % 10 = 3 and role in ('link_worker', 'worker');
  insert into handover (id, seat_post_id, seat_organisation_id, leaver_id, tenure_id, last_at, state, version, account_id, post_id, organisation_id, at)
    select id, post_id, organisation_id, account_id, tenure_id, ((current_date + 14 + (n % 30)::integer) + time '17:00') at time zone 'Europe/London', 'open', 0, account_id, post_id, organisation_id, now() - interval '5 days' from leaves;
  create temp table rows as
    select pg_temp.id('row' || t.kind || t.subject_id || t.post_id) as id, v.id as handover_id, v.account_id, v.post_id, v.organisation_id, v.next_id, t.kind, t.subject_id, t.client_id, v.many > 1 and t.kind in ('person', 'tie', 'step') and hashtext(t.subject_id::text) % 3 <> 0 as goes
    from leaves v join things t on t.post_id = v.post_id
    where not (t.kind = 'step' and exists (select 1 from things p where p.post_id = t.post_id and p.kind = 'person' and p.client_id = t.client_id));
  insert into handover_item (id, handover_id, kind, subject_id, choice, to_post_id, changed_by, changed_at)
    select id, handover_id, kind, subject_id, case when goes then 'pass' end, case when goes then next_id end, account_id, now() - interval '4 days' from rows;
  insert into handover_words (item_id, client_id, words, letter, account_id, changed_at) select id, client_id, 'Rings before noon. The side door.', '', account_id, now() - interval '3 days' from rows where kind = 'person' and goes;
  insert into handover_visit (id, handover_id, item_id, newcomer_post_id, on_date, account_id, post_id, organisation_id, at)
    select pg_temp.id('together' || id), handover_id, id, next_id, current_date + 3 + (row_number() over (partition by handover_id order by id))::integer, account_id, post_id, organisation_id, now() - interval '2 days'
    from (select *, row_number() over (partition by handover_id order by id) as n from rows where goes and kind in ('person', 'tie')) r where n <= 4;

  -- Away: some now, with no return known; others were, and are back.
  create temp table aways as
    select pg_temp.id('away' || post_id) as id, s.*, n % 25 = 7 as still, now() - make_interval(days => case when n % 25 = 7 then 12 else (40 + n % 300)::integer end) as since from sits s where n % 3 = 1;
  insert into cover (id, away_post_id, away_organisation_id, away_id, starts_at, line, account_id, post_id, organisation_id, at, ended_at, ended_by)
    select id, post_id, organisation_id, account_id, since, '', account_id, post_id, organisation_id, since, case when not still then since + interval '20 days' end, case when not still then account_id end from aways;
  insert into cover_duty (id, cover_id, duty, how, to_post_id, account_id, post_id, organisation_id, at, ended_at, ended_by)
    select pg_temp.id(d.duty || a.id), a.id, d.duty, h.how, case h.how when 'goes_to' then a.next_id end, a.account_id, a.post_id, a.organisation_id, a.since, case when not a.still then a.since + interval '20 days' end, case when not a.still then a.account_id end
    from aways a cross join (values ('people'), ('ties'), ('desk')) d(duty) cross join lateral (select case when d.duty = 'ties' and a.many > 1 then 'goes_to' when d.duty = 'desk' then 'pauses' else 'runs' end as how) h;

  -- What employer, host and network say about a link worker's post, and one note that all were asked about.
  create temp table bosses as
    select s.post_id as seat_post_id, b.boss, l.account_id, l.post_id, l.organisation_id, s.n from sits s
    cross join lateral (
      select 'employer' as boss, coalesce((select p.organisation_id from post_line p where p.post_id = s.post_id and p.kind = 'employed_by' and p.valid_until is null), s.organisation_id) as id
      union all select 'host', p.organisation_id from post_line p where p.post_id = s.post_id and p.kind = 'hosted_by' and p.valid_until is null
      union all (select 'network', o.id from organisation o where o.kind = 'network' order by o.created_at limit 1)) b
    join leads l on l.organisation_id = b.id where s.role = 'link_worker';
  insert into charter_answer (id, seat_post_id, boss, topic, answer, account_id, post_id, organisation_id, at)
    select pg_temp.id(b.boss || t.topic || b.seat_post_id), b.seat_post_id, b.boss, t.topic, case when t.topic in ('home_visits', 'lone_working') then (array['yes', 'ask_first', 'two_together'])[1 + (b.n + length(b.boss)) % 3] else (array['employer', 'leaves_it', 'post'])[1 + (b.n + length(b.boss) + length(t.topic)) % 3] end,
      b.account_id, b.post_id, b.organisation_id, now() - interval '200 days'
    from bosses b cross join (values ('home_visits'), ('lone_working'), ('sessions'), ('reports'), ('leave'), ('supervision')) t(topic);
  insert into charter_note (id, seat_post_id, number, words, account_id, post_id, organisation_id, at)
    select pg_temp.id('note' || seat_post_id || number), seat_post_id, number, 'An hour every other week, at the practice.', account_id, post_id, organisation_id, now() - interval '180 days' + number * interval '30 days' from bosses cross join generate_series(1, 2) number where boss = 'employer';
  insert into charter_agreement (id, note_id, seat_post_id, party, account_id, post_id, organisation_id, at)
    select pg_temp.id('agreed' || boss || seat_post_id), pg_temp.id('note' || seat_post_id || 2), seat_post_id, boss, account_id, post_id, organisation_id, now() - interval '100 days' from bosses where n % 3 <> 0 or boss <> 'network';

  -- Three organisations each; one in ten is being drafted, one in ten asked about.
  create temp table made as
    select i, pg_temp.id('decision' || i) as id, s.account_id, s.post_id, s.organisation_id, case i % 10 when 0 then 'drafting' when 1 then 'asked' else 'decided' end as state, now() - make_interval(days => 10 + i % 700) as at
    from generate_series(0, :decisions - 1) i join sits s on s.n = i::bigint * 37 % (select count(*) from sits);
  insert into decision (id, title, summary, words, state, version, asked_version, decided_at, account_id, post_id, organisation_id, at)
    select id, 'How we refer on a ' || (array['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])[1 + i % 5] || ', ' || i, 'One way to ' || (array['ring', 'write', 'meet', 'share a room', 'count'])[1 + i % 5] || ' for all of us.', case state when 'drafting' then '' else 'We ring before noon, and write down who answered.' end,
      state, case state when 'drafting' then 1 when 'asked' then 2 else 3 end, case when state <> 'drafting' then 2 end, case state when 'decided' then at + interval '9 days' end, account_id, post_id, organisation_id, at from made;
  insert into document (id, kind, decision_id, created_at) select pg_temp.id('words' || id), 'decision', id, at from made;
  insert into decision_turn (id, decision_id, number, to_state, why, words, account_id, post_id, organisation_id, at)
    select pg_temp.id(t.why || m.id), m.id, t.number, case t.number when 1 then 'drafting' else t.why end, t.why, case t.why when 'asked' then 'We ring before noon, and write down who answered.' end, m.account_id, m.post_id, m.organisation_id, m.at + (t.number - 1) * interval '4 days'
    from made m join (values (1, 'proposed'), (2, 'asked'), (3, 'decided')) t(number, why) on t.number <= case m.state when 'drafting' then 1 when 'asked' then 2 else 3 end;
  create temp table voices as
    select distinct on (m.id, l.organisation_id) m.id as decision_id, m.i, m.state, m.at, m.account_id as by_id, m.post_id as by_post_id, m.organisation_id as by_organisation_id, l.organisation_id as named_id, l.account_id, l.post_id
    from made m cross join generate_series(0, 2) k join (select *, row_number() over (order by md5(organisation_id::text)) - 1 as n from leads) l on l.n = (m.i * 7 + k * 11) % (select count(*) from leads);
  insert into decision_named (id, decision_id, named_id, account_id, post_id, organisation_id, at) select pg_temp.id('named' || decision_id || named_id), decision_id, named_id, by_id, by_post_id, by_organisation_id, at + interval '1 day' from voices;
  insert into decision_voice (id, decision_id, number, named_id, voice, account_id, post_id, organisation_id, at)
    select pg_temp.id('voice' || decision_id || named_id), decision_id, 2, named_id, 'consent', account_id, post_id, named_id, at + interval '5 days' from voices where state = 'decided' or state = 'asked' and hashtext(named_id::text) % 2 = 0;
  drop table sits, leads, things, leaves, rows, aways, bosses, made, voices;`;

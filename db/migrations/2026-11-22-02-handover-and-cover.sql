-- Leaving well, leaving suddenly, and being away for a while. What a post holds is one list, asked in one place
-- (app.things_of): a handover is made of it, a post that nobody sits in is found by it, and the drill that proves the
-- product counts it. Consent never widens: a person supported is passed on within the organisation that keeps their
-- notes; for anybody else the person is asked first.

create table handover (
  id uuid primary key,
  -- Whose things are handed over: the post's. Absent leaver: nobody sits there any more.
  seat_post_id uuid not null,
  seat_organisation_id uuid not null,
  leaver_id uuid references account,
  tenure_id uuid references tenure,
  -- Whoever comes into the same post, where somebody does; they sit down in it on the day once whoever looks after the
  -- post said yes to that.
  newcomer_id uuid references account,
  newcomer_agreed_by uuid references account,
  last_at timestamptz not null,
  -- These follow from turns. Cut short: whoever leaves was gone before the day, or their organisation was.
  state text not null default 'open' check (state in ('open', 'sent', 'moved', 'called_off', 'cut_short')),
  version integer not null default 0,
  moved_at timestamptz,
  -- Until when the leaver's time in the post was to last before this was sent; null: without an end.
  until_before timestamptz,
  -- The work of the last day failed, and nothing moved.
  failed_at timestamptz,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  check ((leaver_id is null) = (tenure_id is null)),
  check (newcomer_agreed_by is null or newcomer_id is not null),
  foreign key (seat_post_id, seat_organisation_id) references post (id, organisation_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index handover_once on handover (seat_post_id) where state in ('open', 'sent');
create index handover_due on handover (last_at) where state = 'sent';
create index handover_by_tenure on handover (tenure_id) where state in ('open', 'sent');
create index handover_by_newcomer on handover (newcomer_id) where newcomer_id is not null;
create index handover_by_leaver on handover (leaver_id) where leaver_id is not null;
create index handover_by_seat on handover (seat_post_id);
create table handover_turn (
  id uuid primary key,
  handover_id uuid not null references handover,
  number integer not null,
  to_state text not null check (to_state in ('open', 'sent', 'moved', 'called_off', 'cut_short')),
  -- A new last day; the state stays as it is.
  last_at timestamptz,
  line text not null default '' check (char_length(line) <= 300),
  account_id uuid references account,
  post_id uuid,
  organisation_id uuid,
  at timestamptz not null default now(),
  unique (handover_id, number),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);

-- One thing of the post, and where it goes. A person is named by the case that is held (caseload), never by who they are,
-- so that whoever is asked to take one over learns nothing before it is theirs.
create table handover_item (
  id uuid primary key,
  handover_id uuid not null references handover,
  kind text not null check (kind in ('person', 'step', 'tie', 'gap', 'ask', 'event', 'job', 'action', 'day', 'booking', 'wish')),
  subject_id uuid not null,
  choice text check (choice in ('pass', 'stays', 'close', 'ask_first')),
  to_post_id uuid references post,
  state text not null default 'listed' check (state in ('listed', 'offered', 'accepted', 'declined', 'moved', 'homeless', 'gone')),
  line text not null default '' check (char_length(line) <= 300),
  version integer not null default 1,
  changed_by uuid references account,
  changed_at timestamptz not null default now(),
  moved_to_id uuid references post,
  unique (handover_id, kind, subject_id),
  check ((choice = 'pass') = (to_post_id is not null) or choice is null and to_post_id is null),
  check (state not in ('offered', 'accepted', 'declined') or choice = 'pass'),
  check (choice is null or choice not in ('close', 'ask_first') or kind = 'person')
);
create index handover_item_to on handover_item (to_post_id, state);
create index handover_item_by_subject on handover_item (subject_id);

-- "What the next person should know", and the letter to the person: words about somebody supported, under the plan that
-- those who hold the case share.
create table handover_words (
  item_id uuid primary key references handover_item,
  client_id uuid not null references client,
  words text not null default '' check (char_length(words) <= 900),
  letter text not null default '' check (char_length(letter) <= 3000),
  account_id uuid not null references account,
  changed_at timestamptz not null default now(),
  scope uuid generated always as (app.scope(client_id, 'shared_plan', null)) stored
);
create index handover_words_by_client on handover_words (client_id);

-- A visit that leaver and newcomer make together, to a person or a partner; signed off by each of the two.
create table handover_visit (
  id uuid primary key,
  handover_id uuid not null references handover,
  item_id uuid not null references handover_item,
  newcomer_post_id uuid not null references post,
  on_date date not null,
  day_id uuid references shadow_day,
  signed_by_leaver_at timestamptz,
  signed_by_newcomer_at timestamptz,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index handover_visit_by_handover on handover_visit (handover_id, on_date);

-- Away, with no return known: who steps in, and what runs, pauses or goes elsewhere. The network sees it.
create table cover (
  id uuid primary key,
  away_post_id uuid not null,
  away_organisation_id uuid not null,
  away_id uuid not null references account,
  deputy_id uuid references account,
  deputy_tenure_id uuid references tenure,
  starts_at timestamptz not null,
  -- null: nobody knows
  expected_on date,
  line text not null default '' check (char_length(line) <= 300),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  check ((deputy_id is null) = (deputy_tenure_id is null)),
  check (deputy_id is distinct from away_id),
  foreign key (away_post_id, away_organisation_id) references post (id, organisation_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index cover_once on cover (away_post_id) where ended_at is null;
create index cover_by_deputy on cover (deputy_id) where ended_at is null;
create table cover_duty (
  id uuid primary key,
  cover_id uuid not null references cover,
  duty text not null check (duty in ('people', 'new_people', 'ties', 'gaps', 'asks', 'events', 'shadow_days', 'desk', 'other')),
  how text not null check (how in ('runs', 'pauses', 'goes_to')),
  to_post_id uuid references post,
  line text not null default '' check (char_length(line) <= 200),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  check ((how = 'goes_to') = (to_post_id is not null)),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index cover_duty_of on cover_duty (cover_id, at);
create unique index cover_duty_once on cover_duty (cover_id, duty) where ended_at is null;

alter table inbox_item add column handover_id uuid references handover, add column home_post_id uuid references post, add column cover_id uuid references cover;
alter table inbox_item drop constraint inbox_item_kind_check, drop constraint inbox_item_check;
alter table inbox_item
  add constraint inbox_item_kind_check check (kind in ('gap.posted', 'gap.met', 'gap.still_true', 'gap.invited', 'gap.answered', 'gap.flagged', 'ask.matched', 'ask.answered', 'ask.accepted', 'ask.check',
    'shadow.asked', 'shadow.confirmed', 'shadow.refused', 'shadow.unanswered', 'shadow.cancelled', 'shadow.changed', 'shadow.place', 'shadow.message', 'shadow.tomorrow', 'shadow.reflect', 'shadow.wished', 'shadow.wish_answered', 'shadow.appeared',
    'event.invited', 'event.changed', 'event.cancelled', 'event.place', 'event.date_set', 'event.job', 'event.recap', 'event.action',
    'tie.proposed', 'tie.answered', 'tie.ended', 'tie.holds', 'tie.quiet', 'tie.leaving', 'tie.unheld', 'tie.agreement', 'tie.review',
    'introduction.asked', 'introduction.taken', 'introduction.made', 'introduction.declined',
    'handover.asked', 'handover.answered', 'handover.moved', 'handover.failed', 'handover.called_off', 'home.needed', 'cover.begins', 'cover.ends', 'cover.briefing')),
  add constraint inbox_item_check check (num_nonnulls(gap_id, ask_id, day_id, booking_id, wish_id, event_id, tie_id, introduction_id, handover_id, home_post_id, cover_id) = 1);
drop index inbox_item_once;
create unique index inbox_item_once on inbox_item (post_id, kind, coalesce(gap_id, ask_id, day_id, booking_id, wish_id, event_id, tie_id, introduction_id, handover_id, home_post_id, cover_id)) where seen_at is null;

-- All that a post holds. `subject_id` of a person is the case that is held, of a step the step.
create view app.held_by_post with (security_invoker = true) as
  select k.post_id, 'person' as kind, k.id as subject_id, k.client_id, k.valid_from as at from caseload k where k.valid_until is null
  union all
  select s.owner_post_id, 'step', s.id, s.client_id, s.created_at from next_step s where s.owner_post_id is not null and s.done_at is null
  union all
  select h.holder_post_id, 'tie', h.tie_id, null, h.at from tie_holder h join tie t on t.id = h.tie_id where h.ended_at is null and t.state in ('proposed', 'held')
  union all
  select r.post_id, 'gap', r.id, null, r.at from gap_role r join gap g on g.id = r.gap_id where r.ended_at is null and r.role in ('lead', 'host') and g.place in ('noticed', 'seen', 'working', 'resting')
  union all
  select q.post_id, 'ask', q.id, null, q.at from ask q where q.ended_at is null and not exists (select 1 from ask_acceptance a where a.ask_id = q.id and a.ended_at is null)
  union all
  select e.post_id, 'event', e.id, null, e.at from learning_event e where e.state <> 'cancelled' and (e.ends_at is null or e.ends_at > now())
  union all
  select j.owner_post_id, 'job', j.id, null, j.at from event_job j where j.owner_post_id is not null and j.done_at is null and j.ended_at is null
  union all
  select x.owner_post_id, 'action', x.id, null, x.at from event_action x where x.done_at is null and x.ended_at is null
  union all
  select d.host_post_id, 'day', d.id, null, d.changed_at from shadow_day d where d.cancelled_at is null and d.starts_at > now()
  union all
  select b.post_id, 'booking', b.id, null, b.at from shadow_booking b join shadow_day d on d.id = b.day_id where b.state in ('held', 'waiting', 'offered', 'asked', 'confirmed') and d.starts_at > now()
  union all
  select w.host_post_id, 'wish', w.id, null, w.at from shadow_wish w where w.answered_at is null and w.ended_at is null;
grant select on app.held_by_post to gate;
create index event_by_post on learning_event (post_id, ends_at) where state <> 'cancelled';

-- For whoever sits in the post, looks after it, or facilitates. Who a person is, only for those who hold the case.
create function app.things_of(p_post uuid) returns table (kind text, subject_id uuid, client_id uuid, at timestamptz)
  language sql stable rows 50 security definer set search_path = pg_catalog, public as $$
  select h.kind, h.subject_id, case when h.client_id in (select app.my_held_clients()) then h.client_id end, h.at
  from app.held_by_post h
  where h.post_id = p_post and (p_post in (select app.my_managed_posts()) or (select app.is_facilitator()))
$$;

-- Posts that nobody sits in and that still hold something: what needs a home, counted, for those who look after the post.
create function app.needs_a_home() returns table (post_id uuid, kind text, things integer, since timestamptz)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with empty as materialized (
    select p.id, (select max(n.valid_until) from tenure n where n.post_id = p.id) as since from post p
    where ((select app.is_facilitator()) or p.id in (select app.my_managed_posts())) and not exists (select 1 from app.seat s where s.post_id = p.id))
  select e.id, h.kind, h.things, e.since from empty e cross join lateral (select x.kind, count(*)::integer as things from app.held_by_post x where x.post_id = e.id group by 1) h
$$;

-- Somebody whose time in a post ends soon, or who hands it over: nobody suggests them to take on more.
create function app.is_leaving(p_tenure uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from tenure n where n.id = p_tenure and n.valid_until < now() + interval '60 days') or exists (select 1 from handover h where h.tenure_id = p_tenure and h.state in ('open', 'sent'))
$$;
-- Who looks after a post now: its managing line, managers of its organisation, else facilitators; of several those who stay.
create function app.lead_of(p_post uuid) returns uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select post_id from (
    select s.post_id, s.tenure_id, 1 as rank from post_line l join app.seat s on s.post_id = l.manager_post_id where l.post_id = p_post and l.kind = 'managed_by' and l.valid_from <= now() and (l.valid_until is null or l.valid_until > now()) and s.role = 'manager'
    union all select s.post_id, s.tenure_id, 2 from post p join app.seat s on s.organisation_id = p.organisation_id and s.role = 'manager' where p.id = p_post
    union all select s.post_id, s.tenure_id, 3 from app.seat s where s.role = 'facilitator') l
  where l.post_id <> p_post order by rank, app.is_leaving(l.tenure_id), post_id limit 1
$$;

-- The moment the last one leaves a post that holds something, whoever looks after it is told.
create function app.report_empty(p_post uuid, p_since timestamptz) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare lead uuid;
begin
  if exists (select 1 from app.seat s where s.post_id = p_post) then return; end if;
  -- What this post itself was told of and has nobody still: whoever looks after that now is told, also where nobody comes here.
  insert into inbox_item (id, post_id, kind, home_post_id)
    select gen_random_uuid(), x.lead, 'home.needed', x.home from (select i.home_post_id as home, app.lead_of(i.home_post_id) as lead from inbox_item i where i.post_id = p_post and i.kind = 'home.needed') x
    where x.lead is not null and exists (select 1 from app.held_by_post h where h.post_id = x.home) and not exists (select 1 from app.seat s where s.post_id = x.home) on conflict do nothing;
  if not exists (select 1 from app.held_by_post h where h.post_id = p_post) then return; end if;
  lead := app.lead_of(p_post);
  if lead is not null then
    insert into inbox_item (id, post_id, kind, home_post_id) values (gen_random_uuid(), lead, 'home.needed', p_post) on conflict do nothing;
  end if;
  if exists (select 1 from activity a where a.kind = 'post.emptied' and a.subject_id = p_post and a.at >= p_since) then return; end if;
  insert into activity (id, kind, subject_kind, subject_id) values (gen_random_uuid(), 'post.emptied', 'post', p_post);
end $$;
-- Whoever stood in for a colleague and belongs to the organisation no more, stands in no more.
create function app.deputy_goes(p_account uuid) returns void language sql volatile security definer set search_path = pg_catalog, public as $$
  update tenure n set valid_until = greatest(now(), n.valid_from), ended_why = 'cover' from post p
  where n.account_id = p_account and n.cover and (n.valid_until is null or n.valid_until > now()) and p.id = n.post_id
    and not exists (select 1 from app.seat s join tenure o on o.id = s.tenure_id and not o.cover where s.account_id = p_account and s.organisation_id = p.organisation_id)
$$;
-- Days of a post that nobody sits in: nobody is left waiting for a host who has gone. Those who booked are told, and
-- whoever looks after the post passes a day on or calls it off; two days before it, a day without a host is called off
-- by itself, and so is at once what is nearer than that, and a handover, which nobody can be shadowed in any more.
create function app.days_need_a_host(p_post uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare d shadow_day; w uuid;
begin
  if exists (select 1 from app.seat s where s.post_id = p_post) then return; end if;
  perform app.hold_days('{}', array[p_post]);
  for d in select * from shadow_day x where x.host_post_id = p_post and x.cancelled_at is null and x.starts_at > now() order by x.id loop
    if d.newcomer_id is not null or d.starts_at < now() + interval '2 days' then
      update shadow_day set cancelled_at = now(), cancel_line = 'Whoever would have hosted it has left.' where id = d.id;
    else
      insert into inbox_item (id, post_id, kind, booking_id) select gen_random_uuid(), b.post_id, 'shadow.host_left', b.id from shadow_booking b
        where b.day_id = d.id and b.state in ('held', 'waiting', 'offered', 'asked', 'confirmed') on conflict do nothing;
      perform jobs.add_at('day-without-host', json_build_object('id', d.id), d.starts_at - interval '2 days');
    end if;
  end loop;
  for w in select x.id from shadow_wish x where x.host_post_id = p_post and x.answered_at is null and x.ended_at is null order by x.id loop
    update shadow_wish set answer = 'no', answer_line = 'They have left. Somebody else may have a day for you.', answered_at = now() where id = w;
    insert into inbox_item (id, post_id, kind, wish_id) select gen_random_uuid(), x.post_id, 'shadow.wish_answered', x.id from shadow_wish x where x.id = w on conflict do nothing;
  end loop;
end $$;
create function app.day_without_host(p_day uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  if app.duty() is distinct from 'handover' then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  update shadow_day d set cancelled_at = now(), cancel_line = 'Nobody could host it.' where d.id = p_day and d.cancelled_at is null and d.starts_at > now() and d.starts_at <= now() + interval '2 days'
    and not exists (select 1 from app.seat s where s.post_id = d.host_post_id);
end $$;

-- Who makes a handover hears of it: the post, the one it was opened from, and whoever looks after it.
create function app.tell_makers(h handover, p_kind text) returns void language sql volatile security definer set search_path = pg_catalog, public as $$
  insert into inbox_item (id, post_id, kind, handover_id) select gen_random_uuid(), x.post, p_kind, h.id
  from (select h.seat_post_id as post union select h.post_id union select app.lead_of(h.seat_post_id)) x where x.post is not null on conflict do nothing
$$;
-- What depended on somebody being in a post, once they are not: their own handover, what others hand over to them, days
-- they would host, and standing in or being away. Twice changes nothing.
create function app.seat_is_left(p_tenure uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare n tenure; h handover; c cover; empty boolean;
begin
  select * into n from tenure where id = p_tenure;
  if n.id is null or n.valid_until is null or n.valid_until > now() then return; end if;
  -- Gone before the day: the handover ends here. Nothing of it moves by itself; what was said yes to is said on the list.
  for h in select * from handover x where x.tenure_id = n.id and (x.state = 'open' or x.state = 'sent' and x.last_at > now()) order by x.id for update loop
    insert into handover_turn (id, handover_id, number, to_state) values (gen_random_uuid(), h.id, h.version + 1, 'cut_short');
    insert into inbox_item (id, post_id, kind, handover_id)
      select gen_random_uuid(), x.post, 'handover.called_off', h.id from (select distinct i.to_post_id as post from handover_item i where i.handover_id = h.id and i.state in ('offered', 'accepted')) x on conflict do nothing;
    insert into activity (id, kind, subject_kind, subject_id, organisation_id) values (gen_random_uuid(), 'handover.cut_short', 'handover', h.id, h.seat_organisation_id);
  end loop;
  -- A cover is for whoever comes back.
  update cover set ended_at = now() where away_id = n.account_id and away_post_id = n.post_id and ended_at is null and not n.cover;
  for c in select * from cover x where x.deputy_tenure_id = n.id and x.ended_at is null order by x.id loop
    insert into inbox_item (id, post_id, kind, cover_id) select gen_random_uuid(), x.post, 'cover.look_again', c.id
      from (select c.away_post_id as post union select app.lead_of(c.away_post_id)) x where x.post is not null on conflict do nothing;
    insert into activity (id, kind, subject_kind, subject_id) values (gen_random_uuid(), 'cover.changed', 'cover', c.id);
  end loop;
  empty := not exists (select 1 from app.seat s where s.post_id = n.post_id);
  -- A newcomer who leaves before the day: what was to go to them is not decided any more, and somebody chooses again.
  for h in select * from handover x where x.state in ('open', 'sent') and (
      empty and exists (select 1 from handover_item i where i.handover_id = x.id and i.to_post_id = n.post_id and i.state not in ('moved', 'homeless', 'gone'))
      or x.newcomer_id = n.account_id and (x.seat_post_id = n.post_id or not exists (select 1 from app.seat s where s.account_id = n.account_id and s.organisation_id = x.seat_organisation_id))) order by x.id for update loop
    if empty then
      update handover_item set choice = null, to_post_id = null, state = 'listed', line = '', version = version + 1, changed_at = now()
        where handover_id = h.id and to_post_id = n.post_id and state not in ('moved', 'homeless', 'gone');
      update handover_visit set ended_at = now() where handover_id = h.id and newcomer_post_id = n.post_id and ended_at is null and signed_by_leaver_at is null and signed_by_newcomer_at is null;
    end if;
    if h.newcomer_id = n.account_id and (h.seat_post_id = n.post_id or not exists (select 1 from app.seat s where s.account_id = n.account_id and s.organisation_id = h.seat_organisation_id)) then
      update handover set newcomer_id = null, newcomer_agreed_by = null where id = h.id;
    end if;
    perform app.tell_makers(h, 'handover.newcomer_left');
    insert into activity (id, kind, subject_kind, subject_id, organisation_id) values (gen_random_uuid(), 'handover.chosen', 'handover', h.id, h.seat_organisation_id);
  end loop;
  if n.cover then return; end if;
  -- Days they go to are their own: they go with them into another post, or were given up.
  update shadow_booking b set post_id = s.post_id, organisation_id = s.organisation_id
    from (select x.post_id, x.organisation_id from app.seat x join tenure t on t.id = x.tenure_id where x.account_id = n.account_id and not t.cover and x.role <> 'commissioner' order by x.post_id limit 1) s, shadow_day d
    where b.account_id = n.account_id and b.post_id = n.post_id and b.state in ('held', 'waiting', 'offered', 'asked', 'confirmed') and d.id = b.day_id and d.starts_at > now() and empty;
  perform app.days_need_a_host(n.post_id);
end $$;
create function app.home_is_needed() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.valid_until is null then return null; end if;
  -- An end that is still to come changes no row when it comes: it is asked for now.
  if new.valid_until > now() then
    perform jobs.add_at('seat-ends', json_build_object('id', new.id), new.valid_until);
  else
    if not new.cover then perform app.deputy_goes(new.account_id); end if;
    perform app.seat_is_left(new.id);
    perform app.report_empty(new.post_id, new.valid_until);
  end if;
  return null;
end $$;
-- Deferred: a successor who sits down in the same transaction leaves no gap.
create constraint trigger tenure_leaves_a_home after update on tenure deferrable initially deferred for each row
  when (new.valid_until is distinct from old.valid_until) execute function app.home_is_needed();
-- A time in a post that ran out by itself ends like one that was ended: sockets are judged again, places are given up, and
-- what the post held is on somebody's list. Run twice it tells once; put off meanwhile, it does nothing.
create function app.seat_ended(p_tenure uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare n tenure;
begin
  if app.duty() is distinct from 'handover' then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  select * into n from tenure where id = p_tenure;
  if n.id is null or n.valid_until is null or n.valid_until > now() then return; end if;
  perform pg_advisory_xact_lock(app.gate_key());
  update staff_access set generation = generation + 1;
  perform pg_notify('ended', json_build_object('account', n.account_id, 'session', null)::text);
  perform app.hold_days(array[n.account_id], array[n.post_id]);
  if not app.stays(n.account_id) then perform app.give_up_all(n.account_id); end if;
  if not n.cover then perform app.deputy_goes(n.account_id); end if;
  perform app.seat_is_left(n.id);
  perform app.report_empty(n.post_id, n.valid_until);
end $$;

-- Nobody gains time by themself: an end that somebody else set is put off, or taken back, by whoever looks after the post.
create function app.may_put_off(n tenure) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select n.ended_by is not distinct from app.account() and n.account_id = app.account() or n.account_id <> app.account() and n.post_id in (select app.posts_i_look_after())
$$;
create function app.turn_handover() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare o handover; leaving tenure; notice timestamptz;
begin
  -- Another last day: answers stay, and a notice that was given goes with it.
  if new.last_at is not null then
    select * into o from handover where id = new.handover_id for update;
    if o.state is distinct from new.to_state or o.leaver_id is null then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
    if new.last_at <= now() then raise exception 'day_gone' using errcode = 'P0001'; end if;
    select * into leaving from tenure where id = o.tenure_id for no key update;
    notice := case when leaving.ended_why = 'handover' then o.until_before else leaving.valid_until end;
    if notice < new.last_at then
      if not app.may_put_off(leaving) then raise exception 'not_yours_to_put_off' using errcode = 'P0001'; end if;
      notice := (date_trunc('day', new.last_at at time zone 'Europe/London') + interval '1 day') at time zone 'Europe/London';
      if leaving.ended_why = 'handover' then update handover set until_before = notice where id = o.id; else update tenure set valid_until = notice where id = leaving.id; end if;
    end if;
  end if;
  update handover h set state = new.to_state, version = new.number, last_at = coalesce(new.last_at, h.last_at), moved_at = case when new.to_state = 'moved' then new.at end, failed_at = null
    where h.id = new.handover_id and h.version = new.number - 1
      and h.state = any(case new.to_state when 'open' then array['open', 'sent'] when 'sent' then array['open', 'sent'] when 'moved' then array['sent'] else array['open', 'sent'] end);
  if not found then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  -- While it is under way, the leaver's time in the post has an end, a day after the day itself: should the work of that
  -- day fail, nothing moves and they can still help, and should nobody look, their access ends all the same.
  -- Nobody gains time by it: an end that was set before is never put off, and comes back when this is taken back.
  if new.to_state = 'sent' then
    update handover h set until_before = n.valid_until from tenure n where h.id = new.handover_id and n.id = h.tenure_id and n.ended_why is distinct from 'handover';
    update tenure n set valid_until = least(h.until_before, h.last_at + interval '1 day'), ended_why = 'handover' from handover h
      where h.id = new.handover_id and n.id = h.tenure_id and (n.valid_until is null or n.valid_until > now());
    perform jobs.add_at('handover-due', json_build_object('id', h.id), h.last_at) from handover h where h.id = new.handover_id;
  elsif new.to_state in ('open', 'called_off') then
    update tenure n set valid_until = h.until_before, ended_why = case when h.until_before is not null then 'notice' end from handover h
      where h.id = new.handover_id and n.id = h.tenure_id and n.valid_until > now() and n.ended_why = 'handover';
  end if;
  return new;
end $$;
create trigger handover_turns after insert on handover_turn for each row execute function app.turn_handover();

-- Whoever comes into the post is of its organisation, and sits down in it only by the word of whoever looks after it.
create function app.newcomer_is_own() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.newcomer_id is not null and (new.newcomer_id is not distinct from new.leaver_id
      or not exists (select 1 from app.seat s where s.account_id = new.newcomer_id and s.organisation_id = new.seat_organisation_id and s.role <> 'commissioner')) then
    raise exception 'own_organisation' using errcode = 'P0001';
  end if;
  new.newcomer_agreed_by := case when new.newcomer_id is not null and new.seat_post_id in (select app.posts_i_look_after()) then app.account() end;
  return new;
end $$;
create trigger handover_newcomer before insert on handover for each row when (current_user = 'app_rw') execute function app.newcomer_is_own();
create function app.name_newcomer(p_handover uuid, p_account uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare h handover;
begin
  select * into h from handover where id = p_handover and id in (select app.handovers_i_make()) for update;
  if h.id is null then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  if h.state not in ('open', 'sent') then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  if p_account is not null and (p_account is not distinct from h.leaver_id or not exists (select 1 from app.seat s where s.account_id = p_account and s.organisation_id = h.seat_organisation_id and s.role <> 'commissioner')) then
    raise exception 'own_organisation' using errcode = 'P0001';
  end if;
  update handover set newcomer_id = p_account, newcomer_agreed_by = case when p_account is null then null
      when h.seat_post_id in (select app.posts_i_look_after()) then app.account() when p_account = h.newcomer_id then h.newcomer_agreed_by end where id = h.id;
end $$;

-- A visit is signed once it has been, by each for themself, also where nobody looks at a page.
create function app.visit_is_signed() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare today date := (now() at time zone 'Europe/London')::date; was handover_visit; leaver uuid;
begin
  if tg_op = 'UPDATE' then was := old; end if;
  if new.ended_at is not null and was.ended_at is not null then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  if new.on_date is distinct from was.on_date and (was.signed_by_leaver_at is not null or was.signed_by_newcomer_at is not null) then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  if new.signed_by_leaver_at is not distinct from was.signed_by_leaver_at and new.signed_by_newcomer_at is not distinct from was.signed_by_newcomer_at then return new; end if;
  if new.on_date > today then raise exception 'visit_not_yet' using errcode = 'P0001'; end if;
  select h.leaver_id into leaver from handover h where h.id = new.handover_id;
  if new.signed_by_leaver_at is distinct from was.signed_by_leaver_at and leaver is distinct from app.account()
    or new.signed_by_newcomer_at is distinct from was.signed_by_newcomer_at and new.newcomer_post_id not in (select app.my_acting_posts()) then
    raise exception 'not_allowed' using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger handover_visit_is_signed before insert or update on handover_visit for each row when (current_user = 'app_rw') execute function app.visit_is_signed();

-- The handover comes before what is listed in it: the work of the day holds it, and then each thing. Whoever chooses or
-- answers asks for it here first.
create function app.hold_handover(p_handover uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  if app.is_acting() then perform 1 from handover h where h.id = p_handover for no key update; end if;
end $$;

-- A choice: by the leaver or whoever looks after the post; an answer by whoever is asked. Of two at once, one is first.
create function app.handover_item_turns() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare h handover; home uuid; their_organisation uuid;
begin
  select * into h from handover where id = new.handover_id for share;
  if new.version <> old.version + 1 or h.state not in ('open', 'sent') or old.state in ('moved', 'homeless', 'gone') then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  if (new.kind, new.subject_id, new.handover_id) is distinct from (old.kind, old.subject_id, old.handover_id) then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  -- Of a post nobody sits in, whoever looks after it gives what it held; nobody leaves by it, so nobody is asked.
  if new.state in ('accepted', 'declined') and not (h.leaver_id is null and new.state = 'accepted' and h.seat_post_id in (select app.posts_i_look_after())
      and not exists (select 1 from app.seat s where s.post_id = h.seat_post_id)) then
    if old.state not in ('offered', 'accepted', 'declined') or (new.choice, new.to_post_id) is distinct from (old.choice, old.to_post_id) or not old.to_post_id in (select app.my_acting_posts()) then
      raise exception 'not_allowed' using errcode = 'P0001';
    end if;
  elsif not (h.seat_post_id in (select app.my_managed_posts()) or app.is_facilitator()) then
    raise exception 'not_allowed' using errcode = 'P0001';
  end if;
  if new.choice = 'pass' and new.kind = 'person' then
    select c.home_organisation_id into home from caseload k join client c on c.id = k.client_id where k.id = new.subject_id;
    select p.organisation_id into their_organisation from post p where p.id = new.to_post_id and p.closed_at is null and p.role in ('link_worker', 'worker', 'manager');
    if their_organisation is distinct from home then raise exception 'ask_first' using errcode = 'P0001'; end if;
  end if;
  -- A promise to a person, and a side of a tie, are kept by their own organisation.
  if new.choice = 'pass' and new.kind in ('step', 'tie', 'day') and not exists (select 1 from post p where p.id = new.to_post_id and p.organisation_id = h.seat_organisation_id) then
    raise exception 'own_organisation' using errcode = 'P0001';
  end if;
  if new.choice = 'pass' and (new.kind in ('booking', 'wish') or new.kind = 'day' and exists (select 1 from shadow_day d where d.id = new.subject_id and d.newcomer_id is not null)) then raise exception 'stays_with_post' using errcode = 'P0001'; end if;
  if new.choice = 'pass' and (new.to_post_id = h.seat_post_id or not exists (select 1 from app.seat s where s.post_id = new.to_post_id)) then
    raise exception 'nobody_there' using errcode = 'P0001';
  end if;
  new.changed_by := app.account(); new.changed_at := now();
  return new;
end $$;
create trigger handover_item_turns before update on handover_item for each row when (current_user = 'app_rw') execute function app.handover_item_turns();

-- One thing goes to a post. False: it is not there to be moved any more.
create function app.move_thing(p_kind text, p_subject uuid, p_from uuid, p_to uuid, p_by uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare k caseload; h tie_holder; r gap_role; o uuid;
begin
  select organisation_id into o from post where id = p_to;
  case p_kind
  when 'person' then
    select * into k from caseload where id = p_subject and post_id = p_from and valid_until is null for update;
    if k.id is null then return false; end if;
    update caseload set valid_until = now() where id = k.id;
    update caseload set part = 'lead' where client_id = k.client_id and post_id = p_to and valid_until is null and k.part = 'lead';
    if not found then
      insert into caseload (id, client_id, post_id, part, added_by) select gen_random_uuid(), k.client_id, p_to, k.part, p_by
      where not exists (select 1 from caseload x where x.client_id = k.client_id and x.post_id = p_to and x.valid_until is null);
    end if;
    update next_step set owner_post_id = p_to where client_id = k.client_id and owner_post_id = p_from and done_at is null;
  when 'step' then
    update next_step set owner_post_id = p_to where id = p_subject and owner_post_id = p_from and done_at is null;
    return found;
  when 'tie' then
    select x.* into h from tie_holder x where x.tie_id = p_subject and x.holder_post_id = p_from and x.ended_at is null for update;
    -- Each side keeps to its own posts.
    if h.id is null or o is distinct from h.side_id then return false; end if;
    update tie_holder set ended_at = now(), ended_by = p_by where id = h.id;
    -- To one who holds it already it comes as what the leaver held, where that is more.
    update tie_holder set ended_at = now(), ended_by = p_by where tie_id = h.tie_id and holder_post_id = p_to and ended_at is null
      and array_position(array['first', 'second', 'senior'], part) > array_position(array['first', 'second', 'senior'], h.part);
    insert into tie_holder (id, tie_id, one_id, other_id, side_id, holder_post_id, part, account_id, post_id, organisation_id)
    select gen_random_uuid(), h.tie_id, h.one_id, h.other_id, h.side_id, p_to, h.part, p_by, p_to, o
    where not exists (select 1 from tie_holder x where x.tie_id = h.tie_id and x.holder_post_id = p_to and x.ended_at is null);
  when 'gap' then
    -- The gap first, as for whoever steps back from a part of it.
    perform 1 from gap g where g.id = (select x.gap_id from gap_role x where x.id = p_subject) for no key update;
    select x.* into r from gap_role x where x.id = p_subject and x.post_id = p_from and x.ended_at is null for update;
    if r.id is null then return false; end if;
    update gap_role set ended_at = now(), ended_by = p_by where id = r.id;
    insert into gap_role (id, gap_id, role, line, account_id, post_id, organisation_id) values (gen_random_uuid(), r.gap_id, r.role, r.line, p_by, p_to, o);
  when 'event' then
    insert into event_planner (id, event_id, planner_post_id, account_id, post_id, organisation_id) values (gen_random_uuid(), p_subject, p_to, p_by, p_to, o)
      on conflict (event_id, planner_post_id) where ended_at is null do nothing;
    update learning_event set post_id = p_to, organisation_id = o where id = p_subject and post_id = p_from;
    return found;
  -- Whoever booked comes to another host of the same organisation, and is told.
  when 'day' then
    update shadow_day d set host_post_id = p_to, host_organisation_id = o, sequence = sequence + 1, changed_at = now(),
        host_account_id = (select s.account_id from app.seat s join tenure t on t.id = s.tenure_id where s.post_id = p_to order by t.cover, t.valid_from, t.id limit 1)
      where d.id = p_subject and d.host_post_id = p_from and d.cancelled_at is null and d.starts_at > now() and d.newcomer_id is null and d.host_organisation_id = o
        and exists (select 1 from app.seat s where s.post_id = p_to);
    if not found then return false; end if;
    update shadow_booking set host_post_id = p_to, host_organisation_id = o where day_id = p_subject;
    insert into inbox_item (id, post_id, kind, booking_id) select gen_random_uuid(), b.post_id, 'shadow.host_changed', b.id from shadow_booking b
      where b.day_id = p_subject and b.state in ('held', 'waiting', 'offered', 'asked', 'confirmed') on conflict do nothing;
  when 'job' then update event_job set owner_post_id = p_to where id = p_subject and owner_post_id = p_from and done_at is null; return found;
  when 'action' then update event_action set owner_post_id = p_to where id = p_subject and owner_post_id = p_from and done_at is null; return found;
  when 'ask' then update ask set post_id = p_to, organisation_id = o where id = p_subject and post_id = p_from and ended_at is null; return found;
  else return false;
  end case;
  return true;
end $$;

-- The move itself: all of it or nothing, after which the leaver has no seat. For the work that falls due, and for whoever
-- looks after the post, who need not wait for the day. What was not accepted, and what was meant for somebody who is not
-- there any more, goes to whoever looks after the post.
create function app.move_handover(p_handover uuid) returns table (kind text, moved integer, homeless integer)
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare h handover; i record; target uuid; lead uuid; own_lead uuid; new_home uuid; by_whom uuid; there boolean; agreed boolean; successor boolean;
begin
  perform pg_advisory_xact_lock(app.gate_key());
  select * into h from handover where id = p_handover for update;
  if h.id is null or h.state <> 'sent' or not (app.duty() = 'handover' and h.last_at <= now() or h.seat_post_id in (select app.posts_i_look_after())) then return; end if;
  by_whom := coalesce(app.account(), h.account_id);
  lead := app.lead_of(h.seat_post_id);
  -- What belongs to the organisation, people first of all, goes to nobody outside it, not even for a while.
  own_lead := (select p.id from post p where p.id = lead and p.organisation_id = h.seat_organisation_id);
  -- Whoever comes into the post sits down in it in the same moment, where whoever looks after it said yes.
  if h.newcomer_id is not null and h.newcomer_agreed_by is not null
      and exists (select 1 from app.seat s join tenure t on t.id = s.tenure_id where s.account_id = h.newcomer_id and s.organisation_id = h.seat_organisation_id and not t.cover)
      and not exists (select 1 from app.seat s join tenure t on t.id = s.tenure_id where s.account_id = h.newcomer_id and s.post_id = h.seat_post_id and not t.cover) then
    update tenure set valid_until = greatest(now(), valid_from), ended_why = 'cover' where account_id = h.newcomer_id and post_id = h.seat_post_id and cover and (valid_until is null or valid_until > now());
    insert into tenure (id, account_id, post_id) values (gen_random_uuid(), h.newcomer_id, h.seat_post_id);
  end if;
  successor := h.leaver_id is not null and exists (select 1 from app.seat s join tenure t on t.id = s.tenure_id and not t.cover where s.post_id = h.seat_post_id and s.account_id <> h.leaver_id);
  -- Listed since: whatever the post came to hold meanwhile. Of a post nobody sits in, only what was given moves.
  if h.leaver_id is not null then
    insert into handover_item (id, handover_id, kind, subject_id)
      select gen_random_uuid(), h.id, x.kind, x.subject_id from app.held_by_post x where x.post_id = h.seat_post_id on conflict do nothing;
  end if;
  -- Events in one order, before any of them changes hands: whoever ends a series takes them in the same one.
  perform 1 from learning_event e where e.id in (select t.subject_id from handover_item t where t.handover_id = h.id and t.kind = 'event'
      union select j.event_id from event_job j join handover_item t on t.handover_id = h.id and t.kind = 'job' and t.subject_id = j.id
      union select a.event_id from event_action a join handover_item t on t.handover_id = h.id and t.kind = 'action' and t.subject_id = a.id)
    order by e.id for no key update;
  for i in select t.* from handover_item t where t.handover_id = h.id and t.state not in ('moved', 'homeless', 'gone') and (h.leaver_id is not null or t.choice is not null)
      order by array_position(array['person', 'step', 'tie', 'gap', 'event', 'job', 'action', 'ask', 'day', 'booking', 'wish'], t.kind), t.id loop
    there := exists (select 1 from app.held_by_post x where x.post_id = h.seat_post_id and x.kind = i.kind and x.subject_id = i.subject_id);
    agreed := i.kind <> 'person' or exists (select 1 from caseload k join app.live_grant g on g.client_id = k.client_id and g.purpose = 'keep_notes' where k.id = i.subject_id);
    target := case when i.choice = 'pass' and i.state = 'accepted' and agreed and exists (select 1 from app.seat s where s.post_id = i.to_post_id) then i.to_post_id end;
    new_home := coalesce(target, case when i.kind in ('person', 'step', 'tie') then own_lead else lead end);
    if not there then
      -- Gone with its person a moment ago, a step has its home; anything else was settled meanwhile.
      new_home := (select s.owner_post_id from next_step s where i.kind = 'step' and s.id = i.subject_id and s.done_at is null);
      there := new_home is not null; target := new_home;
    elsif i.choice = 'close' then
      update caseload set valid_until = now() where id = i.subject_id and post_id = h.seat_post_id and valid_until is null;
      new_home := null;
    elsif (i.choice = 'stays' or i.choice is null) and target is null and agreed and successor then
      -- With the post, which somebody sits in: what nobody decided on goes to whoever comes next.
      target := h.seat_post_id; new_home := target;
    elsif target is null and i.kind in ('day', 'booking', 'wish') or new_home is null then
      -- With the post, on the list of those who look after it: they keep the days or call them off, and find somebody.
      new_home := h.seat_post_id;
    else
      there := app.move_thing(i.kind, i.subject_id, h.seat_post_id, new_home, by_whom);
    end if;
    update handover_item set state = case when not there then 'gone' when i.choice = 'close' or target is not null then 'moved' else 'homeless' end,
        moved_to_id = case when there then new_home end, changed_at = now(), changed_by = by_whom, version = i.version + 1
      where id = i.id;
  end loop;
  insert into handover_turn (id, handover_id, number, to_state) values (gen_random_uuid(), h.id, h.version + 1, 'moved');
  update tenure set valid_until = now(), ended_by = by_whom, ended_why = 'handover' where id = h.tenure_id and (valid_until is null or valid_until > now());
  insert into activity (id, kind, subject_kind, subject_id, organisation_id) values (gen_random_uuid(), 'handover.moved', 'handover', h.id, h.seat_organisation_id);
  insert into inbox_item (id, post_id, kind, handover_id)
    select gen_random_uuid(), x.post, 'handover.moved', h.id from (select distinct t.moved_to_id as post from handover_item t where t.handover_id = h.id and t.moved_to_id is not null union select lead) x
    where x.post is not null and (x.post <> h.seat_post_id or successor) on conflict do nothing;
  return query select t.kind, count(*) filter (where t.state = 'moved')::integer, count(*) filter (where t.state = 'homeless')::integer from handover_item t where t.handover_id = h.id group by 1;
end $$;

-- Nothing moved: whoever looks after the post is told, and facilitators, and may try again.
create function app.handover_failed(p_handover uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare h handover;
begin
  if app.duty() is distinct from 'handover' then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  update handover set failed_at = now() where id = p_handover and state = 'sent' returning * into h;
  if h.id is null then return; end if;
  insert into activity (id, kind, subject_kind, subject_id, organisation_id) values (gen_random_uuid(), 'handover.failed', 'handover', h.id, h.seat_organisation_id);
  insert into inbox_item (id, post_id, kind, handover_id)
    select gen_random_uuid(), x.post, 'handover.failed', h.id from (select app.lead_of(h.seat_post_id) as post union select s.post_id from app.seat s where s.role = 'facilitator') x where x.post is not null
    on conflict do nothing;
end $$;

-- Which handovers are mine to see: of my post, of posts I look after, asked of my post, and the one I come in by.
create function app.my_handovers() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select h.id from handover h where (select app.is_facilitator())
  union select h.id from handover h where (select app.is_staff()) and h.seat_post_id = any(array(select app.my_managed_posts()))
  union select h.id from handover h where (select app.is_staff()) and h.newcomer_id = (select app.account())
  union select h.id from handover h where (select app.is_staff()) and h.leaver_id = (select app.account())
  union select i.handover_id from handover_item i where i.to_post_id = any(array(select app.my_acting_posts()))
$$;
create function app.handovers_i_make() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select h.id from handover h where (select app.is_acting()) and (select app.is_facilitator())
  union select h.id from handover h where (select app.is_acting()) and h.seat_post_id = any(array(select app.my_managed_posts()))
$$;

-- A deputy is somebody of the same organisation, by a time in the post that is marked as cover: being away opens nobody's
-- case to anybody outside.
create function app.cover_is_own() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from app.seat s where s.account_id = new.away_id and s.post_id = new.away_post_id) then raise exception 'not_there' using errcode = 'P0001'; end if;
  if new.deputy_id is not null and not (
      exists (select 1 from tenure t where t.id = new.deputy_tenure_id and t.account_id = new.deputy_id and t.post_id = new.away_post_id and t.cover)
      and exists (select 1 from app.seat s where s.account_id = new.deputy_id and s.organisation_id = new.away_organisation_id and s.tenure_id <> new.deputy_tenure_id)) then
    raise exception 'own_organisation' using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger cover_begins before insert on cover for each row execute function app.cover_is_own();
-- Somebody else steps in: the one before steps out in the same moment.
create trigger cover_goes_on before update of deputy_id, deputy_tenure_id on cover for each row when (new.deputy_tenure_id is distinct from old.deputy_tenure_id) execute function app.cover_is_own();
create function app.deputy_steps_out() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update tenure set valid_until = greatest(now(), valid_from), ended_by = app.account(), ended_why = 'cover' where id = old.deputy_tenure_id and (valid_until is null or valid_until > now());
  return null;
end $$;
create trigger gate_comes_first before update of ended_at, deputy_tenure_id on cover for each statement execute function app.gate_first();
create trigger cover_changes_hands after update of deputy_tenure_id on cover for each row when (old.deputy_tenure_id is distinct from new.deputy_tenure_id) execute function app.deputy_steps_out();
-- With the cover ends the deputy's time in the post, whoever says so: the one who returns may.
create function app.cover_ends() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if old.ended_at is not null then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  update tenure set valid_until = greatest(now(), valid_from), ended_by = new.ended_by, ended_why = 'cover' where id = new.deputy_tenure_id and (valid_until is null or valid_until > now());
  update cover_duty set ended_at = new.ended_at, ended_by = new.ended_by where cover_id = new.id and ended_at is null;
  return null;
end $$;
create trigger cover_ends after update of ended_at on cover for each row when (new.ended_at is not null) execute function app.cover_ends();

-- What a colleague is asked to take over: of a person the reference and how much there is to do, and no name.
create function app.asked_of_me() returns table (item_id uuid, reference text, steps integer)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select i.id, c.reference, (select count(*)::integer from next_step s where s.client_id = c.id and s.owner_post_id = h.seat_post_id and s.done_at is null)
  from handover_item i join handover h on h.id = i.handover_id join caseload k on k.id = i.subject_id join client c on c.id = k.client_id
  where i.kind = 'person' and i.choice = 'pass' and i.to_post_id = any(array(select app.my_acting_posts())) and h.state in ('open', 'sent')
$$;

-- Who might take over what a post holds: colleagues of its organisation who are there and stay, first those hosted where it is,
-- then those with the fewest cases. Counts alone, of nobody.
create function app.who_might_take(p_post uuid) returns table (post_id uuid, hosted_alike boolean, cases integer)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select p.id, exists (select 1 from post_line a join post_line b on b.kind = 'hosted_by' and b.organisation_id = a.organisation_id and (b.valid_until is null or b.valid_until > now())
      where a.post_id = p_post and a.kind = 'hosted_by' and b.post_id = p.id and (a.valid_until is null or a.valid_until > now())),
    (select count(*)::integer from caseload k where k.post_id = p.id and k.valid_until is null)
  from post p where p.organisation_id = (select o.organisation_id from post o where o.id = p_post) and p.id <> p_post
    and (p_post in (select app.my_managed_posts()) or (select app.is_facilitator()))
    and p.role in ('link_worker', 'worker', 'manager') and exists (select 1 from app.seat s join tenure t on t.id = s.tenure_id and not t.cover where s.post_id = p.id and not app.is_leaving(t.id))
  order by 2 desc, 3, p.id
$$;

-- Everything that lets somebody in, at once: seats, sessions, calendar feeds (by their trigger), codes, invitations.
create function app.offboard(p_account uuid, p_why text) returns integer language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare ended integer;
begin
  if not (app.is_facilitator() or exists (select 1 from tenure t where t.account_id = p_account and t.post_id in (select app.posts_i_look_after()))
      and not exists (select 1 from app.seat s where s.account_id = p_account and s.post_id not in (select app.posts_i_look_after()))) then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  update tenure set valid_until = greatest(now(), valid_from), ended_by = app.account(), ended_why = left(p_why, 500) where account_id = p_account and (valid_until is null or valid_until > now());
  get diagnostics ended = row_count;
  update session set ended_at = now(), ended_why = 'left' where account_id = p_account and ended_at is null;
  update invitation i set withdrawn_at = now() from account a where a.id = p_account and i.email = a.email and i.accepted_at is null and i.withdrawn_at is null;
  update sign_in_code c set used_at = now() from account a where a.id = p_account and c.email = a.email and c.used_at is null;
  update calendar_feed set revoked_at = now() where account_id = p_account and revoked_at is null;
  update event_door set ended_at = now(), ended_by = app.account() where account_id = p_account and ended_at is null;
  insert into activity (id, kind, account_id, subject_kind, subject_id) values (gen_random_uuid(), 'account.offboarded', app.account(), 'account', p_account);
  return ended;
end $$;

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.things_of(uuid), app.needs_a_home(), app.lead_of(uuid), app.move_handover(uuid), app.handover_failed(uuid), app.seat_ended(uuid), app.my_handovers(), app.handovers_i_make(), app.offboard(uuid, text), app.asked_of_me(), app.who_might_take(uuid), app.hold_handover(uuid), app.name_newcomer(uuid, uuid), app.is_leaving(uuid), app.day_without_host(uuid) to app_rw;
grant execute on function app.is_leaving(uuid), app.seat_is_left(uuid), app.days_need_a_host(uuid), app.tell_makers(handover, text), app.may_put_off(tenure), app.handovers_i_make(),
  app.lead_of(uuid), app.report_empty(uuid, timestamptz), app.deputy_goes(uuid), app.move_thing(text, uuid, uuid, uuid, uuid), app.posts_i_look_after(), app.my_held_clients(), app.is_staff(), app.my_acting_posts(), app.my_managed_posts() to gate;

do $$
declare
  t text;
  mine constant text := 'account_id = (select app.account()) and post_id = any(array(select app.my_acting_posts())) and at > (select app.told_since()) and at <= now() + interval ''1 minute''';
begin
  foreach t in array array['handover', 'handover_turn', 'handover_visit', 'cover', 'cover_duty'] loop
    execute format('grant select, insert on %I to app_rw', t);
  end loop;
  create policy those_concerned on handover for select to app_rw using (id = any(array(select app.my_handovers())));
  execute format('create policy makers_open on handover for insert to app_rw with check (%s and seat_post_id = any(array(select app.my_managed_posts()) || array(select app.posts_i_look_after())))', mine);
  create policy those_concerned on handover_turn for select to app_rw using (handover_id = any(array(select app.my_handovers())));
  execute format('create policy makers_turn on handover_turn for insert to app_rw with check (%s and handover_id = any(array(select app.handovers_i_make())) and to_state not in (''moved'', ''cut_short''))', mine);
  grant select, insert (id, handover_id, kind, subject_id), update (choice, to_post_id, state, line, version) on handover_item to app_rw;
  -- Whoever is asked sees what they are asked for, the newcomer and those who make it see all.
  create policy those_concerned on handover_item for select to app_rw
    using (handover_id = any(array(select app.handovers_i_make())) or to_post_id = any(array(select app.my_acting_posts()))
      or handover_id = any(array(select h.id from handover h where h.newcomer_id = (select app.account()) or h.leaver_id = (select app.account()))));
  create policy makers_list on handover_item for insert to app_rw with check (handover_id = any(array(select app.handovers_i_make())));
  create policy makers_and_asked_turn on handover_item for update to app_rw
    using (handover_id = any(array(select app.handovers_i_make())) or to_post_id = any(array(select app.my_acting_posts()))) with check (true);
  grant select, insert (item_id, client_id, words, letter, account_id), update (words, letter, account_id, changed_at) on handover_words to app_rw;
  create policy holders_read on handover_words for select to app_rw using (client_id = any(array(select app.my_held_clients())));
  create policy holders_write on handover_words for insert to app_rw with check (account_id = (select app.account()) and scope = any(array(select app.my_writable_scopes())) and client_id = any(array(select app.my_held_clients())));
  create policy holders_change on handover_words for update to app_rw using (client_id = any(array(select app.my_held_clients())))
    with check (account_id = (select app.account()) and scope = any(array(select app.my_writable_scopes())));
  create policy those_concerned on handover_visit for select to app_rw
    using (handover_id = any(array(select app.handovers_i_make())) or newcomer_post_id = any(array(select app.my_acting_posts())));
  execute format('create policy those_concerned_plan on handover_visit for insert to app_rw with check (%s and (handover_id = any(array(select app.handovers_i_make())) or newcomer_post_id = any(array(select app.my_acting_posts()))))', mine);
  grant update (signed_by_leaver_at, signed_by_newcomer_at, on_date, ended_at, ended_by) on handover_visit to app_rw;
  create policy those_concerned_sign on handover_visit for update to app_rw
    using (handover_id = any(array(select app.handovers_i_make())) or newcomer_post_id = any(array(select app.my_acting_posts()))) with check (true);

  foreach t in array array['cover', 'cover_duty'] loop
    execute format('create policy acting_read on %I for select to app_rw using ((select app.is_acting()))', t);
    execute format('grant update (ended_at, ended_by) on %I to app_rw', t);
  end loop;
  grant update (expected_on, line, deputy_id, deputy_tenure_id) on cover to app_rw;
  execute format('create policy makers_begin on cover for insert to app_rw with check (%s and away_post_id = any(array(select app.my_managed_posts()) || array(select app.posts_i_look_after())))', mine);
  create policy makers_end on cover for update to app_rw using (away_post_id = any(array(select app.my_managed_posts()) || array(select app.posts_i_look_after()))) with check (ended_by is null or ended_by = (select app.account()));
  execute format('create policy makers_say on cover_duty for insert to app_rw with check (%s and exists (select 1 from cover c where c.id = cover_id and c.ended_at is null
    and c.away_post_id = any(array(select app.my_managed_posts()) || array(select app.posts_i_look_after()))))', mine);
  create policy makers_end on cover_duty for update to app_rw using (exists (select 1 from cover c where c.id = cover_id
    and c.away_post_id = any(array(select app.my_managed_posts()) || array(select app.posts_i_look_after())))) with check (ended_by = (select app.account()));
end $$;

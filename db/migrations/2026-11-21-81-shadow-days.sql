-- Shadow days: half a day or a day alongside somebody who does this work, offered both ways. Everybody who acts in the
-- network sees what is on offer and how many places are left; who comes is known to the two sides alone. Nothing here
-- is about a person supported. A booking moves by numbered turns, and a turn that takes a place holds its day first, so
-- PostgreSQL settles who gets the last one.

create table public_holiday (day date primary key, name text not null check (char_length(name) between 1 and 80));
-- Bank holidays in Scotland, as the government publishes them.
insert into public_holiday (day, name) values
  ('2026-01-01', 'New Year’s Day'), ('2026-01-02', '2nd January'), ('2026-04-03', 'Good Friday'), ('2026-05-04', 'Early May'), ('2026-05-25', 'Spring'),
  ('2026-08-03', 'Summer'), ('2026-11-30', 'St Andrew’s Day'), ('2026-12-25', 'Christmas Day'), ('2026-12-28', 'Boxing Day'),
  ('2027-01-01', 'New Year’s Day'), ('2027-01-04', '2nd January'), ('2027-03-26', 'Good Friday'), ('2027-05-03', 'Early May'), ('2027-05-31', 'Spring'),
  ('2027-08-02', 'Summer'), ('2027-11-30', 'St Andrew’s Day'), ('2027-12-27', 'Christmas Day'), ('2027-12-28', 'Boxing Day');

-- The same time of day, so many working days later. Asked as a function of the calendar, it looks past nothing else.
create function app.working_days_after(p_at timestamptz, p_days integer) returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare wall timestamp := p_at at time zone 'Europe/London'; left_over integer := p_days;
begin
  while left_over > 0 loop
    wall := wall + interval '1 day';
    if extract(isodow from wall) < 6 and not exists (select 1 from public_holiday h where h.day = wall::date) then left_over := left_over - 1; end if;
  end loop;
  return wall at time zone 'Europe/London';
end $$;

-- What a guest agrees to before a first booking and once a year: the network's own words, each version kept.
create table shadow_terms (
  version integer primary key check (version > 0),
  text text not null check (char_length(text) between 1 and 6000),
  account_id uuid references account,
  at timestamptz not null default now()
);
insert into shadow_terms (version, text) values (1,
'What I see and hear about people on a shadow day stays there. I do not write it down, share it or look anybody up afterwards.
I am with somebody only when they have been asked beforehand and have said yes to a second worker. If they change their mind, I leave the room and nobody needs to say why.
If I know somebody I meet, I say so to my host at once and step out.
If something makes me fear that a person is at risk of harm, I tell my host the same day.
I follow the safety rules of the place I visit.');

create table shadow_agreement (
  id uuid primary key,
  version integer not null references shadow_terms,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index shadow_agreement_by_account on shadow_agreement (account_id, at desc);

create table shadow_offer (
  id uuid primary key,
  kind text not null default 'open' check (kind in ('open', 'handover')),
  -- Of a handover: the leaver offers, and this newcomer alone comes.
  newcomer_id uuid references account,
  -- The day may include people supported; each must have agreed to a second worker.
  sees_people boolean not null default false,
  area_id uuid references area,
  where_words text not null check (char_length(where_words) between 1 and 200),
  expect_words text not null check (char_length(expect_words) between 1 and 600),
  access_words text not null default '' check (char_length(access_words) <= 300),
  -- Empty: anybody who acts in the network.
  for_roles text[] not null default '{}' check (for_roles <@ array['link_worker', 'worker', 'manager', 'practice', 'facilitator', 'volunteer']),
  repeat_every text check (repeat_every in ('week', 'two_weeks', 'month')),
  repeat_until date,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  check ((kind = 'handover') = (newcomer_id is not null)),
  check ((repeat_every is null) = (repeat_until is null)),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index shadow_offer_by_post on shadow_offer (post_id, at desc);
create index shadow_offer_by_organisation on shadow_offer (organisation_id, at desc);

create table shadow_day (
  id uuid primary key,
  offer_id uuid not null references shadow_offer,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  places integer not null check (places between 1 and 60),
  -- These follow from bookings, and are never set by hand.
  taken integer not null default 0 check (taken >= 0),
  waiting integer not null default 0 check (waiting >= 0),
  -- Of the offer, for policies by index.
  newcomer_id uuid,
  host_account_id uuid,
  host_post_id uuid,
  host_organisation_id uuid,
  -- Rises with each change, for calendars (RFC 5545, SEQUENCE).
  sequence integer not null default 0,
  changed_at timestamptz not null default now(),
  cancelled_at timestamptz,
  cancelled_by uuid references account,
  cancel_line text not null default '' check (char_length(cancel_line) <= 200),
  unique (offer_id, starts_at),
  check (ends_at > starts_at and ends_at <= starts_at + interval '14 hours'),
  constraint shadow_day_not_below_taken check (taken <= places)
);
create index shadow_day_coming on shadow_day (starts_at, id) where cancelled_at is null;
create index shadow_day_by_host on shadow_day (host_post_id, starts_at);
create index shadow_day_by_organisation on shadow_day (host_organisation_id, starts_at);

create table shadow_booking (
  id uuid primary key,
  day_id uuid not null references shadow_day,
  help_words text not null default '' check (char_length(help_words) <= 300),
  -- These follow from turns. `until`: how long a place is held or offered.
  state text not null default 'begun' check (state in ('begun', 'held', 'waiting', 'offered', 'asked', 'confirmed', 'refused', 'unanswered', 'released', 'lapsed', 'cancelled')),
  version integer not null default 0,
  until timestamptz,
  waiting_since timestamptz,
  host_post_id uuid,
  host_organisation_id uuid,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index shadow_booking_once on shadow_booking (day_id, account_id) where state in ('held', 'waiting', 'offered', 'asked', 'confirmed');
create index shadow_booking_by_day on shadow_booking (day_id, state, waiting_since);
create index shadow_booking_by_account on shadow_booking (account_id, at desc);
create index shadow_booking_by_post on shadow_booking (post_id, at desc);
create index shadow_booking_by_host on shadow_booking (host_post_id, at desc);
create index shadow_booking_by_pair on shadow_booking (organisation_id, host_organisation_id) where state = 'confirmed';
create index shadow_booking_by_host_organisation on shadow_booking (host_organisation_id, at desc);

create table shadow_turn (
  id uuid primary key,
  booking_id uuid not null references shadow_booking,
  number integer not null,
  from_state text not null,
  to_state text not null,
  why text not null check (why in ('holds', 'waits', 'asks', 'yes', 'not_this_time', 'guest_cannot', 'host_cannot', 'day_cancelled', 'place_free', 'ran_out', 'not_answered', 'let_go')),
  line text not null default '' check (char_length(line) <= 300),
  -- The host's word that everybody to be seen agreed to a second worker, or that the visits are left out.
  visits text check (visits in ('all_agreed', 'left_out')),
  until timestamptz,
  -- Absent where nobody did it: a hold that ran out, a place that came free.
  account_id uuid references account,
  post_id uuid,
  organisation_id uuid,
  at timestamptz not null default now(),
  told_at timestamptz,
  unique (booking_id, number),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);

create table shadow_message (
  id uuid primary key,
  booking_id uuid not null references shadow_booking,
  line text not null check (char_length(line) between 1 and 600),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index shadow_message_by_booking on shadow_message (booking_id, at);

-- Afterwards, two lines of each. `shared` follows from both sides' word.
create table shadow_reflection (
  id uuid primary key,
  booking_id uuid not null references shadow_booking,
  surprised text not null check (char_length(surprised) between 1 and 400),
  differently text not null check (char_length(differently) between 1 and 400),
  shared boolean not null default false,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  changed_at timestamptz,
  unique (booking_id, account_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create table shadow_share (
  id uuid primary key,
  booking_id uuid not null references shadow_booking,
  side text not null check (side in ('guest', 'host')),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index shadow_share_once on shadow_share (booking_id, side) where ended_at is null;

-- A day that is not on offer, asked of somebody.
create table shadow_wish (
  id uuid primary key,
  host_post_id uuid not null references post,
  host_organisation_id uuid not null references organisation,
  on_date date,
  part text check (part in ('morning', 'afternoon', 'day')),
  line text not null default '' check (char_length(line) <= 300),
  answer text check (answer in ('yes', 'no')),
  answer_line text not null default '' check (char_length(answer_line) <= 300),
  day_id uuid references shadow_day,
  answered_at timestamptz,
  answered_by uuid references account,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id),
  foreign key (host_post_id, host_organisation_id) references post (id, organisation_id)
);
create unique index shadow_wish_once on shadow_wish (host_post_id, account_id) where answered_at is null and ended_at is null;
create index shadow_wish_by_account on shadow_wish (account_id, at desc);
create index shadow_wish_to on shadow_wish (host_post_id, at desc);
-- "Tell me when one appears."
create table shadow_alert (
  id uuid primary key,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index shadow_alert_once on shadow_alert (post_id) where ended_at is null;

alter table inbox_item add column day_id uuid references shadow_day, add column booking_id uuid references shadow_booking, add column wish_id uuid references shadow_wish;
alter table inbox_item drop constraint inbox_item_kind_check, drop constraint inbox_item_check;
alter table inbox_item
  add constraint inbox_item_kind_check check (kind in ('gap.posted', 'gap.met', 'gap.still_true', 'gap.invited', 'gap.answered', 'gap.flagged', 'ask.matched', 'ask.answered', 'ask.accepted', 'ask.check',
    'shadow.asked', 'shadow.confirmed', 'shadow.refused', 'shadow.unanswered', 'shadow.cancelled', 'shadow.changed', 'shadow.place', 'shadow.message', 'shadow.tomorrow', 'shadow.reflect', 'shadow.wished', 'shadow.wish_answered', 'shadow.appeared')),
  add constraint inbox_item_check check (num_nonnulls(gap_id, ask_id, day_id, booking_id, wish_id) = 1);
drop index inbox_item_once;
create unique index inbox_item_once on inbox_item (post_id, kind, coalesce(gap_id, ask_id, day_id, booking_id, wish_id)) where seen_at is null;
create index inbox_item_by_booking on inbox_item (booking_id) where booking_id is not null;

-- Which bookings, and which posts, are mine to answer for.
create function app.my_managed_posts() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select s.post_id from app.seat s where s.account_id = app.account() and s.role <> 'commissioner'
        union select p.id from post p where p.organisation_id = any(array(select app.my_managed_organisations())) $$;
create function app.is_shadow_side(p_booking uuid) returns text language sql stable security definer set search_path = pg_catalog, public
  as $$ select case
      when b.account_id = app.account() and app.is_acting() then 'guest'
      when b.post_id in (select app.my_acting_posts()) then 'guest'
      when b.host_post_id in (select app.my_managed_posts()) or app.is_facilitator() then 'host' end
    from shadow_booking b where b.id = p_booking $$;
-- Two lines are between two people: the guest, and whoever sat in the host's post on that day (or offered it, and still does). Neither managers nor who comes after.
create function app.my_shadow_days_spent() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select b.id from shadow_booking b where b.account_id = app.account() and app.is_acting()
        union select b.id from tenure t join shadow_booking b on b.host_post_id = t.post_id join shadow_day d on d.id = b.day_id
          where t.account_id = app.account() and app.is_acting() and (t.valid_from <= d.ends_at or d.host_account_id = t.account_id) and (t.valid_until is null or t.valid_until > d.starts_at) $$;
create function app.my_side_of_the_day(p_booking uuid) returns text language sql stable security definer set search_path = pg_catalog, public
  as $$ select case when b.account_id = app.account() then 'guest' else 'host' end from shadow_booking b where b.id = p_booking and b.id in (select app.my_shadow_days_spent()) $$;
create function app.my_shadow_bookings() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select b.id from shadow_booking b where b.account_id = app.account() and app.is_acting()
        union select b.id from shadow_booking b where b.post_id = any(array(select app.my_managed_posts()))
        union select b.id from shadow_booking b where b.host_post_id = any(array(select app.my_managed_posts())) $$;
-- Whether somebody else has agreed is not for everybody to ask.
create function app.has_agreed(p_account uuid, p_at timestamptz) returns boolean language sql stable security definer set search_path = pg_catalog, public
  as $$ select (p_account = app.account() or app.is_facilitator()) and exists (select 1 from shadow_agreement a where a.account_id = p_account and a.at > p_at - interval '1 year'
        and a.version = (select max(t.version) from shadow_terms t where t.at <= p_at or t.version = 1)) $$;
-- Where two organisations stand: days given and taken, gone by.
create function app.shadow_balance() returns table (organisation_id uuid, other_id uuid, given integer, taken integer, last_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with mine as (select o from unnest(array(select app.my_acting_organisations())) o),
  gone as (
    select b.organisation_id as guest, b.host_organisation_id as host, d.ends_at from shadow_booking b join shadow_day d on d.id = b.day_id
    where b.state = 'confirmed' and d.ends_at < now() and d.cancelled_at is null and b.organisation_id <> b.host_organisation_id
      and (b.organisation_id in (select o from mine) or b.host_organisation_id in (select o from mine)))
  select m.o, case when g.host = m.o then g.guest else g.host end, (count(*) filter (where g.host = m.o))::integer, (count(*) filter (where g.guest = m.o))::integer, max(g.ends_at)
  from mine m join gone g on g.host = m.o or g.guest = m.o group by 1, 2
$$;

create function app.fill_day() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  select o.newcomer_id, o.account_id, o.post_id, o.organisation_id into new.newcomer_id, new.host_account_id, new.host_post_id, new.host_organisation_id from shadow_offer o where o.id = new.offer_id;
  new.taken := 0; new.waiting := 0;
  return new;
end $$;
create trigger shadow_day_knows_host before insert on shadow_day for each row execute function app.fill_day();
create function app.fill_booking() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  -- A handover is not there for anybody but its newcomer.
  select d.host_post_id, d.host_organisation_id into new.host_post_id, new.host_organisation_id from shadow_day d where d.id = new.day_id and (d.newcomer_id is null or d.newcomer_id = new.account_id);
  if new.host_post_id is null then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  return new;
end $$;
create trigger shadow_booking_knows_host before insert on shadow_booking for each row execute function app.fill_booking();

create function app.takes_place(p_state text) returns boolean language sql immutable parallel safe as $$ select p_state in ('held', 'offered', 'asked', 'confirmed') $$;

-- What nobody did: a hold that ran out, a place that came free for whoever waited longest.
create function app.turn_by_itself(p_booking uuid, p_to text, p_why text, p_until timestamptz) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare b shadow_booking;
begin
  select * into b from shadow_booking where id = p_booking;
  insert into shadow_turn (id, booking_id, number, from_state, to_state, why, until) values (gen_random_uuid(), b.id, b.version + 1, b.state, p_to, p_why, p_until);
  insert into activity (id, kind, subject_kind, subject_id, detail) values (gen_random_uuid(), 'shadow.turned', 'shadow_day', b.day_id, jsonb_build_object('why', p_why));
end $$;

-- Offers what is free to those who wait, in order. The day is held by whoever asks.
create function app.offer_free_places(p_day uuid) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare d shadow_day; next uuid;
begin
  loop
    select * into d from shadow_day where id = p_day;
    exit when d.cancelled_at is not null or d.taken >= d.places or d.starts_at <= now();
    select b.id into next from shadow_booking b where b.day_id = p_day and b.state = 'waiting' order by b.waiting_since, b.id limit 1;
    exit when next is null;
    perform app.turn_by_itself(next, 'offered', 'place_free', least(now() + interval '24 hours', d.starts_at));
  end loop;
end $$;

-- Places whose time ran out are free again, whether or not the job that says so has come by.
create function app.free_run_out(p_day uuid) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare b record;
begin
  for b in select id, state from shadow_booking where day_id = p_day and state in ('held', 'offered') and until <= now() order by until, id loop
    perform app.turn_by_itself(b.id, case b.state when 'held' then 'released' else 'lapsed' end, 'ran_out', null);
  end loop;
end $$;

-- Whether a place is only waiting for somebody to say that its time ran out. Asked of a day that is full.
create function app.place_ran_out(p_day uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public
  as $$ select app.is_acting() and exists (select 1 from shadow_booking b where b.day_id = p_day and b.state in ('held', 'offered') and b.until <= now()) $$;

-- A day as it stands, held until the end of the transaction, with what ran out set free.
create function app.hold_day(p_day uuid) returns table (places integer, taken integer, waiting integer, starts_at timestamptz, ends_at timestamptz, cancelled_at timestamptz)
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  if not app.is_acting() and app.duty() is distinct from 'diary' then return; end if;
  perform 1 from shadow_day d where d.id = p_day and (d.newcomer_id is null or d.newcomer_id = app.account() or d.host_post_id in (select app.my_managed_posts()) or app.is_facilitator() or app.duty() = 'diary') for update;
  if not found then return; end if;
  perform app.free_run_out(p_day);
  return query select d.places, d.taken, d.waiting, d.starts_at, d.ends_at, d.cancelled_at from shadow_day d where d.id = p_day;
end $$;

create function app.turn_booking() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
-- When a turn is told as of now, it is judged by the clock: nobody is asked to believe that they came earlier, or that a place
-- is still held. Only in a demonstration are turns of months gone by told, and judged as of then.
declare b shadow_booking; d shadow_day; side text; newly boolean; moment timestamptz := case when new.at > now() - interval '15 minutes' then greatest(new.at, clock_timestamp()) else new.at end;
begin
  select x.* into b from shadow_booking x where x.id = new.booking_id;
  -- The day first, always: whoever comes second waits here and then sees what the first did.
  select x.* into d from shadow_day x where x.id = b.day_id for update;
  select x.* into b from shadow_booking x where x.id = new.booking_id for update;
  if b.version <> new.number - 1 or b.state <> new.from_state then raise exception 'turned_meanwhile' using errcode = 'P0001'; end if;
  if (new.from_state, new.to_state) not in (('begun', 'held'), ('begun', 'waiting'), ('begun', 'asked'), ('held', 'asked'), ('held', 'held'), ('held', 'released'), ('waiting', 'offered'), ('waiting', 'cancelled'),
      ('offered', 'asked'), ('offered', 'lapsed'), ('offered', 'cancelled'), ('asked', 'confirmed'), ('asked', 'refused'), ('asked', 'unanswered'), ('asked', 'cancelled'), ('confirmed', 'cancelled')) then
    raise exception 'no_such_turn' using errcode = 'P0001';
  end if;
  if new.account_id is not null then
    -- Each turn is one side's to make, and says why in that side's words.
    side := app.is_shadow_side(b.id);
    if not coalesce(case new.why
        when 'holds' then new.to_state = 'held' and b.account_id = app.account()
        when 'waits' then new.to_state = 'waiting' and b.account_id = app.account()
        when 'asks' then new.to_state = 'asked' and b.account_id = app.account()
        when 'let_go' then new.to_state = 'released' and side = 'guest'
        when 'guest_cannot' then new.to_state = 'cancelled' and side = 'guest'
        when 'yes' then new.to_state = 'confirmed' and side = 'host'
        when 'not_this_time' then new.to_state = 'refused' and side = 'host'
        when 'host_cannot' then new.to_state = 'cancelled' and side = 'host' end, false) then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  end if;
  if new.to_state in ('held', 'waiting', 'asked') and d.newcomer_id is not null and d.newcomer_id <> b.account_id then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  if new.to_state in ('held', 'waiting', 'offered', 'asked', 'confirmed') then
    if d.cancelled_at is not null then raise exception 'day_cancelled' using errcode = 'P0001'; end if;
    if d.starts_at <= moment then raise exception 'day_begun' using errcode = 'P0001'; end if;
  end if;
  if new.to_state = 'held' then new.until := moment + interval '5 minutes'; elsif new.account_id is not null then new.until := null; end if;
  if new.to_state = 'held' and b.state = 'held' and moment > (select min(t.at) from shadow_turn t where t.booking_id = b.id) + interval '30 minutes' then raise exception 'held_long_enough' using errcode = 'P0001'; end if;
  if b.state in ('held', 'offered') and b.until <= moment and new.to_state in ('held', 'asked') then raise exception 'ran_out' using errcode = 'P0001'; end if;
  if new.to_state = 'asked' and not app.has_agreed(b.account_id, new.at) then raise exception 'agreement_needed' using errcode = 'P0001'; end if;
  if new.to_state = 'confirmed' and new.visits is null and exists (select 1 from shadow_offer x where x.id = d.offer_id and x.sees_people) then raise exception 'visits_needed' using errcode = 'P0001'; end if;
  -- Three places at most while one decides: whoever holds more is holding them from others.
  if b.state = 'begun' and new.to_state = 'held' then
    perform pg_advisory_xact_lock(hashtextextended('shadow_hold:' || b.account_id, 0));
    if (select count(*) from shadow_booking x where x.account_id = b.account_id and x.state = 'held' and x.until > moment) >= 3 then raise exception 'holds_enough' using errcode = 'P0001'; end if;
  end if;
  newly := app.takes_place(new.to_state) and not app.takes_place(b.state);
  if newly and d.taken >= d.places then raise exception 'full' using errcode = 'P0001'; end if;
  -- Who waits comes before who comes later.
  if newly and b.state = 'begun' and d.taken + d.waiting >= d.places and d.waiting > 0 then raise exception 'others_wait' using errcode = 'P0001'; end if;
  update shadow_booking set state = new.to_state, version = new.number, until = new.until,
    waiting_since = case when new.to_state = 'waiting' then greatest(moment, (select max(x.waiting_since) + interval '1 microsecond' from shadow_booking x where x.day_id = b.day_id)) else waiting_since end where id = b.id;
  update shadow_day set
    taken = taken + (app.takes_place(new.to_state))::integer - (app.takes_place(b.state))::integer,
    waiting = waiting + (new.to_state = 'waiting')::integer - (b.state = 'waiting')::integer where id = d.id;
  return new;
end $$;
create trigger shadow_booking_turns before insert on shadow_turn for each row execute function app.turn_booking();

-- After it: who is told, what falls due, who is next. Work is asked for in the transaction of the turn.
create function app.after_turn() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare b shadow_booking; d shadow_day; due timestamptz[] := '{}'; t timestamptz;
begin
  select x.* into b from shadow_booking x where x.id = new.booking_id;
  select x.* into d from shadow_day x where x.id = b.day_id;
  if new.at > now() - interval '15 minutes' then
    perform jobs.add('booking-told', json_build_object('id', new.id));
    if new.to_state in ('held', 'offered') then due := array[new.until]; end if;
    if new.to_state = 'asked' then due := array[app.working_days_after(new.at, 2), app.working_days_after(new.at, 4)]; end if;
    if new.to_state = 'confirmed' then due := array[d.starts_at - interval '1 day', d.ends_at + interval '1 hour']; end if;
    foreach t in array due loop
      if t > now() then perform jobs.add_at('booking-due', json_build_object('id', b.id), t); end if;
    end loop;
  end if;
  if app.takes_place(new.from_state) and not app.takes_place(new.to_state) then perform app.offer_free_places(b.day_id); end if;
  return null;
end $$;
create trigger shadow_turn_is_told after insert on shadow_turn for each row execute function app.after_turn();

-- A day that is changed or cancelled: those who come are asked or told, and a place more goes to whoever waits.
create function app.day_changes() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare b record; who record;
begin
  if new.cancelled_at is not null and old.cancelled_at is null then
    for b in select x.id, x.state, x.version from shadow_booking x where x.day_id = new.id and x.state in ('held', 'waiting', 'offered', 'asked', 'confirmed') order by x.id loop
      insert into shadow_turn (id, booking_id, number, from_state, to_state, why, line) values (gen_random_uuid(), b.id, b.version + 1, b.state, case b.state when 'held' then 'released' else 'cancelled' end, 'day_cancelled', new.cancel_line);
    end loop;
  elsif new.places > old.places then
    perform app.offer_free_places(new.id);
  end if;
  return null;
end $$;
create trigger shadow_day_changes after update of places, cancelled_at on shadow_day for each row execute function app.day_changes();
create function app.day_sequence() returns trigger language plpgsql as $$
begin
  if (new.starts_at, new.ends_at, new.cancelled_at) is distinct from (old.starts_at, old.ends_at, old.cancelled_at) then
    new.sequence := old.sequence + 1; new.changed_at := now();
  end if;
  return new;
end $$;
create trigger shadow_day_counts before update of starts_at, ends_at, cancelled_at on shadow_day for each row execute function app.day_sequence();

-- Whoever leaves their last post comes to no day: their places go to whoever waits. A day stays with its post, whoever
-- sits in it; when the post itself ends, its days are called off, so that nobody stands before a closed door.
create function app.stays(p_account uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public
  as $$ select exists (select 1 from tenure t join post p on p.id = t.post_id where t.account_id = p_account and (t.valid_until is null or t.valid_until > now()) and p.closed_at is null and p.role <> 'commissioner') $$;
-- Several days are held in one order, all of them before anything of any of them is touched (a turn goes on to the tie of two
-- organisations, which other days have as well), and by whoever has the gate.
create function app.hold_days(p_accounts uuid[], p_posts uuid[]) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from shadow_day d where d.starts_at > now() and d.cancelled_at is null and d.id in (
      select x.id from shadow_day x where x.host_post_id = any(p_posts) and x.starts_at > now()
      union select b.day_id from shadow_booking b where b.account_id = any(p_accounts) and b.state in ('held', 'waiting', 'offered', 'asked', 'confirmed'))
    order by d.id for update;
end $$;
create function app.give_up_all(p_account uuid) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare b record;
begin
  perform app.hold_days(array[p_account], '{}');
  for b in select x.id, x.state from shadow_booking x join shadow_day d on d.id = x.day_id
      where x.account_id = p_account and x.state in ('held', 'waiting', 'offered', 'asked', 'confirmed') and d.starts_at > now() order by x.day_id loop
    perform app.turn_by_itself(b.id, case b.state when 'held' then 'released' else 'cancelled' end, 'guest_cannot', null);
  end loop;
  update shadow_wish set ended_at = now() where account_id = p_account and answered_at is null and ended_at is null;
end $$;
-- Days they go to, and days that their post would host.
create function app.tenure_holds_days() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.valid_until <= now() then
    perform app.hold_days(array[new.account_id], array(select t.post_id from tenure t where t.account_id = new.account_id and t.valid_until = new.valid_until));
  end if;
  return null;
end $$;
create trigger tenure_holds_days after update of valid_until on tenure for each row when (new.valid_until is not null) execute function app.tenure_holds_days();
create function app.tenure_left_days() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.valid_until <= now() and not app.stays(new.account_id) then perform app.give_up_all(new.account_id); end if;
  return null;
end $$;
create trigger tenure_leaves_days after update of valid_until on tenure for each row when (new.valid_until is not null) execute function app.tenure_left_days();
create function app.post_left_days() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare t record;
begin
  perform app.hold_days(array(select x.account_id from tenure x where x.post_id = new.id and not app.stays(x.account_id)), array[new.id]);
  update shadow_day set cancelled_at = now() where host_post_id = new.id and cancelled_at is null and starts_at > now();
  for t in select x.account_id from tenure x where x.post_id = new.id and not app.stays(x.account_id) group by x.account_id order by x.account_id loop perform app.give_up_all(t.account_id); end loop;
  return null;
end $$;
create trigger post_leaves_days after update of closed_at on post for each row when (old.closed_at is null and new.closed_at is not null) execute function app.post_left_days();

-- What falls due of a booking, done once. Says what it was, for whoever writes the letters.
create function app.booking_due(p_booking uuid) returns text language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare b shadow_booking; d shadow_day; since timestamptz;
begin
  if app.duty() is distinct from 'diary' then return null; end if;
  select x.* into b from shadow_booking x where x.id = p_booking;
  if b.id is null then return null; end if;
  select x.* into d from shadow_day x where x.id = b.day_id;
  -- Whoever left gives up all their days: the gate comes first, and none of the days is held yet.
  if app.takes_place(b.state) and d.starts_at > now() and not app.stays(b.account_id) then
    perform pg_advisory_xact_lock(app.gate_key());
    perform app.give_up_all(b.account_id);
    return 'left';
  end if;
  select x.* into d from shadow_day x where x.id = b.day_id for update;
  select x.* into b from shadow_booking x where x.id = p_booking;
  if b.state in ('held', 'offered') and b.until <= now() then perform app.free_run_out(b.day_id); return 'ran_out'; end if;
  select max(t.at) into since from shadow_turn t where t.booking_id = b.id and t.to_state = 'asked';
  if b.state = 'asked' and app.working_days_after(since, 4) <= now() then perform app.turn_by_itself(b.id, 'unanswered', 'not_answered', null); return 'unanswered'; end if;
  if b.state = 'asked' and d.starts_at <= now() then perform app.turn_by_itself(b.id, 'unanswered', 'not_answered', null); return 'unanswered'; end if;
  if b.state = 'asked' and app.working_days_after(since, 2) <= now() then return 'remind_host'; end if;
  if b.state = 'confirmed' and d.ends_at <= now() then return 'reflect'; end if;
  if b.state = 'confirmed' and d.starts_at - interval '25 hours' <= now() and d.starts_at > now() then return 'tomorrow'; end if;
  return null;
end $$;

-- Two lines are shared once both sides said so, and no longer once one took it back.
create function app.share_follows() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update shadow_reflection set shared = (select count(distinct s.side) = 2 from shadow_share s where s.booking_id = new.booking_id and s.ended_at is null)
    where booking_id = new.booking_id;
  return null;
end $$;
create trigger shadow_share_follows after insert or update on shadow_share for each row execute function app.share_follows();
create function app.reflection_begins() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from shadow_booking b join shadow_day d on d.id = b.day_id where b.id = new.booking_id and b.state = 'confirmed' and d.cancelled_at is null and d.ends_at <= new.at) then raise exception 'not_yet' using errcode = 'P0001'; end if;
  new.shared := (select count(distinct s.side) = 2 from shadow_share s where s.booking_id = new.booking_id and s.ended_at is null);
  return new;
end $$;
create trigger shadow_reflection_begins before insert on shadow_reflection for each row execute function app.reflection_begins();
create function app.share_side() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.side is distinct from app.my_side_of_the_day(new.booking_id) then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  return new;
end $$;
create trigger shadow_share_of_ones_side before insert on shadow_share for each row execute function app.share_side();

-- Who said yes to a guest said so knowing whether people are seen. Visits are not added afterwards.
create function app.offer_keeps_its_word() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.sees_people and not old.sees_people and exists (select 1 from shadow_day d join shadow_booking b on b.day_id = d.id
      where d.offer_id = new.id and d.ends_at > now() and b.state = 'confirmed') then raise exception 'guests_come' using errcode = 'P0001'; end if;
  return new;
end $$;
create trigger shadow_offer_keeps_its_word before update of sees_people on shadow_offer for each row execute function app.offer_keeps_its_word();

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.working_days_after(timestamptz, integer), app.my_managed_posts(), app.is_shadow_side(uuid), app.my_shadow_bookings(), app.my_shadow_days_spent(), app.my_side_of_the_day(uuid), app.has_agreed(uuid, timestamptz),
  app.shadow_balance(), app.hold_day(uuid), app.place_ran_out(uuid), app.booking_due(uuid) to app_rw;
grant execute on function app.my_managed_posts(), app.my_acting_posts(), app.my_managed_organisations(), app.is_shadow_side(uuid), app.my_shadow_days_spent(), app.my_side_of_the_day(uuid), app.stays(uuid), app.give_up_all(uuid), app.working_days_after(timestamptz, integer), app.has_agreed(uuid, timestamptz), app.offer_free_places(uuid),
  app.free_run_out(uuid), app.turn_by_itself(uuid, text, text, timestamptz), app.my_acting_organisations() to gate;

grant select on public_holiday to app_rw;
create policy staff_read on public_holiday for select to app_rw using ((select app.is_staff()));

grant select, insert on shadow_terms to app_rw;
create policy acting_read on shadow_terms for select to app_rw using ((select app.is_acting()));
create policy facilitators_add on shadow_terms for insert to app_rw with check ((select app.is_facilitator()) and account_id = (select app.account()));
grant select, insert on shadow_agreement to app_rw;
create policy own_or_lead_reads on shadow_agreement for select to app_rw
  using (account_id = (select app.account()) or (select app.is_facilitator()) or organisation_id = any(array(select app.my_managed_organisations())));

grant select, insert, update (ended_at, ended_by, where_words, expect_words, access_words, for_roles, sees_people, area_id) on shadow_offer to app_rw;
create policy acting_read on shadow_offer for select to app_rw
  using ((select app.is_acting()) and (newcomer_id is null or newcomer_id = (select app.account()) or post_id = any(array(select app.my_managed_posts())) or (select app.is_facilitator())));
create policy host_changes on shadow_offer for update to app_rw
  using (ended_at is null and (post_id = any(array(select app.my_managed_posts())) or (select app.is_facilitator()))) with check (ended_by is null or ended_by = (select app.account()));

create function app.my_shadow_offers() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select o.id from shadow_offer o where (o.post_id = any(array(select app.my_managed_posts())) or app.is_facilitator()) and o.ended_at is null and app.is_acting() $$;
call app.hand_to_gate();
grant execute on function app.my_shadow_offers() to app_rw;
grant select, insert (id, offer_id, starts_at, ends_at, places), update (starts_at, ends_at, places, cancelled_at, cancelled_by, cancel_line) on shadow_day to app_rw;
create policy acting_read on shadow_day for select to app_rw
  using ((select app.is_acting()) and (newcomer_id is null or newcomer_id = (select app.account()) or host_post_id = any(array(select app.my_managed_posts())) or (select app.is_facilitator())));
create policy host_adds on shadow_day for insert to app_rw with check (offer_id = any(array(select app.my_shadow_offers())));
create policy host_changes on shadow_day for update to app_rw
  using (cancelled_at is null and ends_at > now() and (host_post_id = any(array(select app.my_managed_posts())) or (select app.is_facilitator())))
  with check (cancelled_by is null or cancelled_by = (select app.account()));

grant select, insert (id, day_id, help_words, account_id, post_id, organisation_id, at), update (help_words) on shadow_booking to app_rw;
create policy two_sides_read on shadow_booking for select to app_rw
  using ((account_id = (select app.account()) and (select app.is_acting())) or post_id = any(array(select app.my_managed_posts())) or host_post_id = any(array(select app.my_managed_posts())) or (select app.is_facilitator()));
create policy guest_changes on shadow_booking for update to app_rw using (account_id = (select app.account()) and (select app.is_acting())) with check (account_id = (select app.account()));

grant select, insert (id, booking_id, number, from_state, to_state, why, line, visits, until, account_id, post_id, organisation_id, at) on shadow_turn to app_rw;
grant select, insert on shadow_message to app_rw;
grant select, insert (id, booking_id, side, account_id, post_id, organisation_id, at) on shadow_share to app_rw;
grant select, insert (id, booking_id, surprised, differently, account_id, post_id, organisation_id, at), update (surprised, differently, changed_at) on shadow_reflection to app_rw;
grant update (ended_at, ended_by) on shadow_share to app_rw;
do $$
declare t text;
begin
  foreach t in array array['shadow_turn', 'shadow_message', 'shadow_share'] loop
    execute format('create policy two_sides_read on %I for select to app_rw using (booking_id = any(array(select app.my_shadow_bookings())) or (select app.is_facilitator()))', t);
  end loop;
  foreach t in array array['shadow_message', 'shadow_turn'] loop
    execute format('create policy own_acts on %I for insert to app_rw with check (account_id = (select app.account()) and post_id = any(array(select app.my_acting_posts()))
      and at > (select app.told_since()) and at <= now() + interval ''1 minute'' and (booking_id = any(array(select app.my_shadow_bookings())) or (select app.is_facilitator())))', t);
  end loop;
  foreach t in array array['shadow_share', 'shadow_reflection'] loop
    execute format('create policy own_acts on %I for insert to app_rw with check (account_id = (select app.account()) and post_id = any(array(select app.my_acting_posts()))
      and at > (select app.told_since()) and at <= now() + interval ''1 minute'' and booking_id = any(array(select app.my_shadow_days_spent())))', t);
  end loop;
  foreach t in array array['shadow_offer', 'shadow_booking', 'shadow_wish', 'shadow_alert', 'shadow_agreement'] loop
    execute format('create policy own_acts on %I for insert to app_rw with check (account_id = (select app.account()) and post_id = any(array(select app.my_acting_posts()))
      and at > (select app.told_since()) and at <= now() + interval ''1 minute'')', t);
  end loop;
end $$;
create policy two_sides_or_shared_read on shadow_reflection for select to app_rw
  using ((shared and (select app.is_acting())) or booking_id = any(array(select app.my_shadow_days_spent())));
create policy own_changes on shadow_reflection for update to app_rw using (account_id = (select app.account()) and (select app.is_acting())) with check (account_id = (select app.account()));
-- Taken back by whoever said it, and by facilitators where words should not have been shared; said again, it is a new row.
create policy own_ends on shadow_share for update to app_rw
  using (ended_at is null and (account_id = (select app.account()) and (select app.is_acting()) or (select app.is_facilitator()))) with check (ended_at is not null and ended_by = (select app.account()));

grant select, insert (id, host_post_id, host_organisation_id, on_date, part, line, account_id, post_id, organisation_id, at),
  update (answer, answer_line, day_id, answered_at, answered_by, ended_at, ended_by) on shadow_wish to app_rw;
create policy two_sides_read on shadow_wish for select to app_rw
  using ((account_id = (select app.account()) and (select app.is_acting())) or host_post_id = any(array(select app.my_managed_posts())) or (select app.is_facilitator()));
-- A policy's USING and another's WITH CHECK go together, so each says in both who it is for.
create policy host_answers on shadow_wish for update to app_rw using (ended_at is null and answered_at is null and host_post_id = any(array(select app.my_managed_posts())))
  with check (host_post_id = any(array(select app.my_managed_posts())) and answered_by = (select app.account()) and answered_at is not null and ended_at is null);
create policy own_ends on shadow_wish for update to app_rw using (account_id = (select app.account()) and (select app.is_acting()))
  with check (account_id = (select app.account()) and answered_at is null and answer is null and ended_at is not null and ended_by = (select app.account()));
grant select, insert, update (ended_at, ended_by) on shadow_alert to app_rw;
create policy own_post_reads on shadow_alert for select to app_rw using (post_id = any(array(select app.my_acting_posts())));
create policy own_ends on shadow_alert for update to app_rw using (ended_at is null and post_id = any(array(select app.my_acting_posts()))) with check (ended_at is not null and ended_by = (select app.account()));

-- Who books, asks and writes is not read in the list of acts either: one's own, and the facilitators who answer for the network.
alter policy those_who_may on activity
  using (client_id is null and (select app.is_staff()) and (kind not like 'shadow.%' or account_id = (select app.account()) or (select app.is_facilitator()))
    or client_id = any(array(select app.my_clients())) and (scope is null or scope = any(array(select app.my_scopes()))));

-- The work that nobody does by hand reads what it writes letters about, and marks what was told.
do $$
declare t text;
begin
  foreach t in array array['shadow_day', 'shadow_offer', 'shadow_booking', 'shadow_turn', 'shadow_wish', 'shadow_alert', 'shadow_message'] loop
    execute format('create policy diary_reads on %I for select to app_rw using ((select app.duty()) = ''diary'')', t);
  end loop;
end $$;
grant update (told_at) on shadow_turn to app_rw;
create policy diary_marks on shadow_turn for update to app_rw using ((select app.duty()) = 'diary') with check ((select app.duty()) = 'diary');
create policy diary_reads on account for select to app_rw using ((select app.duty()) = 'diary');
create policy diary_reads on organisation for select to app_rw using ((select app.duty()) = 'diary');
create policy diary_reads on post for select to app_rw using ((select app.duty()) = 'diary');
create policy diary_reads on tenure for select to app_rw using ((select app.duty()) = 'diary');
create policy diary_tells on inbox_item for insert to app_rw with check ((select app.duty()) = 'diary' and account_id is null);

-- Learning events, planned together and answered by people with and without an account; series for protected learning
-- time; who was there, what was said, what was agreed; the network's log of what it learned. Nothing here is about a
-- person supported. The one rule of gaps: whoever has a seat and is no commissioner sees it. What an event is and when is
-- changed by its planners: whoever acts for the organisation that plans it, posts that plan along, and facilitators.

create table event_series (
  id uuid primary key,
  title text not null check (char_length(title) between 1 and 120),
  purpose text not null default '' check (char_length(purpose) <= 400),
  every text not null check (every in ('week', 'two_weeks', 'month')),
  -- Local dates and a wall time of Europe/London: protected time is at one o'clock, whatever the clocks do.
  from_date date not null,
  until_date date not null check (until_date >= from_date),
  wall_start text not null check (wall_start ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  minutes integer not null check (minutes between 5 and 1440),
  desk_words text not null default '' check (char_length(desk_words) <= 200),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index event_series_by_organisation on event_series (organisation_id, at desc);

create table learning_event (
  id uuid primary key,
  title text not null check (char_length(title) between 1 and 120),
  purpose text not null default '' check (char_length(purpose) <= 400),
  -- empty: for everybody
  for_roles text[] not null default '{}' check (for_roles <@ array['link_worker', 'worker', 'manager', 'practice', 'facilitator', 'volunteer']),
  place_words text not null default '' check (char_length(place_words) <= 200),
  access_words text not null default '' check (char_length(access_words) <= 300),
  desk_words text not null default '' check (char_length(desk_words) <= 200),
  -- null: as many as come
  capacity integer check (capacity between 1 and 500),
  series_id uuid references event_series,
  born_kind text check (born_kind in ('gap', 'tie', 'declines')),
  born_gap_id uuid references gap,
  born_organisation_id uuid references organisation,
  born_other_id uuid references organisation,
  -- These follow from turns and are never set by hand; version counts turns and rewordings, sequence what calendars must hear of.
  state text not null default 'finding_date' check (state in ('finding_date', 'set', 'cancelled')),
  starts_at timestamptz,
  ends_at timestamptz,
  version integer not null default 1,
  sequence integer not null default 0,
  changed_at timestamptz not null default now(),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  foreign key (post_id, organisation_id) references post (id, organisation_id),
  constraint event_ends_after_it_starts check (num_nulls(starts_at, ends_at) in (0, 2) and (starts_at is null or ends_at > starts_at)),
  constraint event_set_has_a_date check (state <> 'set' or starts_at is not null),
  constraint event_born_of check (case coalesce(born_kind, '')
    when '' then num_nonnulls(born_gap_id, born_organisation_id, born_other_id) = 0
    when 'gap' then born_gap_id is not null and num_nonnulls(born_organisation_id, born_other_id) = 0
    when 'tie' then born_gap_id is null and num_nonnulls(born_organisation_id, born_other_id) = 2 and born_organisation_id <> born_other_id
    else born_gap_id is null and born_organisation_id is not null end)
);
create index event_by_start on learning_event (starts_at, id);
create index event_finding_a_date on learning_event (at desc, id) where state = 'finding_date';
create index event_by_series on learning_event (series_id, starts_at);
create index event_by_organisation on learning_event (organisation_id, starts_at);
create index event_by_born_gap on learning_event (born_gap_id) where born_gap_id is not null;

-- A turn is numbered after the version it was made on: of two people who change one event at once, one gets the number.
create table event_turn (
  id uuid primary key,
  event_id uuid not null references learning_event,
  number integer not null,
  to_state text not null check (to_state in ('finding_date', 'set', 'cancelled')),
  why text not null check (why in ('date_set', 'moved', 'cancelled', 'revived')),
  line text not null default '' check (char_length(line) <= 300),
  starts_at timestamptz,
  ends_at timestamptz check (num_nulls(starts_at, ends_at) in (0, 2) and (starts_at is null or ends_at > starts_at)),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  unique (event_id, number),
  check (case why when 'cancelled' then to_state = 'cancelled' and starts_at is null when 'revived' then to_state <> 'cancelled' else to_state = 'set' and starts_at is not null end),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);

-- Posts of other organisations that plan along.
create table event_planner (
  id uuid primary key,
  event_id uuid not null references learning_event,
  planner_post_id uuid not null references post,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index event_planner_once on event_planner (event_id, planner_post_id) where ended_at is null;
create index event_planner_by_post on event_planner (planner_post_id) where ended_at is null;

-- Dates to choose from, while one is being found.
create table event_option (
  id uuid primary key,
  event_id uuid not null references learning_event,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  unique (id, event_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index event_option_once on event_option (event_id, starts_at, ends_at) where ended_at is null;

-- Who is asked to come: a post, whoever sits in it, or a guest without an account, who answers by a link of which only
-- the hash is kept. Whoever signs in on the day unasked has nobody who invited them.
create table event_invitee (
  id uuid primary key,
  event_id uuid not null references learning_event,
  invited_post_id uuid references post,
  guest_name text check (char_length(guest_name) between 1 and 120),
  guest_email text check (guest_email = lower(guest_email) and char_length(guest_email) <= 254),
  guest_organisation text check (char_length(guest_organisation) <= 160),
  guest_title text check (char_length(guest_title) <= 120),
  guest_role text check (guest_role in ('link_worker', 'worker', 'manager', 'practice', 'volunteer', 'other')),
  token_hash text unique,
  came_by text not null check (came_by in ('person', 'post', 'organisation', 'role', 'tie', 'guest', 'self', 'walked_in')),
  account_id uuid references account,
  post_id uuid,
  organisation_id uuid,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  unique (id, event_id),
  check (num_nonnulls(invited_post_id, guest_name) = 1),
  check (guest_name is not null or num_nonnulls(guest_email, guest_organisation, guest_title, guest_role, token_hash) = 0),
  check (num_nonnulls(account_id, post_id, organisation_id) = 3 or num_nonnulls(account_id, post_id, organisation_id) = 0 and came_by = 'walked_in'),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index event_invitee_post_once on event_invitee (event_id, invited_post_id) where ended_at is null;
create unique index event_invitee_guest_once on event_invitee (event_id, guest_email) where ended_at is null and guest_email is not null;
create index event_invitee_by_event on event_invitee (event_id, at);
create index event_invitee_by_post on event_invitee (invited_post_id, event_id) where ended_at is null;

create table event_vote (
  id uuid primary key,
  event_id uuid not null references learning_event,
  option_id uuid not null,
  invitee_id uuid not null,
  says text not null check (says in ('yes', 'if_need_be', 'no')),
  -- null: a guest's own
  account_id uuid references account,
  at timestamptz not null default now(),
  ended_at timestamptz,
  foreign key (option_id, event_id) references event_option (id, event_id),
  foreign key (invitee_id, event_id) references event_invitee (id, event_id)
);
create unique index event_vote_once on event_vote (option_id, invitee_id) where ended_at is null;
create index event_vote_by_event on event_vote (event_id) where ended_at is null;

-- An answer stands until the next. Who is in and who waits is settled by PostgreSQL, one at a time.
create table event_answer (
  id uuid primary key,
  event_id uuid not null references learning_event,
  invitee_id uuid not null,
  says text not null check (says in ('going', 'maybe', 'cant')),
  why_not text check (why_not in ('clinic', 'no_cover', 'away', 'too_far', 'not_for_me', 'other')),
  line text not null default '' check (char_length(line) <= 200),
  place text check (place in ('in', 'waiting')),
  waiting_number integer,
  account_id uuid references account,
  at timestamptz not null default now(),
  ended_at timestamptz,
  check ((says = 'going') = (place is not null)),
  check ((place is not distinct from 'waiting') = (waiting_number is not null)),
  check (why_not is null or says = 'cant'),
  foreign key (invitee_id, event_id) references event_invitee (id, event_id)
);
create unique index event_answer_once on event_answer (invitee_id) where ended_at is null;
create index event_answer_by_event on event_answer (event_id, says, place) where ended_at is null;
create index event_answer_waiting on event_answer (event_id, waiting_number) where ended_at is null and place = 'waiting';

create table event_job (
  id uuid primary key,
  event_id uuid not null references learning_event,
  what text not null check (char_length(what) between 1 and 160),
  owner_post_id uuid references post,
  done_at timestamptz,
  done_by uuid references account,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index event_job_by_event on event_job (event_id, at);
create index event_job_by_owner on event_job (owner_post_id) where done_at is null and ended_at is null;

-- The code on the host's screen, as a hash: good from an hour before to three hours after.
create table event_door (
  id uuid primary key,
  event_id uuid not null references learning_event,
  secret_hash text not null unique,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index event_door_by_event on event_door (event_id) where ended_at is null;

create table event_presence (
  id uuid primary key,
  event_id uuid not null references learning_event,
  invitee_id uuid not null,
  how text not null check (how in ('phone', 'ticked')),
  -- null: by phone, without an account
  account_id uuid references account,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  check (account_id is not null or how = 'phone'),
  foreign key (invitee_id, event_id) references event_invitee (id, event_id)
);
create unique index event_presence_once on event_presence (invitee_id) where ended_at is null;
create index event_presence_by_event on event_presence (event_id) where ended_at is null;

-- The recap as it was sent; what is written together is a document.
create table event_recap (
  id uuid primary key,
  event_id uuid not null references learning_event,
  text text not null check (char_length(text) between 1 and 6000),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index event_recap_by_event on event_recap (event_id, at desc);

create table event_action (
  id uuid primary key,
  event_id uuid not null references learning_event,
  what text not null check (char_length(what) between 1 and 300),
  owner_post_id uuid not null references post,
  due_on date,
  done_at timestamptz,
  done_by uuid references account,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index event_action_by_event on event_action (event_id, at);
create index event_action_open on event_action (owner_post_id, due_on) where done_at is null and ended_at is null;

-- What the network learned, by its day.
create table learning_entry (
  id uuid primary key,
  on_date date not null,
  text text not null check (char_length(text) between 1 and 800),
  event_id uuid references learning_event,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  words tsvector generated always as (to_tsvector('english'::regconfig, app.folded(text))) stored,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index learning_entry_newest on learning_entry (on_date desc, at desc, id) where ended_at is null;
create index learning_entry_by_words on learning_entry using gin (words);
create index learning_entry_by_letters on learning_entry using gin (app.folded(text) gin_trgm_ops);
create index learning_entry_by_event on learning_entry (event_id);
create index learning_entry_by_organisation on learning_entry (organisation_id, on_date desc) where ended_at is null;

alter table inbox_item add column event_id uuid references learning_event;
alter table inbox_item drop constraint inbox_item_kind_check, drop constraint inbox_item_check;
alter table inbox_item
  add constraint inbox_item_kind_check check (kind in ('gap.posted', 'gap.met', 'gap.still_true', 'gap.invited', 'gap.answered', 'gap.flagged', 'ask.matched', 'ask.answered', 'ask.accepted', 'ask.check',
    'shadow.asked', 'shadow.confirmed', 'shadow.refused', 'shadow.unanswered', 'shadow.cancelled', 'shadow.changed', 'shadow.place', 'shadow.message', 'shadow.tomorrow', 'shadow.reflect', 'shadow.wished', 'shadow.wish_answered', 'shadow.appeared',
    'event.invited', 'event.changed', 'event.cancelled', 'event.place', 'event.date_set', 'event.job', 'event.recap', 'event.action')),
  add constraint inbox_item_check check (num_nonnulls(gap_id, ask_id, day_id, booking_id, wish_id, event_id) = 1);
drop index inbox_item_once;
create unique index inbox_item_once on inbox_item (post_id, kind, coalesce(gap_id, ask_id, day_id, booking_id, wish_id, event_id)) where seen_at is null;
create index inbox_item_by_event on inbox_item (event_id) where event_id is not null;

-- Words written together for an event: its agenda, and what was said there. They go the way of a gap's proposal: about
-- no person, hence no key anybody could hold and no count of a person's changed rights; they end with seats alone.
alter table document add column event_id uuid references learning_event;
grant select (event_id) on document to app_rw;
alter table document drop constraint document_kind_check, drop constraint document_about;
alter table document
  add constraint document_kind_check check (kind in ('section', 'proposal', 'agenda', 'recap')),
  add constraint document_about check (num_nonnulls(section_id, client_id, scope) = case kind when 'section' then 3 else 0 end
    and (gap_id is not null) = (kind = 'proposal') and (event_id is not null) = (kind in ('agenda', 'recap')));
create unique index document_of_event on document (event_id, kind) where retired_at is null;

-- Each event has both from its beginning, and keeps them when it is cancelled.
create function app.begin_event_words() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into document (id, kind, event_id) values (gen_random_uuid(), 'agenda', new.id), (gen_random_uuid(), 'recap', new.id) on conflict do nothing;
  return new;
end $$;
create trigger event_begins after insert on learning_event for each row execute function app.begin_event_words();

-- Below, what was said of proposals is now said of every kind that has no person: whatever is no section. Only a section
-- has a person (document_about), so a section whose person is not there still has no count and is refused.
create or replace function app.level_on(p_document uuid, p_account uuid)
  returns table (level text, client_id uuid, tenure_id uuid, organisation_id uuid, until timestamptz, client_generation bigint, staff_generation bigint)
  language sql stable as $$
  (select case when s.may_write and closing.note_id is null then 'write' else 'read' end, d.client_id, s.tenure_id, s.organisation_id, s.until, a.generation, f.generation
  from public.document d
  join public.section x on x.id = d.section_id
  left join public.note_closing closing on closing.note_id = x.note_id
  join public.client_access a on a.client_id = d.client_id
  cross join public.staff_access f
  join lateral (select * from app.scopes_of(p_account) r where r.client_id = d.client_id and r.scope = d.scope) s on true
  where d.id = p_document and d.kind = 'section' and d.retired_at is null
  order by s.may_write desc, s.until desc limit 1)
  union all
  (select 'write', null::uuid, s.tenure_id, s.organisation_id, s.until, 0::bigint, f.generation
  from public.document d
  left join public.gap g on g.id = d.gap_id
  cross join public.staff_access f
  join app.seat s on s.account_id = p_account and s.role <> 'commissioner'
  where d.id = p_document and d.kind <> 'section' and d.retired_at is null and (d.gap_id is null or g.place <> 'taken_down')
  order by s.until desc, s.tenure_id limit 1)
$$;

create or replace function app.load_document(p_connection bigint, p_after bigint)
  returns table (seq bigint, data bytea, is_snapshot boolean, clocks bytea)
  language plpgsql security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare c document_connection; base bigint;
begin
  select x.* into c from document_connection x
    left join client_access a on a.client_id = x.client_id cross join staff_access f
    where x.id = p_connection and x.level <> 'none' and x.until > now()
      and x.client_generation = case when x.client_id is not null then a.generation
        else (select 0::bigint from document d where d.id = x.document_id and d.kind <> 'section') end
      and x.staff_generation = f.generation;
  if c.id is null then raise exception 'stale_connection' using errcode = 'P0001'; end if;
  select s.seq into base from document_snapshot s where s.document_id = c.document_id and s.seq > p_after;
  if base is not null then return query select s.seq, s.data, true, s.clocks from document_snapshot s where s.document_id = c.document_id; end if;
  return query select u.seq, u.data, false, null::bytea from document_update u
    where u.document_id = c.document_id and u.seq > greatest(coalesce(base, 0), p_after) order by u.seq;
end $$;

create or replace function app.append_updates(p_connections bigint[], p_data bytea[], p_new_writers bigint[])
  returns table (item integer, document_id uuid, seq bigint, client_generation bigint, staff_generation bigint)
  language plpgsql security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare c record; staff bigint; i integer; here uuid; top bigint;
begin
  perform pg_advisory_xact_lock_shared(app.gate_key());
  select f.generation into staff from staff_access f;
  for i in 1 .. cardinality(p_connections) loop
    -- the judgement, and whether rights have changed since
    select x.id, x.document_id, x.session_id, x.account_id, x.tenure_id, n.generation,
        x.level = 'write' and x.until > now() and x.client_generation = n.generation and x.staff_generation = staff as lives into c
      from document_connection x left join client_access a on a.client_id = x.client_id
      cross join lateral (select case when x.client_id is not null then a.generation
        else (select 0::bigint from document d where d.id = x.document_id and d.kind <> 'section') end as generation) n
      where x.id = p_connections[i];
    continue when not found;
    item := i; document_id := c.document_id; seq := null; client_generation := c.generation; staff_generation := staff;
    if c.lives then
      -- one process at a time numbers a document; callers send a document's words together, in its order
      if here is distinct from c.document_id then
        here := c.document_id;
        perform pg_advisory_xact_lock(hashtextextended(here::text, 7));
        select u.seq into top from document_update u where u.document_id = here order by u.seq desc limit 1;
        if top is null then select s.seq into top from document_snapshot s where s.document_id = here; end if;
        top := coalesce(top, 0);
      end if;
      top := top + 1; seq := top;
      insert into document_update (document_id, seq, connection_id, session_id, account_id, tenure_id, data)
        values (here, top, c.id, c.session_id, c.account_id, c.tenure_id, p_data[i]);
      -- a client number seen for the first time belongs to the account that brought it (0 where there is none)
      if p_new_writers[i] > 0 then
        insert into document_writer (document_id, client_number, account_id) values (here, p_new_writers[i], c.account_id) on conflict do nothing;
      end if;
    end if;
    return next;
  end loop;
end $$;

create or replace function app.past_of(p_connection bigint, p_seq bigint) returns table (seq bigint, data bytea)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select u.seq, u.data from document_connection c
    left join client_access a on a.client_id = c.client_id
    join staff_access f on f.generation = c.staff_generation
    join document_update u on u.document_id = c.document_id
  where c.id = p_connection and c.level = 'write' and c.until > now() and u.seq <= p_seq
    and c.client_generation = case when c.client_id is not null then a.generation
      else (select 0::bigint from document d where d.id = c.document_id and d.kind <> 'section') end
  order by u.seq
$$;

-- The agenda or the recap of an event for whoever asks, by the one rule; nothing where they may not see it.
create function app.event_words(p_event uuid, p_kind text) returns table (document_id uuid, level text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select d.id, j.level from document d cross join lateral app.level_on(d.id, app.account()) j
  where d.event_id = p_event and d.kind = p_kind and d.retired_at is null
$$;

-- An event as it stands, held until the end of the transaction, so that whoever comes second sees what the first did.
create function app.hold_event(p_event uuid)
  returns table (state text, version integer, starts_at timestamptz, ends_at timestamptz, capacity integer)
  language sql volatile security definer set search_path = pg_catalog, public as $$
  select e.state, e.version, e.starts_at, e.ends_at, e.capacity from learning_event e where e.id = p_event and (select app.is_acting()) for no key update
$$;

create function app.turn_event() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update learning_event e set state = new.to_state, version = new.number,
      starts_at = coalesce(new.starts_at, e.starts_at), ends_at = coalesce(new.ends_at, e.ends_at)
    where e.id = new.event_id and e.version = new.number - 1
      and e.state = any(case new.why when 'date_set' then array['finding_date'] when 'moved' then array['set'] when 'revived' then array['cancelled'] else array['finding_date', 'set'] end);
  if not found then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  if new.why = 'cancelled' then
    update inbox_item set seen_at = new.at where event_id = new.event_id and seen_at is null and kind in ('event.invited', 'event.changed', 'event.date_set', 'event.place', 'event.job');
  end if;
  return new;
end $$;
create trigger event_turns after insert on event_turn for each row execute function app.turn_event();

-- Calendars take what has a higher sequence for newer.
create function app.count_event_change() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  new.sequence := old.sequence + 1;
  new.changed_at := clock_timestamp();
  return new;
end $$;
create trigger event_changes before update on learning_event for each row
  when ((old.title, old.place_words, old.access_words, old.purpose, old.state, old.starts_at, old.ends_at) is distinct from
    (new.title, new.place_words, new.access_words, new.purpose, new.state, new.starts_at, new.ends_at))
  execute function app.count_event_change();

create function app.places_taken(p_event uuid) returns integer language sql stable security definer set search_path = pg_catalog, public
  as $$ select count(*)::integer from event_answer a where a.event_id = p_event and a.ended_at is null and a.place = 'in' $$;

-- Whoever answers "going" has a place while there is one, else a number in the line. One at a time, each event.
create function app.place_answer() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare e record;
begin
  select l.state, l.capacity into e from learning_event l where l.id = new.event_id for no key update;
  if e.state = 'cancelled' then raise exception 'event_cancelled' using errcode = 'P0001'; end if;
  if e.state <> 'set' then raise exception 'event_without_date' using errcode = 'P0001'; end if;
  new.place := null; new.waiting_number := null;
  if new.says <> 'going' then return new; end if;
  if e.capacity is null or app.places_taken(new.event_id) < e.capacity then
    new.place := 'in';
  else
    new.place := 'waiting';
    new.waiting_number := 1 + coalesce((select max(a.waiting_number) from event_answer a where a.event_id = new.event_id and a.ended_at is null and a.place = 'waiting'), 0);
  end if;
  return new;
end $$;
create trigger answer_finds_its_place before insert on event_answer for each row execute function app.place_answer();

-- What waited for the post because of this event is answered.
create function app.answer_settles() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update inbox_item i set seen_at = now(), seen_by = new.account_id from event_invitee v
    where v.id = new.invitee_id and i.post_id = v.invited_post_id and i.event_id = new.event_id and i.seen_at is null
      and i.kind in ('event.invited', 'event.date_set', 'event.changed', 'event.place');
  return null;
end $$;
create trigger answer_settles after insert on event_answer for each row execute function app.answer_settles();

-- Free places go to those who wait, in their order, and they are told; a guest by a letter that the queue writes.
create function app.fill_places(p_event uuid) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare e record; free integer; next record;
begin
  select l.state, l.capacity into e from learning_event l where l.id = p_event for no key update;
  if e.state <> 'set' then return; end if;
  free := case when e.capacity is null then 1000000 else e.capacity - app.places_taken(p_event) end;
  for next in select a.id, a.invitee_id, v.invited_post_id from event_answer a join event_invitee v on v.id = a.invitee_id
      where a.event_id = p_event and a.ended_at is null and a.place = 'waiting' order by a.waiting_number limit greatest(free, 0) loop
    update event_answer set place = 'in', waiting_number = null where id = next.id;
    if next.invited_post_id is not null then
      insert into inbox_item (id, post_id, kind, event_id) values (gen_random_uuid(), next.invited_post_id, 'event.place', p_event) on conflict do nothing;
    end if;
    insert into activity (id, kind, subject_kind, subject_id, detail) values (gen_random_uuid(), 'event.place_given', 'event', p_event, jsonb_build_object('invitee', next.invitee_id));
  end loop;
end $$;
create function app.place_is_free() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform app.fill_places(new.event_id);
  return null;
end $$;
-- Deferred: whoever answers anew ends their old answer first, and keeps a place they still want.
create constraint trigger answer_leaves after update on event_answer deferrable initially deferred for each row
  when (old.ended_at is null and new.ended_at is not null and old.place = 'in') execute function app.place_is_free();

create function app.capacity_holds() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.capacity is not null and (old.capacity is null or new.capacity < old.capacity) and new.capacity < app.places_taken(new.id) then
    raise exception 'capacity_below_going' using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger event_capacity_holds before update on learning_event for each row when (old.capacity is distinct from new.capacity) execute function app.capacity_holds();
create function app.capacity_grows() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform app.fill_places(new.id);
  return null;
end $$;
create trigger event_capacity_grows after update on learning_event for each row
  when (old.capacity is distinct from new.capacity and (new.capacity is null or new.capacity > old.capacity)) execute function app.capacity_grows();

-- Whoever is asked no more neither comes nor votes.
create function app.invitee_leaves() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update event_answer set ended_at = new.ended_at where invitee_id = new.id and ended_at is null;
  update event_vote set ended_at = new.ended_at where invitee_id = new.id and ended_at is null;
  update inbox_item set seen_at = new.ended_at where event_id = new.event_id and post_id = new.invited_post_id and seen_at is null
    and kind in ('event.invited', 'event.date_set', 'event.changed', 'event.place');
  return null;
end $$;
create trigger invitee_leaves after update of ended_at on event_invitee for each row when (old.ended_at is null and new.ended_at is not null) execute function app.invitee_leaves();

-- Votes are for dates that are still open.
create function app.vote_is_open() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from learning_event e join event_option o on o.event_id = e.id and o.id = new.option_id and o.ended_at is null
    where e.id = new.event_id and e.state = 'finding_date' for share of e;
  if not found then raise exception 'poll_over' using errcode = 'P0001'; end if;
  return new;
end $$;
create trigger vote_finds_its_date before insert on event_vote for each row execute function app.vote_is_open();

-- Done, or given to somebody else: it waits for that post no more.
create function app.job_settles() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update inbox_item set seen_at = now(), seen_by = app.account()
    where event_id = old.event_id and post_id = old.owner_post_id and kind = tg_argv[0] and seen_at is null
      and not exists (select 1 from event_job j where tg_argv[0] = 'event.job' and j.event_id = old.event_id and j.owner_post_id = old.owner_post_id and j.done_at is null and j.ended_at is null)
      and not exists (select 1 from event_action k where tg_argv[0] = 'event.action' and k.event_id = old.event_id and k.owner_post_id = old.owner_post_id and k.done_at is null and k.ended_at is null);
  return null;
end $$;
create trigger job_settles after update on event_job for each row when (old.owner_post_id is not null) execute function app.job_settles('event.job');
create trigger action_settles after update on event_action for each row execute function app.job_settles('event.action');

-- Whether whoever asks may change what an event is.
create function app.may_plan(p_event uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from learning_event e where e.id = p_event and app.is_acting() and (app.is_facilitator()
    or e.organisation_id in (select app.my_acting_organisations())
    or exists (select 1 from event_planner p where p.event_id = e.id and p.ended_at is null and p.planner_post_id in (select app.my_acting_posts()))))
$$;

-- Posts somebody sits in, of these organisations and with these roles (null: all), in an area (null: everywhere), that
-- this event has not asked yet.
create function app.posts_to_invite(p_event uuid, p_organisations uuid[], p_roles text[], p_area uuid, p_most integer) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct s.post_id from app.seat s join organisation o on o.id = s.organisation_id
  where (select app.is_acting()) and s.role <> 'commissioner'
    and (p_organisations is null or s.organisation_id = any(p_organisations))
    and (p_roles is null or s.role = any(p_roles))
    and (p_area is null or lower(o.area) = (select lower(a.name) from area a where a.id = p_area))
    and not exists (select 1 from event_invitee v where v.event_id = p_event and v.invited_post_id = s.post_id and v.ended_at is null)
  limit p_most
$$;

-- Where letters about an event go: to the queue all addresses of those asked, to planners those of guests.
create function app.event_addresses(p_event uuid) returns table (invitee_id uuid, name text, email text, is_guest boolean, says text, place text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select v.id, coalesce(v.guest_name, c.name), coalesce(v.guest_email, c.email), v.guest_name is not null, a.says, a.place
  from event_invitee v
  left join app.seat s on s.post_id = v.invited_post_id
  left join account c on c.id = s.account_id
  left join event_answer a on a.invitee_id = v.id and a.ended_at is null
  where v.event_id = p_event and v.ended_at is null and coalesce(v.guest_email, c.email) is not null
    and (app.duty() = 'diary' or v.guest_name is not null and app.may_plan(p_event))
$$;

-- What a guest without an account reads of an event, holding out the hash of their link: their own words and answers,
-- and of others only how many.
create function app.guest_page() returns jsonb language sql stable security definer set search_path = pg_catalog, public as $$
  select jsonb_build_object(
    'eventId', e.id, 'inviteeId', v.id, 'name', v.guest_name, 'left', v.ended_at is not null,
    'title', e.title, 'purpose', e.purpose, 'state', e.state, 'startsAt', e.starts_at, 'endsAt', e.ends_at, 'over', coalesce(e.ends_at < now(), false),
    'place', e.place_words, 'access', e.access_words, 'capacity', e.capacity, 'going', app.places_taken(e.id), 'sequence', e.sequence,
    'by', c.name, 'organisation', o.name,
    'answer', (select jsonb_build_object('says', a.says, 'whyNot', a.why_not, 'line', a.line, 'place', a.place, 'waitingNumber', a.waiting_number)
      from event_answer a where a.invitee_id = v.id and a.ended_at is null),
    'options', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'startsAt', p.starts_at, 'endsAt', p.ends_at,
        'says', (select t.says from event_vote t where t.option_id = p.id and t.invitee_id = v.id and t.ended_at is null),
        'yes', (select count(*) from event_vote t where t.option_id = p.id and t.says <> 'no' and t.ended_at is null)) order by p.starts_at, p.id), '[]')
      from event_option p where p.event_id = e.id and p.ended_at is null))
  from event_invitee v join learning_event e on e.id = v.event_id join account c on c.id = e.account_id join organisation o on o.id = e.organisation_id
  where v.token_hash = app.presented()
$$;

create function app.guest_held() returns event_invitee language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare v event_invitee;
begin
  select * into v from event_invitee where token_hash = app.presented() for no key update;
  if v.id is null then raise exception 'link_not_found' using errcode = 'P0001'; end if;
  if v.ended_at is not null then raise exception 'link_over' using errcode = 'P0001'; end if;
  if exists (select 1 from learning_event e where e.id = v.event_id and e.ends_at < now()) then raise exception 'event_over' using errcode = 'P0001'; end if;
  return v;
end $$;
create function app.guest_acted(p_event uuid, p_kind text) returns void language sql volatile security definer set search_path = pg_catalog, public
  as $$ insert into activity (id, kind, subject_kind, subject_id) values (gen_random_uuid(), p_kind, 'event', p_event) $$;

create function app.guest_votes(p_option uuid, p_says text) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare v event_invitee := app.guest_held();
begin
  update event_vote set ended_at = now() where invitee_id = v.id and option_id = p_option and ended_at is null;
  insert into event_vote (id, event_id, option_id, invitee_id, says) values (gen_random_uuid(), v.event_id, p_option, v.id, p_says);
  perform app.guest_acted(v.event_id, 'event.voted');
end $$;
create function app.guest_answers(p_says text, p_why_not text, p_line text) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare v event_invitee := app.guest_held();
begin
  if exists (select 1 from event_answer a where a.invitee_id = v.id and a.ended_at is null and a.says = p_says and p_says = 'going') then return; end if;
  update event_answer set ended_at = now() where invitee_id = v.id and ended_at is null;
  insert into event_answer (id, event_id, invitee_id, says, why_not, line) values (gen_random_uuid(), v.event_id, v.id, p_says, p_why_not, p_line);
  perform app.guest_acted(v.event_id, 'event.answered');
end $$;
-- Off the list: the address goes at once.
create function app.guest_leaves() returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare v event_invitee := app.guest_held();
begin
  update event_invitee set ended_at = now(), guest_email = null where id = v.id;
  perform app.guest_acted(v.event_id, 'event.answered');
end $$;

-- The code on the host's screen: good from an hour before the event to three hours after.
create function app.door_page() returns table (event_id uuid, title text, place text, starts_at timestamptz, ends_at timestamptz, stands text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select e.id, e.title, e.place_words, e.starts_at, e.ends_at, case
    when d.ended_at is not null or e.state <> 'set' then 'over'
    when now() < e.starts_at - interval '60 minutes' then 'early'
    when now() > e.ends_at + interval '3 hours' then 'over' else 'open' end
  from event_door d join learning_event e on e.id = d.event_id where d.secret_hash = app.presented()
$$;
-- Whoever gives a name that was asked is that one; anybody else walked in.
create function app.sign_in_here(p_name text, p_organisation text, p_role text) returns table (invitee_id uuid, known boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare d record; found_id uuid;
begin
  select * into d from app.door_page();
  if d.event_id is null then raise exception 'link_not_found' using errcode = 'P0001'; end if;
  if d.stands <> 'open' then raise exception using message = 'door_' || d.stands, errcode = 'P0001'; end if;
  perform 1 from learning_event e where e.id = d.event_id for no key update;
  select v.id into found_id from event_invitee v
    left join app.seat s on s.post_id = v.invited_post_id left join account c on c.id = s.account_id
    where v.event_id = d.event_id and v.ended_at is null and app.folded(coalesce(v.guest_name, c.name)) = app.folded(p_name)
    order by (v.came_by = 'walked_in'), v.at limit 1;
  known := found_id is not null;
  if not known then
    if (select count(*) from event_invitee v where v.event_id = d.event_id and v.came_by = 'walked_in' and v.account_id is null) >= 500 then
      raise exception 'too_many_here' using errcode = 'P0001';
    end if;
    found_id := gen_random_uuid();
    insert into event_invitee (id, event_id, guest_name, guest_organisation, guest_role, came_by) values (found_id, d.event_id, p_name, nullif(p_organisation, ''), p_role, 'walked_in');
  end if;
  insert into event_presence (id, event_id, invitee_id, how) values (gen_random_uuid(), d.event_id, found_id, 'phone') on conflict do nothing;
  perform app.guest_acted(d.event_id, 'event.present');
  invitee_id := found_id;
  return next;
end $$;

-- What was agreed comes back until it is done: three days before its day, and every morning after.
create function app.remind_of_actions() returns integer language sql volatile security definer set search_path = pg_catalog, public as $$
  with due as (
    select distinct a.event_id, a.owner_post_id from event_action a
    where app.duty() = 'diary' and a.done_at is null and a.ended_at is null and a.due_on <= (now() at time zone 'Europe/London')::date + 3
      and exists (select 1 from app.seat s where s.post_id = a.owner_post_id)
  ), told as (
    insert into inbox_item (id, post_id, kind, event_id) select gen_random_uuid(), d.owner_post_id, 'event.action', d.event_id from due d
    on conflict do nothing returning 1
  ) select count(*)::integer from told
$$;

-- The log by its words, newest first; row-level security would keep PostgreSQL from the index of words.
create function app.learning_found(p_words text, p_organisation uuid, p_from date, p_until date, p_most integer, p_after integer) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  said constant text := app.folded(btrim(p_words));
  asked constant tsquery := websearch_to_tsquery('english'::regconfig, said);
begin
  if not app.is_acting() then return; end if;
  return query select e.id from learning_entry e
    where e.ended_at is null and (e.words @@ asked or app.folded(e.text) like '%' || replace(replace(replace(said, '\', '\\'), '%', '\%'), '_', '\_') || '%')
      and (p_organisation is null or e.organisation_id = p_organisation)
      and (p_from is null or e.on_date >= p_from) and (p_until is null or e.on_date <= p_until)
    order by e.on_date desc, e.at desc, e.id limit p_most offset p_after;
end $$;

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.event_words(uuid, text), app.hold_event(uuid), app.posts_to_invite(uuid, uuid[], text[], uuid, integer), app.event_addresses(uuid),
  app.guest_page(), app.guest_votes(uuid, text), app.guest_answers(text, text, text), app.guest_leaves(), app.door_page(), app.sign_in_here(text, text, text),
  app.remind_of_actions(), app.learning_found(text, uuid, date, date, integer, integer) to app_rw;
grant execute on function app.my_acting_organisations(), app.my_acting_posts() to gate;

do $$
declare
  t text;
  -- Who plans the event that a row is about.
  plans constant text := 'exists (select 1 from learning_event e where e.id = %1$I.event_id and (e.organisation_id = any(array(select app.my_acting_organisations()))
    or (select app.is_facilitator()) or exists (select 1 from event_planner p where p.event_id = e.id and p.ended_at is null and p.planner_post_id = any(array(select app.my_acting_posts())))))';
  mine constant text := 'exists (select 1 from event_invitee v where v.id = %1$I.invitee_id and v.ended_at is null and v.invited_post_id = any(array(select app.my_acting_posts())))';
begin
  -- Whoever acts reads; what one writes is one's own, from a post one sits in.
  foreach t in array array['learning_event', 'event_series', 'event_turn', 'event_planner', 'event_option', 'event_job', 'event_recap', 'event_action', 'learning_entry', 'event_vote', 'event_answer', 'event_presence'] loop
    execute format('grant select on %I to app_rw', t);
  end loop;
  grant select (id, event_id, invited_post_id, guest_name, guest_organisation, guest_title, guest_role, came_by, account_id, post_id, organisation_id, at, ended_at, ended_by) on event_invitee to app_rw;
  grant select (id, event_id, account_id, post_id, organisation_id, at, ended_at, ended_by) on event_door to app_rw;
  foreach t in array array['learning_event', 'event_series', 'event_turn', 'event_planner', 'event_option', 'event_invitee', 'event_job', 'event_door', 'event_recap', 'event_action', 'learning_entry'] loop
    execute format('create policy acting_read on %I for select to app_rw using ((select app.is_acting()))', t);
    execute format('grant insert on %I to app_rw', t);
    execute format('create policy own_acts on %I for insert to app_rw with check (account_id = (select app.account())
      and post_id = any(array(select app.my_acting_posts())) and at > (select app.told_since()) and at <= now() + interval ''1 minute'')', t);
  end loop;
  foreach t in array array['event_vote', 'event_answer', 'event_presence'] loop
    execute format('create policy acting_read on %I for select to app_rw using ((select app.is_acting()))', t);
    execute format('grant insert on %I to app_rw', t);
    execute format('create policy own_acts on %I for insert to app_rw with check ((select app.is_acting()) and account_id = (select app.account()) and at > (select app.told_since()) and at <= now() + interval ''1 minute'')', t);
    -- For oneself, or noted down by whoever plans.
    execute format('create policy own_or_planned on %I as restrictive for insert to app_rw with check (' || mine || ' or ' || plans || ')', t);
    execute format('create policy own_or_planned_ends on %I for update to app_rw using (' || mine || ' or ' || plans || ') with check (true)', t);
  end loop;
  grant update (ended_at) on event_vote, event_answer to app_rw;
  grant update (ended_at, ended_by) on event_presence to app_rw;

  -- Of an event, its planners write.
  foreach t in array array['event_turn', 'event_option', 'event_door', 'event_recap'] loop
    execute format('create policy planners_write on %I as restrictive for insert to app_rw with check (' || plans || ')', t);
  end loop;
  foreach t in array array['event_option', 'event_door'] loop
    execute format('grant update (ended_at, ended_by) on %I to app_rw', t);
    execute format('create policy planners_end on %I for update to app_rw using (' || plans || ') with check (true)', t);
  end loop;
  execute format('create policy planners_or_self on event_invitee as restrictive for insert to app_rw with check (came_by = ''self'' and invited_post_id = any(array(select app.my_acting_posts())) or ' || plans || ')', 'event_invitee');
  grant update (ended_at, ended_by) on event_invitee to app_rw;
  execute format('create policy planners_or_self_end on event_invitee for update to app_rw using (invited_post_id = any(array(select app.my_acting_posts())) or ' || plans || ') with check (true)', 'event_invitee');
  execute format('create policy planners_or_self on event_action as restrictive for insert to app_rw with check (owner_post_id = any(array(select app.my_acting_posts())) or ' || plans || ')', 'event_action');
  grant update (what, owner_post_id, due_on, done_at, done_by, ended_at, ended_by) on event_action to app_rw;
  execute format('create policy owner_or_planners_change on event_action for update to app_rw using (owner_post_id = any(array(select app.my_acting_posts())) or ' || plans || ') with check (true)', 'event_action');
end $$;

-- Who plans along is said by the organisation that plans, and by facilitators; whoever plans along may stop.
create policy planners_add on event_planner as restrictive for insert to app_rw with check (exists (select 1 from learning_event e where e.id = event_id
  and (e.organisation_id = any(array(select app.my_acting_organisations())) or (select app.is_facilitator()))));
grant update (ended_at, ended_by) on event_planner to app_rw;
create policy planners_end on event_planner for update to app_rw using (planner_post_id = any(array(select app.my_acting_posts())) or exists (select 1 from learning_event e where e.id = event_id
  and (e.organisation_id = any(array(select app.my_acting_organisations())) or (select app.is_facilitator())))) with check (true);

-- An event begins without turns, in a series of one's own organisation or in none.
create policy begins_whole on learning_event as restrictive for insert to app_rw with check (version = 1 and sequence = 0 and state <> 'cancelled'
  and (series_id is null or exists (select 1 from event_series s where s.id = series_id and s.organisation_id = any(array(select app.my_acting_organisations())))));
grant update (title, purpose, for_roles, place_words, access_words, desk_words, capacity, version) on learning_event to app_rw;
create policy planners_change on learning_event for update to app_rw
  using (organisation_id = any(array(select app.my_acting_organisations())) or (select app.is_facilitator())
    or exists (select 1 from event_planner p where p.event_id = learning_event.id and p.ended_at is null and p.planner_post_id = any(array(select app.my_acting_posts()))))
  with check (true);
grant update (ended_at, ended_by) on event_series, learning_entry to app_rw;
create policy planners_end on event_series for update to app_rw
  using (organisation_id = any(array(select app.my_acting_organisations())) or (select app.is_facilitator())) with check (true);
create policy own_ends on learning_entry for update to app_rw
  using (account_id = (select app.account()) or post_id = any(array(select app.my_acting_posts())) or (select app.is_facilitator())) with check (true);
-- Jobs are anybody's who acts: taken, given back, done.
grant update (what, owner_post_id, done_at, done_by, ended_at, ended_by) on event_job to app_rw;
create policy acting_change on event_job for update to app_rw using ((select app.is_acting())) with check (true);

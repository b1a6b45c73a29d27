-- Gaps in what is out there, and the road from a card to a running group; questions to the network and the answers it
-- keeps. Nothing here is about a person supported. One rule for all of it: whoever has a seat and is no commissioner
-- sees it and may act on it, third sector and statutory alike; each row says who, from which post, for which
-- organisation, and PostgreSQL holds that the three belong together.

create function app.is_acting() returns boolean language sql stable security definer set search_path = pg_catalog, public
  as $$ select exists (select 1 from app.seat where account_id = app.account() and role <> 'commissioner') $$;
create function app.my_acting_posts() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select post_id from app.seat where account_id = app.account() and role <> 'commissioner' $$;
create function app.my_acting_organisations() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select organisation_id from app.seat where account_id = app.account() and role <> 'commissioner' $$;
-- Facts are told when they happen. Only in a network where everybody is invented may a seed tell of months gone by.
create function app.told_since() returns timestamptz language sql stable security definer set search_path = pg_catalog, public
  as $$ select case when exists (select 1 from network where kind = 'demonstration') then '-infinity'::timestamptz else now() - interval '10 minutes' end $$;

-- Places people speak of. Those that organisations name come by themselves; facilitators add smaller ones.
create table area (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 120),
  added_by uuid references account,
  added_at timestamptz not null default now()
);
create unique index area_by_name on area (lower(name));
insert into area (id, name) select gen_random_uuid(), min(area) from organisation where area is not null group by lower(area);
create function app.note_area() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into area (id, name) values (gen_random_uuid(), new.area) on conflict do nothing;
  return new;
end $$;
create trigger organisation_names_area after insert or update of area on organisation for each row
  when (new.area is not null) execute function app.note_area();

alter table post add constraint post_of_organisation unique (id, organisation_id);

create table gap (
  id uuid primary key,
  sentence text not null check (char_length(sentence) between 1 and 240),
  -- null: everywhere
  area_id uuid references area,
  need text not null check (need in ('money', 'food', 'housing', 'warmth', 'company', 'arts', 'moving', 'outdoors', 'learning', 'work',
    'mental_wellbeing', 'health', 'caring', 'families', 'transport', 'language', 'digital', 'rights', 'safety', 'something_else')),
  groups text[] not null default '{}' check (groups <@ array['everyone', 'older_people', 'young_people', 'parents', 'carers', 'men', 'women', 'disabled_people',
    'deaf_people', 'learning_disability', 'lgbt', 'newcomers', 'other_languages', 'homeless', 'veterans', 'recovery', 'working_days', 'rural']),
  -- These follow from moves and are never set by hand; version counts moves and rewordings.
  place text not null default 'noticed' check (place in ('noticed', 'seen', 'working', 'met', 'resting', 'taken_down')),
  version integer not null default 1,
  moved_at timestamptz not null default now(),
  last_active_at timestamptz not null default now(),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  words tsvector generated always as (to_tsvector('english'::regconfig, app.folded(sentence))) stored,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index gap_on_board on gap (place, moved_at desc, id);
create index gap_by_area on gap (area_id, place, moved_at desc);
create index gap_by_need on gap (need, place, moved_at desc);
create index gap_by_group on gap using gin (groups);
create index gap_by_words on gap using gin (words);
create index gap_by_letters on gap using gin (app.folded(sentence) gin_trgm_ops);
create index gap_quiet on gap (last_active_at) where place in ('noticed', 'seen', 'working');

-- A move is numbered after the version it was made on: of two people who move one card at once, one gets the number.
create table gap_move (
  id uuid primary key,
  gap_id uuid not null references gap,
  number integer not null,
  from_place text not null,
  to_place text not null check (to_place in ('noticed', 'seen', 'working', 'met', 'resting', 'taken_down')),
  why text not null check (why in ('moved', 'two_organisations', 'one_organisation', 'lead_taken', 'rested', 'revived', 'met', 'undone', 'taken_down')),
  line text not null default '' check (char_length(line) <= 300),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  unique (gap_id, number),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);

-- "I see this too". A band, never a count of people one could name.
create table gap_join (
  id uuid primary key,
  gap_id uuid not null references gap,
  band text check (band in ('one_two', 'three_five', 'six_plus')),
  line text not null default '' check (char_length(line) <= 200),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index gap_join_once on gap_join (gap_id, account_id) where ended_at is null;
create index gap_join_by_gap on gap_join (gap_id, at);
create index gap_join_by_account on gap_join (account_id, at desc);

-- Who holds what: a post, so that a change of person changes nothing.
create table gap_role (
  id uuid primary key,
  gap_id uuid not null references gap,
  role text not null check (role in ('spotter', 'host', 'lead')),
  line text not null default '' check (char_length(line) <= 300),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index gap_role_one_each on gap_role (gap_id, role) where ended_at is null;
create index gap_role_by_gap on gap_role (gap_id, at);
create index gap_role_by_post on gap_role (post_id) where ended_at is null;

create table gap_stage (
  id uuid primary key,
  gap_id uuid not null references gap,
  stage text not null check (stage in ('spotted', 'shaped', 'hosted', 'running', 'handed_on')),
  line text not null default '' check (char_length(line) <= 500),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index gap_stage_once on gap_stage (gap_id, stage) where ended_at is null;

create table gap_tried (
  id uuid primary key,
  gap_id uuid not null references gap,
  line text not null check (char_length(line) between 1 and 500),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index gap_tried_by_gap on gap_tried (gap_id, at);

create table gap_link (
  id uuid primary key,
  gap_id uuid not null references gap,
  kind text not null check (kind in ('organisation', 'page', 'event')),
  linked_organisation_id uuid references organisation,
  title text not null check (char_length(title) between 1 and 160),
  url text check (char_length(url) <= 500 and url ~ '^https?://'),
  on_date date,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  check ((kind = 'organisation') = (linked_organisation_id is not null)),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index gap_link_by_gap on gap_link (gap_id, at);

-- The start-a-group kit: the newest row of a task says how it stands.
create table gap_kit (
  id uuid primary key,
  gap_id uuid not null references gap,
  task text not null check (task in ('host_cover', 'public_liability', 'risk_assessment', 'safeguarding', 'room', 'volunteers', 'training', 'first_dates', 'review_date', 'exit_date')),
  state text not null check (state in ('to_do', 'under_way', 'done', 'not_needed')),
  line text not null default '' check (char_length(line) <= 500),
  on_date date,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index gap_kit_by_task on gap_kit (gap_id, task, at desc);

-- Volunteers are helpers, not people supported.
create table gap_volunteer (
  id uuid primary key,
  gap_id uuid not null references gap,
  name text not null check (char_length(name) between 1 and 120),
  does text not null default '' check (char_length(does) <= 200),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index gap_volunteer_by_gap on gap_volunteer (gap_id, at);
create table gap_training (
  id uuid primary key,
  gap_id uuid not null references gap,
  volunteer_id uuid not null references gap_volunteer,
  what text not null check (what in ('induction', 'safeguarding', 'pvg', 'first_aid', 'food_hygiene', 'manual_handling', 'mental_health', 'other')),
  line text not null default '' check (char_length(line) <= 200),
  done_on date not null,
  until date,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index gap_training_by_volunteer on gap_training (volunteer_id);
create index gap_training_by_gap on gap_training (gap_id);

-- The running group, until the directory takes it in.
create table gap_group (
  gap_id uuid primary key references gap,
  name text not null check (char_length(name) between 1 and 160),
  about text not null default '' check (char_length(about) <= 600),
  where_words text not null default '' check (char_length(where_words) <= 300),
  when_words text not null default '' check (char_length(when_words) <= 200),
  access_words text not null default '' check (char_length(access_words) <= 300),
  contact_words text not null default '' check (char_length(contact_words) <= 200),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create table group_session (
  id uuid primary key,
  gap_id uuid not null references gap,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  line text not null default '' check (char_length(line) <= 200),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index group_session_by_gap on group_session (gap_id, starts_at);

-- Letters of support, one from each organisation at a time.
create table gap_letter (
  id uuid primary key,
  gap_id uuid not null references gap,
  line text not null check (char_length(line) between 1 and 2000),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index gap_letter_once on gap_letter (gap_id, organisation_id) where ended_at is null;
create index gap_letter_by_gap on gap_letter (gap_id, at);

-- Somebody elsewhere is asked whether they could do this here.
create table gap_invitation (
  id uuid primary key,
  gap_id uuid not null references gap,
  invited_id uuid not null references organisation,
  line text not null default '' check (char_length(line) <= 300),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  answer text check (answer in ('yes', 'no')),
  answer_line text not null default '' check (char_length(answer_line) <= 300),
  answered_at timestamptz,
  answered_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index gap_invitation_once on gap_invitation (gap_id, invited_id) where ended_at is null and answered_at is null;
create index gap_invitation_to on gap_invitation (invited_id, at desc);

-- What there is now.
create table gap_outcome (
  id uuid primary key,
  gap_id uuid not null references gap,
  line text not null check (char_length(line) between 1 and 500),
  linked_organisation_id uuid references organisation,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index gap_outcome_by_gap on gap_outcome (gap_id, at desc);

-- "Still true?", asked of the lead after 60 quiet days. Nothing is ever closed by it.
create table gap_check (
  id uuid primary key,
  gap_id uuid not null references gap,
  asked_at timestamptz not null default now(),
  answered_at timestamptz,
  answered_by uuid references account,
  answer text check (answer in ('still_true', 'moved'))
);
create unique index gap_check_open on gap_check (gap_id) where answered_at is null;
create index gap_check_by_gap on gap_check (gap_id, asked_at desc);

-- Questions to the network, without any person in them.
create table ask (
  id uuid primary key,
  question text not null check (char_length(question) between 1 and 300),
  area_id uuid references area,
  need text not null check (need in ('money', 'food', 'housing', 'warmth', 'company', 'arts', 'moving', 'outdoors', 'learning', 'work',
    'mental_wellbeing', 'health', 'caring', 'families', 'transport', 'language', 'digital', 'rights', 'safety', 'something_else')),
  groups text[] not null default '{}' check (groups <@ array['everyone', 'older_people', 'young_people', 'parents', 'carers', 'men', 'women', 'disabled_people',
    'deaf_people', 'learning_disability', 'lgbt', 'newcomers', 'other_languages', 'homeless', 'veterans', 'recovery', 'working_days', 'rural']),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  words tsvector generated always as (to_tsvector('english'::regconfig, app.folded(question))) stored,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index ask_newest on ask (at desc, id) where ended_at is null;
create index ask_by_words on ask using gin (words);
create index ask_by_letters on ask using gin (app.folded(question) gin_trgm_ops);
create index ask_by_post on ask (post_id, at desc);

-- An answer may come from anywhere: `via` says how it reached us.
create table ask_answer (
  id uuid primary key,
  ask_id uuid not null references ask,
  line text not null check (char_length(line) between 1 and 1000),
  via text not null default 'page' check (via in ('page', 'email', 'phone')),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  words tsvector generated always as (to_tsvector('english'::regconfig, app.folded(line))) stored,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index ask_answer_by_ask on ask_answer (ask_id, at);
create index ask_answer_by_words on ask_answer using gin (words);

create table ask_acceptance (
  id uuid primary key,
  ask_id uuid not null references ask,
  answer_id uuid not null references ask_answer,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index ask_acceptance_one on ask_acceptance (ask_id) where ended_at is null;
create index ask_acceptance_by_age on ask_acceptance (at) where ended_at is null;

-- A kept answer comes back to be checked when it is a year old.
create table ask_check (
  id uuid primary key,
  ask_id uuid not null references ask,
  asked_at timestamptz not null default now(),
  answered_at timestamptz,
  answered_by uuid references account,
  answer text check (answer in ('still_right', 'out_of_date'))
);
create unique index ask_check_open on ask_check (ask_id) where answered_at is null;
create index ask_check_by_ask on ask_check (ask_id, asked_at desc);

-- Words in which somebody may be named: a warning to the writer, and a look by whoever leads.
create table words_flag (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('gap', 'gap_join', 'gap_tried', 'gap_letter', 'gap_group', 'gap_outcome', 'ask', 'ask_answer')),
  subject_id uuid not null,
  gap_id uuid references gap,
  ask_id uuid references ask,
  reasons text[] not null check (reasons <@ array['name', 'phone', 'birth_date', 'postcode', 'email', 'number']),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  reviewed_at timestamptz,
  reviewed_by uuid references account,
  outcome text check (outcome in ('fine', 'reworded', 'taken_down')),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index words_flag_open on words_flag (at) where reviewed_at is null;
create index words_flag_by_subject on words_flag (subject_id);
create index words_flag_by_gap on words_flag (gap_id);

-- What a post wants to hear of. A post that has never said hears of its organisation's area.
create table post_interest (
  id uuid primary key,
  post_id uuid not null references post,
  area_id uuid references area,
  need text,
  group_of text,
  account_id uuid not null references account,
  at timestamptz not null default now(),
  check (num_nonnulls(area_id, need, group_of) = 1)
);
create unique index post_interest_once on post_interest (post_id, coalesce(area_id::text, need, group_of));
create index post_interest_by_area on post_interest (area_id);

-- What waits for a post, whoever sits in it.
create table inbox_item (
  id uuid primary key,
  post_id uuid not null references post,
  kind text not null check (kind in ('gap.posted', 'gap.met', 'gap.still_true', 'gap.invited', 'gap.answered', 'gap.flagged', 'ask.matched', 'ask.answered', 'ask.accepted', 'ask.check')),
  gap_id uuid references gap,
  ask_id uuid references ask,
  account_id uuid references account,
  at timestamptz not null default now(),
  seen_at timestamptz,
  seen_by uuid references account,
  check (num_nonnulls(gap_id, ask_id) = 1)
);
create index inbox_item_waiting on inbox_item (post_id, at desc) where seen_at is null;
create index inbox_item_by_gap on inbox_item (gap_id);
create index inbox_item_by_ask on inbox_item (ask_id);
-- The same news about the same thing waits once.
create unique index inbox_item_once on inbox_item (post_id, kind, coalesce(gap_id, ask_id)) where seen_at is null;

-- A gap as it stands, held until the end of the transaction, so that whoever comes second sees what the first did.
create function app.hold_gap(p_gap uuid) returns table (place text, version integer)
  language sql volatile security definer set search_path = pg_catalog, public as $$
  select g.place, g.version from gap g where g.id = p_gap and (select app.is_acting()) for update
$$;

create function app.move_gap() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update gap set place = new.to_place, version = new.number, moved_at = new.at, last_active_at = greatest(last_active_at, new.at)
    where id = new.gap_id and version = new.number - 1 and place = new.from_place;
  if not found then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  -- Answered by what was done.
  update gap_check set answered_at = new.at, answered_by = new.account_id, answer = 'moved' where gap_id = new.gap_id and answered_at is null and new.account_id is not null;
  if new.to_place = 'taken_down' then
    if not exists (select 1 from gap where id = new.gap_id and account_id = app.account()) and not app.is_facilitator() then
      raise exception 'not_allowed' using errcode = 'P0001';
    end if;
    -- Somebody may have been named: no words of it stay.
    update gap set sentence = 'Taken down', area_id = null, groups = '{}' where id = new.gap_id;
    update gap_join set line = '' where gap_id = new.gap_id;
    delete from gap_training where gap_id = new.gap_id;
    delete from gap_volunteer where gap_id = new.gap_id;
    delete from gap_tried where gap_id = new.gap_id;
    delete from gap_letter where gap_id = new.gap_id;
    delete from gap_link where gap_id = new.gap_id;
    delete from gap_group where gap_id = new.gap_id;
    delete from gap_outcome where gap_id = new.gap_id;
    update gap_kit set line = '' where gap_id = new.gap_id;
    update gap_stage set line = '' where gap_id = new.gap_id;
    update gap_role set line = '', ended_at = coalesce(ended_at, new.at), ended_by = coalesce(ended_by, new.account_id) where gap_id = new.gap_id;
    update gap_invitation set line = '', answer_line = '', ended_at = coalesce(ended_at, new.at), ended_by = coalesce(ended_by, new.account_id) where gap_id = new.gap_id;
    update gap_move set line = '' where gap_id = new.gap_id;
    update inbox_item set seen_at = new.at where gap_id = new.gap_id and seen_at is null;
    update words_flag set reviewed_at = new.at, reviewed_by = new.account_id, outcome = 'taken_down' where gap_id = new.gap_id and reviewed_at is null;
  end if;
  return new;
end $$;
create trigger gap_moves after insert on gap_move for each row execute function app.move_gap();

-- Any act on a gap is a sign that it lives.
create function app.gap_lives() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update gap set last_active_at = new.at where id = new.gap_id and last_active_at < new.at;
  return new;
end $$;

do $$
declare t text;
begin
  foreach t in array array['gap_join', 'gap_role', 'gap_stage', 'gap_tried', 'gap_link', 'gap_kit', 'gap_letter', 'gap_invitation', 'gap_outcome', 'gap_volunteer', 'gap_training', 'gap_group', 'group_session'] loop
    execute format('create trigger %I after insert on %I for each row execute function app.gap_lives()', t || '_lives', t);
  end loop;
end $$;

-- Posts, with somebody in them, that want to hear of an area, a need or a group; the asker's own left out.
create function app.posts_following(p_area uuid, p_need text, p_groups text[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct s.post_id from app.seat s
  join organisation o on o.id = s.organisation_id
  where (select app.is_acting()) and s.role <> 'commissioner' and s.account_id <> app.account()
    and case when exists (select 1 from post_interest i where i.post_id = s.post_id)
      then exists (select 1 from post_interest i where i.post_id = s.post_id and (i.area_id = p_area or i.need = p_need or i.group_of = any(p_groups)))
      else p_area is null or lower(o.area) = (select lower(a.name) from area a where a.id = p_area) end
$$;

-- Once a day: of gaps that have been quiet for so long, and not asked about since, whoever holds them is asked.
create function app.ask_whether_still_true(p_days integer) returns table (gap_id uuid, post_id uuid)
  language sql volatile security definer set search_path = pg_catalog, public as $$
  with quiet as (
    select g.id from gap g
    where app.duty() = 'gaps' and g.place in ('noticed', 'seen', 'working') and g.last_active_at < now() - make_interval(days => p_days)
      and not exists (select 1 from gap_check c where c.gap_id = g.id and (c.answered_at is null or c.answered_at > now() - make_interval(days => p_days)))
  ), asked as (
    insert into gap_check (id, gap_id) select gen_random_uuid(), q.id from quiet q returning gap_id
  ), holders as (
    select a.gap_id, coalesce(
      (select r.post_id from gap_role r where r.gap_id = a.gap_id and r.role = 'lead' and r.ended_at is null and exists (select 1 from app.seat s where s.post_id = r.post_id)),
      (select r.post_id from gap_role r where r.gap_id = a.gap_id and r.role = 'spotter' and r.ended_at is null and exists (select 1 from app.seat s where s.post_id = r.post_id)),
      (select s.post_id from app.seat s where s.role = 'facilitator' order by s.tenure_id limit 1)) as post_id
    from asked a
  ), told as (
    insert into inbox_item (id, post_id, kind, gap_id) select gen_random_uuid(), h.post_id, 'gap.still_true', h.gap_id from holders h where h.post_id is not null
    on conflict do nothing
  ), noted as (
    insert into activity (id, kind, subject_kind, subject_id) select gen_random_uuid(), 'gap.still_true_asked', 'gap', h.gap_id from holders h
  )
  select h.gap_id, h.post_id from holders h
$$;
-- And kept answers that are a year old, or were last found right a year ago, go back to whoever asked.
create function app.ask_whether_still_right(p_days integer) returns table (ask_id uuid, post_id uuid)
  language sql volatile security definer set search_path = pg_catalog, public as $$
  with old as (
    select k.ask_id from ask_acceptance k join ask q on q.id = k.ask_id join ask_answer n on n.id = k.answer_id and n.ended_at is null
    where app.duty() = 'gaps' and k.ended_at is null and q.ended_at is null and k.at < now() - make_interval(days => p_days)
      and not exists (select 1 from ask_check c where c.ask_id = k.ask_id and (c.answered_at is null or c.answered_at > now() - make_interval(days => p_days)))
  ), asked as (
    insert into ask_check (id, ask_id) select gen_random_uuid(), o.ask_id from old o returning ask_id
  ), holders as (
    select a.ask_id, case when exists (select 1 from app.seat s where s.post_id = q.post_id) then q.post_id
      else (select s.post_id from app.seat s where s.role = 'facilitator' order by s.tenure_id limit 1) end as post_id
    from asked a join ask q on q.id = a.ask_id
  ), told as (
    insert into inbox_item (id, post_id, kind, ask_id) select gen_random_uuid(), h.post_id, 'ask.check', h.ask_id from holders h where h.post_id is not null
    on conflict do nothing
  ), noted as (
    insert into activity (id, kind, subject_kind, subject_id) select gen_random_uuid(), 'ask.check_asked', 'ask', h.ask_id from holders h
  )
  select h.ask_id, h.post_id from holders h
$$;

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.is_acting(), app.my_acting_posts(), app.my_acting_organisations(), app.told_since(), app.hold_gap(uuid),
  app.posts_following(uuid, text, text[]), app.ask_whether_still_true(integer), app.ask_whether_still_right(integer) to app_rw;
grant execute on function app.is_acting(), app.is_facilitator(), app.told_since() to gate;

-- Who has a seat reads; what one writes is one's own, from a post one sits in.
do $$
declare t text;
begin
  foreach t in array array['gap_move', 'gap_join', 'gap_role', 'gap_stage', 'gap_tried', 'gap_link', 'gap_kit', 'gap_volunteer', 'gap_training', 'gap_group',
      'group_session', 'gap_letter', 'gap_invitation', 'gap_outcome', 'ask', 'ask_answer', 'ask_acceptance', 'words_flag'] loop
    execute format('grant select, insert on %I to app_rw', t);
    execute format('create policy acting_read on %I for select to app_rw using ((select app.is_acting()))', t);
    execute format('create policy own_acts on %I for insert to app_rw with check (account_id = (select app.account())
      and post_id = any(array(select app.my_acting_posts())) and at > (select app.told_since()) and at <= now() + interval ''1 minute'')', t);
  end loop;
  -- Taken back by whoever wrote it, from the post it was written from, or by a facilitator.
  foreach t in array array['gap_role', 'gap_stage', 'gap_tried', 'gap_link', 'gap_volunteer', 'gap_training', 'group_session', 'gap_letter', 'gap_invitation', 'ask', 'ask_answer', 'ask_acceptance'] loop
    execute format('grant update (ended_at, ended_by) on %I to app_rw', t);
    execute format('create policy own_ends on %I for update to app_rw
      using (account_id = (select app.account()) or post_id = any(array(select app.my_acting_posts())) or (select app.is_facilitator()))
      with check (true)', t);
  end loop;
end $$;

grant select, insert on area to app_rw;
create policy staff_read on area for select to app_rw using ((select app.is_staff()));
create policy facilitators_add on area for insert to app_rw with check ((select app.is_facilitator()) and added_by = (select app.account()));

grant select, insert, update (sentence, area_id, need, groups, version) on gap to app_rw;
create policy acting_read on gap for select to app_rw
  using ((select app.is_acting()) and (place <> 'taken_down' or account_id = (select app.account()) or (select app.is_facilitator())));
create policy own_acts on gap for insert to app_rw
  with check (account_id = (select app.account()) and post_id = any(array(select app.my_acting_posts())) and place = 'noticed' and version = 1
    and at > (select app.told_since()) and at <= now() + interval '1 minute');
create function app.gaps_i_lead() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select r.gap_id from gap_role r where r.role = 'lead' and r.ended_at is null and r.post_id = any(array(select app.my_acting_posts())) $$;
call app.hand_to_gate();
grant execute on function app.gaps_i_lead() to app_rw;
grant execute on function app.my_acting_posts() to gate;
create policy writer_or_lead_rewords on gap for update to app_rw
  using (account_id = (select app.account()) or (select app.is_facilitator()) or id = any(array(select app.gaps_i_lead())))
  with check (true);

grant update (band, line, ended_at) on gap_join to app_rw;
create policy own_changes on gap_join for update to app_rw using (account_id = (select app.account())) with check (account_id = (select app.account()));

-- A stage reached may be taken back, and the group's page kept right, by anyone who acts.
create policy acting_end on gap_stage for update to app_rw using ((select app.is_acting())) with check (true);
grant update (name, about, where_words, when_words, access_words, contact_words, account_id, post_id, organisation_id, at) on gap_group to app_rw;
create policy acting_change on gap_group for update to app_rw using ((select app.is_acting()))
  with check (account_id = (select app.account()) and post_id = any(array(select app.my_acting_posts())));
create policy acting_end on group_session for update to app_rw using ((select app.is_acting())) with check (true);

grant update (answer, answer_line, answered_at, answered_by) on gap_invitation to app_rw;
create policy invited_answer on gap_invitation for update to app_rw
  using (invited_id = any(array(select app.my_acting_organisations()))) with check (true);

grant select, update (answered_at, answered_by, answer) on gap_check, ask_check to app_rw;
create policy acting_read on gap_check for select to app_rw using ((select app.is_acting()));
create policy acting_answer on gap_check for update to app_rw using ((select app.is_acting())) with check (answered_by = (select app.account()));
create policy acting_read on ask_check for select to app_rw using ((select app.is_acting()));
create policy acting_answer on ask_check for update to app_rw using ((select app.is_acting())) with check (answered_by = (select app.account()));

grant update (reviewed_at, reviewed_by, outcome) on words_flag to app_rw;
create policy leads_review on words_flag for update to app_rw
  using ((select app.is_facilitator()) or organisation_id = any(array(select app.my_managed_organisations())) or account_id = (select app.account()))
  with check (reviewed_by = (select app.account()));

grant select, insert, delete on post_interest to app_rw;
create policy acting_read on post_interest for select to app_rw using ((select app.is_acting()));
create policy own_says on post_interest for insert to app_rw
  with check (account_id = (select app.account()) and post_id = any(array(select app.my_acting_posts())));
create policy own_takes_back on post_interest for delete to app_rw using (post_id = any(array(select app.my_acting_posts())));

grant select, insert, update (seen_at, seen_by) on inbox_item to app_rw;
create policy own_post_reads on inbox_item for select to app_rw using (post_id = any(array(select app.my_acting_posts())));
create policy acting_tell on inbox_item for insert to app_rw with check ((select app.is_acting()) and account_id = (select app.account()));
create policy own_post_sees on inbox_item for update to app_rw
  using (post_id = any(array(select app.my_acting_posts()))) with check (seen_by = (select app.account()));

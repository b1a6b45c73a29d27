-- Ties between organisations. They are held by posts, so that a change of person changes nothing, and their story is
-- kept with them. Nothing here is about a person supported.
--
-- Who sees what: that two organisations have a tie, who holds it and what it is for, everybody who acts in the network
-- (`app.is_acting`); what is inside it (the story, agreements, how the two work together, how it stands) its two sides,
-- alike, and facilitators.

create table tie (
  id uuid primary key,
  -- In the order of their ids: a tie with itself, or the same tie twice, cannot be written.
  one_id uuid not null references organisation,
  other_id uuid not null references organisation,
  purpose text not null default '' check (char_length(purpose) <= 200),
  -- These follow from turns and contacts, and are never set by hand.
  state text not null default 'proposed' check (state in ('proposed', 'held', 'declined', 'withdrawn', 'ended')),
  version integer not null default 0,
  held_since timestamptz,
  last_contact_at timestamptz,
  account_id uuid not null references account,
  post_id uuid not null,
  -- The side that proposed it; the other answers.
  organisation_id uuid not null,
  at timestamptz not null default now(),
  constraint tie_joins_two check (one_id < other_id),
  constraint tie_proposed_by_a_side check (organisation_id in (one_id, other_id)),
  unique (one_id, other_id),
  unique (id, one_id, other_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index tie_by_other on tie (other_id, one_id);

-- A turn is numbered after the version it was made on: of two who answer at once, one gets the number.
create table tie_turn (
  id uuid primary key,
  tie_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  number integer not null,
  to_state text not null check (to_state in ('proposed', 'held', 'declined', 'withdrawn', 'ended')),
  why text not null check (why in ('proposed', 'accepted', 'declined', 'withdrawn', 'ended', 'revived', 'proposed_again', 'noted', 'merged', 'closed')),
  line text not null default '' check (char_length(line) <= 300),
  account_id uuid references account,
  post_id uuid,
  organisation_id uuid,
  at timestamptz not null default now(),
  unique (tie_id, number),
  -- What a turn is called says where it leads, so that nobody says yes to themselves by another name.
  constraint tie_turn_leads check (to_state = case when why in ('proposed', 'proposed_again') then 'proposed' when why in ('accepted', 'revived', 'noted') then 'held'
    when why in ('ended', 'merged', 'closed') then 'ended' else why end),
  constraint tie_turn_proposed_first check ((why = 'proposed') = (number = 1)),
  foreign key (tie_id, one_id, other_id) references tie (id, one_id, other_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);

-- Who holds it on each side: a first and a second post, and any number of more senior ones.
create table tie_holder (
  id uuid primary key,
  tie_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  side_id uuid not null,
  holder_post_id uuid not null,
  part text not null check (part in ('first', 'second', 'senior')),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  constraint tie_holder_of_a_side check (side_id in (one_id, other_id)),
  foreign key (tie_id, one_id, other_id) references tie (id, one_id, other_id),
  foreign key (holder_post_id, side_id) references post (id, organisation_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index tie_holder_part_once on tie_holder (tie_id, side_id, part) where ended_at is null and part in ('first', 'second');
create unique index tie_holder_post_once on tie_holder (tie_id, holder_post_id) where ended_at is null;
create index tie_holder_by_post on tie_holder (holder_post_id) where ended_at is null;

-- What the two do with each other, for the map.
create table tie_line (
  id uuid primary key,
  tie_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  kind text not null check (kind in ('refers', 'shares_space', 'funds', 'meets')),
  -- Which side does it to the other; null: both.
  from_id uuid,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  constraint tie_line_from_a_side check (from_id is null or from_id in (one_id, other_id)),
  foreign key (tie_id, one_id, other_id) references tie (id, one_id, other_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index tie_line_once on tie_line (tie_id, kind) where ended_at is null;

-- The story: what people wrote down, and what the product saw happen (a shadow day, an event, a gap worked on), which
-- names its source and nobody.
create table tie_contact (
  id uuid primary key,
  tie_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  kind text not null check (kind in ('visit', 'call', 'meeting', 'message', 'tried', 'note', 'shadow', 'event', 'gap')),
  happened_at timestamptz not null,
  line text not null default '' check (char_length(line) <= 300),
  -- Which side began it; null: both, or nobody knows.
  from_id uuid,
  source_id uuid,
  account_id uuid references account,
  post_id uuid,
  organisation_id uuid,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  -- A try that reached nobody, a note, and a gap that both merely see, are told but are no contact.
  counts boolean generated always as (kind not in ('tried', 'note', 'gap')) stored,
  constraint tie_contact_from_a_side check (from_id is null or from_id in (one_id, other_id)),
  check ((kind in ('shadow', 'event', 'gap')) = (source_id is not null)),
  check (num_nonnulls(account_id, post_id, organisation_id) = case when source_id is null then 3 else 0 end),
  foreign key (tie_id, one_id, other_id) references tie (id, one_id, other_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index tie_contact_story on tie_contact (tie_id, happened_at desc, id) where ended_at is null;
create index tie_contact_rhythm on tie_contact (tie_id, happened_at desc) include (from_id) where ended_at is null and counts;
create unique index tie_contact_source_once on tie_contact (tie_id, source_id) where source_id is not null;
create index tie_contact_by_source on tie_contact (source_id) where source_id is not null;
create index tie_contact_by_account on tie_contact (account_id, happened_at desc) where account_id is not null;

-- What was agreed, and when the two look at it again.
create table tie_agreement (
  id uuid primary key,
  tie_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  kind text not null check (kind in ('sharing', 'referring', 'room', 'money', 'other')),
  words text not null check (char_length(words) between 1 and 600),
  review_on date not null,
  -- The other side's word that it is so.
  agreed_at timestamptz,
  agreed_by uuid references account,
  -- Whose word it waits for where that is not the side that did not write it: an agreement that went on with another organisation.
  answers_id uuid,
  -- Looked at again and still right: each time a new date.
  reviewed_at timestamptz,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  constraint tie_agreement_answered_by_a_side check (answers_id is null or answers_id in (one_id, other_id)),
  foreign key (tie_id, one_id, other_id) references tie (id, one_id, other_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
-- Nobody agrees to their own words for the other side.
create function app.agreement_is_agreed() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.agreed_by is distinct from app.account() or not exists (
    select 1 from app.seat s where s.account_id = app.account() and s.role <> 'commissioner' and s.organisation_id in (new.one_id, new.other_id) and s.organisation_id <> new.organisation_id and s.organisation_id = coalesce(new.answers_id, s.organisation_id))
  then raise exception 'agreed_by_the_other_side' using errcode = 'P0001'; end if;
  return new;
end $$;
create trigger agreement_is_agreed before update of agreed_at, agreed_by on tie_agreement for each row when (old.agreed_at is distinct from new.agreed_at) execute function app.agreement_is_agreed();
create index tie_agreement_by_tie on tie_agreement (tie_id, at desc);
create index tie_agreement_due on tie_agreement (review_on) where ended_at is null;

-- "Could somebody introduce us?": asked of whoever holds a tie with the organisation one wants to meet.
create table introduction (
  id uuid primary key,
  wanted_id uuid not null references organisation,
  line text not null default '' check (char_length(line) <= 300),
  state text not null default 'asked' check (state in ('asked', 'taken', 'made', 'declined', 'withdrawn')),
  version integer not null default 0,
  -- Whoever brokers it.
  broker_post_id uuid references post,
  tie_id uuid references tie,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  check (organisation_id <> wanted_id),
  check ((state = 'made') = (tie_id is not null)),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index introduction_once on introduction (organisation_id, wanted_id) where state in ('asked', 'taken');
create index introduction_newest on introduction (at desc, id);
create index introduction_by_wanted on introduction (wanted_id, at desc);
create index introduction_by_broker on introduction (broker_post_id) where state = 'taken';
create table introduction_turn (
  id uuid primary key,
  introduction_id uuid not null references introduction,
  number integer not null,
  to_state text not null check (to_state in ('asked', 'taken', 'made', 'declined', 'withdrawn')),
  line text not null default '' check (char_length(line) <= 300),
  tie_id uuid references tie,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  unique (introduction_id, number),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);

-- Tries to reach an organisation, whoever made them, so that the next one does not begin again.
create table reach_attempt (
  id uuid primary key,
  reached_for_id uuid not null references organisation,
  how text not null check (how in ('phone', 'email', 'visit', 'letter', 'other')),
  reached boolean not null,
  line text not null default '' check (char_length(line) <= 300),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index reach_attempt_by_organisation on reach_attempt (reached_for_id, at desc) where ended_at is null;

-- What an organisation can help with, in the words of gaps and asks: by its own people, or by a facilitator.
create table organisation_help (
  id uuid primary key,
  helper_id uuid not null references organisation,
  need text not null check (need in ('money', 'food', 'housing', 'warmth', 'company', 'arts', 'moving', 'outdoors', 'learning', 'work',
    'mental_wellbeing', 'health', 'caring', 'families', 'transport', 'language', 'digital', 'rights', 'safety', 'something_else')),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index organisation_help_once on organisation_help (helper_id, need) where ended_at is null;
create index organisation_help_by_need on organisation_help (need) where ended_at is null;

-- How an organisation is reached, kept with it and not with whoever found out.
create table organisation_reach (
  id uuid primary key,
  reached_id uuid not null references organisation,
  label text not null check (char_length(label) between 1 and 80),
  phone text not null default '' check (char_length(phone) <= 60),
  email text not null default '' check (char_length(email) <= 254),
  hours text not null default '' check (char_length(hours) <= 120),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  check (phone <> '' or email <> ''),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index organisation_reach_of on organisation_reach (reached_id) where ended_at is null;

-- Which organisations one speaks for in a tie, and which ties one sees inside.
create function app.my_ties() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select t.id from tie t where (select app.is_acting()) and ((select app.is_facilitator()) or t.one_id in (select app.my_acting_organisations()) or t.other_id in (select app.my_acting_organisations())) $$;

-- "How we work together", written by both sides.
alter table document add column tie_id uuid references tie;
grant select (tie_id) on document to app_rw;
alter table document drop constraint document_kind_check, drop constraint document_about;
alter table document
  add constraint document_kind_check check (kind in ('section', 'proposal', 'agenda', 'recap', 'working')),
  add constraint document_about check (num_nonnulls(section_id, client_id, scope) = case kind when 'section' then 3 else 0 end
    and (gap_id is not null) = (kind = 'proposal') and (event_id is not null) = (kind in ('agenda', 'recap')) and (tie_id is not null) = (kind = 'working'));
create unique index document_of_tie on document (tie_id) where retired_at is null and tie_id is not null;
create function app.begin_tie_words() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into document (id, kind, tie_id) values (gen_random_uuid(), 'working', new.id) on conflict do nothing;
  return new;
end $$;
create trigger tie_begins after insert on tie for each row execute function app.begin_tie_words();

-- As before; of what is about no person, words of a tie belong to its two sides and to facilitators alone. They can be
-- written while the tie is held or proposed, and read for good.
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
  (select case when t.state in ('held', 'proposed') or t.id is null then 'write' else 'read' end, null::uuid, s.tenure_id, s.organisation_id, s.until, 0::bigint, f.generation
  from public.document d
  left join public.gap g on g.id = d.gap_id
  left join public.tie t on t.id = d.tie_id
  cross join public.staff_access f
  join app.seat s on s.account_id = p_account and s.role <> 'commissioner'
  where d.id = p_document and d.kind <> 'section' and d.retired_at is null and (d.gap_id is null or g.place <> 'taken_down')
    and (d.tie_id is null or s.role = 'facilitator' or s.organisation_id in (t.one_id, t.other_id))
  order by s.until desc, s.tenure_id limit 1)
$$;
create function app.tie_words(p_tie uuid) returns table (document_id uuid, level text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select d.id, j.level from document d cross join lateral app.level_on(d.id, app.account()) j
  where d.tie_id = p_tie and d.retired_at is null
$$;

-- A tie as it stands, held until the end of the transaction. Nothing where one is of neither side.
create function app.hold_tie(p_tie uuid) returns table (state text, version integer, one_id uuid, other_id uuid, organisation_id uuid)
  language sql volatile security definer set search_path = pg_catalog, public as $$
  select t.state, t.version, t.one_id, t.other_id, t.organisation_id from tie t
  where t.id = p_tie and (select app.is_acting()) and ((select app.is_facilitator()) or t.one_id in (select app.my_acting_organisations()) or t.other_id in (select app.my_acting_organisations())) for no key update
$$;

-- Whoever may write how the two work together has changed: what is being stored is waited for, and everybody is judged
-- again. Whether anybody has the words open is not asked: whoever acts sees their own connections alone (migration 60).
create function app.tie_rights_change(p_tie uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(app.gate_key());
  update staff_access set generation = generation + 1;
  perform pg_notify('ended', json_build_object('tie', p_tie)::text);
end $$;

-- The gate comes first, then the tie's row: whoever turns a tie asks for it before they hold the row, as whoever ends a
-- time in a post does before contacts of theirs are called off.
create function app.begin_turning() returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  if app.is_acting() then perform pg_advisory_xact_lock(app.gate_key()); end if;
end $$;

create function app.turn_tie() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare before text := (select t.state from tie t where t.id = new.tie_id for no key update);
begin
  update tie t set state = new.to_state, version = new.number,
      held_since = case when new.to_state = 'held' then coalesce(t.held_since, new.at) else t.held_since end,
      account_id = case when new.why = 'proposed_again' then new.account_id else t.account_id end,
      post_id = case when new.why = 'proposed_again' then new.post_id else t.post_id end,
      organisation_id = case when new.why = 'proposed_again' then new.organisation_id else t.organisation_id end
    where t.id = new.tie_id and t.version = new.number - 1
      and t.state = any(case new.why when 'proposed' then array['proposed'] when 'accepted' then array['proposed'] when 'noted' then array['proposed'] when 'declined' then array['proposed'] when 'withdrawn' then array['proposed']
        when 'revived' then array['ended'] when 'proposed_again' then array['declined', 'withdrawn', 'ended'] when 'goes_on' then array['proposed', 'held', 'ended'] else array['proposed', 'held'] end)
      -- Whoever proposed a tie cannot also accept or decline it; nobody else withdraws it.
      and case when new.why in ('accepted', 'declined') then t.organisation_id <> new.organisation_id and new.organisation_id in (t.one_id, t.other_id)
        -- Taking back an end is for the side that ended it; the other proposes again.
        when new.why = 'revived' then exists (select 1 from tie_turn l where l.tie_id = t.id and l.number = t.version and l.organisation_id = new.organisation_id)
        when new.why = 'withdrawn' then t.organisation_id = new.organisation_id
        -- Where nobody of the other side is here to say yes, one side keeps it alone until somebody is.
        when new.why = 'noted' then t.organisation_id = new.organisation_id and not exists (select 1 from app.seat s where s.organisation_id in (t.one_id, t.other_id) and s.organisation_id <> t.organisation_id)
        else true end;
  if not found then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  if new.to_state = 'held' then perform app.gather_tie(new.tie_id); end if;
  if (before in ('proposed', 'held')) <> (new.to_state in ('proposed', 'held')) then perform app.tie_rights_change(new.tie_id); end if;
  return new;
end $$;

-- A tie comes before what stands in its story, and several ties come in one order: a turn holds its tie and then gathers the
-- story, and a day, an event or the work of the night touches many.
create function app.hold_ties(p_organisation uuid, p_others uuid[]) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from tie t where t.one_id = p_organisation and t.other_id = any(p_others) or t.other_id = p_organisation and t.one_id = any(p_others) order by t.id for no key update;
end $$;
create function app.hold_ties_of(p_sources uuid[]) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from tie t where t.id in (select c.tie_id from tie_contact c where c.source_id = any(p_sources) and c.counts) order by t.id for no key update;
end $$;

-- What the product saw happen between two organisations, kept once with its source.
create function app.note_contact(p_one uuid, p_other uuid, p_kind text, p_at timestamptz, p_source uuid, p_from uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, public as $$
  insert into tie_contact (id, tie_id, one_id, other_id, kind, happened_at, source_id, from_id)
  select gen_random_uuid(), t.id, t.one_id, t.other_id, p_kind, p_at, p_source, p_from
  from (select * from tie x where x.one_id = least(p_one, p_other) and x.other_id = greatest(p_one, p_other) and x.state = 'held' for no key update) t
  on conflict (tie_id, source_id) where source_id is not null do update set happened_at = excluded.happened_at, from_id = excluded.from_id, ended_at = null
$$;

-- Shadow days that are agreed stand in the story, those to come too; one that is called off does not.
create function app.shadow_day_is_contact() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare b record;
begin
  select x.id, x.organisation_id, x.host_organisation_id, d.starts_at into b from shadow_booking x join shadow_day d on d.id = x.day_id where x.id = new.booking_id;
  if b.organisation_id = b.host_organisation_id then return null; end if;
  if new.to_state = 'confirmed' then
    perform app.note_contact(b.organisation_id, b.host_organisation_id, 'shadow', b.starts_at, b.id, b.organisation_id);
  elsif new.from_state = 'confirmed' then
    perform app.hold_ties_of(array[b.id]);
    update tie_contact set ended_at = new.at where source_id = b.id and ended_at is null;
  end if;
  return null;
end $$;
create trigger shadow_turn_is_contact after insert on shadow_turn for each row execute function app.shadow_day_is_contact();
create function app.shadow_day_moves_contact() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform app.hold_ties_of(array(select b.id from shadow_booking b where b.day_id = new.id and b.state = 'confirmed'));
  update tie_contact set happened_at = new.starts_at where source_id in (select b.id from shadow_booking b where b.day_id = new.id and b.state = 'confirmed');
  return null;
end $$;
create trigger shadow_day_moves_contact after update of starts_at on shadow_day for each row when (old.starts_at <> new.starts_at) execute function app.shadow_day_moves_contact();

-- Before the bookings of a day are called off one by one (migration 81).
create function app.day_holds_ties() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform app.hold_ties_of(array(select b.id from shadow_booking b where b.day_id = new.id and b.state = 'confirmed'));
  return null;
end $$;
create trigger shadow_day_calls_off_contacts after update of cancelled_at on shadow_day for each row when (old.cancelled_at is null and new.cancelled_at is not null) execute function app.day_holds_ties();

-- Organisations that came to an event, each with each.
create view app.came_together with (security_invoker = true) as
  select distinct e.id as event_id, e.starts_at, e.organisation_id as planner_id, p.organisation_id
  from event_presence h join learning_event e on e.id = h.event_id join event_invitee v on v.id = h.invitee_id join post p on p.id = v.invited_post_id
  where h.ended_at is null;
grant select on app.came_together to gate;
create function app.presence_is_contact() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare came uuid; pair record;
begin
  select p.organisation_id into came from event_invitee v join post p on p.id = v.invited_post_id where v.id = new.invitee_id;
  if came is null then return null; end if;
  if new.ended_at is null then
    perform app.hold_ties(came, array(select c.organisation_id from app.came_together c where c.event_id = new.event_id));
    for pair in select c.organisation_id as other, c.starts_at, case when c.planner_id in (c.organisation_id, came) then c.planner_id end as began
        from app.came_together c where c.event_id = new.event_id and c.organisation_id <> came order by c.organisation_id loop
      perform app.note_contact(came, pair.other, 'event', pair.starts_at, new.event_id, pair.began);
    end loop;
  elsif not exists (select 1 from app.came_together c where c.event_id = new.event_id and c.organisation_id = came) then
    perform app.hold_ties_of(array[new.event_id]);
    update tie_contact set ended_at = new.ended_at where source_id = new.event_id and came in (one_id, other_id) and ended_at is null;
  end if;
  return null;
end $$;
create trigger presence_is_contact after insert or update of ended_at on event_presence for each row execute function app.presence_is_contact();

-- A gap that both see.
create function app.join_is_contact() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare pair record;
begin
  if new.ended_at is null then
    perform app.hold_ties(new.organisation_id, array(select j.organisation_id from gap_join j where j.gap_id = new.gap_id and j.ended_at is null));
    for pair in select distinct j.organisation_id as other from gap_join j where j.gap_id = new.gap_id and j.ended_at is null and j.organisation_id <> new.organisation_id order by 1 loop
      perform app.note_contact(new.organisation_id, pair.other, 'gap', new.at, new.gap_id, null);
    end loop;
  elsif not exists (select 1 from gap_join j where j.gap_id = new.gap_id and j.organisation_id = new.organisation_id and j.ended_at is null) then
    update tie_contact set ended_at = new.ended_at where source_id = new.gap_id and new.organisation_id in (one_id, other_id) and ended_at is null;
  end if;
  return null;
end $$;
create trigger join_is_contact after insert or update of ended_at on gap_join for each row execute function app.join_is_contact();

-- A tie that begins knows what the two did before.
create function app.gather_tie(p_tie uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare t tie; b record;
begin
  select * into t from tie where id = p_tie;
  for b in select x.id, x.organisation_id as began, d.starts_at from shadow_booking x join shadow_day d on d.id = x.day_id
      where x.state = 'confirmed' and (x.organisation_id, x.host_organisation_id) in ((t.one_id, t.other_id), (t.other_id, t.one_id)) loop
    perform app.note_contact(t.one_id, t.other_id, 'shadow', b.starts_at, b.id, b.began);
  end loop;
  for b in select one.event_id, one.starts_at, case when one.planner_id in (t.one_id, t.other_id) then one.planner_id end as began
      from app.came_together one join app.came_together other on other.event_id = one.event_id and other.organisation_id = t.other_id where one.organisation_id = t.one_id loop
    perform app.note_contact(t.one_id, t.other_id, 'event', b.starts_at, b.event_id, b.began);
  end loop;
  for b in select one.gap_id, greatest(min(one.at), min(other.at)) as met from gap_join one join gap_join other on other.gap_id = one.gap_id and other.organisation_id = t.other_id and other.ended_at is null
      where one.organisation_id = t.one_id and one.ended_at is null group by one.gap_id loop
    perform app.note_contact(t.one_id, t.other_id, 'gap', b.met, b.gap_id, null);
  end loop;
end $$;
create trigger tie_turns after insert on tie_turn for each row execute function app.turn_tie();

create function app.contact_is_last() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.counts then
    update tie t set last_contact_at = (select max(c.happened_at) from tie_contact c where c.tie_id = t.id and c.ended_at is null and c.counts
      -- What is written down now happened a moment after this transaction began.
      and c.happened_at <= now() + interval '1 minute') where t.id = new.tie_id;
  end if;
  return null;
end $$;
create trigger contact_is_last after insert or update of ended_at, happened_at on tie_contact for each row execute function app.contact_is_last();

-- How ties stand, in signs that words are made of (docs/ties.md tells each with an example). Both sides see the same.
--   nobody      nobody sits in any post that holds it on this side
--   one_person  more than one post is named, and one person sits in all of them that are filled
--   no_second   one post holds it and no other is named
--   one_level   several people hold it, all of one level (seniors: managers, facilitators, and whoever is named so)
--   leaving     a holder's time in the post ends within 60 days: the post, and the date
--   quiet       for so many weeks nothing passed, against a rhythm of so many (median of the last twelve gaps; twice as long is
--               quiet, and never less than six weeks; a tie with fewer than four contacts is quiet after twelve)
--   one_way     of at least five contacts in a year that somebody began, one side began four in five: that side, per cent
-- A side that nobody is here from, and that no post holds, has no signs: there is nobody to name. One whose last person
-- went says so.
create function app.tie_signs_among(p_ties uuid[]) returns table (tie_id uuid, sign text, side_id uuid, post_id uuid, weeks integer, usual_weeks integer, on_date date, share integer)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with seen as materialized (
    select t.id, t.one_id, t.other_id, t.held_since, t.last_contact_at from tie t
      where t.id = any(p_ties) and t.state = 'held' and (select app.is_acting())
        and ((select app.is_facilitator()) or t.one_id = any(array(select app.my_acting_organisations())) or t.other_id = any(array(select app.my_acting_organisations())))
    union all
    select t.id, t.one_id, t.other_id, t.held_since, t.last_contact_at from tie t where p_ties is null and t.state = 'held' and (select app.is_acting()) and (select app.is_facilitator())
    union all
    select t.id, t.one_id, t.other_id, t.held_since, t.last_contact_at from tie t where p_ties is null and t.state = 'held' and (select app.is_acting()) and not (select app.is_facilitator())
      and (t.one_id = any(array(select app.my_acting_organisations())) or t.other_id = any(array(select app.my_acting_organisations())))
    union all
    -- The daily work, which tells whoever holds them.
    select t.id, t.one_id, t.other_id, t.held_since, t.last_contact_at from tie t where p_ties is null and t.state = 'held' and (select app.duty()) = 'diary'
  ), here as materialized (select distinct s.organisation_id from app.seat s
  ), named as materialized (
    select h.tie_id, h.side_id, h.holder_post_id, h.part, s.account_id, s.tenure_id, s.until, coalesce(h.part = 'senior' or p.role in ('manager', 'facilitator'), false) as senior
    from seen cross join lateral (select * from tie_holder x where x.tie_id = seen.id and x.ended_at is null offset 0) h join post p on p.id = h.holder_post_id left join app.seat s on s.post_id = h.holder_post_id
  ), side as materialized (
    select v.id as tie_id, o.side_id, count(distinct n.holder_post_id) as posts, count(distinct n.account_id) as people,
      count(distinct n.senior) filter (where n.account_id is not null) as levels
    from seen v cross join lateral (values (v.one_id), (v.other_id)) o (side_id)
    left join named n on n.tie_id = v.id and n.side_id = o.side_id
    where o.side_id in (select organisation_id from here) or n.holder_post_id is not null
    group by 1, 2
  ), passed as materialized (
    -- Nothing is quiet before six weeks, so only of those that were is the rhythm asked.
    select v.id as tie_id, c.times, c.usual, v.since
    from (select id, extract(epoch from now() - coalesce(last_contact_at, held_since)) / 604800 as since from seen) v cross join lateral (
      select count(*) as times, percentile_cont(0.5) within group (order by g.between_weeks) as usual from (
        select extract(epoch from x.happened_at - lead(x.happened_at) over (order by x.happened_at desc)) / 604800 as between_weeks
        from (select k.happened_at from tie_contact k where k.tie_id = v.id and k.ended_at is null and k.counts and k.happened_at <= now() order by k.happened_at desc limit 13) x) g) c
    where v.since >= 6
  ), began as materialized (
    select v.id as tie_id, v.one_id, v.other_id, k.one, k.other
    from seen v cross join lateral (
      select count(*) filter (where y.from_id = v.one_id) as one, count(*) filter (where y.from_id = v.other_id) as other from (
        select x.from_id from tie_contact x where x.tie_id = v.id and x.ended_at is null and x.counts and x.happened_at between now() - interval '1 year' and now() order by x.happened_at desc limit 60) y) k
  )
  select s.tie_id, case when s.people = 0 then 'nobody' when s.posts = 1 then 'no_second' else 'one_person' end, s.side_id, null::uuid, null::integer, null::integer, null::date, null::integer
    from side s where s.people < 2
  union all
  select s.tie_id, 'one_level', s.side_id, null, null, null, null, null from side s where s.people >= 2 and s.levels = 1
  union all
  -- Their last day, as they said it: a notice ends at midnight after it, and a handover leaves a day for work that failed.
  select n.tie_id, 'leaving', n.side_id, n.holder_post_id, null, null,
    ((n.until - case (select e.ended_why from tenure e where e.id = n.tenure_id) when 'handover' then interval '1 day' else interval '1 second' end) at time zone 'Europe/London')::date, null
    from named n where n.until < now() + interval '60 days'
  union all
  select p.tie_id, 'quiet', null, null, floor(p.since)::integer, case when p.times >= 4 then greatest(1, round(p.usual))::integer end, null, null
    from passed p where p.since >= case when p.times >= 4 then greatest(6, 2 * p.usual) else 12 end
  union all
  select b.tie_id, 'one_way', case when b.one > b.other then b.one_id else b.other_id end, null, null, null, null, (100 * greatest(b.one, b.other) / (b.one + b.other))::integer
    from began b where b.one + b.other >= 5 and greatest(b.one, b.other) >= 0.8 * (b.one + b.other)
$$;

-- The same of one tie, or of all that one sees inside of.
create function app.tie_signs(p_tie uuid) returns table (tie_id uuid, sign text, side_id uuid, post_id uuid, weeks integer, usual_weeks integer, on_date date, share integer)
  language sql stable security definer set search_path = pg_catalog, public
  as $$ select * from app.tie_signs_among(case when p_tie is not null then array[p_tie] end) $$;

-- What would break if nobody sat in a post: the ties whose side no other person holds. For whoever looks after the post.
create function app.ties_resting_on(p_post uuid) returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select h.tie_id from tie_holder h join tie t on t.id = h.tie_id and t.state = 'held'
  where h.holder_post_id = p_post and h.ended_at is null
    and ((select app.is_facilitator()) or p_post in (select app.my_managed_posts()))
    and not exists (select 1 from tie_holder o join app.seat s on s.post_id = o.holder_post_id
      where o.tie_id = h.tie_id and o.side_id = h.side_id and o.ended_at is null and o.holder_post_id <> p_post
        and s.account_id not in (select m.account_id from app.seat m where m.post_id = p_post))
$$;

-- Who knows an organisation, for somebody who wants a word about it: whoever holds a tie with it, worked there, or (of
-- one's own organisations) wrote down that they were in touch this year.
create function app.who_knows(p_organisation uuid) returns table (account_id uuid, why text, at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with staff as materialized (select distinct s.account_id from app.seat s where s.role <> 'commissioner'),
  own as materialized (select app.my_acting_organisations() as organisation_id),
  about as materialized (select t.id, t.state, t.held_since, t.one_id, t.other_id from tie t where (select app.is_acting()) and (t.one_id = p_organisation or t.other_id = p_organisation)),
  holding as materialized (select h.holder_post_id, a.held_since from about a join tie_holder h on h.tie_id = a.id and h.ended_at is null and h.side_id <> p_organisation where a.state = 'held')
  select s.account_id, 'holds_tie', max(h.held_since) from holding h join app.seat s on s.post_id = h.holder_post_id group by 1
  union all
  select n.account_id, 'worked_there', max(n.valid_until) from tenure n join post p on p.id = n.post_id
    where (select app.is_acting()) and p.organisation_id = p_organisation and not n.cover and n.valid_until < now() and n.account_id in (select account_id from staff)
      and not exists (select 1 from app.seat s where s.account_id = n.account_id and s.organisation_id = p_organisation) group by 1
  union all
  select c.account_id, 'in_touch', max(c.happened_at) from about a cross join lateral (
      select x.account_id, x.happened_at, x.organisation_id from tie_contact x where x.tie_id = a.id and x.ended_at is null and x.counts and x.account_id is not null and x.happened_at > now() - interval '1 year' offset 0) c
    where (a.one_id in (select organisation_id from own) or a.other_id in (select organisation_id from own) or (select app.is_facilitator()))
      and c.organisation_id <> p_organisation and c.organisation_id in (select organisation_id from own) and c.account_id in (select account_id from staff) group by 1
$$;

-- Organisations that three tries in a row did not reach, and nothing since.
create function app.unreachable(p_organisation uuid) returns table (organisation_id uuid, tries integer, since timestamptz, last_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with last as (
    select a.reached_for_id, max(a.at) filter (where a.reached) as reached_at from reach_attempt a where (select app.is_acting()) and a.ended_at is null and (p_organisation is null or a.reached_for_id = p_organisation) group by 1)
  select a.reached_for_id, count(*)::integer, min(a.at), max(a.at) from reach_attempt a join last l on l.reached_for_id = a.reached_for_id
  where a.ended_at is null and (p_organisation is null or a.reached_for_id = p_organisation) and not a.reached and a.at > coalesce(l.reached_at, '-infinity')
    and not exists (select 1 from tie t where a.reached_for_id in (t.one_id, t.other_id) and t.last_contact_at > a.at)
  group by 1 having count(*) >= 3
$$;
create function app.unreachable() returns table (organisation_id uuid, tries integer, since timestamptz, last_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public as $$ select * from app.unreachable(null) $$;

-- One whole introduction is turns too: asked, taken by whoever brokers it, made (with the tie that is proposed by it).
create function app.turn_introduction() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update introduction i set state = new.to_state, version = new.number, tie_id = new.tie_id,
      broker_post_id = case new.to_state when 'taken' then new.post_id when 'asked' then null else i.broker_post_id end
    where i.id = new.introduction_id and i.version = new.number - 1
      and i.state = any(case new.to_state when 'asked' then array['asked', 'taken'] when 'taken' then array['asked'] when 'made' then array['taken'] else array['asked', 'taken'] end)
      and case when new.number = 1 then new.to_state = 'asked' and new.organisation_id = i.organisation_id
        when new.to_state = 'withdrawn' then new.organisation_id = i.organisation_id
        when new.to_state = 'taken' then new.organisation_id <> i.organisation_id
        else i.broker_post_id in (select app.my_acting_posts()) or app.is_facilitator() or (new.to_state = 'declined' and new.organisation_id = i.wanted_id) end;
  if not found then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  return new;
end $$;
create trigger introduction_turns after insert on introduction_turn for each row execute function app.turn_introduction();
-- Posts, with somebody in them, that could introduce one organisation to another: whoever holds a tie with it, else facilitators.
create function app.posts_that_know(p_organisation uuid) returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  with holders as (
    select distinct h.holder_post_id as post from tie t join tie_holder h on h.tie_id = t.id and h.ended_at is null and h.side_id <> p_organisation
    where (select app.is_acting()) and t.state = 'held' and (t.one_id = p_organisation or t.other_id = p_organisation) and h.side_id not in (select app.my_acting_organisations())
      and exists (select 1 from app.seat s where s.post_id = h.holder_post_id))
  select post from holders
  union select s.post_id from app.seat s where app.is_acting() and s.role = 'facilitator' and not exists (select 1 from holders)
$$;

-- An introduction that is made: a tie in the name of whoever asked to meet, for the wanted organisation to answer. The broker
-- may be of neither side, so it is written here and not by them; nobody says yes for anybody.
create function app.make_introduction(p_introduction uuid, p_version integer, p_turn uuid, p_tie uuid, p_post uuid, p_line text, p_at timestamptz) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare i introduction; t tie; broker uuid;
begin
  perform app.begin_turning();
  select * into i from introduction where id = p_introduction and version = p_version and state = 'taken' for no key update;
  select s.organisation_id into broker from app.seat s where s.account_id = app.account() and s.post_id = p_post and s.role <> 'commissioner' limit 1;
  if i.id is null or broker is null or p_at <= app.told_since() or not (i.broker_post_id in (select app.my_acting_posts()) or app.is_facilitator()) then
    raise exception 'moved_meanwhile' using errcode = 'P0001';
  end if;
  insert into tie (id, one_id, other_id, account_id, post_id, organisation_id, at)
    values (p_tie, least(i.organisation_id, i.wanted_id), greatest(i.organisation_id, i.wanted_id), i.account_id, i.post_id, i.organisation_id, p_at) on conflict (one_id, other_id) do nothing;
  select * into t from tie where one_id = least(i.organisation_id, i.wanted_id) and other_id = greatest(i.organisation_id, i.wanted_id) for no key update;
  if t.version = 0 or t.state not in ('proposed', 'held') then
    insert into tie_turn (id, tie_id, one_id, other_id, number, to_state, why, line, account_id, post_id, organisation_id, at)
      values (gen_random_uuid(), t.id, t.one_id, t.other_id, t.version + 1, 'proposed', case t.version when 0 then 'proposed' else 'proposed_again' end, '', i.account_id, i.post_id, i.organisation_id, p_at);
    insert into tie_holder (id, tie_id, one_id, other_id, side_id, holder_post_id, part, account_id, post_id, organisation_id, at)
      values (gen_random_uuid(), t.id, t.one_id, t.other_id, i.organisation_id, i.post_id, 'first', i.account_id, i.post_id, i.organisation_id, p_at) on conflict do nothing;
    if not exists (select 1 from app.seat s where s.organisation_id = i.wanted_id) then
      insert into tie_turn (id, tie_id, one_id, other_id, number, to_state, why, account_id, post_id, organisation_id, at)
        values (gen_random_uuid(), t.id, t.one_id, t.other_id, t.version + 2, 'held', 'noted', i.account_id, i.post_id, i.organisation_id, p_at);
    end if;
  end if;
  insert into introduction_turn (id, introduction_id, number, to_state, line, tie_id, account_id, post_id, organisation_id, at)
    values (p_turn, i.id, i.version + 1, 'made', p_line, t.id, app.account(), p_post, broker, p_at);
  return t.id;
end $$;

alter table inbox_item add column tie_id uuid references tie, add column introduction_id uuid references introduction;
alter table inbox_item drop constraint inbox_item_kind_check, drop constraint inbox_item_check;
alter table inbox_item
  add constraint inbox_item_kind_check check (kind in ('gap.posted', 'gap.met', 'gap.still_true', 'gap.invited', 'gap.answered', 'gap.flagged', 'ask.matched', 'ask.answered', 'ask.accepted', 'ask.check',
    'shadow.asked', 'shadow.confirmed', 'shadow.refused', 'shadow.unanswered', 'shadow.cancelled', 'shadow.changed', 'shadow.place', 'shadow.message', 'shadow.tomorrow', 'shadow.reflect', 'shadow.wished', 'shadow.wish_answered', 'shadow.appeared',
    'event.invited', 'event.changed', 'event.cancelled', 'event.place', 'event.date_set', 'event.job', 'event.recap', 'event.action',
    'tie.proposed', 'tie.answered', 'tie.ended', 'tie.holds', 'tie.quiet', 'tie.leaving', 'tie.unheld', 'tie.agreement', 'tie.review',
    'introduction.asked', 'introduction.taken', 'introduction.made', 'introduction.declined')),
  add constraint inbox_item_check check (num_nonnulls(gap_id, ask_id, day_id, booking_id, wish_id, event_id, tie_id, introduction_id) = 1);
drop index inbox_item_once;
create unique index inbox_item_once on inbox_item (post_id, kind, coalesce(gap_id, ask_id, day_id, booking_id, wish_id, event_id, tie_id, introduction_id)) where seen_at is null;
create index inbox_item_by_tie on inbox_item (tie_id) where tie_id is not null;

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.tie_words(uuid), app.hold_tie(uuid), app.tie_signs(uuid), app.tie_signs_among(uuid[]), app.ties_resting_on(uuid), app.who_knows(uuid), app.unreachable(), app.unreachable(uuid), app.posts_that_know(uuid), app.my_ties(), app.begin_turning(),
  app.make_introduction(uuid, integer, uuid, uuid, uuid, text, timestamptz) to app_rw;
grant execute on function app.tie_signs_among(uuid[]), app.unreachable(uuid), app.note_contact(uuid, uuid, text, timestamptz, uuid, uuid), app.gather_tie(uuid), app.tie_rights_change(uuid), app.begin_turning(), app.is_acting(), app.my_ties(), app.my_managed_posts() to gate;

do $$
declare
  t text;
  mine constant text := 'account_id = (select app.account()) and post_id = any(array(select app.my_acting_posts())) and at > (select app.told_since()) and at <= now() + interval ''1 minute''';
  a_side constant text := '((select app.is_facilitator()) or one_id = any(array(select app.my_acting_organisations())) or other_id = any(array(select app.my_acting_organisations())))';
begin
  foreach t in array array['tie', 'tie_turn', 'tie_holder', 'tie_line', 'tie_contact', 'tie_agreement', 'introduction', 'introduction_turn', 'reach_attempt', 'organisation_help', 'organisation_reach'] loop
    execute format('grant select, insert on %I to app_rw', t);
  end loop;
  -- Everybody who acts sees who holds what with whom, and how to reach an organisation; the rest is between the two sides.
  foreach t in array array['tie', 'tie_holder', 'tie_line', 'introduction', 'introduction_turn', 'reach_attempt', 'organisation_help', 'organisation_reach'] loop
    execute format('create policy acting_read on %I for select to app_rw using ((select app.is_acting()))', t);
  end loop;
  foreach t in array array['tie_turn', 'tie_contact', 'tie_agreement'] loop
    execute format('create policy sides_read on %I for select to app_rw using ((select app.is_acting()) and %s)', t, a_side);
  end loop;
  foreach t in array array['tie', 'tie_turn', 'tie_line', 'tie_contact', 'tie_agreement'] loop
    execute format('create policy sides_write on %I for insert to app_rw with check (%s and %s)', t, mine, a_side);
  end loop;
  create policy begins_proposed on tie as restrictive for insert to app_rw with check (state = 'proposed' and version = 0 and held_since is null and last_contact_at is null);
  create policy begins_unanswered on tie_agreement as restrictive for insert to app_rw with check (agreed_at is null and agreed_by is null and reviewed_at is null);
  -- Each side names its own holders, and says itself what it helps with.
  execute format('create policy own_side_names on tie_holder for insert to app_rw with check (%s and ((select app.is_facilitator()) or side_id = any(array(select app.my_acting_organisations()))))', mine);
  execute format('create policy own_people on organisation_help for insert to app_rw with check (%s and ((select app.is_facilitator()) or helper_id = any(array(select app.my_acting_organisations()))))', mine);
  execute format('create policy own_acts on introduction for insert to app_rw with check (%s and state = ''asked'' and version = 0)', mine);
  foreach t in array array['introduction_turn', 'reach_attempt', 'organisation_reach'] loop
    execute format('create policy own_acts on %I for insert to app_rw with check (%s)', t, mine);
  end loop;
  -- What both own, either side ends; the rest whoever wrote it, from the post it was written from, or a facilitator.
  foreach t in array array['tie_line', 'tie_agreement'] loop
    execute format('grant update (ended_at, ended_by) on %I to app_rw', t);
    execute format('create policy sides_end on %I for update to app_rw using (%s) with check (ended_by is null or ended_by = (select app.account()))', t, a_side);
  end loop;
  grant update (agreed_at, agreed_by, review_on, reviewed_at) on tie_agreement to app_rw;
  grant update (purpose) on tie to app_rw;
  execute format('create policy sides_say_what_for on tie for update to app_rw using (%s) with check (true)', a_side);
  foreach t in array array['tie_contact', 'reach_attempt', 'organisation_reach'] loop
    execute format('grant update (ended_at, ended_by) on %I to app_rw', t);
    execute format('create policy own_ends on %I for update to app_rw
      using ((ended_by is null or ended_by = (select app.account())) and (account_id = (select app.account()) or post_id = any(array(select app.my_acting_posts())) or (select app.is_facilitator())))
      -- Whoever took it out puts it back.
      with check (ended_by = (select app.account()) or ended_by is null and ended_at is null)', t);
  end loop;
  grant update (ended_at, ended_by) on tie_holder, organisation_help to app_rw;
  create policy own_side_ends on tie_holder for update to app_rw
    using ((select app.is_facilitator()) or side_id = any(array(select app.my_acting_organisations()))) with check (ended_by = (select app.account()));
  create policy own_people_end on organisation_help for update to app_rw
    using ((select app.is_facilitator()) or helper_id = any(array(select app.my_acting_organisations()))) with check (ended_by = (select app.account()));
end $$;
-- What nobody wrote has no account, and is written by the house alone.
create policy written_by_somebody on tie_contact as restrictive for insert to app_rw with check (source_id is null);

-- What is written inside a tie is not read in the list of acts either: one's own, and the facilitators'.
alter policy those_who_may on activity
  using (client_id is null and (select app.is_staff())
      and (kind not like 'shadow.%' and kind not in ('tie.contact', 'tie.agreement') or account_id = (select app.account()) or (select app.is_facilitator()))
    or client_id = any(array(select app.my_clients())) and (scope is null or scope = any(array(select app.my_scopes()))));

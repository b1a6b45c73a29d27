-- A post has up to three bosses: who employs it, who hosts it, and the network. Each says what it decides, in answers that
-- can be held against each other, and one note on supervision serves all (needs V1, V2). And what organisations decide
-- together: a proposal written along, voices side by side, a decision by consent of all who are named (need R15).

create table charter_answer (
  id uuid primary key,
  seat_post_id uuid not null references post,
  boss text not null check (boss in ('employer', 'host', 'network')),
  topic text not null check (topic in ('home_visits', 'lone_working', 'sessions', 'reports', 'leave', 'supervision', 'records', 'other')),
  answer text not null,
  line text not null default '' check (char_length(line) <= 300),
  account_id uuid not null references account,
  post_id uuid not null,
  -- A boss that is replaced takes its answers with it: only those of whoever employs or hosts now are read.
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  -- What is allowed, or who decides. Leaving it to the others differs from nothing.
  constraint charter_answer_fits check (answer = 'leaves_it'
    or case when topic in ('home_visits', 'lone_working') then answer in ('yes', 'two_together', 'ask_first', 'no') else answer in ('employer', 'host', 'network', 'post') end),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index charter_answer_once on charter_answer (seat_post_id, boss, topic) where ended_at is null;

-- The note on supervision, each time it is put in other words a new number that all agree to anew.
create table charter_note (
  id uuid primary key,
  seat_post_id uuid not null references post,
  number integer not null,
  words text not null check (char_length(words) between 1 and 1200),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  unique (seat_post_id, number),
  unique (id, seat_post_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create table charter_agreement (
  id uuid primary key,
  note_id uuid not null,
  seat_post_id uuid not null,
  party text not null check (party in ('employer', 'host', 'network', 'post')),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  unique (note_id, party, organisation_id),
  foreign key (note_id, seat_post_id) references charter_note (id, seat_post_id),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);

-- Who a boss of a post is now. Without a line of its own a post is employed where it is; who employs also hosts is one boss.
create function app.charter_boss(p_post uuid, p_boss text) returns uuid language sql stable security definer set search_path = pg_catalog, public as $$
  with line as (select l.kind, l.organisation_id from post_line l where l.post_id = p_post and l.valid_from <= now() and (l.valid_until is null or l.valid_until > now())),
    employs as (select coalesce((select organisation_id from line where kind = 'employed_by' limit 1), p.organisation_id) as id from post p where p.id = p_post)
  select case when not app.is_acting() then null when p_boss = 'employer' then (select id from employs)
    when p_boss = 'host' then nullif((select organisation_id from line where kind = 'hosted_by' limit 1), (select id from employs))
    when p_boss = 'network' then (select id from organisation where kind = 'network' order by created_at limit 1) end
$$;
-- Organisations somebody speaks for as a boss: as their manager, or, where nobody sits as one (a small charity, most
-- practices), from any post of theirs but a volunteer's.
create function app.my_led_organisations() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select app.my_managed_organisations()
  union select s.organisation_id from app.seat s where s.account_id = app.account() and s.role not in ('commissioner', 'volunteer')
    and not exists (select 1 from app.seat m where m.organisation_id = s.organisation_id and m.role = 'manager')
$$;
-- For which of those bound by a charter somebody speaks: managers for who employs and who hosts, facilitators for the
-- network, whoever sits there for the post itself.
create function app.my_charter_parts(p_post uuid) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select b from unnest(array['employer', 'host']) b where app.charter_boss(p_post, b) in (select app.my_led_organisations())
  union all select 'network' where app.is_facilitator()
  union all select 'post' where p_post in (select app.my_acting_posts())
$$;
-- The same of all posts at once, as "employer:<post>", for policies, which ask once and not for every row. The network
-- is left out: that is every post, and asked of facilitators alone.
create function app.my_charter_seats() returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  with led as materialized (select app.my_led_organisations() as id),
    near as (
      select l.post_id as id from post_line l where l.kind in ('employed_by', 'hosted_by') and l.organisation_id in (select id from led) and l.valid_from <= now() and (l.valid_until is null or l.valid_until > now())
      union select p.id from post p where p.organisation_id in (select id from led))
  select b || ':' || near.id from near, unnest(array['employer', 'host']) b where app.charter_boss(near.id, b) in (select id from led)
  union all select 'post:' || x from app.my_acting_posts() x
$$;
-- Charters somebody reads: their own, those they speak for a boss in, and those of colleagues of the same employer.
create function app.my_charters() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  with line as (select l.post_id, l.kind, l.organisation_id from post_line l where l.kind <> 'managed_by' and l.valid_from <= now() and (l.valid_until is null or l.valid_until > now()))
  select app.my_acting_posts()
  union select l.post_id from line l where l.kind = 'employed_by' and l.organisation_id in (select app.my_acting_organisations())
  union select p.id from post p where p.organisation_id in (select app.my_acting_organisations()) and not exists (select 1 from line l where l.post_id = p.id and l.kind = 'employed_by')
  union select l.post_id from line l where l.kind = 'hosted_by' and l.organisation_id in (select app.my_led_organisations())
  union select p.id from post p where (select app.is_facilitator())
$$;

-- Of two who write a note at once, one has its number.
create function app.note_is_next() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.number <> 1 + coalesce((select max(n.number) from charter_note n where n.seat_post_id = new.seat_post_id), 0) then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  return new;
end $$;
create trigger note_is_next before insert on charter_note for each row execute function app.note_is_next();
-- Nobody agrees to words that were replaced.
create function app.note_is_last() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from charter_note n join charter_note m on m.seat_post_id = n.seat_post_id and m.number > n.number where n.id = new.note_id) then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  return new;
end $$;
create trigger note_is_last before insert on charter_agreement for each row execute function app.note_is_last();

-- Everybody who acts reads what is proposed and decided.
create table decision (
  id uuid primary key,
  title text not null check (char_length(title) between 1 and 160),
  summary text not null default '' check (char_length(summary) <= 400),
  -- The words as they stood when voices were asked for last.
  words text not null default '',
  -- These follow from turns, and are never set by hand.
  state text not null default 'drafting' check (state in ('drafting', 'asked', 'decided', 'withdrawn')),
  version integer not null default 0,
  asked_version integer,
  decided_at timestamptz,
  -- The decision that is looked at again.
  reopens_id uuid references decision,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  found tsvector generated always as (to_tsvector('english'::regconfig, app.folded(title || ' ' || summary || ' ' || words))) stored,
  check (reopens_id <> id),
  check ((state = 'decided') = (decided_at is not null)),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index decision_log on decision (decided_at desc, id) where state = 'decided';
create index decision_open on decision (at desc, id) where state in ('drafting', 'asked');
create index decision_by_words on decision using gin (found);
create index decision_by_letters on decision using gin (app.folded(title || ' ' || summary) gin_trgm_ops);
create index decision_by_organisation on decision (organisation_id);
create index decision_reopened on decision (reopens_id) where reopens_id is not null;

create table decision_turn (
  id uuid primary key,
  decision_id uuid not null references decision,
  number integer not null,
  to_state text not null,
  why text not null check (why in ('proposed', 'asked', 'rewritten', 'decided', 'withdrawn')),
  line text not null default '' check (char_length(line) <= 300),
  -- What was asked about, word for word.
  words text check (char_length(words) <= 60000),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  unique (decision_id, number),
  constraint decision_turn_leads check (to_state = case when why in ('proposed', 'rewritten') then 'drafting' else why end),
  constraint decision_turn_proposed_first check ((why = 'proposed') = (number = 1)),
  constraint decision_turn_keeps_words check ((why = 'asked') = (words is not null)),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create table decision_named (
  id uuid primary key,
  decision_id uuid not null references decision,
  named_id uuid not null references organisation,
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create unique index decision_named_once on decision_named (decision_id, named_id) where ended_at is null;
create index decision_by_named on decision_named (named_id) where ended_at is null;
-- What an organisation says to the words of one asking (`number`): once, until it says otherwise.
create table decision_voice (
  id uuid primary key,
  decision_id uuid not null references decision,
  number integer not null,
  named_id uuid not null references organisation,
  voice text not null check (voice in ('consent', 'concern', 'aside')),
  line text not null default '' check (char_length(line) <= 300),
  account_id uuid not null references account,
  post_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references account,
  constraint decision_voice_is_ones_own check (organisation_id = named_id),
  constraint decision_concern_is_said check (voice <> 'concern' or line <> ''),
  foreign key (post_id, organisation_id) references post (id, organisation_id)
);
create index decision_voice_of on decision_voice (decision_id, at);
create unique index decision_voice_once on decision_voice (decision_id, number, named_id) where ended_at is null;

-- Proposals somebody works on: of the organisation that proposed, of those that are named, and facilitators.
create function app.my_decisions() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select d.id from decision d where (select app.is_acting()) and (select app.is_facilitator())
  union select d.id from decision d where d.organisation_id = any(array(select app.my_acting_organisations()))
  union select n.decision_id from decision_named n where n.ended_at is null and n.named_id = any(array(select app.my_acting_organisations()))
$$;

-- The words of a proposal, co-edited.
alter table document add column decision_id uuid references decision;
grant select (decision_id) on document to app_rw;
alter table document drop constraint document_kind_check, drop constraint document_about;
alter table document
  add constraint document_kind_check check (kind in ('section', 'proposal', 'agenda', 'recap', 'working', 'decision')),
  add constraint document_about check (num_nonnulls(section_id, client_id, scope) = case kind when 'section' then 3 else 0 end
    and (gap_id is not null) = (kind = 'proposal') and (event_id is not null) = (kind in ('agenda', 'recap')) and (tie_id is not null) = (kind = 'working') and (decision_id is not null) = (kind = 'decision'));
create unique index document_of_decision on document (decision_id) where retired_at is null and decision_id is not null;
create function app.begin_decision_words() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.reopens_id is not null and not exists (select 1 from decision d where d.id = new.reopens_id and d.state = 'decided') then raise exception 'not_decided' using errcode = 'P0001'; end if;
  insert into document (id, kind, decision_id) values (gen_random_uuid(), 'decision', new.id);
  return new;
end $$;
create trigger decision_begins after insert on decision for each row execute function app.begin_decision_words();

-- As before; a proposal is written by those who work on it while it is being drafted, and read for good by everybody who
-- acts. Somebody with several seats has the right of the best of them.
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
  (select case when may.write_it then 'write' else 'read' end, null::uuid, s.tenure_id, s.organisation_id, s.until, 0::bigint, f.generation
  from public.document d
  left join public.gap g on g.id = d.gap_id
  left join public.tie t on t.id = d.tie_id
  left join public.decision c on c.id = d.decision_id
  cross join public.staff_access f
  join app.seat s on s.account_id = p_account and s.role <> 'commissioner'
  cross join lateral (select case
    when c.id is not null then c.state = 'drafting' and (s.role = 'facilitator' or s.organisation_id = c.organisation_id
      or exists (select 1 from public.decision_named n where n.decision_id = c.id and n.ended_at is null and n.named_id = s.organisation_id))
    else t.id is null or t.state in ('held', 'proposed') end as write_it) may
  where d.id = p_document and d.kind <> 'section' and d.retired_at is null and (d.gap_id is null or g.place <> 'taken_down')
    and (d.tie_id is null or s.role = 'facilitator' or s.organisation_id in (t.one_id, t.other_id))
  order by may.write_it desc, s.until desc, s.tenure_id limit 1)
$$;
create function app.decision_words(p_decision uuid) returns table (document_id uuid, level text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select d.id, j.level from document d cross join lateral app.level_on(d.id, app.account()) j
  where d.decision_id = p_decision and d.retired_at is null
$$;

-- Whoever may write its words has changed: what is being stored is waited for, and everybody is judged again. Whether
-- anybody has them open is not asked: whoever acts sees their own connections alone (migration 60).
create function app.decision_rights_change(p_decision uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(app.gate_key());
  update staff_access set generation = generation + 1;
  perform pg_notify('ended', json_build_object('decision', p_decision)::text);
end $$;

-- A proposal as it stands, held until the end of the transaction; with `p_words` its words stand still too, so that what
-- is read of them next is what is asked about. The row comes first, then the gate, here and in turns.
create function app.hold_decision(p_decision uuid, p_words boolean) returns table (state text, version integer, asked_version integer)
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
  perform 1 from decision d where d.id = p_decision and d.id in (select app.my_decisions()) for no key update;
  if not found then return; end if;
  if p_words then perform pg_advisory_xact_lock(app.gate_key()); end if;
  return query select d.state, d.version, d.asked_version from decision d where d.id = p_decision;
end $$;

-- A turn is numbered after the version it was made on: of two who decide at once, one does. Nothing is decided while one
-- who is named has not answered or has a concern, nor where all stand aside.
create function app.turn_decision() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare d decision;
begin
  select * into d from decision x where x.id = new.decision_id for no key update;
  if d.version is distinct from new.number - 1 or not d.state = any(case new.why when 'proposed' then array['drafting'] when 'asked' then array['drafting'] when 'withdrawn' then array['drafting', 'asked'] else array['asked'] end) then
    raise exception 'moved_meanwhile' using errcode = 'P0001';
  end if;
  if new.why = 'withdrawn' and new.organisation_id <> d.organisation_id and not app.is_facilitator() then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  if new.why = 'asked' and (select count(*) from decision_named n where n.decision_id = d.id and n.ended_at is null) < 2 then raise exception 'name_two' using errcode = 'P0001'; end if;
  if new.why = 'decided' then
    if exists (select 1 from decision_named n where n.decision_id = d.id and n.ended_at is null and not exists (
        select 1 from decision_voice v where v.decision_id = d.id and v.number = d.asked_version and v.named_id = n.named_id and v.ended_at is null)) then raise exception 'not_all_answered' using errcode = 'P0001'; end if;
    if exists (select 1 from decision_voice v where v.decision_id = d.id and v.number = d.asked_version and v.ended_at is null and v.voice = 'concern') then raise exception 'a_concern_stands' using errcode = 'P0001'; end if;
    if not exists (select 1 from decision_voice v where v.decision_id = d.id and v.number = d.asked_version and v.ended_at is null and v.voice = 'consent') then raise exception 'nobody_consents' using errcode = 'P0001'; end if;
  end if;
  update decision x set state = new.to_state, version = new.number, words = coalesce(new.words, x.words),
    asked_version = case when new.why = 'asked' then new.number else x.asked_version end, decided_at = case when new.why = 'decided' then new.at end where x.id = d.id;
  if (d.state = 'drafting') <> (new.to_state = 'drafting') then perform app.decision_rights_change(d.id); end if;
  return new;
end $$;
create trigger decision_turns after insert on decision_turn for each row execute function app.turn_decision();

-- Who is named is settled while it is drafted.
create function app.naming_is_open() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare version integer;
begin
  select d.version into version from decision d where d.id = new.decision_id and d.state = 'drafting' for no key update;
  if not found then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  if tg_op = 'INSERT' and not exists (select 1 from app.seat s where s.organisation_id = new.named_id and s.role <> 'commissioner') then raise exception 'nobody_there' using errcode = 'P0001'; end if;
  if version > 0 then perform app.decision_rights_change(new.decision_id); end if;
  return new;
end $$;
create trigger naming_is_open before insert or update on decision_named for each row execute function app.naming_is_open();

-- A voice is for the words that are asked about now, of whoever is named. Saying or taking one back waits for whoever is deciding.
create function app.voice_is_asked() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from decision d where d.id = new.decision_id and d.state = 'asked' and d.asked_version = new.number for no key update;
  if not found then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  if not exists (select 1 from decision_named n where n.decision_id = new.decision_id and n.named_id = new.named_id and n.ended_at is null) then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  return new;
end $$;
create trigger voice_is_asked before insert or update on decision_voice for each row execute function app.voice_is_asked();

-- The log by its words: decided first, the newest first; `p_state` narrows it.
create function app.decisions_found(p_words text, p_states text[], p_most integer, p_after integer) returns setof uuid
  language plpgsql stable rows 40 security definer set search_path = pg_catalog, public as $$
declare
  said constant text := app.folded(btrim(p_words));
  asked constant tsquery := websearch_to_tsquery('english'::regconfig, said);
  alike constant text := '%' || replace(replace(replace(said, '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  if not app.is_acting() then return; end if;
  -- Without words, in the order they are kept in.
  if said = '' and p_states = '{decided}' then
    return query select d.id from decision d where d.state = 'decided' order by d.decided_at desc, d.id limit p_most offset p_after;
  elsif said = '' and p_states <@ '{drafting,asked}' then
    return query select d.id from decision d where d.state in ('drafting', 'asked') and d.state = any(p_states) order by d.at desc, d.id limit p_most offset p_after;
  else
    return query select d.id from decision d
      where d.id in (select x.id from decision x where x.found @@ asked union select x.id from decision x where app.folded(x.title || ' ' || x.summary) like alike) and d.state = any(p_states)
      order by coalesce(d.decided_at, d.at) desc, d.id limit p_most offset p_after;
  end if;
end $$;

alter table inbox_item add column charter_post_id uuid references post, add column decision_id uuid references decision;
alter table inbox_item drop constraint inbox_item_kind_check, drop constraint inbox_item_check;
alter table inbox_item
  add constraint inbox_item_kind_check check (kind in ('gap.posted', 'gap.met', 'gap.still_true', 'gap.invited', 'gap.answered', 'gap.flagged', 'ask.matched', 'ask.answered', 'ask.accepted', 'ask.check',
    'shadow.asked', 'shadow.confirmed', 'shadow.refused', 'shadow.unanswered', 'shadow.cancelled', 'shadow.changed', 'shadow.place', 'shadow.message', 'shadow.tomorrow', 'shadow.reflect', 'shadow.wished', 'shadow.wish_answered', 'shadow.appeared',
    'event.invited', 'event.changed', 'event.cancelled', 'event.place', 'event.date_set', 'event.job', 'event.recap', 'event.action',
    'tie.proposed', 'tie.answered', 'tie.ended', 'tie.goes_on', 'tie.holds', 'tie.quiet', 'tie.leaving', 'tie.unheld', 'tie.agreement', 'tie.review',
    'introduction.asked', 'introduction.taken', 'introduction.made', 'introduction.declined',
    'handover.asked', 'handover.answered', 'handover.moved', 'handover.failed', 'handover.called_off', 'home.needed', 'cover.begins', 'cover.ends', 'cover.briefing',
    'handover.changed', 'handover.newcomer_left', 'notice.given', 'cover.look_again', 'shadow.host_left', 'shadow.host_changed',
    'charter.clash', 'charter.note', 'decision.named', 'decision.asked', 'decision.concern', 'decision.made')),
  add constraint inbox_item_check check (num_nonnulls(gap_id, ask_id, day_id, booking_id, wish_id, event_id, tie_id, introduction_id, handover_id, home_post_id, cover_id, charter_post_id, decision_id) = 1);
drop index inbox_item_once;
create unique index inbox_item_once on inbox_item (post_id, kind, coalesce(gap_id, ask_id, day_id, booking_id, wish_id, event_id, tie_id, introduction_id, handover_id, home_post_id, cover_id, charter_post_id, decision_id)) where seen_at is null;

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.charter_boss(uuid, text), app.my_charter_parts(uuid), app.my_charter_seats(), app.my_charters(), app.my_decisions(), app.decision_words(uuid), app.hold_decision(uuid, boolean),
  app.decisions_found(text, text[], integer, integer) to app_rw;
grant execute on function app.charter_boss(uuid, text), app.my_managed_organisations(), app.my_led_organisations(), app.my_acting_posts(), app.my_acting_organisations(), app.is_acting(), app.is_facilitator(), app.my_decisions(), app.decision_rights_change(uuid) to gate;

do $$
declare
  t text;
  mine constant text := 'account_id = (select app.account()) and post_id = any(array(select app.my_acting_posts())) and at > (select app.told_since()) and at <= now() + interval ''1 minute''';
begin
  foreach t in array array['charter_answer', 'charter_note', 'charter_agreement'] loop
    execute format('grant select, insert on %I to app_rw', t);
    execute format('create policy bound_read on %I for select to app_rw using ((select app.is_acting()) and seat_post_id = any(array(select app.my_charters())))', t);
  end loop;
  execute format('create policy bosses_answer on charter_answer for insert to app_rw with check (%s and (boss || '':'' || seat_post_id = any(array(select app.my_charter_seats())) or boss = ''network'' and (select app.is_facilitator())))', mine);
  execute format('create policy bound_write on charter_note for insert to app_rw with check (%s and (array[''employer:'' || seat_post_id, ''host:'' || seat_post_id, ''post:'' || seat_post_id] && array(select app.my_charter_seats()) or (select app.is_facilitator())))', mine);
  execute format('create policy bound_agree on charter_agreement for insert to app_rw with check (%s and (party || '':'' || seat_post_id = any(array(select app.my_charter_seats())) or party = ''network'' and (select app.is_facilitator())))', mine);
  foreach t in array array['decision', 'decision_turn', 'decision_named', 'decision_voice'] loop
    execute format('grant select, insert on %I to app_rw', t);
    execute format('create policy acting_read on %I for select to app_rw using ((select app.is_acting()))', t);
  end loop;
  execute format('create policy own_acts on decision for insert to app_rw with check (%s)', mine);
  foreach t in array array['decision_turn', 'decision_named'] loop
    execute format('create policy those_on_it_act on %I for insert to app_rw with check (%s and decision_id = any(array(select app.my_decisions())))', t, mine);
  end loop;
  execute format('create policy own_voice on decision_voice for insert to app_rw with check (%s and named_id = any(array(select app.my_acting_organisations())))', mine);
end $$;
create policy begins_as_a_draft on decision as restrictive for insert to app_rw with check (state = 'drafting' and version = 0 and asked_version is null and decided_at is null and words = '');
create policy begins_standing on charter_answer as restrictive for insert to app_rw with check (ended_at is null and ended_by is null);
create policy begins_standing on decision_named as restrictive for insert to app_rw with check (ended_at is null and ended_by is null);
create policy begins_standing on decision_voice as restrictive for insert to app_rw with check (ended_at is null and ended_by is null);
grant update (ended_at, ended_by) on charter_answer, decision_named, decision_voice to app_rw;
create policy bosses_change on charter_answer for update to app_rw using (ended_at is null and (boss || ':' || seat_post_id = any(array(select app.my_charter_seats())) or boss = 'network' and (select app.is_facilitator()))) with check (ended_by = (select app.account()));
create policy those_on_it_change on decision_named for update to app_rw using (ended_at is null and decision_id = any(array(select app.my_decisions()))) with check (ended_by = (select app.account()));
create policy own_voice_changes on decision_voice for update to app_rw using (ended_at is null and named_id = any(array(select app.my_acting_organisations()))) with check (ended_by = (select app.account()));
grant update (title, summary) on decision to app_rw;
create policy those_on_it_reword on decision for update to app_rw using (state = 'drafting' and id = any(array(select app.my_decisions()))) with check (state = 'drafting');

-- What a post's bosses say is not read in the list of acts either.
alter policy those_who_may on activity
  using (client_id is null and (select app.is_staff())
      and (kind not like 'shadow.%' and kind not like 'charter.%' and kind not in ('tie.contact', 'tie.agreement') or account_id = (select app.account()) or (select app.is_facilitator()))
    or client_id = any(array(select app.my_clients())) and (scope is null or scope = any(array(select app.my_scopes()))));

-- The person supported, who holds their case, and what they agreed to. Grants are never written by hand:
-- they follow from consent events, which are only ever added.

create table client (
  id uuid primary key,
  reference text not null unique check (reference ~ '^[0-9A-Z]{3}-[0-9A-Z]{3}$'),
  home_organisation_id uuid not null references organisation,
  name text not null check (char_length(name) between 1 and 120),
  interpreter text not null default '' check (char_length(interpreter) <= 120),
  practice_person boolean not null default false,
  created_by uuid not null references account,
  created_at timestamptz not null default now(),
  last_contact_on date
);
create index client_by_home on client (home_organisation_id);
create index client_by_name on client using gin (app.folded(name) gin_trgm_ops);

create table client_contact (
  client_id uuid primary key references client,
  phone text not null default '' check (char_length(phone) <= 60),
  email text not null default '' check (char_length(email) <= 254),
  address text not null default '' check (char_length(address) <= 500),
  preference text not null default '' check (char_length(preference) <= 300),
  take_care text not null default '' check (char_length(take_care) <= 500)
);

-- Rights belong to posts: the case is held by a seat, not by whoever sits in it.
create table caseload (
  id uuid primary key,
  client_id uuid not null references client,
  post_id uuid not null references post,
  part text not null check (part in ('lead', 'supporting')),
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  added_by uuid not null references account
);
create index caseload_by_post on caseload (post_id, client_id) where valid_until is null;
create index caseload_by_client on caseload (client_id);
create unique index caseload_one_lead on caseload (client_id) where part = 'lead' and valid_until is null;
create unique index caseload_once on caseload (client_id, post_id) where valid_until is null;

create table lawful_basis (
  id uuid primary key,
  client_id uuid not null references client,
  organisation_id uuid not null references organisation,
  basis text not null check (basis in ('public_task', 'legitimate_interests', 'consent', 'vital_interests', 'legal_obligation', 'contract')),
  condition text not null check (condition in ('health_or_social_care', 'not_for_profit_body', 'explicit_consent', 'safeguarding', 'vital_interests')),
  note text not null default '' check (char_length(note) <= 500),
  recorded_by uuid not null references account,
  recorded_at timestamptz not null default now()
);
create index lawful_basis_by_client on lawful_basis (client_id, recorded_at desc);

create table consent_event (
  id uuid primary key,
  client_id uuid not null references client,
  kind text not null check (kind in ('given', 'withdrawn', 'erasure_asked')),
  said_at timestamptz not null,
  how text not null check (how in ('voice', 'paper', 'screen')),
  words text not null default '' check (char_length(words) <= 2000),
  told text not null default '' check (char_length(told) <= 2000),
  terms jsonb not null,
  account_id uuid not null references account,
  tenure_id uuid not null references tenure,
  organisation_id uuid not null references organisation,
  recorded_at timestamptz not null default now()
);
create index consent_event_by_client on consent_event (client_id, recorded_at);

-- What a word may be shared under: one key for a person and a class of section; an organisation's own
-- notes have a key of their own.
create function app.scope(client uuid, class text, organisation uuid) returns uuid language sql immutable parallel safe
  as $$ select md5(client::text || class || case when class = 'own' then coalesce(organisation::text, '') else '' end)::uuid $$;

create table consent_grant (
  id uuid primary key,
  client_id uuid not null references client,
  organisation_id uuid not null references organisation,
  purpose text not null check (purpose in ('keep_notes', 'working_together', 'referral', 'review')),
  section_class text not null check (section_class in ('all', 'what_matters', 'shared_plan', 'visit', 'sensitive')),
  access text not null check (access in ('read', 'write')),
  valid_from timestamptz not null default now(),
  valid_until timestamptz not null,
  given_event uuid not null references consent_event,
  ended_at timestamptz,
  ended_event uuid references consent_event,
  scope uuid generated always as (app.scope(client_id, section_class, organisation_id)) stored,
  check (valid_until > valid_from),
  check ((purpose = 'keep_notes') = (section_class = 'all')),
  check (access = 'read' or purpose in ('keep_notes', 'working_together'))
);
create index consent_grant_by_client on consent_grant (client_id);
create index consent_grant_by_organisation on consent_grant (organisation_id, client_id) where ended_at is null;
create index consent_grant_by_scope on consent_grant (scope, organisation_id) where ended_at is null;
create index consent_grant_by_end on consent_grant (valid_until) where ended_at is null;

-- What matters to me, as said: never edited, the latest is shown.
create table client_words (
  id uuid primary key,
  client_id uuid not null references client,
  words text not null check (char_length(words) between 1 and 4000),
  said_on date not null,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null default now(),
  scope uuid generated always as (app.scope(client_id, 'what_matters', null)) stored
);
create index client_words_by_client on client_words (client_id, recorded_at desc);

create table client_access (client_id uuid primary key references client, generation bigint not null default 1);
create function app.begin_client_access() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into client_access (client_id) values (new.id);
  return new;
end $$;
create trigger client_begins after insert on client for each row execute function app.begin_client_access();

create view app.section_class (class) with (security_invoker = true) as values ('what_matters'), ('shared_plan'), ('visit'), ('sensitive'), ('own');
grant select on app.section_class to gate, app_rw;

-- The seats through which an account holds a case: its own, and those it manages.
create view app.held_case with (security_invoker = true) as
  select s.account_id, s.tenure_id, s.post_id, s.organisation_id, s.until as seat_until, k.client_id, coalesce(k.valid_until, 'infinity') as case_until, k.post_id as held_by
  from app.seat s join caseload k on k.post_id = s.post_id
  where s.role in ('link_worker', 'worker', 'manager') and k.valid_from <= now() and (k.valid_until is null or k.valid_until > now())
  union all
  select s.account_id, s.tenure_id, s.post_id, s.organisation_id, s.until, k.client_id, coalesce(k.valid_until, 'infinity'), k.post_id
  from app.seat s
  join post_line l on l.manager_post_id = s.post_id and l.kind = 'managed_by' and l.valid_from <= now() and (l.valid_until is null or l.valid_until > now())
  join caseload k on k.post_id = l.post_id and k.valid_from <= now() and (k.valid_until is null or k.valid_until > now())
  where s.role = 'manager';

create view app.live_grant with (security_invoker = true) as
  select * from consent_grant where ended_at is null and valid_from <= now() and valid_until > now();
grant select on app.held_case, app.live_grant to gate;

-- The rule of this house in one place: which scopes an account may read or write, and until when.
-- Row-level security, the gate of live documents and the policies of the app all ask this.
create function app.scopes_of(who uuid)
  returns table (scope uuid, client_id uuid, class text, organisation_id uuid, tenure_id uuid, may_write boolean, until timestamptz)
  language sql stable as $$
  -- those who hold the case: every class but other organisations' own; writing only while the person agrees to notes
  select app.scope(h.client_id, c.class, h.organisation_id), h.client_id, c.class, h.organisation_id, h.tenure_id,
         k.id is not null, least(h.seat_until, h.case_until, coalesce(k.valid_until, 'infinity'))
  from app.held_case h
  cross join app.section_class c
  left join app.live_grant k on k.client_id = h.client_id and k.purpose = 'keep_notes'
  where h.account_id = who
  union all
  -- organisations the person named, for the class they named
  select g.scope, g.client_id, g.section_class, g.organisation_id, s.tenure_id, g.access = 'write', least(s.until, g.valid_until)
  from app.seat s join app.live_grant g on g.organisation_id = s.organisation_id
  where s.account_id = who and s.role in ('link_worker', 'worker', 'manager') and g.purpose <> 'keep_notes'
  union all
  -- and their own notes, while the person lets them help
  select app.scope(g.client_id, 'own', g.organisation_id), g.client_id, 'own', g.organisation_id, s.tenure_id, true, least(s.until, g.valid_until)
  from app.seat s join app.live_grant g on g.organisation_id = s.organisation_id
  where s.account_id = who and s.role in ('link_worker', 'worker', 'manager') and g.purpose = 'working_together' and g.access = 'write'
$$;

create function app.my_scopes() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select scope from app.scopes_of(app.account()) $$;
create function app.my_writable_scopes() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select scope from app.scopes_of(app.account()) where may_write $$;
create function app.my_held_clients() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select client_id from app.held_case where account_id = app.account() $$;
create function app.my_clients() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select client_id from app.held_case where account_id = app.account()
        union all
        select g.client_id from app.seat s join app.live_grant g on g.organisation_id = s.organisation_id
        where s.account_id = app.account() and s.role in ('link_worker', 'worker', 'manager') and g.purpose <> 'keep_notes' $$;
-- How to reach someone goes with helping them, not with reading about them.
create function app.my_contactable_clients() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select client_id from app.held_case where account_id = app.account()
        union all
        select g.client_id from app.seat s join app.live_grant g on g.organisation_id = s.organisation_id
        where s.account_id = app.account() and s.role in ('link_worker', 'worker', 'manager') and g.purpose = 'working_together' $$;
-- A person just added by me has no case holder yet; only then may I name myself.
create function app.my_unheld_clients() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select c.id from client c where c.created_by = app.account() and c.created_at > now() - interval '1 hour'
        and not exists (select 1 from caseload k where k.client_id = c.id) $$;
create function app.posts_of_my_care_organisations() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select p.id from post p where p.closed_at is null and p.role in ('link_worker', 'worker', 'manager')
        and p.organisation_id = any(array(select app.my_care_organisations())) $$;

-- Consent events become grants here and nowhere else.
create function app.derive_grants() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare home uuid; term jsonb; until timestamptz; ends uuid[];
begin
  perform pg_advisory_xact_lock(app.gate_key());
  select home_organisation_id into home from client where id = new.client_id;
  if new.said_at > now() + interval '5 minutes' then raise exception 'consent_in_future' using errcode = 'P0001'; end if;
  if new.kind = 'given' then
    if new.said_at < now() - interval '28 days' then raise exception 'consent_backdated' using errcode = 'P0001'; end if;
    if jsonb_typeof(new.terms->'grants') is distinct from 'array' or jsonb_array_length(new.terms->'grants') = 0 then
      raise exception 'consent_without_terms' using errcode = 'P0001';
    end if;
    for term in select * from jsonb_array_elements(new.terms->'grants') loop
      until := (term->>'until')::timestamptz;
      if until is null then raise exception 'consent_without_end' using errcode = 'P0001'; end if;
      if until <= now() or until > new.said_at + interval '2 years' then raise exception 'consent_end_out_of_range' using errcode = 'P0001'; end if;
      if (term->>'purpose' = 'keep_notes') <> ((term->>'organisation')::uuid = home) then
        raise exception 'consent_wrong_organisation' using errcode = 'P0001';
      end if;
      if not exists (select 1 from organisation where id = (term->>'organisation')::uuid) then
        raise exception 'consent_unknown_organisation' using errcode = 'P0001';
      end if;
      update consent_grant g set ended_at = now(), ended_event = new.id
        where g.client_id = new.client_id and g.ended_at is null and g.organisation_id = (term->>'organisation')::uuid
          and g.section_class = term->>'class' and (g.purpose = 'keep_notes') = (term->>'purpose' = 'keep_notes');
      insert into consent_grant (id, client_id, organisation_id, purpose, section_class, access, valid_until, given_event)
        values (gen_random_uuid(), new.client_id, (term->>'organisation')::uuid, term->>'purpose', term->>'class', term->>'access', until, new.id);
    end loop;
  elsif new.kind = 'withdrawn' then
    select coalesce(array_agg(g.id), '{}') into ends from consent_grant g
      where g.client_id = new.client_id and g.ended_at is null
        and (new.terms->>'what' = 'everything'
          or g.id in (select (jsonb_array_elements_text(new.terms->'grants'))::uuid)
          or g.organisation_id in (select (jsonb_array_elements_text(new.terms->'organisations'))::uuid) and g.purpose <> 'keep_notes')
        -- whoever does not hold the case can stop only what their own organisation was given
        and (g.organisation_id = new.organisation_id
          or exists (select 1 from app.held_case h where h.account_id = new.account_id and h.client_id = new.client_id));
    update consent_grant set ended_at = now(), ended_event = new.id where id = any(ends);
  end if;
  update client_access set generation = generation + 1 where client_id = new.client_id;
  perform pg_notify('ended', json_build_object('client', new.client_id)::text);
  return new;
end $$;
create trigger consent_is_recorded after insert on consent_event for each row execute function app.derive_grants();

create function app.note_case_change() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(app.gate_key());
  update client_access set generation = generation + 1 where client_id = new.client_id;
  perform pg_notify('ended', json_build_object('client', new.client_id)::text);
  return new;
end $$;
create trigger gate_comes_first before update of valid_until on caseload for each statement execute function app.gate_first();
create trigger case_changes after update of valid_until on caseload for each row
  when (new.valid_until is distinct from old.valid_until) execute function app.note_case_change();

-- Managing lines decide who reaches a case, so their end counts as the end of a seat.
create function app.note_line_end() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(app.gate_key());
  update staff_access set generation = generation + 1;
  perform pg_notify('ended', json_build_object('post', new.post_id)::text);
  return new;
end $$;
create trigger line_ends after update of valid_until on post_line for each row
  when (new.valid_until is distinct from old.valid_until) execute function app.note_line_end();

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.my_scopes(), app.my_writable_scopes(), app.my_held_clients(), app.my_clients(),
  app.my_contactable_clients(), app.my_unheld_clients(), app.posts_of_my_care_organisations() to app_rw, gate;

grant select, insert, update (name, interpreter, last_contact_on) on client to app_rw;
create policy those_who_may on client for select to app_rw
  using (id = any(array(select app.my_clients())) or id = any(array(select app.my_unheld_clients())));
create policy carers_add on client for insert to app_rw
  with check (home_organisation_id = any(array(select app.my_care_organisations())) and created_by = (select app.account()));
create policy holders_change on client for update to app_rw
  using (id = any(array(select app.my_clients()))) with check (id = any(array(select app.my_clients())));

grant select, insert, update on client_contact to app_rw;
create policy those_who_help on client_contact for select to app_rw using (client_id = any(array(select app.my_contactable_clients())));
create policy holders_add on client_contact for insert to app_rw
  with check (client_id = any(array(select app.my_held_clients())));
create policy holders_change on client_contact for update to app_rw
  using (client_id = any(array(select app.my_held_clients()))) with check (client_id = any(array(select app.my_held_clients())));

grant select, insert, update (valid_until, part) on caseload to app_rw;
create policy those_who_may on caseload for select to app_rw using (client_id = any(array(select app.my_clients())));
create policy holders_name on caseload for insert to app_rw
  with check (added_by = (select app.account())
    and (client_id = any(array(select app.my_unheld_clients())) and post_id = any(array(select app.my_posts()))
      or client_id = any(array(select app.my_held_clients())) and post_id = any(array(select app.posts_of_my_care_organisations()))));
create policy holders_end on caseload for update to app_rw
  using (client_id = any(array(select app.my_held_clients()))) with check (client_id = any(array(select app.my_held_clients())));

grant select, insert on lawful_basis to app_rw;
create policy those_who_may on lawful_basis for select to app_rw
  using (client_id = any(array(select app.my_held_clients()))
    or organisation_id = any(array(select app.my_care_organisations())) and client_id = any(array(select app.my_clients())));
create policy own_organisation on lawful_basis for insert to app_rw
  with check (recorded_by = (select app.account()) and organisation_id = any(array(select app.my_care_organisations())) and client_id = any(array(select app.my_clients())));

grant select, insert on consent_event to app_rw;
create policy those_who_may on consent_event for select to app_rw
  using (client_id = any(array(select app.my_held_clients()))
    or organisation_id = any(array(select app.my_care_organisations())) and client_id = any(array(select app.my_clients())));
create policy holders_record on consent_event for insert to app_rw
  with check (account_id = (select app.account()) and tenure_id = any(array(select app.my_tenures()))
    and organisation_id = any(array(select app.my_care_organisations()))
    and (client_id = any(array(select app.my_held_clients()))
      or kind in ('withdrawn', 'erasure_asked') and client_id = any(array(select app.my_clients()))));

grant select on consent_grant to app_rw;
create policy those_who_may on consent_grant for select to app_rw
  using (client_id = any(array(select app.my_held_clients()))
    or organisation_id = any(array(select app.my_care_organisations())) and client_id = any(array(select app.my_clients())));

grant select, insert on client_words to app_rw;
create policy those_who_may on client_words for select to app_rw using (scope = any(array(select app.my_scopes())));
create policy writers_add on client_words for insert to app_rw
  with check (recorded_by = (select app.account()) and (scope = any(array(select app.my_writable_scopes())) or client_id = any(array(select app.my_held_clients()))));

-- The network: organisations, posts that outlive people, tenures, and the ways in.
-- Frozen once it has run anywhere. Roles: owner (no login) owns tables; gate (no login) owns the few
-- functions that must see past row-level security; app_rw serves; auditor reads the audit.

create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;

create schema app;
grant usage on schema app to app_rw, auditor, gate;
grant create on schema app to gate;
grant usage on schema public to gate;

-- Who is asking. Set with set_config(…, true) first in every transaction; absent means nobody.
create function app.account() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.account', true), '')::uuid $$;
create function app.session() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.session', true), '') $$;
-- What a stranger holds out: a session id, an invitation's hash, an address, a passkey's id.
create function app.presented() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.presented', true), '') $$;
-- A machine's task, for work no person asked for: 'mail', 'audit', 'renewal', 'import'.
create function app.duty() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.duty', true), '') $$;

create function app.folded(words text) returns text language sql immutable parallel safe
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;

create table network (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 120),
  kind text not null check (kind in ('demonstration', 'real')),
  founded_at timestamptz not null default now()
);
create unique index network_is_one on network ((true));

create table account (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 120),
  email text not null unique check (email = lower(email) and char_length(email) <= 254),
  created_at timestamptz not null default now()
);

create table organisation (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 300),
  kind text not null check (kind in ('third_sector', 'gp_practice', 'link_worker_service', 'statutory', 'network')),
  charity_number text unique check (charity_number ~ '^SC[0-9]{6}$'),
  postcode text,
  latitude double precision,
  longitude double precision,
  area text check (char_length(area) <= 120),
  source text not null check (source in ('register', 'hand')),
  created_by uuid references account,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index organisation_by_name on organisation using gin (app.folded(name) gin_trgm_ops);
create index organisation_by_area on organisation (area, name);

create table organisation_import (
  id uuid primary key,
  started_by uuid not null references account,
  file_name text not null,
  source text not null,
  licence text not null,
  areas text[] not null default '{}',
  rows_read integer not null default 0,
  added integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  bytes bigint not null default 0,
  bytes_read bigint not null default 0,
  preview jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  failure text
);
create table organisation_import_refusal (
  import_id uuid not null references organisation_import on delete cascade,
  line integer not null,
  reason text not null,
  excerpt text not null,
  primary key (import_id, line)
);

create table post (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  title text not null check (char_length(title) between 1 and 120),
  role text not null check (role in ('link_worker', 'worker', 'manager', 'practice', 'facilitator', 'volunteer', 'commissioner')),
  created_by uuid references account,
  created_at timestamptz not null default now(),
  closed_at timestamptz
);
create index post_by_organisation on post (organisation_id);

-- "Three bosses in effect": who employs, who hosts, who manages the seat.
create table post_line (
  id uuid primary key,
  post_id uuid not null references post,
  kind text not null check (kind in ('employed_by', 'hosted_by', 'managed_by')),
  organisation_id uuid references organisation,
  manager_post_id uuid references post,
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  check ((kind = 'managed_by') = (manager_post_id is not null)),
  check ((kind <> 'managed_by') = (organisation_id is not null))
);
create index post_line_by_post on post_line (post_id);
create index post_line_by_manager on post_line (manager_post_id) where valid_until is null;
create unique index post_line_is_one_each on post_line (post_id, kind) where valid_until is null;

create table tenure (
  id uuid primary key,
  account_id uuid not null references account,
  post_id uuid not null references post,
  cover boolean not null default false,
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  ended_by uuid references account,
  ended_why text,
  check (valid_until is null or valid_until >= valid_from)
);
create index tenure_by_account on tenure (account_id);
create index tenure_by_post on tenure (post_id);
create unique index tenure_one_at_a_time on tenure (account_id, post_id) where valid_until is null;

create table invitation (
  id uuid primary key,
  post_id uuid not null references post,
  name text not null check (char_length(name) between 1 and 120),
  email text not null check (email = lower(email)),
  purpose text not null default '' check (char_length(purpose) <= 500),
  token_hash text not null unique,
  invited_by uuid references account,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references account,
  withdrawn_at timestamptz
);
create index invitation_by_post on invitation (post_id);

create table session (
  id text primary key,
  secret_hash bytea not null,
  account_id uuid not null references account,
  device text not null default 'shared' check (device in ('mine', 'shared')),
  browser text not null default '',
  method text not null check (method in ('passkey', 'code', 'demonstration', 'fixture', 'invitation')),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  covered_at timestamptz,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text
);
create index session_by_account on session (account_id) where ended_at is null;

create table passkey (
  id text primary key,
  account_id uuid not null references account,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_by_account on passkey (account_id);

create table sign_in_code (
  id uuid primary key,
  email text not null,
  code_hash bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz
);
create index sign_in_code_by_email on sign_in_code (email, created_at desc);

create table challenge (
  id text primary key,
  value text not null,
  account_id uuid references account,
  expires_at timestamptz not null
);

create table privacy_reading (
  account_id uuid not null references account,
  version text not null,
  read_at timestamptz not null default now(),
  primary key (account_id, version)
);

create table mail (
  id uuid primary key,
  to_address text not null,
  subject text not null,
  body text not null,
  kind text not null check (kind in ('invitation', 'sign_in_code', 'renewal', 'withdrawal', 'notice')),
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  failure text
);
create index mail_unsent on mail (created_at) where sent_at is null;

create table rate_limit (key varchar(255) primary key, points integer not null default 0, expire bigint);

-- Counts every end of a tenure or a session. Whoever was judged before the count must be judged again.
create table staff_access (only_one boolean primary key default true check (only_one), generation bigint not null default 1);
insert into staff_access default values;

-- A person in a post today. No seat, no access.
create view app.seat with (security_invoker = true) as
  select t.id as tenure_id, t.account_id, t.post_id, p.organisation_id, p.role, coalesce(t.valid_until, 'infinity') as until
  from tenure t join post p on p.id = t.post_id
  where t.valid_from <= now() and (t.valid_until is null or t.valid_until > now()) and p.closed_at is null;

grant select, insert, update, delete on all tables in schema public to gate;
grant select on app.seat to gate, app_rw;

create function app.is_staff() returns boolean language sql stable security definer set search_path = pg_catalog, public
  as $$ select exists (select 1 from app.seat where account_id = app.account()) $$;
create function app.is_facilitator() returns boolean language sql stable security definer set search_path = pg_catalog, public
  as $$ select exists (select 1 from app.seat where account_id = app.account() and role = 'facilitator') $$;
create function app.my_posts() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select post_id from app.seat where account_id = app.account() $$;
create function app.my_tenures() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select tenure_id from app.seat where account_id = app.account() $$;
-- Organisations for which I may support people: a volunteer, a commissioner or a receptionist may not.
create function app.my_care_organisations() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select organisation_id from app.seat where account_id = app.account() and role in ('link_worker', 'worker', 'manager') $$;
-- Organisations whose posts and invitations I look after.
create function app.my_managed_organisations() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select organisation_id from app.seat where account_id = app.account() and role = 'manager' $$;

-- Every table is closed first, to its owner too; then each policy opens a door.
create procedure app.close_tables() language plpgsql as $$
declare t record;
begin
  for t in select c.oid::regclass as name, c.relname from pg_class c
           where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relforcerowsecurity loop
    execute format('alter table %s enable row level security', t.name);
    execute format('alter table %s force row level security', t.name);
    execute format('create policy gate on %s to gate using (true) with check (true)', t.name);
    execute format('grant select, insert, update, delete on %s to gate', t.name);
  end loop;
end $$;
-- Functions that look past row-level security belong to a role that nobody can log in as.
create procedure app.hand_to_gate() language plpgsql as $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p
           where p.pronamespace = 'app'::regnamespace and p.prosecdef and pg_get_userbyid(p.proowner) <> 'gate' loop
    execute format('alter function %s owner to gate', f.name);
    execute format('revoke all on function %s from public', f.name);
  end loop;
end $$;
call app.close_tables();
call app.hand_to_gate();
grant execute on function app.is_staff(), app.is_facilitator(), app.my_posts(), app.my_tenures(),
  app.my_care_organisations(), app.my_managed_organisations() to app_rw, gate;

grant select on network to app_rw;
create policy anyone_reads on network for select to app_rw using (true);

grant select, insert, update (name, email) on account to app_rw;
create policy colleagues_read on account for select to app_rw
  using (id = (select app.account()) or (select app.is_staff()) or email = (select app.presented()));
create policy self_changes on account for update to app_rw using (id = (select app.account())) with check (id = (select app.account()));

grant select, insert, update (name, kind, charity_number, postcode, latitude, longitude, area, source, changed_at) on organisation to app_rw;
create policy staff_read on organisation for select to app_rw using ((select app.is_staff()));
create policy facilitators_add on organisation for insert to app_rw with check ((select app.is_facilitator()));
create policy facilitators_change on organisation for update to app_rw using ((select app.is_facilitator())) with check ((select app.is_facilitator()));

grant select, insert, update, delete on organisation_import, organisation_import_refusal to app_rw;
create policy facilitators on organisation_import to app_rw
  using ((select app.is_facilitator()) or (select app.duty()) = 'import')
  with check ((select app.is_facilitator()) or (select app.duty()) = 'import');
create policy facilitators on organisation_import_refusal to app_rw
  using ((select app.is_facilitator()) or (select app.duty()) = 'import')
  with check ((select app.is_facilitator()) or (select app.duty()) = 'import');

grant select, insert, update (title, closed_at) on post to app_rw;
create policy staff_read on post for select to app_rw using ((select app.is_staff()));
create policy managers_add on post for insert to app_rw
  with check ((select app.is_facilitator()) or (organisation_id = any(array(select app.my_managed_organisations())) and role <> 'facilitator'));
create policy managers_change on post for update to app_rw
  using ((select app.is_facilitator()) or organisation_id = any(array(select app.my_managed_organisations())))
  with check ((select app.is_facilitator()) or organisation_id = any(array(select app.my_managed_organisations())));

create function app.posts_i_look_after() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select p.id from post p where (select app.is_facilitator())
        or p.organisation_id = any(array(select app.my_managed_organisations())) $$;
call app.hand_to_gate();
grant execute on function app.posts_i_look_after() to app_rw, gate;

grant select, insert, update (valid_until) on post_line to app_rw;
create policy staff_read on post_line for select to app_rw using ((select app.is_staff()));
create policy managers_add on post_line for insert to app_rw with check (post_id = any(array(select app.posts_i_look_after())));
create policy managers_change on post_line for update to app_rw
  using (post_id = any(array(select app.posts_i_look_after()))) with check (post_id = any(array(select app.posts_i_look_after())));

-- Tenures begin by accepting an invitation (a gate function) and end by those who look after the post.
grant select, insert, update (valid_until, ended_by, ended_why) on tenure to app_rw;
create policy staff_read on tenure for select to app_rw using (account_id = (select app.account()) or (select app.is_staff()));
create policy managers_add on tenure for insert to app_rw with check (post_id = any(array(select app.posts_i_look_after())));
create policy managers_end on tenure for update to app_rw
  using (post_id = any(array(select app.posts_i_look_after())) or account_id = (select app.account()))
  with check (valid_until is not null);

grant select, insert, update (withdrawn_at) on invitation to app_rw;
create policy holder_or_manager_reads on invitation for select to app_rw
  using (token_hash = (select app.presented()) or post_id = any(array(select app.posts_i_look_after())));
create policy managers_invite on invitation for insert to app_rw
  with check (post_id = any(array(select app.posts_i_look_after())) and invited_by = (select app.account()));
create policy managers_withdraw on invitation for update to app_rw
  using (post_id = any(array(select app.posts_i_look_after()))) with check (post_id = any(array(select app.posts_i_look_after())));

grant select, insert, update (device, last_seen_at, covered_at, expires_at, ended_at, ended_why) on session to app_rw;
create policy own_or_presented on session for select to app_rw using (account_id = (select app.account()) or id = (select app.presented()));
create policy own_begins on session for insert to app_rw with check (account_id = (select app.account()));
create policy own_changes on session for update to app_rw
  using (account_id = (select app.account()) or id = (select app.presented()))
  with check (account_id = (select app.account()) or id = (select app.presented()));

grant select, insert, update (counter, last_used_at, name), delete on passkey to app_rw;
create policy own_or_presented on passkey for select to app_rw using (account_id = (select app.account()) or id = (select app.presented()));
create policy own_adds on passkey for insert to app_rw with check (account_id = (select app.account()));
create policy own_changes on passkey for update to app_rw
  using (account_id = (select app.account()) or id = (select app.presented())) with check (account_id = (select app.account()) or id = (select app.presented()));
create policy own_removes on passkey for delete to app_rw using (account_id = (select app.account()));

grant select, insert, update (tries, used_at) on sign_in_code to app_rw;
create policy presented on sign_in_code to app_rw using (email = (select app.presented())) with check (email = (select app.presented()));

grant select, insert, delete on challenge to app_rw;
create policy presented on challenge to app_rw using (id = (select app.presented())) with check (id = (select app.presented()));

grant select, insert on privacy_reading to app_rw;
create policy own on privacy_reading to app_rw using (account_id = (select app.account())) with check (account_id = (select app.account()));

grant select, insert, update (sent_at, failure) on mail to app_rw;
create policy carrier_or_facilitator_reads on mail for select to app_rw
  using ((select app.duty()) = 'mail' or (select app.is_facilitator()) or to_address = (select app.presented()));
create policy anyone_posts on mail for insert to app_rw with check (true);
create policy carrier_marks on mail for update to app_rw using ((select app.duty()) = 'mail') with check ((select app.duty()) = 'mail');

grant select, insert, update, delete on rate_limit to app_rw;
create policy all_keys on rate_limit to app_rw using (true) with check (true);

-- One key for every change of who may see what: a batch of words takes it shared, an end takes it alone,
-- so no word is stored between the reading of a right and its end.
create function app.gate_key() returns bigint language sql immutable parallel safe as $$ select 7301900000000001::bigint $$;

-- The key comes before the row that ends: whoever ends something takes it before they hold that row, as whoever ends several
-- things at once does, so that the two wait for one another and not each for the other.
create function app.gate_first() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(app.gate_key());
  return null;
end $$;
create trigger gate_comes_first before update of valid_until on tenure for each statement execute function app.gate_first();
create trigger gate_comes_first before update of ended_at on session for each statement execute function app.gate_first();
create trigger gate_comes_first before update of closed_at on post for each statement execute function app.gate_first();

create function app.note_staff_end() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(app.gate_key());
  update staff_access set generation = generation + 1;
  perform pg_notify('ended', json_build_object('account', new.account_id, 'session', case when tg_table_name = 'session' then to_jsonb(new)->>'id' end)::text);
  return new;
end $$;
create trigger tenure_ends after update of valid_until on tenure for each row
  when (new.valid_until is distinct from old.valid_until) execute function app.note_staff_end();
create trigger session_ends after update of ended_at on session for each row
  when (new.ended_at is not null and old.ended_at is null) execute function app.note_staff_end();
create function app.note_post_end() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(app.gate_key());
  update staff_access set generation = generation + 1;
  perform pg_notify('ended', json_build_object('post', new.id)::text);
  return new;
end $$;
create trigger post_ends after update of closed_at on post for each row
  when (new.closed_at is distinct from old.closed_at) execute function app.note_post_end();

-- Founding: once, when there is no network yet. Makes the first facilitator's seat and invitation.
create function app.found_network(p_network uuid, p_name text, p_kind text, p_organisation uuid, p_post uuid,
    p_invitation uuid, p_invitee text, p_email text, p_token_hash text)
  returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from network) then raise exception 'network_exists' using errcode = 'P0001'; end if;
  insert into network (id, name, kind) values (p_network, p_name, p_kind);
  insert into organisation (id, name, kind, source) values (p_organisation, p_name, 'network', 'hand');
  insert into post (id, organisation_id, title, role) values (p_post, p_organisation, 'Network facilitator', 'facilitator');
  insert into invitation (id, post_id, name, email, purpose, token_hash, expires_at)
    values (p_invitation, p_post, p_invitee, lower(p_email), 'To set up the network', p_token_hash, now() + interval '14 days');
end $$;

-- Accepting: the holder of the link becomes (or already is) an account and takes the seat, all or nothing.
create function app.accept_invitation(p_token_hash text, p_account uuid, p_tenure uuid, p_name text)
  returns table (account_id uuid, post_id uuid) language plpgsql security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare inv invitation; who uuid;
begin
  select * into inv from invitation where token_hash = p_token_hash for update;
  if inv.id is null then raise exception 'invitation_not_found' using errcode = 'P0001'; end if;
  if inv.accepted_at is not null then raise exception 'invitation_used' using errcode = 'P0001'; end if;
  if inv.withdrawn_at is not null or inv.expires_at <= now() then raise exception 'invitation_over' using errcode = 'P0001'; end if;
  if exists (select 1 from post where id = inv.post_id and closed_at is not null) then raise exception 'invitation_over' using errcode = 'P0001'; end if;
  select id into who from account where email = inv.email;
  if who is null then
    insert into account (id, name, email) values (p_account, p_name, inv.email) returning id into who;
  end if;
  insert into tenure (id, account_id, post_id) values (p_tenure, who, inv.post_id)
    on conflict (account_id, post_id) where valid_until is null do nothing;
  update invitation set accepted_at = now(), accepted_by = who where id = inv.id;
  return query select who, inv.post_id;
end $$;
call app.hand_to_gate();
grant execute on function app.found_network(uuid, text, text, uuid, uuid, uuid, text, text, text),
  app.accept_invitation(text, uuid, uuid, text) to app_rw;

-- Who one can sign in as, told to a stranger only where every person is invented.
create function app.demonstration_people() returns table (account_id uuid, name text, email text, post text, organisation text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select a.id, a.name, a.email, p.title, o.name from account a join app.seat s on s.account_id = a.id
  join post p on p.id = s.post_id join organisation o on o.id = p.organisation_id
  where exists (select 1 from network where kind = 'demonstration')
  order by a.created_at, a.name limit 40
$$;
call app.hand_to_gate();
grant execute on function app.demonstration_people() to app_rw;

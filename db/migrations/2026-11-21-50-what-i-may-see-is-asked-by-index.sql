-- Every query behind row-level security begins by asking what its actor may see, so that question is asked thousands
-- of times a minute. On a network of 20,000 people it read every caseload, every grant of the actor's own organisation,
-- and computed each key anew. The rule is app.scopes_of, as before; tests/trust/scopes-asked-quickly.test.ts holds the
-- quick forms below against it.

-- A case that has an end is live until then, so the index over endless ones could not answer.
create index caseload_by_seat on caseload (post_id, client_id);
-- What an organisation was given, without the agreements by which it keeps its own notes.
create index consent_grant_shared on consent_grant (organisation_id) where ended_at is null and purpose <> 'keep_notes';
create index consent_grant_keeping on consent_grant (client_id) include (valid_from, valid_until) where ended_at is null and purpose = 'keep_notes';

-- The keys of the four shared classes, kept where the case is found.
alter table caseload add column scopes uuid[] generated always as (array[app.scope(client_id, 'what_matters', null),
  app.scope(client_id, 'shared_plan', null), app.scope(client_id, 'visit', null), app.scope(client_id, 'sensitive', null)]) stored;

-- app.held_case for whoever is asking: their care seats first, then cases by index.
create function app.cases_i_hold() returns table (organisation_id uuid, client_id uuid, scopes uuid[])
  language sql stable security definer set search_path = pg_catalog, public rows 100 as $$
  with mine as materialized (select post_id, organisation_id, role from app.seat where account_id = app.account() and role in ('link_worker', 'worker', 'manager'))
  select s.organisation_id, k.client_id, k.scopes
  from mine s join caseload k on k.post_id = s.post_id and k.valid_from <= now() and (k.valid_until is null or k.valid_until > now())
  union all
  select s.organisation_id, k.client_id, k.scopes
  from mine s
  join post_line l on l.manager_post_id = s.post_id and l.kind = 'managed_by' and l.valid_from <= now() and (l.valid_until is null or l.valid_until > now())
  join caseload k on k.post_id = l.post_id and k.valid_from <= now() and (k.valid_until is null or k.valid_until > now())
  where s.role = 'manager'
$$;
create index post_line_by_manager_ever on post_line (manager_post_id);

-- app.live_grant of the organisations in which whoever is asking supports people, other than to keep their own notes.
create function app.given_to_mine() returns table (client_id uuid, organisation_id uuid, scope uuid, purpose text, access text)
  language sql stable security definer set search_path = pg_catalog, public rows 100 as $$
  select g.client_id, g.organisation_id, g.scope, g.purpose, g.access from consent_grant g
  where g.organisation_id = any(array(select s.organisation_id from app.seat s where s.account_id = app.account() and s.role in ('link_worker', 'worker', 'manager')))
    and g.purpose <> 'keep_notes' and g.ended_at is null and g.valid_from <= now() and g.valid_until > now()
$$;

create or replace function app.my_scopes() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  with held as materialized (select * from app.cases_i_hold()), given as materialized (select * from app.given_to_mine())
  select unnest(scopes) from held
  union all select app.scope(client_id, 'own', organisation_id) from held
  union all select scope from given
  union all select app.scope(client_id, 'own', organisation_id) from given where purpose = 'working_together' and access = 'write'
$$;
create or replace function app.my_writable_scopes() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  with held as materialized (
    select h.* from app.cases_i_hold() h where exists (select 1 from consent_grant k
      where k.client_id = h.client_id and k.purpose = 'keep_notes' and k.ended_at is null and k.valid_from <= now() and k.valid_until > now())
  ), given as materialized (select * from app.given_to_mine() where access = 'write')
  select unnest(scopes) from held
  union all select app.scope(client_id, 'own', organisation_id) from held
  union all select scope from given
  union all select app.scope(client_id, 'own', organisation_id) from given where purpose = 'working_together'
$$;
create or replace function app.my_held_clients() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select client_id from app.cases_i_hold() $$;
create or replace function app.my_clients() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select client_id from app.cases_i_hold() union all select client_id from app.given_to_mine() $$;
create or replace function app.my_contactable_clients() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select client_id from app.cases_i_hold() union all select client_id from app.given_to_mine() where purpose = 'working_together' $$;

call app.hand_to_gate();
grant execute on function app.cases_i_hold(), app.given_to_mine(), app.my_scopes(), app.my_writable_scopes(), app.my_held_clients(),
  app.my_clients(), app.my_contactable_clients() to gate;
grant execute on function app.my_scopes(), app.my_writable_scopes(), app.my_held_clients(), app.my_clients(), app.my_contactable_clients() to app_rw;

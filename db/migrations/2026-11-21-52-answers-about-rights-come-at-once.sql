-- Two things the busy network showed. A policy collects the answer with array(select …), where a function in SQL hands
-- over its rows one call at a time and one in PL/pgSQL all at once: three times sooner for somebody who manages a
-- thousand cases, and planned once a connection on every PostgreSQL we support, not only on 18.
create or replace function app.my_scopes() returns setof uuid language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  return query
    with held as materialized (select * from app.cases_i_hold()), given as materialized (select * from app.given_to_mine())
    select unnest(h.scopes) from held h
    union all select app.scope(h.client_id, 'own', h.organisation_id) from held h
    union all select g.scope from given g
    union all select app.scope(g.client_id, 'own', g.organisation_id) from given g where g.purpose = 'working_together' and g.access = 'write';
end $$;
create or replace function app.my_writable_scopes() returns setof uuid language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  return query
    with held as materialized (
      select c.* from app.cases_i_hold() c where exists (select 1 from consent_grant k
        where k.client_id = c.client_id and k.purpose = 'keep_notes' and k.ended_at is null and k.valid_from <= now() and k.valid_until > now())
    ), given as materialized (select * from app.given_to_mine() m where m.access = 'write')
    select unnest(h.scopes) from held h
    union all select app.scope(h.client_id, 'own', h.organisation_id) from held h
    union all select g.scope from given g
    union all select app.scope(g.client_id, 'own', g.organisation_id) from given g where g.purpose = 'working_together';
end $$;
create or replace function app.my_held_clients() returns setof uuid language plpgsql stable security definer set search_path = pg_catalog, public
  as $$ begin return query select h.client_id from app.cases_i_hold() h; end $$;
create or replace function app.my_clients() returns setof uuid language plpgsql stable security definer set search_path = pg_catalog, public
  as $$ begin return query select h.client_id from app.cases_i_hold() h union all select g.client_id from app.given_to_mine() g; end $$;

-- And what is asked about one person is asked of that person alone: a key belongs to one person.
create or replace function app.readers_of(p_client uuid, p_class text, p_organisation uuid)
  returns table (through text, organisation_id uuid, organisation_name text, post_id uuid, post_title text, account_id uuid, account_name text, may_write boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
  if not exists (select 1 from app.scopes_of(app.account()) s where s.client_id = p_client and s.scope = app.scope(p_client, p_class, p_organisation)) then return; end if;
  return query
    select distinct 'case', o.id, o.name, p.id, p.title, a.id, a.name,
      exists (select 1 from app.live_grant k where k.client_id = p_client and k.purpose = 'keep_notes')
    from app.held_case h
    join post p on p.id = h.post_id join organisation o on o.id = h.organisation_id join account a on a.id = h.account_id
    where h.client_id = p_client and (p_class <> 'own' or h.organisation_id = p_organisation)
    union all
    select 'consent', o.id, o.name, null::uuid, null, null::uuid, null, bool_or(g.access = 'write')
    from app.live_grant g join organisation o on o.id = g.organisation_id
    where g.client_id = p_client and g.purpose <> 'keep_notes'
      and case when p_class = 'own' then g.organisation_id = p_organisation and g.purpose = 'working_together' and g.access = 'write'
               else g.section_class = p_class end
    group by o.id, o.name;
end $$;

-- Today: the newest sections first, then what was written in them. A person's newest documents lie side by side in an
-- index that says all that is asked until few are left: section by section it was a thousand pages of disk at a first look.
create index document_by_client on document (client_id, created_at desc) include (id, section_id, scope) where kind = 'section' and retired_at is null;
create or replace function app.written_since_i_looked(p_most integer)
  returns table (note_id uuid, client_id uuid, section_class text, at timestamptz, account_name text, organisation_name text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with mine as materialized (
    select distinct s as scope from app.my_scopes() s
  ), recent as materialized (
    select d.id, d.section_id, d.client_id
    from (select distinct c as id from app.my_clients() c) person
    join document d on d.client_id = person.id and d.kind = 'section' and d.retired_at is null and d.created_at > now() - interval '60 days'
    where d.scope in (select m.scope from mine m)
    order by d.created_at desc limit 200
  )
  select x.note_id, r.client_id, x.class, u.at, a.name, o.name
  from recent r
  cross join lateral (select du.at, du.account_id, du.tenure_id from document_update du where du.document_id = r.id order by du.seq desc limit 1) u
  join section x on x.id = r.section_id
  join account a on a.id = u.account_id
  join tenure t on t.id = u.tenure_id join post p on p.id = t.post_id join organisation o on o.id = p.organisation_id
  where u.account_id <> app.account()
    and o.id <> all(array(select app.my_care_organisations()))
    and not exists (select 1 from view v where v.account_id = app.account() and v.subject_id = r.section_id and v.client_id = r.client_id and v.at >= u.at)
  order by u.at desc limit p_most
$$;
call app.hand_to_gate();

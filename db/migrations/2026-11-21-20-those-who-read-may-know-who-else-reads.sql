-- Three things row-level security hides that somebody has a right to know.

-- Whoever may read a part of someone's notes may know who else can: case holders by name and post,
-- organisations the person named. Nobody else is told anything.
create function app.readers_of(p_client uuid, p_class text, p_organisation uuid)
  returns table (through text, organisation_id uuid, organisation_name text, post_id uuid, post_title text, account_id uuid, account_name text, may_write boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
  if not exists (select 1 from app.scopes_of(app.account()) s where s.scope = app.scope(p_client, p_class, p_organisation)) then return; end if;
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

-- Whoever recorded that something should stop may see exactly what did, even when they stopped it for
-- themselves and can no longer see the person.
create function app.ended_by_my_event(p_event uuid)
  returns table (grant_id uuid, organisation_id uuid, organisation_name text, purpose text, section_class text, ended_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select g.id, o.id, o.name, g.purpose, g.section_class, g.ended_at
  from consent_event e join consent_grant g on g.ended_event = e.id join organisation o on o.id = g.organisation_id
  where e.id = p_event and e.account_id = app.account() and e.kind = 'withdrawn'
  order by o.name, g.section_class
$$;
create function app.my_withdrawal(p_event uuid)
  returns table (client_id uuid, kind text, said_at timestamptz, recorded_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select e.client_id, e.kind, e.said_at, e.recorded_at from consent_event e
  where e.id = p_event and e.account_id = app.account() and e.kind in ('withdrawn', 'erasure_asked')
$$;

-- For the daily reminder: who leads a case whose consent ends within some days. Ids and addresses only.
create function app.renewals_due(p_days integer)
  returns table (grant_id uuid, client_id uuid, valid_until timestamptz, account_id uuid, email text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select g.id, g.client_id, g.valid_until, a.id, a.email
  from app.live_grant g
  join caseload k on k.client_id = g.client_id and k.part = 'lead' and k.valid_from <= now() and (k.valid_until is null or k.valid_until > now())
  join app.seat s on s.post_id = k.post_id
  join account a on a.id = s.account_id
  where app.duty() = 'renewal' and g.valid_until <= now() + make_interval(days => p_days)
  order by g.valid_until, g.id
$$;

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.readers_of(uuid, text, uuid), app.ended_by_my_event(uuid), app.my_withdrawal(uuid),
  app.renewals_due(integer) to app_rw, gate;

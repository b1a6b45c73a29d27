-- For Today: recent sections I may read in which another organisation wrote after my last look. The log of
-- words itself stays closed; only when and by which organisation leaves it. Looks at the newest 200 sections.
create function app.written_since_i_looked(p_most integer)
  returns table (note_id uuid, client_id uuid, section_class text, at timestamptz, account_name text, organisation_name text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with mine as materialized (
    select distinct s.scope from app.scopes_of(app.account()) s
  ), recent as (
    select x.id, x.note_id, x.client_id, x.class, d.id as document_id
    from section x join mine m on m.scope = x.scope
    join document d on d.section_id = x.id and d.retired_at is null
    where x.created_at > now() - interval '60 days'
    order by x.created_at desc limit 200
  )
  select r.note_id, r.client_id, r.class, u.at, a.name, o.name
  from recent r
  cross join lateral (select du.at, du.account_id, du.tenure_id from document_update du where du.document_id = r.document_id order by du.seq desc limit 1) u
  join account a on a.id = u.account_id
  join tenure t on t.id = u.tenure_id join post p on p.id = t.post_id join organisation o on o.id = p.organisation_id
  where u.account_id <> app.account()
    and o.id <> all(array(select app.my_care_organisations()))
    and not exists (select 1 from view v where v.account_id = app.account() and v.subject_id = r.id and v.client_id = r.client_id and v.at >= u.at)
  order by u.at desc limit p_most
$$;
call app.hand_to_gate();
grant execute on function app.written_since_i_looked(integer) to app_rw, gate;

-- Someone whose writing stopped is told why, so that they can put down what they were doing: "has withdrawn
-- consent", or that it ran out. Nothing else, only to those who had looked at this person's things within a
-- day before, and the telling is a look of its own. Anybody else is answered like for a person nobody has.
create function app.why_it_ended(p_client uuid) returns table (why text, at timestamptz)
  language plpgsql security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare seen record; g record;
begin
  select v.tenure_id, v.organisation_id into seen from view v
    where v.account_id = app.account() and v.client_id = p_client and v.at > now() - interval '1 day' order by v.at desc limit 1;
  if seen.organisation_id is null then return; end if;
  select case when e.id is not null then 'withdrawn' else 'expired' end as why, coalesce(c.ended_at, c.valid_until) as at into g
    from consent_grant c left join consent_event e on e.id = c.ended_event and e.kind = 'withdrawn'
    where c.client_id = p_client and c.organisation_id in (select t.organisation_id from app.seat t where t.account_id = app.account())
      and (c.ended_at > now() - interval '1 day' and e.id is not null or c.ended_at is null and c.valid_until between now() - interval '1 day' and now())
    order by coalesce(c.ended_at, c.valid_until) desc limit 1;
  if g.why is null then return; end if;
  insert into view (id, client_id, account_id, tenure_id, organisation_id, what, subject_id, how)
    values (gen_random_uuid(), p_client, app.account(), seen.tenure_id, seen.organisation_id, 'consent', null, 'live');
  return query select g.why, g.at;
end $$;
call app.close_tables();
call app.hand_to_gate();
grant execute on function app.why_it_ended(uuid) to app_rw;

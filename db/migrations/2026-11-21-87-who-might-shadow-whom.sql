-- Which day on offer would do a tie most good: of each other organisation one, those first where days have gone one way
-- only or never, and among them those that bring together somebody new (under six months in the network) and somebody
-- experienced (over two years). Nobody's dates are told, only that the two would go well together.
create function app.in_work_since(p_account uuid) returns timestamptz language sql stable security definer set search_path = pg_catalog, public
  as $$ select min(t.valid_from) from tenure t where t.account_id = p_account $$;
-- How days have gone between two organisations, from the view of the first: given, they came; taken, we went.
create function app.shadow_standing(p_given integer, p_taken integer) returns text language sql immutable parallel safe
  as $$ select case when p_taken = 0 and p_given > 0 then 'they_came' when p_given = 0 and p_taken > 0 then 'we_went' when p_given + p_taken = 0 then 'never' when p_given + p_taken < 4 then 'few' else 'both_ways' end $$;
create function app.shadow_suggestions(p_most integer) returns table (day_id uuid, given integer, taken integer, standing text, pairs text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with me as (select app.in_work_since(app.account()) as since, array(select s.role from app.seat s where s.account_id = app.account() and s.role <> 'commissioner') as roles where app.is_acting()),
  tie as (select b.other_id, sum(b.given)::integer as given, sum(b.taken)::integer as taken from app.shadow_balance() b group by 1),
  free as (
    select d.id, d.starts_at, d.host_post_id, d.host_organisation_id, d.host_account_id, o.for_roles from shadow_day d join shadow_offer o on o.id = d.offer_id
    where d.starts_at > now() and d.starts_at < now() + interval '3 months' and d.cancelled_at is null and d.newcomer_id is null and d.taken + d.waiting < d.places
      and d.host_organisation_id <> all(array(select app.my_acting_organisations())) and d.host_account_id <> app.account()
    order by d.starts_at limit 2000),
  since as (select f.host_account_id, app.in_work_since(f.host_account_id) as at from free f group by 1),
  fits as (
    select f.id, f.starts_at, f.host_organisation_id, case
        when me.since > now() - interval '6 months' and s.at < now() - interval '2 years' then 'you_are_new'
        when me.since < now() - interval '2 years' and s.at > now() - interval '6 months' then 'they_are_new' end as pairs
    from me cross join free f join since s using (host_account_id)
    where (f.for_roles = '{}' or f.for_roles && me.roles)
      and exists (select 1 from app.seat s where s.post_id = f.host_post_id)
      and not exists (select 1 from shadow_booking b where b.day_id = f.id and b.account_id = app.account() and b.state in ('held', 'waiting', 'offered', 'asked', 'confirmed'))),
  one as (select distinct on (host_organisation_id) * from fits order by host_organisation_id, pairs is null, starts_at, id),
  standing as (select o.*, coalesce(t.given, 0) as given, coalesce(t.taken, 0) as taken, app.shadow_standing(coalesce(t.given, 0), coalesce(t.taken, 0)) as standing from one o left join tie t on t.other_id = o.host_organisation_id)
  select s.id, s.given, s.taken, s.standing, s.pairs from standing s
  order by case s.standing when 'they_came' then 0 when 'never' then 1 when 'few' then 2 when 'we_went' then 3 else 4 end, s.pairs is null, s.starts_at, s.id limit least(p_most, 20)
$$;

call app.hand_to_gate();
grant execute on function app.in_work_since(uuid) to gate;
grant execute on function app.shadow_standing(integer, integer) to gate, app_rw;
grant execute on function app.shadow_suggestions(integer) to app_rw;

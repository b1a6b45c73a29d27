-- What finding a shadow day asks of rows that nobody may read alone: who has said yes before, and which posts want to
-- hear when a day appears. Both are told to whoever acts in the network, by name and no more: not of whom, nor how often.

-- Hosts with a confirmed booking of a day gone by within a year, who still sit in that post; the latest first.
create function app.hosts_who_said_yes(p_organisation uuid, p_most integer) returns table (post_id uuid, account_id uuid)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with gone as (
    select d.id, d.host_post_id, d.host_account_id, d.starts_at from shadow_day d
    where (select app.is_acting()) and d.cancelled_at is null and d.starts_at < now() and d.starts_at > now() - interval '1 year' and d.taken > 0 and d.newcomer_id is null
      and (p_organisation is null or d.host_organisation_id = p_organisation) and d.host_account_id <> app.account()
      and (p_organisation is not null or d.host_organisation_id <> all(array(select app.my_acting_organisations())))
    order by d.starts_at desc limit 400)
  select g.host_post_id, g.host_account_id from gone g
  where exists (select 1 from shadow_booking b where b.day_id = g.id and b.state = 'confirmed')
    and exists (select 1 from app.seat s where s.post_id = g.host_post_id and s.account_id = g.host_account_id and s.role <> 'commissioner')
  group by 1, 2 order by max(g.starts_at) desc, 1 limit least(p_most, 20)
$$;

-- Posts, with somebody in them, that asked to be told when a day appears.
create function app.posts_awaiting_days() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct a.post_id from shadow_alert a join app.seat s on s.post_id = a.post_id
  where (select app.is_acting()) and a.ended_at is null and s.role <> 'commissioner' and s.account_id <> app.account()
$$;

call app.hand_to_gate();
grant execute on function app.hosts_who_said_yes(uuid, integer), app.posts_awaiting_days() to app_rw;
grant execute on function app.my_acting_organisations(), app.is_acting() to gate;

-- Notice: a last day that is said beforehand, by whoever leaves or by whoever looks after the post, with or without a
-- handover. An end is a time in the tenure, so that everything else follows it by itself (ties say so, the day is looked
-- for, nothing of the post is without a home).

-- Says the last day, changes it, or takes it back (null). While a handover is under way its day is the last day: that is
-- changed by a turn of it (handover_turn.last_at).
create function app.say_last_day(p_tenure uuid, p_until timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare n tenure; mine boolean;
begin
  perform pg_advisory_xact_lock(app.gate_key());
  select * into n from tenure where id = p_tenure for no key update;
  mine := n.account_id = app.account();
  if n.id is null or n.cover or not (coalesce(mine, false) or n.post_id in (select app.posts_i_look_after())) then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  if n.valid_until <= now() then raise exception 'not_there' using errcode = 'P0001'; end if;
  if exists (select 1 from handover h where h.tenure_id = n.id and h.state in ('open', 'sent')) then raise exception 'handover_under_way' using errcode = 'P0001'; end if;
  if p_until <= now() then raise exception 'day_gone' using errcode = 'P0001'; end if;
  if n.valid_until is not null and (p_until is null or p_until > n.valid_until) and not app.may_put_off(n) then raise exception 'not_yours_to_put_off' using errcode = 'P0001'; end if;
  update tenure set valid_until = p_until, ended_by = case when p_until is not null then app.account() end, ended_why = case when p_until is not null then 'notice' end where id = n.id;
end $$;
-- Whether this actor may put a last day off, for a page that says so.
create function app.i_may_put_off(p_tenure uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public
  as $$ select app.may_put_off(n) from tenure n where n.id = p_tenure $$;

-- Nobody begins to book a day whose host has gone, until a colleague has taken it over.
create function app.day_needs_a_host() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from shadow_booking b join app.seat s on s.post_id = b.host_post_id where b.id = new.booking_id) then raise exception 'nobody_hosts' using errcode = 'P0001'; end if;
  return new;
end $$;
create trigger shadow_turn_needs_a_host before insert on shadow_turn for each row
  when (new.account_id is not null and new.from_state = 'begun' and new.at > now() - interval '15 minutes') execute function app.day_needs_a_host();

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.say_last_day(uuid, timestamptz), app.i_may_put_off(uuid) to app_rw;

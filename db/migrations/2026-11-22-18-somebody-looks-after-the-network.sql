-- A network is never without somebody who looks after it, without anybody having said so: the last facilitator's time in
-- the post has no end, and the post is not closed, until another one is there. Of two who leave in the same moment one
-- is first. Whoever runs the database may: they act for nobody here.
create function app.somebody_looks_after_the_network() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if app.account() is null then return null; end if;
  perform pg_advisory_xact_lock(app.gate_key());
  if not exists (select 1 from tenure n join post p on p.id = n.post_id where p.role = 'facilitator' and p.closed_at is null and not n.cover and n.valid_from <= now() and n.valid_until is null) then
    raise exception 'last_facilitator' using errcode = 'P0001';
  end if;
  return null;
end $$;
create function app.is_facilitators(p_post uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public
  as $$ select exists (select 1 from post p where p.id = p_post and p.role = 'facilitator') $$;
create trigger tenure_of_a_facilitator after update of valid_until on tenure for each row
  when (old.valid_until is null and new.valid_until is not null and not new.cover and app.is_facilitators(new.post_id)) execute function app.somebody_looks_after_the_network();
create trigger post_of_a_facilitator after update of closed_at on post for each row
  when (new.role = 'facilitator' and old.closed_at is null and new.closed_at is not null) execute function app.somebody_looks_after_the_network();

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.is_facilitators(uuid) to app_rw, gate;

-- Load fixtures are made by the network's facilitator, through the ordinary commands. The script that asks
-- this refuses to run in production.
create function app.first_facilitator() returns table (account_id uuid, post_id uuid)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select s.account_id, s.post_id from app.seat s where s.role = 'facilitator' order by s.tenure_id limit 1
$$;
call app.hand_to_gate();
grant execute on function app.first_facilitator() to app_rw;

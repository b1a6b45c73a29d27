-- Everybody holds an event before anybody on its list, guests too: else a guest who answers in the moment in which a
-- planner takes them off waits for that planner, who waits for them.
create or replace function app.guest_held() returns event_invitee language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare v event_invitee;
begin
  perform 1 from learning_event e where e.id = (select x.event_id from event_invitee x where x.token_hash = app.presented()) for no key update;
  select * into v from event_invitee where token_hash = app.presented() for no key update;
  if v.id is null then raise exception 'link_not_found' using errcode = 'P0001'; end if;
  if v.ended_at is not null then raise exception 'link_over' using errcode = 'P0001'; end if;
  if exists (select 1 from learning_event e where e.id = v.event_id and e.ends_at < now()) then raise exception 'event_over' using errcode = 'P0001'; end if;
  return v;
end $$;

-- A guest who lost their link gets a new one; the old one stops working.
create function app.renew_guest_link(p_event uuid, p_invitee uuid, p_hash text) returns table (name text, email text)
  language sql volatile security definer set search_path = pg_catalog, public as $$
  update event_invitee v set token_hash = p_hash
  where v.id = p_invitee and v.event_id = p_event and v.ended_at is null and v.guest_email is not null and app.may_plan(p_event)
  returning v.guest_name, v.guest_email
$$;

call app.hand_to_gate();
grant execute on function app.renew_guest_link(uuid, uuid, text) to app_rw;

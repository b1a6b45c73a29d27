-- Lines that both sides of a shadow day chose to share stand on the pages of both organisations. Whose guest somebody was
-- is nobody's to look up, so this says just enough of the booking: the two organisations, the day, and which side wrote.
create function app.shared_lines(p_organisation uuid) returns table
  (booking_id uuid, starts_at timestamptz, guest_organisation_id uuid, host_organisation_id uuid, side text, surprised text, differently text, account_id uuid)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with days as (
    select b.id, b.account_id, b.organisation_id, b.host_organisation_id, d.starts_at from shadow_booking b join shadow_day d on d.id = b.day_id
    where app.is_acting() and b.state = 'confirmed' and (b.organisation_id = p_organisation or b.host_organisation_id = p_organisation)
      and exists (select 1 from shadow_reflection r where r.booking_id = b.id and r.shared)
    order by d.starts_at desc limit 10)
  select b.id, b.starts_at, b.organisation_id, b.host_organisation_id, case when r.account_id = b.account_id then 'guest' else 'host' end, r.surprised, r.differently, r.account_id
  from days b join shadow_reflection r on r.booking_id = b.id and r.shared
$$;
call app.hand_to_gate();
grant execute on function app.shared_lines(uuid) to app_rw;
grant execute on function app.is_acting() to gate;

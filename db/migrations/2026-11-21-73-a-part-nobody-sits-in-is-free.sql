-- A part is held by a post. When nobody sits in that post any more, whoever takes the part on next finds it free.
create function app.free_empty_role(p_gap uuid, p_role text) returns void
  language sql volatile security definer set search_path = pg_catalog, public as $$
  update gap_role r set ended_at = now(), ended_by = app.account()
  where r.gap_id = p_gap and r.role = p_role and r.ended_at is null and (select app.is_acting())
    and not exists (select 1 from app.seat s where s.post_id = r.post_id)
$$;
call app.hand_to_gate();
grant execute on function app.free_empty_role(uuid, text) to app_rw;

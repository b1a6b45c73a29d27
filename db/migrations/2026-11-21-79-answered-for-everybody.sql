-- An invitation is to an organisation: once one of its people has answered, or whoever invited took it back, it waits for
-- none of its posts any more.
create function app.invitation_settled() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update inbox_item set seen_at = coalesce(new.answered_at, new.ended_at), seen_by = coalesce(new.answered_by, new.ended_by)
    where gap_id = new.gap_id and kind = 'gap.invited' and seen_at is null
      and post_id in (select p.id from post p where p.organisation_id = new.invited_id);
  return new;
end $$;
create trigger invitation_settles after update on gap_invitation for each row
  when ((old.answered_at is null and new.answered_at is not null) or (old.ended_at is null and new.ended_at is not null))
  execute function app.invitation_settled();
call app.hand_to_gate();

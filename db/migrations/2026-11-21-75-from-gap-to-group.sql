-- The road from a gap to a group: what stands in its kit, on its page and in invitations is words too, and may name
-- somebody. Whoever leads keeps the list of volunteers. An invitation is answered by whom it was sent to.

alter table words_flag drop constraint words_flag_subject_kind_check;
alter table words_flag add constraint words_flag_subject_kind_check check (subject_kind in
  ('gap', 'gap_join', 'gap_tried', 'gap_letter', 'gap_group', 'gap_outcome', 'ask', 'ask_answer', 'gap_kit', 'gap_volunteer', 'gap_training', 'group_session', 'gap_invitation'));

-- Of a gap that is taken down no words stay: the lines of its group's dates neither.
create function app.forget_sessions() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update group_session set line = '' where gap_id = new.id and line <> '';
  return new;
end $$;
create trigger gap_forgets_sessions after update of place on gap for each row
  when (new.place = 'taken_down' and old.place <> 'taken_down') execute function app.forget_sessions();

-- Volunteers and their training are written down by many, and kept right by whoever leads.
create policy lead_ends on gap_volunteer for update to app_rw using (gap_id = any(array(select app.gaps_i_lead()))) with check (true);
create policy lead_ends on gap_training for update to app_rw using (gap_id = any(array(select app.gaps_i_lead()))) with check (true);
create index gap_volunteer_there on gap_volunteer (gap_id) where ended_at is null;

-- Whoever invites does not answer, whoever is invited does not take the invitation back, and an answer stands.
create index gap_invitation_by_account on gap_invitation (account_id, at desc);
create policy each_their_part on gap_invitation as restrictive for update to app_rw
  using (answered_at is null)
  with check (
    (answer is null or (answered_by = (select app.account()) and invited_id = any(array(select app.my_acting_organisations()))))
    and (ended_at is null or account_id = (select app.account()) or post_id = any(array(select app.my_acting_posts())) or (select app.is_facilitator())));

-- Organisations of other areas whose names are like these words, each word for itself: those that most words fit come
-- first. Says whether somebody of theirs has a seat. Asked with the rights of whoever owns it, so that the index of
-- names answers; whoever acts may read every organisation anyway. Without an area, all areas are others.
create function app.organisations_elsewhere(p_words text[], p_area uuid, p_most integer)
  returns table (id uuid, name text, area text, kind text, here boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare theirs text;
begin
  if not app.is_acting() then return; end if;
  select lower(a.name) into theirs from area a where a.id = p_area;
  return query
    select o.id, o.name, o.area, o.kind, exists (select 1 from app.seat s where s.organisation_id = o.id and s.role <> 'commissioner')
    from (
      select f.id, sum(f.likeness) as likeness from unnest(p_words) w
      cross join lateral (
        select x.id, public.word_similarity(app.folded(w), app.folded(x.name)) as likeness from organisation x
        where app.folded(w) operator(public.<%) app.folded(x.name)
          and x.kind not in ('network', 'gp_practice', 'statutory')
          and (theirs is null or (x.area is not null and lower(x.area) <> theirs))
        order by 2 desc limit 300) f
      group by f.id) best
    join organisation o on o.id = best.id
    where o.id <> all(array(select app.my_acting_organisations()))
    order by best.likeness desc, o.name, o.id
    limit p_most;
end $$;

call app.hand_to_gate();
grant execute on function app.organisations_elsewhere(text[], uuid, integer) to app_rw, gate;
grant execute on function app.my_acting_organisations() to gate;

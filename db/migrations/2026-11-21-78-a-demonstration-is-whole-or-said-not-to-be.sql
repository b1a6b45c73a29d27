-- Two small honesties. A first start that was cut off while it planted the demonstration leaves half a network behind;
-- whoever starts next should be told. And words typed into a gap's proposal are a sign that the gap lives.
alter table network add column planting_since timestamptz;
create function app.demonstration_is_planted(p_done boolean) returns void language sql volatile security definer set search_path = pg_catalog, public
  as $$ update network set planting_since = case when p_done then null else now() end where kind = 'demonstration' $$;

create or replace function app.ask_whether_still_true(p_days integer) returns table (gap_id uuid, post_id uuid)
  language sql volatile security definer set search_path = pg_catalog, public as $$
  with quiet as (
    select g.id from gap g
    where app.duty() = 'gaps' and g.place in ('noticed', 'seen', 'working') and g.last_active_at < now() - make_interval(days => p_days)
      and not exists (select 1 from gap_check c where c.gap_id = g.id and (c.answered_at is null or c.answered_at > now() - make_interval(days => p_days)))
      and coalesce((select u.at from document d join document_update u on u.document_id = d.id where d.gap_id = g.id and d.retired_at is null
        order by u.seq desc limit 1), '-infinity') < now() - make_interval(days => p_days)
  ), asked as (
    insert into gap_check (id, gap_id) select gen_random_uuid(), q.id from quiet q returning gap_id
  ), holders as (
    select a.gap_id, coalesce(
      (select r.post_id from gap_role r where r.gap_id = a.gap_id and r.role = 'lead' and r.ended_at is null and exists (select 1 from app.seat s where s.post_id = r.post_id)),
      (select r.post_id from gap_role r where r.gap_id = a.gap_id and r.role = 'spotter' and r.ended_at is null and exists (select 1 from app.seat s where s.post_id = r.post_id)),
      (select s.post_id from app.seat s where s.role = 'facilitator' order by s.tenure_id limit 1)) as post_id
    from asked a
  ), told as (
    insert into inbox_item (id, post_id, kind, gap_id) select gen_random_uuid(), h.post_id, 'gap.still_true', h.gap_id from holders h where h.post_id is not null
    on conflict do nothing
  ), noted as (
    insert into activity (id, kind, subject_kind, subject_id) select gen_random_uuid(), 'gap.still_true_asked', 'gap', h.gap_id from holders h
  )
  select h.gap_id, h.post_id from holders h
$$;
-- Whoever answers, nobody is asked any more.
create function app.check_is_answered() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_table_name = 'gap_check' then
    update inbox_item set seen_at = now(), seen_by = new.answered_by where gap_id = new.gap_id and kind = 'gap.still_true' and seen_at is null;
  else
    update inbox_item set seen_at = now(), seen_by = new.answered_by where ask_id = new.ask_id and kind = 'ask.check' and seen_at is null;
  end if;
  return new;
end $$;
create trigger gap_check_answered after update of answered_at on gap_check for each row when (new.answered_at is not null) execute function app.check_is_answered();
create trigger ask_check_answered after update of answered_at on ask_check for each row when (new.answered_at is not null) execute function app.check_is_answered();

call app.hand_to_gate();
grant execute on function app.demonstration_is_planted(boolean) to app_rw;

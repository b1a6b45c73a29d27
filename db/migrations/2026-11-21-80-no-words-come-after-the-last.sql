-- Whose question it is, asked once for all rows that are written: by the rows themselves, not by a function for each.
drop policy asker_keeps on ask_acceptance;
drop policy asker_lets_go on ask_acceptance;
drop policy asker_answers on ask_check;
drop function app.is_my_ask(uuid);
create policy asker_keeps on ask_acceptance as restrictive for insert to app_rw with check (exists (select 1 from ask q where q.id = ask_id
  and q.ended_at is null and ((select app.is_facilitator()) or q.post_id = any(array(select app.my_acting_posts())))));
create policy asker_lets_go on ask_acceptance for update to app_rw using (exists (select 1 from ask q where q.id = ask_id
  and q.ended_at is null and ((select app.is_facilitator()) or q.post_id = any(array(select app.my_acting_posts()))))) with check (true);
create policy asker_answers on ask_check for update to app_rw using (exists (select 1 from ask q where q.id = ask_id
  and q.ended_at is null and ((select app.is_facilitator()) or q.post_id = any(array(select app.my_acting_posts())))))
  with check (answered_by = (select app.account()));

-- A gap that was taken down keeps no words. Whoever was writing at that moment waits for it and is told that there is no
-- such gap; so does whoever writes past the doors of the application.
create or replace function app.gap_lives() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from gap where id = new.gap_id and place <> 'taken_down' for no key update;
  if not found then raise exception 'there is no such gap' using errcode = '42501'; end if;
  update gap set last_active_at = new.at where id = new.gap_id and last_active_at < new.at;
  return new;
end $$;

-- The same of a question that was taken back with its answers.
create function app.ask_stands() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from ask where id = new.ask_id and ended_at is null for share;
  if not found then raise exception 'there is no such question' using errcode = '42501'; end if;
  return new;
end $$;
create trigger answer_finds_its_question before insert on ask_answer for each row execute function app.ask_stands();
create trigger acceptance_finds_its_question before insert on ask_acceptance for each row execute function app.ask_stands();
call app.hand_to_gate();

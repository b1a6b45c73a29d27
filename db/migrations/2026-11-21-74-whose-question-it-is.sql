-- A question belongs to the post that asked it: that post, and facilitators, decide which answer is kept, whether a kept
-- one is still right, and take the question back. Row-level security says the same as the commands.

-- Asked for each row that is written, hence by one question and not the list of all.
create function app.is_my_ask(p_ask uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public
  as $$ select exists (select 1 from ask q where q.id = p_ask and q.ended_at is null
    and (q.post_id in (select app.my_acting_posts()) or app.is_facilitator())) $$;

-- A kept answer answers the question it is kept for.
alter table ask_answer add constraint answer_of_ask unique (id, ask_id);
alter table ask_acceptance add constraint acceptance_of_its_answer foreign key (answer_id, ask_id) references ask_answer (id, ask_id);

-- An answer may be put in other words by whoever wrote it, until it is kept; "edited" is said beside it.
alter table ask_answer add column edited_at timestamptz;
create index ask_answer_by_letters on ask_answer using gin (app.folded(line) gin_trgm_ops);
create index ask_answer_taken_back on ask_answer (ended_at) where ended_at is not null;

-- Whoever asks is asked; what the functions of the gate do to words, below, is theirs.
create function app.guard_answer() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if current_user = 'gate' then return new; end if;
  if new.account_id is distinct from app.account() then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  if old.ended_at is not null or exists (select 1 from ask_acceptance k where k.answer_id = old.id and k.ended_at is null) then
    raise exception 'answer_is_kept' using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger answer_is_guarded before update of line on ask_answer for each row when (new.line is distinct from old.line) execute function app.guard_answer();
-- Taken down by somebody who did not write it: somebody may be named, so no words of it stay.
create function app.take_down_answer() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  new.line := 'Taken down';
  update words_flag set reviewed_at = new.ended_at, reviewed_by = new.ended_by, outcome = 'taken_down' where subject_id = new.id and reviewed_at is null;
  return new;
end $$;
create trigger answer_is_taken_down before update of ended_at on ask_answer for each row
  when (old.ended_at is null and new.ended_at is not null and new.ended_by is distinct from new.account_id) execute function app.take_down_answer();

-- A question taken back leaves no words behind, nor do its answers; what waited for others because of it waits no more.
create function app.end_ask() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  new.question := 'Taken back';
  new.area_id := null;
  new.groups := '{}';
  update ask_answer set line = 'Taken back', ended_at = coalesce(ended_at, new.ended_at), ended_by = coalesce(ended_by, new.ended_by) where ask_id = new.id;
  update ask_acceptance set ended_at = new.ended_at, ended_by = new.ended_by where ask_id = new.id and ended_at is null;
  update inbox_item set seen_at = new.ended_at where ask_id = new.id and seen_at is null;
  update words_flag set reviewed_at = new.ended_at, reviewed_by = new.ended_by, outcome = 'taken_down' where ask_id = new.id and reviewed_at is null;
  return new;
end $$;
create trigger ask_ends before update on ask for each row when (old.ended_at is null and new.ended_at is not null) execute function app.end_ask();
-- The words of what was taken back are kept for a day, for who thinks again, and then go; what somebody has in hand just then
-- goes the next time. @returns how many went
create function app.forget_taken_back() returns integer language sql volatile security definer set search_path = pg_catalog, public as $$
  with gone as (
    update ask_answer set line = 'Taken back' where id in (select n.id from ask_answer n
      where app.duty() = 'gaps' and n.ended_at < now() - interval '1 day' and n.line not in ('Taken back', 'Taken down') for no key update skip locked) returning 1
  ) select count(*)::integer from gone
$$;

-- What the daily letters need: who sits in a post now, and the words, where nobody may be named in them.
create function app.letters_about(p_posts uuid[], p_things uuid[]) returns table (thing_id uuid, post_id uuid, email text, words text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select t.thing_id, t.post_id, a.email, case when exists (select 1 from words_flag w where w.reviewed_at is null and t.thing_id in (w.gap_id, w.ask_id))
    then null else coalesce(g.sentence, q.question) end
  from unnest(p_posts, p_things) t (post_id, thing_id)
  join app.seat s on s.post_id = t.post_id
  join account a on a.id = s.account_id
  left join gap g on g.id = t.thing_id
  left join ask q on q.id = t.thing_id
  where app.duty() = 'gaps'
$$;

call app.hand_to_gate();
grant execute on function app.is_my_ask(uuid), app.forget_taken_back(), app.letters_about(uuid[], uuid[]) to app_rw;

grant update (line, edited_at) on ask_answer to app_rw;
create policy asker_keeps on ask_acceptance as restrictive for insert to app_rw with check (app.is_my_ask(ask_id));
create policy asker_lets_go on ask_acceptance for update to app_rw using (app.is_my_ask(ask_id)) with check (true);
drop policy acting_answer on ask_check;
create policy asker_answers on ask_check for update to app_rw using (app.is_my_ask(ask_id)) with check (answered_by = (select app.account()));

-- Whoever comes to an event hears of it by letter, with the entry for their own calendar: what they answered, a place that
-- came free, another date or place, the day before. What is to be told is a row, written in the transaction of the
-- change; the work that was asked for holds it, writes the letters and marks it. Run twice, it tells once.
create table event_told (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references learning_event,
  what text not null check (what in ('in', 'waiting', 'place', 'maybe', 'cant', 'date_set', 'moved', 'cancelled', 'revived', 'where', 'tomorrow')),
  -- Of one answer, to whoever gave it; else to everybody who comes.
  invitee_id uuid references event_invitee,
  answer_id uuid references event_answer,
  -- Who turned it, with a line of theirs.
  turn_id uuid references event_turn,
  -- The day before is another one after a new time.
  starts_at timestamptz,
  -- Whoever caused the letters may learn of one that no mail server took.
  account_id uuid references account,
  at timestamptz not null default clock_timestamp(),
  told_at timestamptz,
  check ((what in ('in', 'waiting', 'place', 'maybe', 'cant')) = (answer_id is not null) and num_nulls(invitee_id, answer_id) in (0, 2)),
  check ((what = 'tomorrow') = (starts_at is not null)),
  check ((what in ('date_set', 'moved', 'cancelled', 'revived')) = (turn_id is not null))
);
create unique index event_told_once_the_day_before on event_told (event_id, starts_at) where what = 'tomorrow';
create index event_told_by_event on event_told (event_id) where told_at is null;
create index event_told_by_invitee on event_told (invitee_id, at desc) where invitee_id is not null;

-- What happened some time ago is nobody's news: seeds tell of months gone by.
create function app.is_news(p_at timestamptz) returns boolean language sql stable
  as $$ select p_at > now() - interval '15 minutes' and coalesce(current_setting('app.quiet', true), '') = '' $$;

-- The day before is told once for each time an event has had.
create function app.remind_of_event(p_event uuid) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare e learning_event; told uuid;
begin
  select x.* into e from learning_event x where x.id = p_event;
  if e.state <> 'set' or e.starts_at - interval '1 day' <= now() then return; end if;
  insert into event_told (event_id, what, starts_at) values (e.id, 'tomorrow', e.starts_at) on conflict do nothing returning id into told;
  if told is not null then perform jobs.add_at('event-due', json_build_object('id', told), e.starts_at - interval '1 day'); end if;
end $$;

-- What somebody answered. Whoever had no place and no "perhaps" in their calendar needs no letter to say they do not come.
create function app.answer_is_told() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare told uuid; now_what text := coalesce(new.place, new.says); last_what text;
begin
  if not app.is_news(new.at) then return null; end if;
  if new.place is null then
    select t.what into last_what from event_told t where t.invitee_id = new.invitee_id order by t.at desc limit 1;
    if last_what is null or last_what in ('waiting', 'cant') or last_what = now_what then return null; end if;
  end if;
  insert into event_told (event_id, what, invitee_id, answer_id, account_id) values (new.event_id, now_what, new.invitee_id, new.id, new.account_id) returning id into told;
  perform jobs.add('event-told', json_build_object('id', told));
  if new.place = 'in' then perform app.remind_of_event(new.event_id); end if;
  return null;
end $$;
create trigger answer_is_told after insert on event_answer for each row execute function app.answer_is_told();

-- A place that came free: by somebody who let theirs go, who need not learn whose it is now.
create function app.place_is_told() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare told uuid;
begin
  if not app.is_news(now()) then return null; end if;
  insert into event_told (event_id, what, invitee_id, answer_id) values (new.event_id, 'place', new.invitee_id, new.id) returning id into told;
  perform jobs.add('event-told', json_build_object('id', told));
  perform app.remind_of_event(new.event_id);
  return null;
end $$;
create trigger place_is_told after update of place on event_answer for each row
  when (old.place = 'waiting' and new.place = 'in' and new.ended_at is null) execute function app.place_is_told();
create or replace function app.place_is_free() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare before constant text := coalesce(current_setting('app.quiet', true), '');
begin
  if not app.is_news(new.ended_at) then perform set_config('app.quiet', 'yes', true); end if;
  perform app.fill_places(new.event_id);
  perform set_config('app.quiet', before, true);
  return null;
end $$;

-- Another date or place, cancelled, on again. The turn has its number by now (event_turns).
create function app.turn_is_told() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare told uuid;
begin
  if not app.is_news(new.at) then return null; end if;
  insert into event_told (event_id, what, turn_id, account_id) values (new.event_id, new.why, new.id, new.account_id) returning id into told;
  perform jobs.add('event-told', json_build_object('id', told));
  perform app.remind_of_event(new.event_id);
  return null;
end $$;
create trigger event_turns_are_told after insert on event_turn for each row execute function app.turn_is_told();
create function app.place_words_are_told() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare told uuid;
begin
  if not app.is_news(now()) then return null; end if;
  insert into event_told (event_id, what, account_id) values (new.id, 'where', app.account()) returning id into told;
  perform jobs.add('event-told', json_build_object('id', told));
  return null;
end $$;
create trigger event_place_is_told after update of place_words on learning_event for each row
  when (old.place_words <> new.place_words and new.state = 'set' and new.ends_at > now()) execute function app.place_words_are_told();

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.is_news(timestamptz) to gate;
grant select, update (told_at) on event_told to app_rw;
do $$
declare t text;
begin
  foreach t in array array['event_told', 'learning_event', 'event_turn', 'event_answer', 'event_vote'] loop
    execute format('create policy diary_reads on %I for select to app_rw using ((select app.duty()) = ''diary'')', t);
  end loop;
end $$;
create policy diary_marks on event_told for update to app_rw using ((select app.duty()) = 'diary') with check ((select app.duty()) = 'diary');

-- What was told of shadow days beside the turns of a booking, each once, whatever is tried again: that a host has not
-- answered yet, that it is tomorrow, that two lines are welcome, a new time, and another host. Of a whole day where no booking is named.
create table shadow_told (
  id uuid primary key default gen_random_uuid(),
  day_id uuid not null references shadow_day,
  booking_id uuid references shadow_booking,
  what text not null check (what in ('remind_host', 'tomorrow', 'reflect', 'moved', 'cancelled', 'host')),
  -- Of the day: after a new time, the day before is another one.
  sequence integer not null,
  at timestamptz not null default now(),
  unique nulls not distinct (day_id, booking_id, what, sequence)
);
create index shadow_told_by_booking on shadow_told (booking_id);

-- A day that is moved is told to whoever comes, and what falls due of them falls due anew; a cancelled one to its host.
create function app.day_is_told() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare b record; t timestamptz;
begin
  perform jobs.add('day-told', json_build_object('id', new.id));
  if new.cancelled_at is not null then return null; end if;
  for b in select x.id from shadow_booking x where x.day_id = new.id and x.state = 'confirmed' order by x.id loop
    foreach t in array array[new.starts_at - interval '1 day', new.ends_at + interval '1 hour'] loop
      if t > now() then perform jobs.add_at('booking-due', json_build_object('id', b.id), t); end if;
    end loop;
  end loop;
  return null;
end $$;
create trigger shadow_day_is_told after update of starts_at, ends_at, cancelled_at on shadow_day for each row
  when ((old.starts_at, old.ends_at, old.cancelled_at) is distinct from (new.starts_at, new.ends_at, new.cancelled_at) and new.ends_at > now())
  execute function app.day_is_told();

-- A day that is passed on to a colleague: whoever comes is told who expects them now.
create function app.day_has_another_host() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform jobs.add('host-told', json_build_object('id', new.id));
  return null;
end $$;
create trigger shadow_day_has_another_host after update of host_post_id on shadow_day for each row
  when (new.host_post_id <> old.host_post_id and new.cancelled_at is null and new.starts_at > now()) execute function app.day_has_another_host();

call app.close_tables();
call app.hand_to_gate();
grant select, insert on shadow_told to app_rw;
create policy diary_reads on shadow_told for select to app_rw using ((select app.duty()) = 'diary');
create policy diary_keeps on shadow_told for insert to app_rw with check ((select app.duty()) = 'diary');

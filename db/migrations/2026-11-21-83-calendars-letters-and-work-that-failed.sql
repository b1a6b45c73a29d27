-- Calendars that somebody's own program follows, what goes with a letter, and work that failed.

-- The address of a feed is a key: only its hash is kept, and it opens nothing but the diary. One of each kind at a time.
create table calendar_feed (
  id uuid primary key,
  account_id uuid not null references account,
  kind text not null check (kind in ('mine', 'network')),
  secret_hash text not null unique check (secret_hash ~ '^[0-9a-f]{64}$'),
  at timestamptz not null default now(),
  revoked_at timestamptz,
  last_read_at timestamptz,
  check (revoked_at is null or revoked_at >= at)
);
create unique index calendar_feed_one_each on calendar_feed (account_id, kind) where revoked_at is null;

-- Whose calendar an address opens: nobody's when it is made up, was stopped, or its owner acts here no more. Says when
-- it was last read, to the minute, for its owner alone.
create function app.open_feed() returns table (feed_id uuid, account_id uuid, kind text)
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare f calendar_feed;
begin
  select x.* into f from calendar_feed x where x.secret_hash = app.presented() and x.revoked_at is null
    and exists (select 1 from app.seat s where s.account_id = x.account_id and s.role <> 'commissioner');
  if f.id is null then return; end if;
  if f.last_read_at is null or f.last_read_at < now() - interval '1 minute' then
    update calendar_feed set last_read_at = now() where id = f.id;
  end if;
  return query select f.id, f.account_id, f.kind;
end $$;

-- Whoever leaves takes no calendar along, and finds none again should they come back.
create function app.feeds_end() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update calendar_feed f set revoked_at = now() where f.account_id = new.account_id and f.revoked_at is null
    and not exists (select 1 from app.seat s where s.account_id = new.account_id);
  return null;
end $$;
create trigger feeds_end_with_tenure after update of valid_until on tenure for each row
  when (new.valid_until is distinct from old.valid_until) execute function app.feeds_end();

-- A letter may bring a calendar entry, is about something, and was caused by somebody, who may know that it failed.
alter table mail
  add column calendar text check (char_length(calendar) <= 100000),
  add column about uuid,
  add column caused_by uuid references account default app.account();
alter table mail drop constraint mail_kind_check;
alter table mail add constraint mail_kind_check check (kind in ('invitation', 'sign_in_code', 'renewal', 'withdrawal', 'notice', 'shadow', 'event', 'guest', 'digest'));
create index mail_not_taken on mail (about) where about is not null and sent_at is null and failure is not null;
grant update (calendar) on mail to app_rw;
drop policy anyone_posts on mail;
create policy posts_in_ones_own_name on mail for insert to app_rw with check (caused_by is not distinct from (select app.account()));

create function app.letters_not_taken(p_about uuid) returns table (to_address text, at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select m.to_address, m.created_at from mail m
  where m.about = p_about and m.sent_at is null and m.failure is not null and m.caused_by = app.account() and app.is_staff()
  order by m.created_at limit 20
$$;

-- Background work that failed three times or was given up. The queue's own schema stays closed: jobs.failed and its like
-- (db/prepare.ts) belong to the queue's role and answer the gate alone, which asks who is asking.
create function app.failed_work() returns table (id bigint, task text, attempts integer, given_up boolean, failed_at timestamptz, next_at timestamptz, said text)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  if app.is_facilitator() then return query select * from jobs.failed(); end if;
end $$;
create function app.failed_work_count() returns integer language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  if not app.is_facilitator() then return 0; end if;
  return (select count(*) from jobs.failed());
end $$;
-- Says which task it was; nothing when it is no longer there, is being done now, or is not for whoever asks.
create function app.try_work_again(p_job bigint) returns text language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  if not app.is_facilitator() then return null; end if;
  return jobs.try_again(p_job);
end $$;
create function app.let_work_go(p_job bigint) returns text language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  if not app.is_facilitator() then return null; end if;
  return jobs.let_go(p_job);
end $$;

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.open_feed(), app.letters_not_taken(uuid), app.failed_work(), app.failed_work_count(), app.try_work_again(bigint), app.let_work_go(bigint) to app_rw;

grant select, insert (id, account_id, kind, secret_hash, at), update (revoked_at) on calendar_feed to app_rw;
create policy own_reads on calendar_feed for select to app_rw using (account_id = (select app.account()));
create policy own_makes on calendar_feed for insert to app_rw with check (account_id = (select app.account()) and (select app.is_acting()));
create policy own_stops on calendar_feed for update to app_rw using (account_id = (select app.account())) with check (account_id = (select app.account()) and revoked_at is not null);

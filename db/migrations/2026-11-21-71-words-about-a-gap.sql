-- Words written together that are about no person: a gap's proposal, and later agendas and pages of a tie. They go the
-- way of sections: one log, one gate, one judgement. What is missing is the person: no consent, hence no key (scope)
-- that anybody could hold, no count of that person's changed rights, no look written down. Rights to them end with
-- seats, and the count of staff tells.

alter table document add column gap_id uuid references gap;
alter table document alter column scope drop not null;
alter table document drop constraint document_kind_check, drop constraint document_check;
-- A section without its person, or a proposal with one, cannot be.
alter table document
  add constraint document_kind_check check (kind in ('section', 'proposal')),
  add constraint document_about check (num_nonnulls(section_id, client_id, scope) = case kind when 'section' then 3 else 0 end
    and (gap_id is not null) = (kind = 'proposal'));
grant select (gap_id) on document to app_rw;
create unique index document_of_gap on document (gap_id) where retired_at is null;

-- Each gap has one from its beginning. One that was taken down and comes back begins anew.
create function app.begin_proposal() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into document (id, kind, gap_id) values (gen_random_uuid(), 'proposal', new.id) on conflict do nothing;
  return new;
end $$;
create trigger gap_begins after insert on gap for each row execute function app.begin_proposal();
create trigger gap_comes_back after update of place on gap for each row
  when (old.place = 'taken_down' and new.place <> 'taken_down') execute function app.begin_proposal();
insert into document (id, kind, gap_id) select gen_random_uuid(), 'proposal', g.id from gap g where g.place <> 'taken_down';

-- Taking a gap down ends every right to its proposal, so it waits for the words being stored and counts like the end of
-- a seat. Somebody may have been named: no words of it stay.
create function app.note_gap_taken_down() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare gone uuid[];
begin
  perform pg_advisory_xact_lock(app.gate_key());
  select coalesce(array_agg(d.id), '{}') into gone from document d where d.gap_id = new.id;
  update document set retired_at = now() where id = any(gone) and retired_at is null;
  delete from document_snapshot where document_id = any(gone);
  delete from document_update where document_id = any(gone);
  delete from document_writer where document_id = any(gone);
  update staff_access set generation = generation + 1;
  perform pg_notify('ended', json_build_object('gap', new.id)::text);
  return new;
end $$;
create trigger gap_is_taken_down after update of place on gap for each row
  when (new.place = 'taken_down' and old.place <> 'taken_down') execute function app.note_gap_taken_down();

-- A smaller form of the same words, made in passing, waits for whoever is taking them down and then keeps nothing.
create or replace function app.save_snapshot(p_document uuid, p_seq bigint, p_data bytea, p_clocks bytea) returns void
  language sql security definer set search_path = pg_catalog, public as $$
  insert into document_snapshot (document_id, seq, data, clocks)
    select d.id, p_seq, p_data, p_clocks
    from (select x.id from document x where x.id = p_document and x.retired_at is null for share) d
    where p_seq <= (select coalesce(max(u.seq), 0) from document_update u where u.document_id = p_document)
  on conflict (document_id) do update set seq = excluded.seq, data = excluded.data, clocks = excluded.clocks, made_at = now()
    where document_snapshot.seq < excluded.seq
$$;

-- The level an account has on a document now, and until when. One row or none. Words about a gap are everybody's who has
-- a seat and is no commissioner (app.is_acting says the same of whoever asks), in the seat that lasts longest.
create or replace function app.level_on(p_document uuid, p_account uuid)
  returns table (level text, client_id uuid, tenure_id uuid, organisation_id uuid, until timestamptz, client_generation bigint, staff_generation bigint)
  language sql stable as $$
  (select case when s.may_write and closing.note_id is null then 'write' else 'read' end, d.client_id, s.tenure_id, s.organisation_id, s.until, a.generation, f.generation
  from public.document d
  join public.section x on x.id = d.section_id
  left join public.note_closing closing on closing.note_id = x.note_id
  join public.client_access a on a.client_id = d.client_id
  cross join public.staff_access f
  join lateral (select * from app.scopes_of(p_account) r where r.client_id = d.client_id and r.scope = d.scope) s on true
  where d.id = p_document and d.kind = 'section' and d.retired_at is null
  order by s.may_write desc, s.until desc limit 1)
  union all
  (select 'write', null::uuid, s.tenure_id, s.organisation_id, s.until, 0::bigint, f.generation
  from public.document d
  join public.gap g on g.id = d.gap_id
  cross join public.staff_access f
  join app.seat s on s.account_id = p_account and s.role <> 'commissioner'
  where d.id = p_document and d.kind = 'proposal' and d.retired_at is null and g.place <> 'taken_down'
  order by s.until desc, s.tenure_id limit 1)
$$;

-- Below, where a judgement is held against the count of a person's changed rights: where there is no person, and the
-- document is of a kind that has none, the count is 0. A section whose person is not there has no count and is refused.

create or replace function app.load_document(p_connection bigint, p_after bigint)
  returns table (seq bigint, data bytea, is_snapshot boolean, clocks bytea)
  language plpgsql security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare c document_connection; base bigint;
begin
  select x.* into c from document_connection x
    left join client_access a on a.client_id = x.client_id cross join staff_access f
    where x.id = p_connection and x.level <> 'none' and x.until > now()
      and x.client_generation = case when x.client_id is not null then a.generation
        else (select 0::bigint from document d where d.id = x.document_id and d.kind = 'proposal') end
      and x.staff_generation = f.generation;
  if c.id is null then raise exception 'stale_connection' using errcode = 'P0001'; end if;
  select s.seq into base from document_snapshot s where s.document_id = c.document_id and s.seq > p_after;
  if base is not null then return query select s.seq, s.data, true, s.clocks from document_snapshot s where s.document_id = c.document_id; end if;
  return query select u.seq, u.data, false, null::bytea from document_update u
    where u.document_id = c.document_id and u.seq > greatest(coalesce(base, 0), p_after) order by u.seq;
end $$;

create or replace function app.append_updates(p_connections bigint[], p_data bytea[], p_new_writers bigint[])
  returns table (item integer, document_id uuid, seq bigint, client_generation bigint, staff_generation bigint)
  language plpgsql security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare c record; staff bigint; i integer; here uuid; top bigint;
begin
  perform pg_advisory_xact_lock_shared(app.gate_key());
  select f.generation into staff from staff_access f;
  for i in 1 .. cardinality(p_connections) loop
    -- the judgement, and whether rights have changed since
    select x.id, x.document_id, x.session_id, x.account_id, x.tenure_id, n.generation,
        x.level = 'write' and x.until > now() and x.client_generation = n.generation and x.staff_generation = staff as lives into c
      from document_connection x left join client_access a on a.client_id = x.client_id
      cross join lateral (select case when x.client_id is not null then a.generation
        else (select 0::bigint from document d where d.id = x.document_id and d.kind = 'proposal') end as generation) n
      where x.id = p_connections[i];
    continue when not found;
    item := i; document_id := c.document_id; seq := null; client_generation := c.generation; staff_generation := staff;
    if c.lives then
      -- one process at a time numbers a document; callers send a document's words together, in its order
      if here is distinct from c.document_id then
        here := c.document_id;
        perform pg_advisory_xact_lock(hashtextextended(here::text, 7));
        select u.seq into top from document_update u where u.document_id = here order by u.seq desc limit 1;
        if top is null then select s.seq into top from document_snapshot s where s.document_id = here; end if;
        top := coalesce(top, 0);
      end if;
      top := top + 1; seq := top;
      insert into document_update (document_id, seq, connection_id, session_id, account_id, tenure_id, data)
        values (here, top, c.id, c.session_id, c.account_id, c.tenure_id, p_data[i]);
      -- a client number seen for the first time belongs to the account that brought it (0 where there is none)
      if p_new_writers[i] > 0 then
        insert into document_writer (document_id, client_number, account_id) values (here, p_new_writers[i], c.account_id) on conflict do nothing;
      end if;
    end if;
    return next;
  end loop;
end $$;

create or replace function app.past_of(p_connection bigint, p_seq bigint) returns table (seq bigint, data bytea)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select u.seq, u.data from document_connection c
    left join client_access a on a.client_id = c.client_id
    join staff_access f on f.generation = c.staff_generation
    join document_update u on u.document_id = c.document_id
  where c.id = p_connection and c.level = 'write' and c.until > now() and u.seq <= p_seq
    and c.client_generation = case when c.client_id is not null then a.generation
      else (select 0::bigint from document d where d.id = c.document_id and d.kind = 'proposal') end
  order by u.seq
$$;

-- The nil id stands for nobody: of words about no person, only the count of staff can change.
create or replace function app.generations(p_clients uuid[]) returns table (client_id uuid, generation bigint, staff_generation bigint)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select a.client_id, a.generation, f.generation from client_access a cross join staff_access f where a.client_id = any(p_clients)
  union all
  select '00000000-0000-0000-0000-000000000000'::uuid, 0::bigint, f.generation from staff_access f
  where '00000000-0000-0000-0000-000000000000'::uuid = any(p_clients)
$$;

-- The proposal of a gap for whoever asks, by the one rule; nothing where they may not see it. Row-level security shows
-- app_rw documents by the key of a person alone, and these have none.
create function app.proposal_of(p_gap uuid) returns table (document_id uuid, level text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select d.id, j.level from document d cross join lateral app.level_on(d.id, app.account()) j
  where d.gap_id = p_gap and d.retired_at is null
$$;

call app.hand_to_gate();
grant execute on function app.proposal_of(uuid) to app_rw;

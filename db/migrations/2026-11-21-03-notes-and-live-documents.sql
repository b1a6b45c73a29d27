-- Notes are made of sections; a section is one live document; a document is an append-only log of words.
-- app_rw cannot touch the log: it goes through the functions below, which read the right to write or to
-- read in the transaction that stores or hands over the words.

create table note (
  id uuid primary key,
  client_id uuid not null references client,
  organisation_id uuid not null references organisation,
  kind text not null check (kind in ('visit', 'call', 'meeting', 'plan')),
  happened_on date not null,
  created_by uuid not null references account,
  tenure_id uuid not null references tenure,
  created_at timestamptz not null default now()
);
create index note_by_client on note (client_id, happened_on desc, created_at desc);

create table note_closing (
  note_id uuid primary key references note,
  client_id uuid not null references client,
  line text not null check (char_length(line) between 1 and 500),
  closed_by uuid not null references account,
  closed_at timestamptz not null default now()
);

create table section (
  id uuid primary key,
  note_id uuid not null references note,
  client_id uuid not null references client,
  class text not null check (class in ('what_matters', 'shared_plan', 'visit', 'sensitive', 'own')),
  organisation_id uuid not null references organisation,
  created_by uuid not null references account,
  created_at timestamptz not null default now(),
  scope uuid generated always as (app.scope(client_id, class, organisation_id)) stored
);
create index section_by_note on section (note_id);
create index section_by_scope on section (scope, created_at desc);
create unique index section_class_once on section (note_id, class) where class <> 'own';
create unique index section_own_once on section (note_id, organisation_id) where class = 'own';

create table document (
  id uuid primary key,
  kind text not null check (kind in ('section')),
  section_id uuid references section,
  client_id uuid references client,
  scope uuid not null,
  epoch integer not null default 1,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  check (kind <> 'section' or (section_id is not null and client_id is not null))
);
create unique index document_of_section on document (section_id) where retired_at is null;

-- No foreign key: only the gate writes here, for a document it has just judged, and the key's lock on the
-- document would cost more than the row.
create table document_update (
  document_id uuid not null,
  seq bigint not null,
  connection_id bigint not null,
  session_id text not null,
  account_id uuid not null,
  tenure_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  data bytea not null,
  primary key (document_id, seq)
);
alter table document_update alter column data set storage external;

create table document_snapshot (
  document_id uuid primary key references document,
  seq bigint not null,
  data bytea not null,
  made_at timestamptz not null default now()
);
alter table document_snapshot alter column data set storage external;

-- Whose words carry which Yjs client id: nobody else may go on writing under it.
create table document_writer (
  document_id uuid not null references document,
  client_number bigint not null,
  account_id uuid not null references account,
  primary key (document_id, client_number)
);

-- A judgement: this session, on this document, at these counts of changed rights. Lost in a database
-- crash on purpose: whoever was connected is judged again.
create unlogged table document_connection (
  id bigint generated always as identity primary key,
  document_id uuid not null,
  client_id uuid,
  session_id text not null,
  account_id uuid not null,
  tenure_id uuid not null,
  organisation_id uuid not null,
  level text not null check (level in ('none', 'read', 'write')),
  client_generation bigint not null,
  staff_generation bigint not null,
  until timestamptz not null,
  opened_at timestamptz not null default now()
);
create index document_connection_by_document on document_connection (document_id);

-- Words that came too late: kept apart, for their writer alone to throw away or hand to the data lead.
create table late_words (
  id uuid primary key,
  document_id uuid not null references document,
  client_id uuid not null references client,
  account_id uuid not null references account,
  why text not null,
  data bytea not null,
  came_at timestamptz not null default now(),
  thrown_away_at timestamptz,
  handed_over_at timestamptz
);
create index late_words_by_account on late_words (account_id) where thrown_away_at is null and handed_over_at is null;
create index late_words_by_client on late_words (client_id);

create table next_step (
  id uuid primary key,
  client_id uuid not null references client,
  note_id uuid references note,
  section_class text not null check (section_class in ('what_matters', 'shared_plan', 'visit', 'sensitive', 'own')),
  organisation_id uuid not null references organisation,
  words text not null check (char_length(words) between 1 and 300),
  owner_post_id uuid references post,
  due_on date,
  created_by uuid not null references account,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  done_by uuid references account,
  scope uuid generated always as (app.scope(client_id, section_class, organisation_id)) stored
);
create index next_step_by_client on next_step (client_id) where done_at is null;
create index next_step_by_owner on next_step (owner_post_id, due_on) where done_at is null;
create index next_step_by_note on next_step (note_id);

-- Every look at anything about a person.
create table view (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  client_id uuid not null references client,
  account_id uuid not null references account,
  tenure_id uuid not null references tenure,
  organisation_id uuid not null references organisation,
  what text not null,
  subject_id uuid,
  how text not null check (how in ('page', 'live', 'search', 'list', 'print', 'export', 'history'))
);
create index view_by_client on view (client_id, at desc);
create index view_by_account on view (account_id, at desc);

-- Who did what to which thing, in the transaction that did it.
create table activity (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  kind text not null,
  account_id uuid references account,
  tenure_id uuid references tenure,
  organisation_id uuid references organisation,
  client_id uuid references client,
  subject_kind text not null,
  subject_id uuid,
  scope uuid,
  detail jsonb not null default '{}'
);
create index activity_by_client on activity (client_id, at desc);
create index activity_by_at on activity (at desc);
create index activity_by_subject on activity (subject_id, at desc);

-- The chain over both. Entries wait here until they are chained, seconds later.
create table audit_pending (position_hint bigint generated always as identity primary key, kind text not null, entry_id uuid not null);
create table audit_chain (
  position bigint primary key,
  kind text not null check (kind in ('view', 'activity')),
  entry_id uuid not null unique,
  entry_hash bytea not null,
  chain_hash bytea not null
);

create function app.await_chain() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into audit_pending (kind, entry_id) values (tg_table_name, new.id);
  return new;
end $$;
create trigger view_is_chained after insert on view for each row execute function app.await_chain();
create trigger activity_is_chained after insert on activity for each row execute function app.await_chain();

create function app.microseconds(t timestamptz) returns text language sql immutable parallel safe
  as $$ select (extract(epoch from t) * 1000000)::bigint::text $$;
-- One line of text per entry; docs/trust-model.md says how the verifier rebuilds it on its own.
create function app.audit_line(v view) returns text language sql stable as
  $$ select concat_ws(chr(31), 'view', v.id, app.microseconds(v.at), v.client_id, v.account_id, v.tenure_id, v.organisation_id, v.what, coalesce(v.subject_id::text, ''), v.how) $$;
create function app.audit_line(a activity) returns text language sql stable as
  $$ select concat_ws(chr(31), 'activity', a.id, app.microseconds(a.at), a.kind, coalesce(a.account_id::text, ''), coalesce(a.tenure_id::text, ''),
       coalesce(a.organisation_id::text, ''), coalesce(a.client_id::text, ''), a.subject_kind, coalesce(a.subject_id::text, ''), coalesce(a.scope::text, ''), a.detail::text) $$;

-- Chains up to p_most waiting entries in order and answers the head. One process at a time.
create function app.chain_audit(p_most integer) returns table (head_position bigint, head_hash bytea)
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare waiting record; n bigint; h bytea; line text; eh bytea;
begin
  perform pg_advisory_xact_lock(app.gate_key() + 1);
  select c.position, c.chain_hash into n, h from audit_chain c order by c.position desc limit 1;
  n := coalesce(n, 0); h := coalesce(h, sha256(''::bytea));
  for waiting in select * from audit_pending order by position_hint limit p_most loop
    if waiting.kind = 'view' then select app.audit_line(v) into line from view v where v.id = waiting.entry_id;
    else select app.audit_line(a) into line from activity a where a.id = waiting.entry_id; end if;
    eh := sha256(convert_to(line, 'UTF8'));
    h := sha256(h || eh); n := n + 1;
    insert into audit_chain values (n, waiting.kind, waiting.entry_id, eh, h);
    delete from audit_pending where position_hint = waiting.position_hint;
  end loop;
  return query select n, h;
end $$;

-- After commit a notice leaves with the kind and ids, never content.
create function app.send_notice() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_notify('notice', json_build_object('kind', new.kind, 'client', new.client_id, 'subject', new.subject_id,
    'subjectKind', new.subject_kind, 'organisation', new.organisation_id, 'account', new.account_id, 'at', app.microseconds(new.at))::text);
  return new;
end $$;
create trigger activity_is_noticed after insert on activity for each row execute function app.send_notice();

create function app.begin_document() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into document (id, kind, section_id, client_id, scope) values (gen_random_uuid(), 'section', new.id, new.client_id, new.scope);
  return new;
end $$;
create trigger section_begins after insert on section for each row execute function app.begin_document();

-- The level an account has on a document now, and until when. One row or none.
create function app.level_on(p_document uuid, p_account uuid)
  returns table (level text, client_id uuid, tenure_id uuid, organisation_id uuid, until timestamptz, client_generation bigint, staff_generation bigint)
  language sql stable as $$
  select case when s.may_write and closing.note_id is null then 'write' else 'read' end, d.client_id, s.tenure_id, s.organisation_id, s.until, a.generation, f.generation
  from public.document d
  join public.section x on x.id = d.section_id
  left join public.note_closing closing on closing.note_id = x.note_id
  join public.client_access a on a.client_id = d.client_id
  cross join public.staff_access f
  join lateral (select * from app.scopes_of(p_account) r where r.client_id = d.client_id and r.scope = d.scope) s on true
  where d.id = p_document and d.retired_at is null
  order by s.may_write desc, s.until desc limit 1
$$;

-- Minutes without a sign of life after which a session ends; app/features/people/session-life.ts says the same.
create function app.idle_limit(device text) returns interval language sql immutable
  as $$ select case device when 'mine' then interval '60 minutes' else interval '20 minutes' end $$;
create view app.live_session with (security_invoker = true) as
  select id, account_id, least(expires_at, last_seen_at + app.idle_limit(device)) as until from session
  where ended_at is null and least(expires_at, last_seen_at + app.idle_limit(device)) > now();
grant select on app.live_session to gate;
-- Somebody who writes is not away.
create function app.touch_sessions(p_sessions text[]) returns void language sql security definer set search_path = pg_catalog, public
  as $$ update session set last_seen_at = now() where id = any(p_sessions) and ended_at is null $$;

-- These are planned once a connection, not at every keystroke: planning costs ten times the work itself.

-- Opening a live document: judged, written down as a look, and numbered.
create function app.open_document(p_document uuid, p_session text)
  returns table (connection_id bigint, level text, client_id uuid, account_id uuid, account_name text, organisation_id uuid, organisation_name text,
    until timestamptz, client_generation bigint, staff_generation bigint)
  language plpgsql security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare who uuid; j record; number bigint; ends timestamptz;
begin
  perform pg_advisory_xact_lock_shared(app.gate_key());
  select account_id, app.live_session.until into who, ends from app.live_session where id = p_session;
  if who is null then return; end if;
  select * into j from app.level_on(p_document, who);
  if j is null then return; end if;
  ends := least(j.until, ends);
  insert into document_connection (document_id, client_id, session_id, account_id, tenure_id, organisation_id, level, client_generation, staff_generation, until)
    values (p_document, j.client_id, p_session, who, j.tenure_id, j.organisation_id, j.level, j.client_generation, j.staff_generation, ends)
    returning id into number;
  insert into view (id, client_id, account_id, tenure_id, organisation_id, what, subject_id, how)
    select gen_random_uuid(), j.client_id, who, j.tenure_id, j.organisation_id, 'section.' || x.class, x.id, 'live'
    from document d join section x on x.id = d.section_id where d.id = p_document;
  return query select number, j.level, j.client_id, who, a.name, j.organisation_id, o.name, ends, j.client_generation, j.staff_generation
    from account a, organisation o where a.id = who and o.id = j.organisation_id;
end $$;

-- Judging again after rights have changed: the same rule, the same place.
create function app.judge_again(p_connections bigint[])
  returns table (connection_id bigint, level text, until timestamptz, client_generation bigint, staff_generation bigint)
  language plpgsql security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare c record; j record; ends timestamptz;
begin
  perform pg_advisory_xact_lock_shared(app.gate_key());
  for c in select * from document_connection where id = any(p_connections) loop
    ends := null; j := null;
    select s.until into ends from app.live_session s where s.id = c.session_id;
    if ends is not null then select * into j from app.level_on(c.document_id, c.account_id); end if;
    if ends is null or j is null then
      update document_connection set level = 'none' where id = c.id;
      connection_id := c.id; level := case when ends is null then 'signed_out' else 'none' end; until := now(); client_generation := 0; staff_generation := 0;
    else
      update document_connection set level = j.level, tenure_id = j.tenure_id, organisation_id = j.organisation_id,
        client_generation = j.client_generation, staff_generation = j.staff_generation, until = least(j.until, ends) where id = c.id;
      connection_id := c.id; level := j.level; until := least(j.until, ends);
      client_generation := j.client_generation; staff_generation := j.staff_generation;
    end if;
    return next;
  end loop;
end $$;

create function app.close_connections(p_connections bigint[]) returns void language sql security definer set search_path = pg_catalog, public
  as $$ delete from document_connection where id = any(p_connections) $$;

-- The bytes of a document, for a connection judged able to read it now.
create function app.load_document(p_connection bigint, p_after bigint)
  returns table (seq bigint, data bytea, is_snapshot boolean)
  language plpgsql security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare c document_connection; base bigint;
begin
  select x.* into c from document_connection x
    left join client_access a on a.client_id = x.client_id cross join staff_access f
    where x.id = p_connection and x.level <> 'none' and x.until > now()
      and x.client_generation = a.generation and x.staff_generation = f.generation;
  if c.id is null then raise exception 'stale_connection' using errcode = 'P0001'; end if;
  select s.seq into base from document_snapshot s where s.document_id = c.document_id and s.seq > p_after;
  if base is not null then return query select s.seq, s.data, true from document_snapshot s where s.document_id = c.document_id; end if;
  return query select u.seq, u.data, false from document_update u
    where u.document_id = c.document_id and u.seq > greatest(coalesce(base, 0), p_after) order by u.seq;
end $$;

-- The gate. Stores each piece of words if its connection may write now; the shared lock keeps every end of
-- a right waiting until this has committed. Answers, in order, the number it got or why not, and the counts
-- read here, against which the reader of each connection is held before anything is shown.
create function app.append_updates(p_connections bigint[], p_data bytea[], p_new_writers bigint[])
  returns table (item integer, document_id uuid, seq bigint, client_generation bigint, staff_generation bigint)
  language plpgsql security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare c record; staff bigint; i integer; here uuid; top bigint;
begin
  perform pg_advisory_xact_lock_shared(app.gate_key());
  select f.generation into staff from staff_access f;
  for i in 1 .. cardinality(p_connections) loop
    -- the judgement, and whether rights have changed since
    select x.id, x.document_id, x.session_id, x.account_id, x.tenure_id, a.generation,
        x.level = 'write' and x.until > now() and x.client_generation = a.generation and x.staff_generation = staff as lives into c
      from document_connection x left join client_access a on a.client_id = x.client_id where x.id = p_connections[i];
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

-- The log up to a row, for a connection judged able to write now: rewinding reads the past it restores.
create function app.past_of(p_connection bigint, p_seq bigint) returns table (seq bigint, data bytea)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select u.seq, u.data from document_connection c
    join client_access a on a.client_id = c.client_id and a.generation = c.client_generation
    join staff_access f on f.generation = c.staff_generation
    join document_update u on u.document_id = c.document_id
  where c.id = p_connection and c.level = 'write' and c.until > now() and u.seq <= p_seq order by u.seq
$$;

-- Whose client numbers a document knows, for a connection judged able to read it.
create function app.writers_of(p_connection bigint) returns table (client_number bigint, account_id uuid)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select w.client_number, w.account_id from document_writer w join document_connection c on c.document_id = w.document_id
  where c.id = p_connection and c.level <> 'none'
$$;

-- Counts of changed rights, read before anything momentary (carets, presence) is passed on.
create function app.generations(p_clients uuid[]) returns table (client_id uuid, generation bigint, staff_generation bigint)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select a.client_id, a.generation, f.generation from client_access a cross join staff_access f where a.client_id = any(p_clients)
$$;

-- A smaller form of the same words. Never newer than the log, never older than the last one.
create function app.save_snapshot(p_document uuid, p_seq bigint, p_data bytea) returns void
  language sql security definer set search_path = pg_catalog, public as $$
  insert into document_snapshot (document_id, seq, data) select p_document, p_seq, p_data
    where p_seq <= (select coalesce(max(u.seq), 0) from document_update u where u.document_id = p_document)
  on conflict (document_id) do update set seq = excluded.seq, data = excluded.data, made_at = now() where document_snapshot.seq < excluded.seq
$$;

-- The attributed past of a section, for those who may read it now; a look is written down with it.
create function app.document_history(p_document uuid)
  returns table (seq bigint, at timestamptz, account_id uuid, account_name text, data bytea)
  language plpgsql security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare j record;
begin
  select * into j from app.level_on(p_document, app.account());
  if j.level is null then return; end if;
  insert into view (id, client_id, account_id, tenure_id, organisation_id, what, subject_id, how)
    select gen_random_uuid(), j.client_id, app.account(), j.tenure_id, j.organisation_id, 'section.' || x.class, x.id, 'history'
    from document d join section x on x.id = d.section_id where d.id = p_document;
  return query select u.seq, u.at, u.account_id, a.name, u.data from document_update u join account a on a.id = u.account_id
    where u.document_id = p_document order by u.seq;
end $$;

-- The stored words of sections for a page, for those who may read them now. The page writes the look.
create function app.read_documents(p_documents uuid[]) returns table (document_id uuid, seq bigint, data bytea, is_snapshot boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare mine uuid[];
begin
  select coalesce(array_agg(d.id), '{}') into mine from document d
    where d.id = any(p_documents) and exists (select 1 from app.level_on(d.id, app.account()));
  return query select s.document_id, s.seq, s.data, true from document_snapshot s where s.document_id = any(mine)
    union all select u.document_id, u.seq, u.data, false from document_update u
      where u.document_id = any(mine) and u.seq > coalesce((select s.seq from document_snapshot s where s.document_id = u.document_id), 0)
    order by 1, 4 desc, 2;
end $$;

-- Words refused at the gate, set apart for their writer. Only for a document this account has been on.
create function app.set_words_apart(p_id uuid, p_document uuid, p_session text, p_why text, p_data bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare who uuid;
begin
  select account_id into who from session where id = p_session;
  insert into late_words (id, document_id, client_id, account_id, why, data)
    select p_id, d.id, d.client_id, who, p_why, p_data from document d
    where d.id = p_document and who is not null and d.client_id is not null
      and exists (select 1 from view v where v.account_id = who and v.client_id = d.client_id);
end $$;

create function app.note_closed() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(app.gate_key());
  update client_access set generation = generation + 1 where client_id = new.client_id;
  perform pg_notify('ended', json_build_object('client', new.client_id)::text);
  return new;
end $$;
create trigger note_closes after insert on note_closing for each row execute function app.note_closed();

call app.close_tables();
call app.hand_to_gate();
grant execute on all functions in schema app to gate;
grant execute on function app.chain_audit(integer), app.open_document(uuid, text), app.judge_again(bigint[]), app.close_connections(bigint[]),
  app.load_document(bigint, bigint), app.append_updates(bigint[], bytea[], bigint[]), app.writers_of(bigint), app.past_of(bigint, bigint), app.touch_sessions(text[]), app.generations(uuid[]), app.save_snapshot(uuid, bigint, bytea),
  app.document_history(uuid), app.read_documents(uuid[]), app.set_words_apart(uuid, uuid, text, text, bytea) to app_rw;

grant select, insert on note to app_rw;
create policy those_who_read_a_section on note for select to app_rw
  using (client_id = any(array(select app.my_clients()))
    and (exists (select 1 from section s where s.note_id = note.id)
      or created_by = (select app.account()) and created_at > now() - interval '1 minute'));
create policy writers_begin on note for insert to app_rw
  with check (created_by = (select app.account()) and tenure_id = any(array(select app.my_tenures()))
    and organisation_id = any(array(select app.my_care_organisations())) and client_id = any(array(select app.my_clients())));

grant select, insert on note_closing to app_rw;
create policy those_who_may on note_closing for select to app_rw using (client_id = any(array(select app.my_clients())));
create policy holders_close on note_closing for insert to app_rw
  with check (closed_by = (select app.account()) and client_id = any(array(select app.my_held_clients())));

grant select, insert on section to app_rw;
create policy those_who_may on section for select to app_rw using (scope = any(array(select app.my_scopes())));
create policy writers_begin on section for insert to app_rw
  with check (created_by = (select app.account()) and scope = any(array(select app.my_writable_scopes()))
    and organisation_id = any(array(select app.my_care_organisations())));

grant select (id, kind, section_id, client_id, scope, epoch, created_at, retired_at) on document to app_rw;
create policy those_who_may on document for select to app_rw using (retired_at is null and scope = any(array(select app.my_scopes())));

grant select, update (thrown_away_at, handed_over_at) on late_words to app_rw;
create policy own_or_data_lead on late_words for select to app_rw
  using (account_id = (select app.account()) or handed_over_at is not null and client_id = any(array(select app.my_held_clients())));
create policy own_decides on late_words for update to app_rw using (account_id = (select app.account())) with check (account_id = (select app.account()));

grant select, insert, update (words, owner_post_id, due_on, done_at, done_by) on next_step to app_rw;
create policy those_who_may on next_step for select to app_rw using (scope = any(array(select app.my_scopes())));
create policy writers_add on next_step for insert to app_rw
  with check (created_by = (select app.account()) and scope = any(array(select app.my_writable_scopes())));
create policy writers_change on next_step for update to app_rw
  using (scope = any(array(select app.my_writable_scopes()))) with check (scope = any(array(select app.my_writable_scopes())));

grant select, insert on view to app_rw;
grant select on view, activity, audit_chain, audit_pending to auditor;
create policy holders_and_own on view for select to app_rw
  using (account_id = (select app.account()) or client_id = any(array(select app.my_held_clients()))
    or organisation_id = any(array(select app.my_care_organisations())) and client_id = any(array(select app.my_clients())));
create policy own_looks on view for insert to app_rw
  with check (account_id = (select app.account()) and client_id = any(array(select app.my_clients())));
create policy auditor on view for select to auditor using (true);

grant select, insert on activity to app_rw;
create policy those_who_may on activity for select to app_rw
  using (client_id is null and (select app.is_staff())
    or client_id = any(array(select app.my_clients())) and (scope is null or scope = any(array(select app.my_scopes()))));
create policy own_acts on activity for insert to app_rw
  with check (account_id = (select app.account()) or account_id is null and (select app.duty()) is not null);
create policy auditor on activity for select to auditor using (true);
create policy auditor on audit_chain for select to auditor using (true);
create policy auditor on audit_pending for select to auditor using (true);

-- The server clears judgements left by a process that died.
create function app.forget_connections() returns void language sql security definer set search_path = pg_catalog, public
  as $$ delete from document_connection where opened_at < now() - interval '1 day' $$;
call app.hand_to_gate();
grant execute on function app.forget_connections() to app_rw;

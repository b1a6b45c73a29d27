-- What a tie needs is told once to whoever holds it: gone quiet, a holder who leaves, a side that nobody holds, an
-- agreement to look at again. `mark` says of which time it was; when that is over the row goes, so that it can be told anew.
create table tie_told (
  tie_id uuid not null references tie,
  kind text not null check (kind in ('tie.quiet', 'tie.leaving', 'tie.unheld', 'tie.review')),
  mark text not null,
  at timestamptz not null default now(),
  primary key (tie_id, kind, mark)
);

-- The daily work. Of two at once the second finds nothing left to tell. Answers with whom a letter goes to, and about what.
create function app.tell_of_ties() returns table (email text, tie_id uuid, kind text, words text)
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
  if app.duty() is distinct from 'diary' then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  lock table tie_told in share row exclusive mode;
  -- A shadow day that was to come is a contact once it has come. In one order, as a day or an event takes its ties.
  perform 1 from tie t where t.state = 'held' and exists (select 1 from tie_contact x where x.tie_id = t.id and x.ended_at is null and x.counts
      and x.happened_at between now() - interval '30 days' and now() and x.happened_at > coalesce(t.last_contact_at, '-infinity')) order by t.id for no key update;
  update tie t set last_contact_at = c.at from (
      select x.tie_id, max(x.happened_at) as at from tie_contact x where x.ended_at is null and x.counts and x.happened_at between now() - interval '30 days' and now() group by 1) c
    where c.tie_id = t.id and t.state = 'held' and c.at > coalesce(t.last_contact_at, '-infinity');
  return query
  with signs as materialized (select s.tie_id, s.sign, s.side_id, s.post_id, s.on_date from app.tie_signs(null) s),
  so as materialized (
    select s.tie_id, 'tie.quiet' as kind, coalesce(t.last_contact_at, t.held_since)::text as mark, null::uuid as side_id from signs s join tie t on t.id = s.tie_id where s.sign = 'quiet'
    union select s.tie_id, 'tie.leaving', s.post_id || ' ' || s.on_date, s.side_id from signs s where s.sign = 'leaving'
    union select s.tie_id, 'tie.unheld', s.side_id::text, s.side_id from signs s where s.sign = 'nobody'
    union select a.tie_id, 'tie.review', a.id || ' ' || a.review_on, null from tie_agreement a join tie t on t.id = a.tie_id and t.state = 'held'
      where a.ended_at is null and a.review_on <= (now() at time zone 'Europe/London')::date
  ), over as (delete from tie_told o where not exists (select 1 from so where so.tie_id = o.tie_id and so.kind = o.kind and so.mark = o.mark)),
  fresh as (
    insert into tie_told (tie_id, kind, mark) select so.tie_id, so.kind, so.mark from so on conflict do nothing returning tie_told.tie_id, tie_told.kind, tie_told.mark
  ), told as materialized (
    select distinct f.tie_id, f.kind, p.id as post_id, p.organisation_id from fresh f join so on so.tie_id = f.tie_id and so.kind = f.kind and so.mark = f.mark
    join post p on p.id in (
      select h.holder_post_id from tie_holder h where h.tie_id = f.tie_id and h.ended_at is null
      union select * from app.posts_told(so.side_id) where f.kind = 'tie.unheld')
    where exists (select 1 from app.seat s where s.post_id = p.id)
  ), again as (
    -- What still waits of another time stands for this one too.
    update inbox_item i set at = now() from told where i.post_id = told.post_id and i.kind = told.kind and i.tie_id = told.tie_id and i.seen_at is null
  ), news as (
    insert into inbox_item (id, post_id, kind, tie_id) select gen_random_uuid(), told.post_id, told.kind, told.tie_id from told
    where not exists (select 1 from inbox_item i where i.post_id = told.post_id and i.kind = told.kind and i.tie_id = told.tie_id and i.seen_at is null)
    on conflict do nothing
  )
  select distinct a.email, told.tie_id, told.kind, case when told.organisation_id = t.one_id then other.name when told.organisation_id = t.other_id then one.name else one.name || ' and ' || other.name end
    from told join app.seat s on s.post_id = told.post_id join account a on a.id = s.account_id
    join tie t on t.id = told.tie_id join organisation one on one.id = t.one_id join organisation other on other.id = t.other_id
    where a.email is not null order by 1, 3, 4;
end $$;

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.tell_of_ties() to app_rw;
grant execute on function app.tie_signs(uuid) to gate;

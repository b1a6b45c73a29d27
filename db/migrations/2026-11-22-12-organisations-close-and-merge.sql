-- An organisation closes, or goes into another, in one act: whoever sits there is out, its ties end or go on with the
-- organisation it went into, and what people agreed to stays with the organisation they named. Consent never moves.
alter table organisation add column closed_at timestamptz, add column merged_into uuid references organisation, add column closed_by uuid references account,
  add constraint organisation_merges check (merged_into is null or closed_at is not null and merged_into <> id);

-- Held until the end of the transaction, so that of an organisation that closes at the same moment one of the two is told.
-- Shared, which closing does not go past, and no mere key: every act names its organisation, and closing waits for none.
create function app.is_open_for_new() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare involved uuid[] := case when tg_table_name = 'post' then array[(to_jsonb(new)->>'organisation_id')::uuid] else array[(to_jsonb(new)->>'one_id')::uuid, (to_jsonb(new)->>'other_id')::uuid] end;
begin
  perform 1 from organisation o where o.id = any(involved) order by o.id for share;
  if exists (select 1 from organisation o where o.id = any(involved) and o.closed_at is not null) then raise exception 'organisation_closed' using errcode = 'P0001'; end if;
  return new;
end $$;
create trigger post_needs_an_open_organisation before insert on post for each row execute function app.is_open_for_new();
create trigger tie_needs_open_organisations before insert on tie for each row execute function app.is_open_for_new();
create trigger turn_needs_open_organisations before insert on tie_turn for each row when (new.to_state in ('proposed', 'held')) execute function app.is_open_for_new();

-- A tie that goes on here began elsewhere. Nobody says so by hand, nor that one ended because a side is no more.
alter table tie_turn drop constraint tie_turn_why_check, drop constraint tie_turn_leads;
alter table tie_turn add constraint tie_turn_why_check check (why in ('proposed', 'accepted', 'declined', 'withdrawn', 'ended', 'revived', 'proposed_again', 'noted', 'merged', 'closed', 'goes_on')),
  add constraint tie_turn_leads check (to_state = case when why in ('proposed', 'proposed_again') then 'proposed' when why in ('accepted', 'revived', 'noted', 'goes_on') then 'held'
    when why in ('ended', 'merged', 'closed') then 'ended' else why end);
create policy by_the_house_alone on tie_turn as restrictive for insert to app_rw with check (why not in ('merged', 'closed', 'goes_on'));

-- A tie goes on with the organisation that its side went into, its story with it from the beginning. Where the two had a
-- tie already, the story is told there; where they had said no to one, it stays so, and the old one is read where it was.
-- Answers which tie that is, if any.
create function app.tie_goes_on(t tie, p_from uuid, p_into uuid) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare n tie; named record; partner uuid := case when t.one_id = p_from then t.other_id else t.one_id end;
begin
  if partner = p_into or t.state <> 'held' then return null; end if;
  select * into n from tie x where x.one_id = least(partner, p_into) and x.other_id = greatest(partner, p_into) for no key update;
  if n.id is null then
    select p.id, p.organisation_id into named from post p where p.organisation_id in (partner, p_into)
      order by exists (select 1 from tie_holder h where h.tie_id = t.id and h.holder_post_id = p.id and h.ended_at is null) desc, p.created_at limit 1;
    if named.id is null then return null; end if;
    insert into tie (id, one_id, other_id, purpose, account_id, post_id, organisation_id)
      values (gen_random_uuid(), least(partner, p_into), greatest(partner, p_into), t.purpose, app.account(), named.id, named.organisation_id) returning * into n;
    insert into tie_turn (id, tie_id, one_id, other_id, number, to_state, why) values (gen_random_uuid(), n.id, n.one_id, n.other_id, 1, 'proposed', 'proposed');
    n.version := 1;
  elsif n.state in ('declined', 'withdrawn') then
    return null;
  end if;
  insert into tie_turn (id, tie_id, one_id, other_id, number, to_state, why) values (gen_random_uuid(), n.id, n.one_id, n.other_id, n.version + 1, 'held', 'goes_on');
  update tie set held_since = least(held_since, t.held_since), purpose = coalesce(nullif(purpose, ''), t.purpose) where id = n.id;
  perform app.inside_goes_on(t, n, p_from, p_into);
  return n.id;
end $$;

-- What is inside a tie goes on with it.
create function app.inside_goes_on(t tie, n tie, p_from uuid, p_into uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare partner uuid := case when t.one_id = p_from then t.other_id else t.one_id end; h tie_holder; written uuid; bare uuid;
begin
  -- The partner's holders hold on, as the second where there is a first; whoever holds it on the other side is for the
  -- organisation to say.
  for h in select * from tie_holder x where x.tie_id = t.id and x.side_id = partner and x.ended_at is null order by x.part, x.at, x.id loop
    insert into tie_holder (id, tie_id, one_id, other_id, side_id, holder_post_id, part, account_id, post_id, organisation_id)
      select gen_random_uuid(), n.id, n.one_id, n.other_id, h.side_id, h.holder_post_id, part.name, h.account_id, h.post_id, h.organisation_id
      from (values (h.part, 1), (case when h.part = 'first' then 'second' end, 2)) part (name, rank)
      where part.name is not null and (part.name = 'senior' or not exists (select 1 from tie_holder y where y.tie_id = n.id and y.side_id = partner and y.part = part.name and y.ended_at is null))
      order by part.rank limit 1 on conflict do nothing;
  end loop;
  insert into tie_line (id, tie_id, one_id, other_id, kind, from_id, account_id, post_id, organisation_id, at)
    select gen_random_uuid(), n.id, n.one_id, n.other_id, l.kind, case when l.from_id = p_from then p_into else l.from_id end, l.account_id, l.post_id, l.organisation_id, l.at
    from tie_line l where l.tie_id = t.id and l.ended_at is null on conflict do nothing;
  insert into tie_contact (id, tie_id, one_id, other_id, kind, happened_at, line, from_id, source_id, account_id, post_id, organisation_id, at)
    select gen_random_uuid(), n.id, n.one_id, n.other_id, c.kind, c.happened_at, c.line, case when c.from_id = p_from then p_into else c.from_id end, c.source_id, c.account_id, c.post_id, c.organisation_id, c.at
    from tie_contact c where c.tie_id = t.id and c.ended_at is null on conflict do nothing;
  -- What was agreed goes on in its words and waits for the organisation that was not asked: nobody says yes for it.
  insert into tie_agreement (id, tie_id, one_id, other_id, kind, words, review_on, answers_id, account_id, post_id, organisation_id, at)
    select gen_random_uuid(), n.id, n.one_id, n.other_id, a.kind, a.words, a.review_on, case when a.agreed_at is not null or a.organisation_id <> p_from then p_into else partner end, a.account_id, a.post_id, a.organisation_id, a.at
    from tie_agreement a where a.tie_id = t.id and a.ended_at is null;
  -- How they work together goes on with its whole past. Where the two have words of their own already, the old ones are
  -- read where they were.
  written := (select d.id from document d where d.tie_id = t.id and d.retired_at is null and exists (select 1 from document_update u where u.document_id = d.id));
  bare := (select d.id from document d where d.tie_id = n.id and d.retired_at is null
    and not exists (select 1 from document_update u where u.document_id = d.id));
  if written is not null and bare is not null then
    update document set retired_at = now() where id = bare;
    update document set tie_id = n.id where id = written;
    insert into document (id, kind, tie_id) values (gen_random_uuid(), 'working', t.id);
    perform app.tie_rights_change(n.id);
  end if;
end $$;

-- Posts of an organisation that its news reaches: managers, or, where there are none, everybody who acts.
create function app.posts_told(p_organisation uuid) returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct s.post_id from app.seat s where s.organisation_id = p_organisation and s.role <> 'commissioner'
    and (s.role = 'manager' or not exists (select 1 from app.seat m where m.organisation_id = p_organisation and m.role = 'manager'))
$$;

-- The one act. What its posts held is on the list of those who need a home, counted; people stay with the organisation
-- that keeps their notes, where nobody reads them until they have been asked.
create function app.close_organisation(p_organisation uuid, p_into uuid) returns table (seats integer, ties integer, went_on integer)
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare o organisation; t tie; x record; whose uuid[]; goes_on_in uuid; closing timestamptz := now();
begin
  if not app.is_facilitator() then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  perform pg_advisory_xact_lock(app.gate_key());
  select * into o from organisation where id = p_organisation for no key update;
  if o.id is null or o.kind = 'network' then raise exception 'not_allowed' using errcode = 'P0001'; end if;
  if o.closed_at is not null then raise exception 'moved_meanwhile' using errcode = 'P0001'; end if;
  if p_into = p_organisation then raise exception 'with_itself' using errcode = 'P0001'; end if;
  if p_into is not null and not exists (select 1 from organisation i where i.id = p_into and i.closed_at is null for share) then raise exception 'organisation_closed' using errcode = 'P0001'; end if;
  update organisation set closed_at = closing, merged_into = p_into, closed_by = app.account(), changed_at = closing where id = p_organisation;
  seats := 0; ties := 0; went_on := 0;
  -- Days before ties, and all of each in one order: so does whoever says yes to a guest, or calls a day off.
  perform app.hold_days(array(select n.account_id from tenure n join post p on p.id = n.post_id where p.organisation_id = p_organisation and (n.valid_until is null or n.valid_until > closing)),
    array(select p.id from post p where p.organisation_id = p_organisation));
  perform 1 from tie y where p_organisation in (y.one_id, y.other_id) or p_into in (y.one_id, y.other_id) order by y.id for no key update;
  for t in select * from tie y where p_organisation in (y.one_id, y.other_id) and y.state in ('proposed', 'held') order by y.id loop
    goes_on_in := case when p_into is not null then app.tie_goes_on(t, p_organisation, p_into) end;
    insert into tie_turn (id, tie_id, one_id, other_id, number, to_state, why) values (gen_random_uuid(), t.id, t.one_id, t.other_id, t.version + 1, 'ended', case when p_into is null then 'closed' else 'merged' end);
    -- The other side is told, and where the tie goes on whoever holds it now, or could.
    insert into inbox_item (id, post_id, kind, tie_id) select gen_random_uuid(), h.holder_post_id, case when goes_on_in is null then 'tie.ended' else 'tie.goes_on' end, coalesce(goes_on_in, t.id) from tie_holder h
      where h.tie_id = t.id and h.side_id <> p_organisation and h.ended_at is null on conflict do nothing;
    if goes_on_in is not null then
      insert into inbox_item (id, post_id, kind, tie_id) select gen_random_uuid(), told.post_id, 'tie.goes_on', goes_on_in from app.posts_told(p_into) told (post_id) on conflict do nothing;
      insert into activity (id, kind, account_id, subject_kind, subject_id) values (gen_random_uuid(), 'tie.answered', app.account(), 'tie', goes_on_in);
    end if;
    insert into activity (id, kind, account_id, subject_kind, subject_id) values (gen_random_uuid(), 'tie.ended', app.account(), 'tie', t.id);
    ties := ties + 1;
  end loop;
  went_on := (select count(*)::integer from tie_turn r where r.at = closing and r.why = 'goes_on');
  for x in select h.id, h.version from handover h where h.seat_organisation_id = p_organisation and h.state in ('open', 'sent') order by h.id for update loop
    insert into handover_turn (id, handover_id, number, to_state) values (gen_random_uuid(), x.id, x.version + 1, 'cut_short');
  end loop;
  -- Nobody is introduced to it any more, nor asks to be.
  insert into introduction_turn (id, introduction_id, number, to_state, account_id, post_id, organisation_id)
    select gen_random_uuid(), i.id, i.version + 1, 'declined', app.account(), f.post_id, f.organisation_id
    from introduction i, lateral (select s.post_id, s.organisation_id from app.seat s where s.account_id = app.account() and s.role = 'facilitator' limit 1) f
    where p_organisation in (i.wanted_id, i.organisation_id) and i.state in ('asked', 'taken');
  update cover set ended_at = closing, ended_by = app.account() where away_organisation_id = p_organisation and ended_at is null;
  update invitation i set withdrawn_at = closing from post p where p.id = i.post_id and p.organisation_id = p_organisation and i.accepted_at is null and i.withdrawn_at is null;
  whose := array(select distinct n.account_id from tenure n join post p on p.id = n.post_id where p.organisation_id = p_organisation and (n.valid_until is null or n.valid_until > closing) order by 1);
  update tenure n set valid_until = greatest(closing, n.valid_from), ended_by = app.account(), ended_why = 'organisation_closed'
    from post p where p.id = n.post_id and p.organisation_id = p_organisation and (n.valid_until is null or n.valid_until > closing);
  get diagnostics seats = row_count;
  update post set closed_at = closing where organisation_id = p_organisation and closed_at is null;
  -- Whoever sits nowhere else is signed out too, with every other way in.
  whose := array(select w from unnest(whose) w where not exists (select 1 from app.seat s where s.account_id = w) order by 1);
  update session set ended_at = closing, ended_why = 'left' where account_id = any(whose) and ended_at is null;
  update sign_in_code c set used_at = closing from account a where a.id = any(whose) and c.email = a.email and c.used_at is null;
  update calendar_feed set revoked_at = closing where account_id = any(whose) and revoked_at is null;
  update event_door set ended_at = closing, ended_by = app.account() where account_id = any(whose) and ended_at is null;
  insert into activity (id, kind, account_id, subject_kind, subject_id, detail)
    values (gen_random_uuid(), 'organisation.closed', app.account(), 'organisation', p_organisation, json_build_object('seats', seats, 'ties', ties)::jsonb);
  return next;
end $$;

call app.close_tables();
call app.hand_to_gate();
grant execute on function app.close_organisation(uuid, uuid) to app_rw;
grant execute on function app.tie_goes_on(tie, uuid, uuid), app.inside_goes_on(tie, tie, uuid, uuid), app.posts_told(uuid), app.is_facilitator() to gate;

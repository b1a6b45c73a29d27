-- Numbers in the line are never given again; whoever waits wants to know how many are before them.
create function app.place_in_line(p_event uuid, p_number integer) returns integer language sql stable security definer set search_path = pg_catalog, public as $$
  select case when p_number is not null and (app.is_acting() or exists (select 1 from event_invitee v where v.event_id = p_event and v.token_hash = app.presented())) then
    (select count(*)::integer from event_answer a where a.event_id = p_event and a.ended_at is null and a.place = 'waiting' and a.waiting_number <= p_number) end
$$;
create or replace function app.guest_page() returns jsonb language sql stable security definer set search_path = pg_catalog, public as $$
  select jsonb_build_object(
    'eventId', e.id, 'inviteeId', v.id, 'name', v.guest_name, 'left', v.ended_at is not null,
    'title', e.title, 'purpose', e.purpose, 'state', e.state, 'startsAt', e.starts_at, 'endsAt', e.ends_at, 'over', coalesce(e.ends_at < now(), false),
    'place', e.place_words, 'access', e.access_words, 'capacity', e.capacity, 'going', app.places_taken(e.id), 'sequence', e.sequence,
    'by', c.name, 'organisation', o.name,
    'answer', (select jsonb_build_object('says', a.says, 'whyNot', a.why_not, 'line', a.line, 'place', a.place, 'waitingNumber', app.place_in_line(a.event_id, a.waiting_number))
      from event_answer a where a.invitee_id = v.id and a.ended_at is null),
    'options', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'startsAt', p.starts_at, 'endsAt', p.ends_at,
        'says', (select t.says from event_vote t where t.option_id = p.id and t.invitee_id = v.id and t.ended_at is null),
        'yes', (select count(*) from event_vote t where t.option_id = p.id and t.says <> 'no' and t.ended_at is null)) order by p.starts_at, p.id), '[]')
      from event_option p where p.event_id = e.id and p.ended_at is null))
  from event_invitee v join learning_event e on e.id = v.event_id join account c on c.id = e.account_id join organisation o on o.id = e.organisation_id
  where v.token_hash = app.presented()
$$;

call app.hand_to_gate();
grant execute on function app.place_in_line(uuid, integer) to app_rw;

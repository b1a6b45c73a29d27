-- What was agreed at an event comes back to its owner on its day and each week after, until it is done; every morning
-- would be nagging. A day on which nothing ran is made up for the next: what counts is whether anything was told since
-- the last of those days. Open inboxes hear of it by the activity.
create or replace function app.remind_of_actions() returns integer language sql volatile security definer set search_path = pg_catalog, public as $$
  with today as (select (now() at time zone 'Europe/London')::date as day), due as (
    select a.event_id, a.owner_post_id, max(a.due_on + 7 * ((t.day - a.due_on) / 7)) as since
    from event_action a cross join today t
    where app.duty() = 'diary' and a.done_at is null and a.ended_at is null and a.due_on <= t.day
      and exists (select 1 from app.seat s where s.post_id = a.owner_post_id)
    group by a.event_id, a.owner_post_id
  ), told as (
    insert into inbox_item (id, post_id, kind, event_id) select gen_random_uuid(), d.owner_post_id, 'event.action', d.event_id from due d
      where not exists (select 1 from inbox_item i where i.event_id = d.event_id and i.post_id = d.owner_post_id and i.kind = 'event.action'
        and (i.seen_at is null or i.at >= d.since::timestamp at time zone 'Europe/London'))
    on conflict do nothing returning event_id
  ), heard as (
    insert into activity (id, kind, subject_kind, subject_id) select gen_random_uuid(), 'event.action', 'event', t.event_id from told t group by t.event_id
  ) select count(*)::integer from told
$$;

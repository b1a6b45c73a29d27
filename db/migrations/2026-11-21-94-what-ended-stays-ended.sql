-- What was taken back is not put back by its row: an answer that ended would come back into a place that is another's
-- now, somebody who plans along no more would plan again, a link or a code that was stopped would open. Whoever thinks
-- again answers again, and is asked again.
do $$
declare t text;
begin
  foreach t in array array['event_vote', 'event_answer', 'event_presence'] loop
    execute format('alter policy own_or_planned_ends on %I with check (ended_at is not null)', t);
  end loop;
  foreach t in array array['event_option', 'event_door', 'event_planner', 'event_series'] loop
    execute format('alter policy planners_end on %I with check (ended_at is not null)', t);
  end loop;
  alter policy planners_or_self_end on event_invitee with check (ended_at is not null);
  alter policy own_ends on learning_entry with check (ended_at is not null);
end $$;

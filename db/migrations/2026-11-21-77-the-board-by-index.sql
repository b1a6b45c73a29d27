-- The board, its list and its counts: place by place along an index, by any filter, however many gaps there are.
-- account_id comes along because row-level security asks for it; so a count need not look at the gaps themselves.
drop index gap_on_board, gap_by_area, gap_by_need, gap_quiet;
create index gap_on_board on gap (place, moved_at desc, id desc) include (account_id);
create index gap_by_area on gap (area_id, place, moved_at desc, id desc) include (account_id);
create index gap_by_need on gap (need, place, moved_at desc, id desc) include (account_id);
create index gap_by_area_and_need on gap (area_id, need, place, moved_at desc, id desc) include (account_id);
create index gap_quietest on gap (place, last_active_at, id);

-- Row-level security keeps PostgreSQL from using an index of the groups themselves (its comparison is not leakproof),
-- and no such index knows an order. Each group has one of its own; a gap is in two or three.
drop index gap_by_group;
do $$
declare g text;
begin
  foreach g in array array['everyone', 'older_people', 'young_people', 'parents', 'carers', 'men', 'women', 'disabled_people', 'deaf_people',
      'learning_disability', 'lgbt', 'newcomers', 'other_languages', 'homeless', 'veterans', 'recovery', 'working_days', 'rural'] loop
    execute format('create index %I on gap (place, moved_at desc, id desc) include (account_id) where %L = any(groups)', 'gap_of_' || g, g);
  end loop;
end $$;

-- Look-alikes look for letters among words now (migration 76).
drop index gap_by_letters, ask_by_letters, ask_answer_by_letters;

-- A gap's page: everything of one gap, whether it still holds or not.
create index gap_stage_by_gap on gap_stage (gap_id, at);
create index gap_invitation_by_gap on gap_invitation (gap_id, at);
-- What a post has seen lately.
create index inbox_item_seen on inbox_item (post_id, seen_at desc) where seen_at is not null;
-- Questions of an area, about a need.
create index ask_by_area on ask (area_id, at desc, id) where ended_at is null;
create index ask_by_need on ask (need, at desc, id) where ended_at is null;

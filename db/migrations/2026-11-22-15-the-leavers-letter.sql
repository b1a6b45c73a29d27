-- Whoever left reads nothing here any more, so what became of their handover goes to them by letter: counts, and no name.
create function app.write_to_leaver() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare h record;
begin
  select a.email, a.name, p.title, count(i.id) filter (where i.state = 'moved' and i.choice is distinct from 'close') as moved, count(i.id) filter (where i.state = 'moved' and i.choice = 'close') as closed,
      count(i.id) filter (where i.state = 'homeless') as homeless
    into h from handover o join account a on a.id = o.leaver_id join post p on p.id = o.seat_post_id left join handover_item i on i.handover_id = o.id where o.id = new.handover_id group by a.email, a.name, p.title;
  if h.email is null or current_setting('app.quiet', true) = 'yes' then return null; end if;
  insert into mail (id, to_address, subject, body, kind)
    values (gen_random_uuid(), h.email, 'Your handover is done',
      'Hello ' || h.name || E',\n\nYour handover of "' || h.title || E'" is done, all of it in one moment.\n\n'
        || 'Went to colleagues who said yes: ' || h.moved || E'\nClosed: ' || h.closed || E'\nWith whoever looks after the post: ' || h.homeless
        || E'\n\nYour place in this post has ended, and nothing of it is open to you any more. Thank you for handing it on.\n\nCommon Thread\n', 'notice');
  return null;
end $$;
create trigger handover_tells_leaver after insert on handover_turn for each row when (new.to_state = 'moved') execute function app.write_to_leaver();
call app.hand_to_gate();

-- The cards of the demonstration say what each seat does, so they need its role.
drop function app.demonstration_people();
create function app.demonstration_people() returns table (account_id uuid, name text, email text, post text, role text, organisation text)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select a.id, a.name, a.email, p.title, p.role, o.name from account a join app.seat s on s.account_id = a.id
  join post p on p.id = s.post_id join organisation o on o.id = p.organisation_id
  where exists (select 1 from network where kind = 'demonstration')
  order by a.created_at, a.name limit 40
$$;
call app.hand_to_gate();
grant execute on function app.demonstration_people() to app_rw;

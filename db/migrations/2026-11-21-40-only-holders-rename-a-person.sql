-- An organisation that a person named may note that they were in contact; who the person is, is for those who
-- hold the case to change, in the database as in the app.
create function app.name_is_for_holders() returns trigger language plpgsql as $$
begin
  if current_user = 'app_rw' and not new.id = any(array(select app.my_held_clients())) then
    raise exception 'not_a_holder' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger name_is_for_holders before update of name, interpreter on client for each row
  when ((new.name, new.interpreter) is distinct from (old.name, old.interpreter)) execute function app.name_is_for_holders();

-- A letter asks for its carrier in the transaction that writes it (jobs.add is made by db/prepare.ts), and
-- what nobody can use any more is cleared away each night.

create function app.letter_waits() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform jobs.add('send-letter', json_build_object('id', new.id));
  return new;
end $$;
create trigger letter_waits after insert on mail for each row when (new.sent_at is null) execute function app.letter_waits();

create function app.clear_spent_keys() returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  delete from sign_in_code where expires_at < now() - interval '1 day';
  delete from challenge where expires_at < now();
  delete from rate_limit where expire < extract(epoch from now()) * 1000;
end $$;

call app.hand_to_gate();
grant execute on function app.clear_spent_keys() to app_rw;

-- What a stranger with an invitation may see, and a few doors of the first migration made narrower.

-- A manager looks after the posts of the organisation, but nobody who is not a facilitator makes, fills,
-- ends or closes a facilitator's seat.
create or replace function app.posts_i_look_after() returns setof uuid language sql stable security definer set search_path = pg_catalog, public
  as $$ select p.id from post p where (select app.is_facilitator())
        or p.organisation_id = any(array(select app.my_managed_organisations())) and p.role <> 'facilitator' $$;

drop policy managers_change on post;
create policy managers_change on post for update to app_rw
  using ((select app.is_facilitator()) or organisation_id = any(array(select app.my_managed_organisations())) and role <> 'facilitator')
  with check ((select app.is_facilitator()) or organisation_id = any(array(select app.my_managed_organisations())) and role <> 'facilitator');

-- What has ended stays ended: a former holder cannot move the end of a tenure, and can only leave now.
drop policy managers_end on tenure;
create policy managers_end on tenure for update to app_rw
  using ((valid_until is null or valid_until > now())
    and (post_id = any(array(select app.posts_i_look_after())) or account_id = (select app.account())))
  with check (valid_until is not null
    and (valid_until <= now() or post_id = any(array(select app.posts_i_look_after()))));

-- A session is changed by its own account while it lives, and never made longer.
revoke update (expires_at) on session from app_rw;
drop policy own_changes on session;
create policy own_changes on session for update to app_rw
  using (account_id = (select app.account()) and ended_at is null)
  with check (account_id = (select app.account()));
drop policy own_changes on passkey;
create policy own_changes on passkey for update to app_rw
  using (account_id = (select app.account())) with check (account_id = (select app.account()));

-- A letter that has left for good keeps no key: its carrier takes the words of codes and links away.
grant update (body) on mail to app_rw;

-- The page behind a link, for whoever holds it.
create function app.invitation_page(p_token_hash text)
  returns table (id uuid, name text, email text, purpose text, post_title text, post_role text, organisation_name text, invited_by text, state text, has_account boolean)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select i.id, i.name, i.email, i.purpose, p.title, p.role, o.name, b.name,
    case when i.accepted_at is not null then 'used'
         when i.withdrawn_at is not null or i.expires_at <= now() or p.closed_at is not null then 'over'
         else 'open' end,
    exists (select 1 from account a where a.email = i.email)
  from invitation i join post p on p.id = i.post_id join organisation o on o.id = p.organisation_id
  left join account b on b.id = i.invited_by
  where i.token_hash = p_token_hash
$$;

-- Asks whoever invited for a new link, without telling the stranger where they can be reached.
create function app.ask_for_invitation(p_token_hash text, p_mail uuid) returns void
  language sql security definer set search_path = pg_catalog, public as $$
  insert into mail (id, to_address, subject, body, kind)
  select p_mail, b.email, i.name || ' asks for a new invitation',
    'Hello ' || b.name || E',\n\nThe link you sent to ' || i.name || ' (' || i.email || ') for "' || p.title
      || E'" no longer works, and they would like a new one.\nOpen Team, and invite them again.\n\nCommon Thread\n', 'notice'
  from invitation i join post p on p.id = i.post_id join account b on b.id = i.invited_by
  where i.token_hash = p_token_hash and i.accepted_at is null
    and exists (select 1 from app.seat s where s.account_id = b.id)
    and not exists (select 1 from mail m where m.to_address = b.email and m.kind = 'notice'
      and m.subject = i.name || ' asks for a new invitation' and m.created_at > now() - interval '1 day')
$$;

-- Accepting, as before, but a link alone never opens an account that is already there: whoever invites
-- could otherwise send themselves a way into a colleague's other posts.
create or replace function app.accept_invitation(p_token_hash text, p_account uuid, p_tenure uuid, p_name text)
  returns table (account_id uuid, post_id uuid) language plpgsql security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare inv invitation; who uuid;
begin
  select * into inv from invitation where token_hash = p_token_hash for update;
  if inv.id is null then raise exception 'invitation_not_found' using errcode = 'P0001'; end if;
  if inv.accepted_at is not null then raise exception 'invitation_used' using errcode = 'P0001'; end if;
  if inv.withdrawn_at is not null or inv.expires_at <= now() then raise exception 'invitation_over' using errcode = 'P0001'; end if;
  if exists (select 1 from post where id = inv.post_id and closed_at is not null) then raise exception 'invitation_over' using errcode = 'P0001'; end if;
  select id into who from account where email = inv.email;
  if who is null then
    insert into account (id, name, email) values (p_account, p_name, inv.email) returning id into who;
  elsif who is distinct from app.account() then
    raise exception 'invitation_sign_in_first' using errcode = 'P0001';
  end if;
  insert into tenure (id, account_id, post_id) values (p_tenure, who, inv.post_id)
    on conflict (account_id, post_id) where valid_until is null do nothing;
  update invitation set accepted_at = now(), accepted_by = who where id = inv.id;
  return query select who, inv.post_id;
end $$;

call app.hand_to_gate();
grant execute on function app.invitation_page(text), app.ask_for_invitation(text, uuid),
  app.accept_invitation(text, uuid, uuid, text), app.posts_i_look_after() to app_rw;
grant execute on function app.posts_i_look_after() to gate;

-- Who requests come from, in one question for all that arrive in the same moment: a board that changes is asked for
-- again by everybody who has it open. Each holds out the hash (in hex) of the secret in its cookie and is answered under its
-- place in the list; no secret's hash leaves the database. Hashes of hashes are compared, so that how long it takes
-- says nothing of how far two of them agree.
create function app.visits(p_sessions text[], p_hashes text[])
  returns table (place integer, account_id uuid, name text, email text, device text, last_seen_at timestamptz, covered_at timestamptz, expires_at timestamptz, seats jsonb)
  language plpgsql stable security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query
    select v.place::integer, a.id, a.name, a.email, s.device, s.last_seen_at, s.covered_at, s.expires_at,
      (select coalesce(jsonb_agg(jsonb_build_object('tenureId', t.id, 'postId', p.id, 'postTitle', p.title, 'role', p.role,
          'organisationId', o.id, 'organisationName', o.name, 'organisationKind', o.kind) order by t.valid_from), '[]')
        from app.seat x join tenure t on t.id = x.tenure_id join post p on p.id = x.post_id join organisation o on o.id = p.organisation_id
        where x.account_id = s.account_id)
    from unnest(p_sessions, p_hashes) with ordinality v(session_id, hash, place)
    join session s on s.id = v.session_id join account a on a.id = s.account_id
    where s.ended_at is null and sha256(s.secret_hash) = sha256(decode(v.hash, 'hex'));
end $$;

-- Counts of changed rights, as before, and that of everybody who works here also where nobody is supported yet.
create function app.access_counts(p_clients uuid[]) returns table (staff bigint, client_id uuid, client bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
  return query select f.generation, a.client_id, a.generation from staff_access f left join client_access a on a.client_id = any(p_clients);
end $$;

call app.hand_to_gate();
grant execute on function app.visits(text[], text[]), app.access_counts(uuid[]) to app_rw;

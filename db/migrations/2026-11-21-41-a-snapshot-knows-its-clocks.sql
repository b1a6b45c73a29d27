-- The clocks a snapshot reaches (a Yjs state vector) are kept beside it: reading them out of a long note's words
-- again each time it is opened cost more than fetching the words. Null for snapshots made before.
alter table document_snapshot add column clocks bytea;

drop function app.save_snapshot(uuid, bigint, bytea);
create function app.save_snapshot(p_document uuid, p_seq bigint, p_data bytea, p_clocks bytea) returns void
  language sql security definer set search_path = pg_catalog, public as $$
  insert into document_snapshot (document_id, seq, data, clocks) select p_document, p_seq, p_data, p_clocks
    where p_seq <= (select coalesce(max(u.seq), 0) from document_update u where u.document_id = p_document)
  on conflict (document_id) do update set seq = excluded.seq, data = excluded.data, clocks = excluded.clocks, made_at = now()
    where document_snapshot.seq < excluded.seq
$$;

drop function app.load_document(bigint, bigint);
create function app.load_document(p_connection bigint, p_after bigint)
  returns table (seq bigint, data bytea, is_snapshot boolean, clocks bytea)
  language plpgsql security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare c document_connection; base bigint;
begin
  select x.* into c from document_connection x
    left join client_access a on a.client_id = x.client_id cross join staff_access f
    where x.id = p_connection and x.level <> 'none' and x.until > now()
      and x.client_generation = a.generation and x.staff_generation = f.generation;
  if c.id is null then raise exception 'stale_connection' using errcode = 'P0001'; end if;
  select s.seq into base from document_snapshot s where s.document_id = c.document_id and s.seq > p_after;
  if base is not null then return query select s.seq, s.data, true, s.clocks from document_snapshot s where s.document_id = c.document_id; end if;
  return query select u.seq, u.data, false, null::bytea from document_update u
    where u.document_id = c.document_id and u.seq > greatest(coalesce(base, 0), p_after) order by u.seq;
end $$;
call app.hand_to_gate();
grant execute on function app.save_snapshot(uuid, bigint, bytea, bytea), app.load_document(bigint, bigint) to app_rw;

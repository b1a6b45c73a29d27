-- Row-level security keeps PostgreSQL from using the index of names: a comparison that is not leakproof may not
-- look before the policy has. Every colleague with a seat may read every organisation, so the search asks that
-- once and then uses the index. How alike is alike follows pg_trgm.word_similarity_threshold of the caller.
create function app.organisations_like(p_words text, p_pattern text, p_without uuid[], p_most integer)
  returns table (id uuid, name text, area text)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
  if not app.is_staff() then return; end if;
  return query
    select o.id, o.name, o.area from (
      select * from organisation where app.folded(name) like app.folded(p_pattern)
      union
      select * from organisation where app.folded(p_words) operator(public.<%) app.folded(name)
    ) o
    where o.id <> all(p_without) and o.kind <> 'network'
    order by (app.folded(o.name) like app.folded(p_pattern)) desc, public.word_similarity(app.folded(p_words), app.folded(o.name)) desc, o.name
    limit p_most;
end $$;
call app.hand_to_gate();
grant execute on function app.organisations_like(text, text, uuid[], integer) to app_rw, gate;

-- Gaps and questions that look like what somebody is typing, quickly among 50,000 of them, for sentences full of words
-- that every sentence has. Three things make it so. Row-level security keeps PostgreSQL from using an index with a
-- comparison that is not leakproof, so whether the asker may see them is asked once, here. Rare words choose the
-- candidates, and common ones only together; how common each is, the planner knows from the last ANALYZE. And letters
-- that are wrong are looked up among words, of which there are few thousand, rather than among sentences.

-- Every word of a sentence, a question or an answer once, as it was written; what nobody writes any more is not kept.
create table gap_word (word text primary key);
create index gap_word_by_letters on gap_word using gin (word gin_trgm_ops);

create function app.words_of(p_words text) returns setof text language sql immutable parallel safe set search_path = pg_catalog, public
  as $$ select distinct w from regexp_split_to_table(app.folded(p_words), '[^[:alpha:]]+') w where length(w) between 4 and 30 $$;
-- The lexeme of one word; null for a word that says nothing ("with").
create function app.lexeme_of(p_word text) returns text language sql immutable parallel safe set search_path = pg_catalog, public
  as $$ select (tsvector_to_array(to_tsvector('english'::regconfig, p_word)))[1] $$;
create function app.is_written(p_word text) returns boolean language sql stable set search_path = pg_catalog, public as $$
  select exists (select from gap g where g.words @@ plainto_tsquery('english'::regconfig, p_word) and app.folded(g.sentence) like '%' || p_word || '%')
    or exists (select from ask q where q.words @@ plainto_tsquery('english'::regconfig, p_word) and app.folded(q.question) like '%' || p_word || '%')
    or exists (select from ask_answer n where n.words @@ plainto_tsquery('english'::regconfig, p_word) and app.folded(n.line) like '%' || p_word || '%')
$$;

-- Its argument names the column that holds the words.
create function app.note_words() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare said constant text := to_jsonb(new)->>tg_argv[0];
begin
  -- In one order, so that two who write the same new words wait for one another and not each for the other.
  insert into gap_word (word) select w from app.words_of(said) w order by w on conflict do nothing;
  if tg_op = 'UPDATE' then
    delete from gap_word k where k.word in (select app.words_of(to_jsonb(old)->>tg_argv[0]) except select app.words_of(said)) and not app.is_written(k.word);
  end if;
  return null;
end $$;
create trigger gap_notes_words after insert on gap for each row execute function app.note_words('sentence');
create trigger gap_notes_other_words after update on gap for each row when (old.sentence is distinct from new.sentence) execute function app.note_words('sentence');
create trigger ask_notes_words after insert on ask for each row execute function app.note_words('question');
create trigger ask_notes_other_words after update on ask for each row when (old.question is distinct from new.question) execute function app.note_words('question');
create trigger answer_notes_words after insert on ask_answer for each row execute function app.note_words('line');
create trigger answer_notes_other_words after update on ask_answer for each row when (old.line is distinct from new.line) execute function app.note_words('line');
insert into gap_word (word)
  select w from (select sentence from gap union all select question from ask union all select line from ask_answer) s (said), app.words_of(s.said) w on conflict do nothing;

-- How many rows of a table have each lexeme, as the planner estimates it; the last number is that of a lexeme nobody ever used.
create function app.rows_with(p_table regclass, p_lexemes text[]) returns real[] language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare asked text; plan json;
begin
  select string_agg(format('select from %s where words @@ %L', p_table, quote_literal(l)), ' union all ' order by n) into asked
    from unnest(p_lexemes || 'qzqzqz'::text) with ordinality t (l, n);
  execute 'explain (format json) ' || asked into plan;
  return array(select (e.scan->>'Plan Rows')::real from json_array_elements(plan->0->'Plan'->'Plans') with ordinality e (scan, n) order by n);
end $$;

-- What words ask for: each lexeme, and for words that next to nobody wrote, lexemes that are written nearly like them.
create function app.terms_of(p_table regclass, p_words text) returns table (word integer, term tsquery, alike real, rows_of real)
  language plpgsql volatile security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
#variable_conflict use_column
declare
  lexemes text[] := array(select t.lexeme from unnest(to_tsvector('english'::regconfig, p_words)) t limit 20);
  most constant integer := cardinality(lexemes);
  found real[]; instead text[]; instead_of integer[]; likeness real[];
begin
  if most = 0 then return; end if;
  found := app.rows_with(p_table, lexemes);
  select array_agg(s.lexeme), array_agg(s.place), array_agg(s.alike) into instead, instead_of, likeness from (
    select o.place, app.lexeme_of(n.word) as lexeme, max(n.alike) as alike
    from (select w.word, l.place::integer as place from app.words_of(p_words) w (word) join unnest(lexemes) with ordinality l (lexeme, place) on l.lexeme = app.lexeme_of(w.word)
      where found[l.place] <= found[most + 1] order by length(w.word) desc, w.word limit 8) o
    cross join lateral (select k.word, public.similarity(k.word, o.word) as alike from gap_word k
      where k.word operator(public.%) o.word and k.word <> o.word order by alike desc, k.word limit 3) n
    where n.alike >= 0.4 and app.lexeme_of(n.word) <> all(lexemes)
    group by o.place, app.lexeme_of(n.word)) s;
  return query
    select l.place::integer, quote_literal(l.lexeme)::tsquery, 1::real, found[l.place] from unnest(lexemes) with ordinality l (lexeme, place)
    union all
    select i.place, quote_literal(i.lexeme)::tsquery, i.alike, i.rows_of
      from unnest(instead, instead_of, likeness, case when instead is not null then app.rows_with(p_table, instead) end) i (lexeme, place, alike, rows_of) where i.lexeme is not null;
end $$;

-- The likest first: half of it is how many of the words are there, each worth the more the rarer it is, half is how
-- alike the letters are. Reads some hundred rows, however many there are. What is kept of an answer counts for its question.
create function app.likest(p_what text, p_words text, p_area uuid, p_least real, p_most integer) returns table (id uuid, likeness real) rows 20
  language plpgsql volatile security definer set search_path = pg_catalog, public set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
#variable_conflict use_column
declare
  said constant text := app.folded(left(p_words, 300));
  from_table constant regclass := case p_what when 'gap' then 'gap' when 'ask' then 'ask' when 'kept' then 'ask_answer' end::regclass;
  source constant text := case p_what
    when 'gap' then 'select id, sentence as said, words, area_id from gap where place <> ''taken_down'' and words @@ %s limit %s'
    when 'ask' then 'select id, question as said, words, area_id from ask where ended_at is null and words @@ %s limit %s'
    when 'kept' then 'select n.ask_id as id, n.line as said, n.words, null::uuid as area_id from ask_answer n where n.ended_at is null and n.words @@ %s
      and exists (select from ask_acceptance k where k.ask_id = n.ask_id and k.answer_id = n.id and k.ended_at is null) limit %s' end;
  terms tsquery[]; of_word integer[]; alikes real[]; counts real[]; worth real[]; everything real; total real;
  rare tsquery; ranking tsquery; common tsquery[] := '{}'; common_words integer[] := '{}';
  room real := 400;
begin
  select array_agg(t.term order by t.rows_of, t.word), array_agg(t.word order by t.rows_of, t.word), array_agg(t.alike order by t.rows_of, t.word), array_agg(t.rows_of order by t.rows_of, t.word)
    into terms, of_word, alikes, counts from app.terms_of(from_table, said) t;
  if terms is null then return; end if;
  total := greatest((select c.reltuples from pg_class c where c.oid = from_table), 10 * counts[1], counts[cardinality(counts)]);
  -- A word is worth what the commonest way to read it is worth.
  worth := array(select ln((total + 1) / (max(counts[t]) + 1)) + 0.1 from generate_subscripts(terms, 1) t group by of_word[t] order by of_word[t]);
  everything := (select sum(w) from unnest(worth) w);
  for t in 1 .. cardinality(terms) loop
    ranking := case when t = 1 then terms[t] else ranking || terms[t] end;
    if counts[t] <= room then
      room := room - counts[t];
      rare := case when rare is null then terms[t] else rare || terms[t] end;
    elsif cardinality(common) < 3 and of_word[t] <> all(common_words) then
      common := common || terms[t];
      common_words := common_words || of_word[t];
    end if;
  end loop;
  return query execute
    'with found as materialized (('
      || format(source, '$1', 600) || ') union all ('
      || format(source, '($2 && $3 && $4)', 100) || ') union all ('
      || format(source, '($2 && $3)', 150) || ') union all ('
      || format(source, '($2 && $4)', 100) || ') union all ('
      || format(source, '($3 && $4)', 100) || ') union all ('
      || format(source, '$2', 200) || $query$)
    ), near as materialized (
      select f.id, f.area_id, app.folded(f.said) as letters, f.words from (select distinct on (id) * from found) f
      order by ts_rank(f.words, $5, 1) desc, f.id limit greatest(40, $12)
    ), judged as materialized (
      -- Of a short one and a long one: how much of the short is in the long.
      select n.id, (0.5 * greatest(public.similarity(n.letters, $6), case when length(n.letters) > 1.4 * length($6) then 0.8 * public.word_similarity($6, n.letters)
          when length($6) > 1.4 * length(n.letters) then 0.8 * public.word_similarity(n.letters, $6) end)
        + 0.5 / $7 * coalesce((select sum(b.best) from (
            select max(t.alike * t.worth) as best from unnest($8, $9, $10, $14) t (term, alike, worth, word) where n.words @@ t.term group by t.word) b), 0)
        + case when n.area_id = $13 then 0.05 else 0 end)::real as likeness
      from near n
    )
    select j.id, j.likeness from judged j where j.likeness > $11 order by j.likeness desc, j.id limit $12 $query$
    using rare, common[1], common[2], common[3], ranking, said, everything, terms, alikes, array(select worth[w] from unnest(of_word) with ordinality o (w, n) order by n), p_least, p_most, p_area, of_word;
end $$;

create function app.gaps_like(p_words text, p_area uuid, p_least real, p_most integer) returns table (gap_id uuid, likeness real) rows 20
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  if app.is_acting() then return query select l.id, l.likeness from app.likest('gap', p_words, p_area, p_least, p_most) l; end if;
end $$;
-- Questions, by what is asked and (when `p_kept`) by what was kept of the answers.
create function app.asks_like(p_words text, p_kept boolean, p_least real, p_most integer) returns table (ask_id uuid, likeness real) rows 20
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  if not app.is_acting() then return; end if;
  return query select l.id, max(l.likeness) from (
      select q.id, q.likeness from app.likest('ask', p_words, null, p_least, p_most) q
      union all select k.id, k.likeness - 0.05::real from app.likest('kept', p_words, null, p_least, p_most) k where p_kept) l
    group by l.id order by 2 desc, 1 limit p_most;
end $$;

call app.close_tables();
call app.hand_to_gate();
revoke all on gap_word from app_rw;
grant execute on function app.gaps_like(text, uuid, real, integer), app.asks_like(text, boolean, real, integer) to app_rw, gate;

-- For whoever tells of months gone by: this transaction is nobody's news (migration 95).
create function app.keep_quiet() returns text language sql volatile as $$ select set_config('app.quiet', 'yes', true) $$;
grant execute on function app.keep_quiet() to app_rw;

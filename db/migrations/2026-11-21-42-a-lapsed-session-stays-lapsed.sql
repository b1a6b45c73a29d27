-- Writing in a live document keeps a session alive; it does not bring back one that had run out.
create or replace function app.touch_sessions(p_sessions text[]) returns void language sql security definer set search_path = pg_catalog, public
  as $$ update session set last_seen_at = now() where id = any(p_sessions) and id in (select l.id from app.live_session l) $$;

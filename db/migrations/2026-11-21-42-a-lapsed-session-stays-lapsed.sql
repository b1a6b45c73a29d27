-- Writing in a live document keeps a session alive; it does not bring back one that had run out. Many are noted at once, so
-- one that somebody ends in this very moment is left to them, and nobody is waited for.
create or replace function app.touch_sessions(p_sessions text[]) returns void language sql security definer set search_path = pg_catalog, public
  as $$ update session set last_seen_at = now() where id in (
    select s.id from session s where s.id = any(p_sessions) and s.id in (select l.id from app.live_session l) for no key update of s skip locked) $$;

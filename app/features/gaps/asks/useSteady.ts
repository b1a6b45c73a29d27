import { useCallback, useEffect, useRef, useState } from "react";
import { useHeld } from "~/kit/board/held";
import { settle, type Steady } from "./steady";

type Row = { id: string; answers: number; kept: unknown };
/** As long as the tint takes to fade. */
const fadesAfter = 3_000;

/** A list that others change while somebody reads it. Another list (another `key`) is shown as it is. */
export function useSteady<T extends Row>(fresh: readonly T[], key: string) {
  const [steady, setSteady] = useState<Steady<T> & { key: string }>({ rows: fresh, changed: new Set(), waiting: 0, key });
  const [seen, setSeen] = useState({ fresh, key });
  const latest = useRef(fresh);
  const show = useCallback(() => setSteady((before) => ({ ...settle(before.rows, latest.current, false), key: before.key })), []);
  const held = useHeld({ onFree: show });
  useEffect(() => {
    latest.current = fresh;
  });
  if (seen.fresh !== fresh || seen.key !== key) {
    setSeen({ fresh, key });
    setSteady(steady.key === key ? { ...settle(steady.rows, fresh, held.isHeld()), key } : { rows: fresh, changed: new Set(), waiting: 0, key });
  }
  useEffect(() => {
    if (steady.changed.size === 0) return;
    const timer = setTimeout(() => setSteady((before) => ({ ...before, changed: new Set() })), fadesAfter);
    return () => clearTimeout(timer);
  }, [steady.changed]);
  return { ...steady, show, held };
}

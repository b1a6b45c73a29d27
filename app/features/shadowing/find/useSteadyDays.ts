import { useCallback, useEffect, useRef, useState } from "react";
import { useHeld } from "~/kit/board/held";
import type { DayCard } from "./reads.server";
import { settleDays, type Steady } from "./steady";

/** As long as the tint takes to fade. */
const fadesAfter = 3_000;

/**
 * Days that others book while somebody reads the list: places change where they stand; what came and what went waits
 * while somebody has a hand on it. Another list (another `key`) is shown as it is.
 */
export function useSteadyDays(fresh: readonly DayCard[], key: string) {
  const [steady, setSteady] = useState<Steady & { key: string }>({ cards: fresh, changed: new Set(), gone: new Set(), waiting: 0, key });
  const [seen, setSeen] = useState({ fresh, key });
  const latest = useRef(fresh);
  const show = useCallback(() => setSteady((before) => ({ ...settleDays(before.cards, latest.current, false), key: before.key })), []);
  const held = useHeld({ onFree: show });
  useEffect(() => {
    latest.current = fresh;
  });
  if (seen.fresh !== fresh || seen.key !== key) {
    setSeen({ fresh, key });
    setSteady(steady.key === key ? { ...settleDays(steady.cards, fresh, held.isHeld()), key } : { cards: fresh, changed: new Set(), gone: new Set(), waiting: 0, key });
  }
  useEffect(() => {
    if (steady.changed.size === 0) return;
    const timer = setTimeout(() => setSteady((before) => ({ ...before, changed: new Set() })), fadesAfter);
    return () => clearTimeout(timer);
  }, [steady.changed]);
  return { ...steady, show, held };
}

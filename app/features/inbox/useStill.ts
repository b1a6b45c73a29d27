import { useState } from "react";
import { useHeld, type Held } from "~/kit/board/held";

/** A list that stands still while somebody has a hand on it: what came meanwhile is shown when they let go. */
export function useStill<T>(fresh: T): { shown: T; held: Held } {
  const [shown, setShown] = useState(fresh);
  const [seen, setSeen] = useState(fresh);
  const [waits, setWaits] = useState(false);
  const held = useHeld({ onFree: () => setWaits(false) });
  // Asked for this very change: what was so before it would let the first one through.
  let waiting = waits;
  if (seen !== fresh) {
    setSeen(fresh);
    waiting = held.isHeld();
    setWaits(waiting);
  }
  if (!waiting && shown !== fresh) setShown(fresh);
  return { shown: waiting ? shown : fresh, held };
}

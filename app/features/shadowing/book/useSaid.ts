import { useEffect, useRef } from "react";
import { useAnnounce } from "~/kit/LiveRegion";

/** Says aloud what changed while the page was open: `words`, each time `key` becomes another. What was there at first is read as it stands. */
export function useSaid(key: string, words: string | undefined): void {
  const announce = useAnnounce();
  const before = useRef(key);
  useEffect(() => {
    if (before.current === key) return;
    before.current = key;
    if (words) announce(words);
  }, [key, words, announce]);
}

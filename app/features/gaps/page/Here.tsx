import { useEffect, useRef } from "react";
import { LiveDot } from "~/kit/LiveDot";
import { useAnnounce } from "~/kit/LiveRegion";
import { useHydrated } from "~/kit/useHydrated";
import { usePresence } from "~/shared/live/usePresence";

/** "Live · Bashir and Jo are here": who else has this gap open. Comings and goings are said aloud, nothing else. */
export function Here({ gapId }: { gapId: string }) {
  const hydrated = useHydrated();
  const { people, more } = usePresence(`gap:${gapId}`);
  const names = people.map(({ name }) => name.split(" ")[0] ?? name);
  const words = hereWords(names, more);
  const announce = useAnnounce();
  const before = useRef("");
  useEffect(() => {
    // Who was here when one came is on the page; only what changes after it is news.
    if (before.current !== words && (before.current || words)) announce(words || "Nobody else is here now.");
    before.current = words;
  }, [words, announce]);
  if (!hydrated) return null;
  return <LiveDot isLive>{words ? `Live · ${words}` : "Live"}</LiveDot>;
}

export function hereWords(names: readonly string[], more: number): string {
  const shown = names.slice(0, 3);
  const others = names.length - shown.length + more;
  if (shown.length === 0) return "";
  const listed = others > 0 ? `${shown.join(", ")} and ${others} more` : [shown.slice(0, -1).join(", "), shown.at(-1)].filter(Boolean).join(" and ");
  return `${listed} ${names.length + more === 1 ? "is" : "are"} here`;
}

import { useState } from "react";
import { useOnline } from "~/kit/useOnline";

/** Whether there is a way out now, and whether it has come back while the page stood open. */
export function useWayOut(): { online: boolean; isBack: boolean } {
  const online = useOnline();
  const [wasAway, setWasAway] = useState(false);
  if (!online && !wasAway) setWasAway(true);
  return { online, isBack: online && wasAway };
}

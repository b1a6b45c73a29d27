import { useEffect, useState } from "react";
import { useNotices } from "~/shared/live/useNotices";
import { usePresence } from "~/shared/live/usePresence";

export type Watched = ReturnType<typeof usePresence> & { notLive: boolean; isHeard: boolean; lookAgain: () => void };

/**
 * Hears of gaps from the moment the server says who is here. What changed between the reading of the page and that
 * moment was told to nobody, so the page is asked once more then.
 */
export function useWatched(options: NonNullable<Parameters<typeof useNotices>[1]>): Watched {
  const { notLive, lookAgain } = useNotices(["gaps"], options);
  const present = usePresence("gaps");
  const [before] = useState(present);
  const [isHeard, setHeard] = useState(false);
  if (!isHeard && present !== before) setHeard(true);
  useEffect(() => {
    if (isHeard) lookAgain();
  }, [isHeard, lookAgain]);
  return { ...present, notLive, isHeard, lookAgain };
}

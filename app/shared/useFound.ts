import { useCallback, useEffect, useRef, useState } from "react";

/**
 * What a field looks up on the server while somebody types, or a page once it is there: the last answer to the last
 * question. A question that nobody answers leaves what was found before, and says `isLost`. Not a fetcher of the
 * router's: that one asks again after every form of the page, and puts an error in the page's place when it fails, with
 * all that was typed there.
 */
export function useFound<T>(): { found: T | undefined; isLooking: boolean; isLost: boolean; look: (address: string) => void } {
  const [found, setFound] = useState<T>();
  const [state, setState] = useState<"idle" | "looking" | "lost">("idle");
  const asking = useRef<AbortController>(undefined);
  useEffect(() => () => asking.current?.abort(), []);
  const look = useCallback((address: string) => {
    asking.current?.abort();
    const { signal } = (asking.current = new AbortController());
    setState("looking");
    void answerOf<T>(address, signal).then((answer) => {
      if (signal.aborted) return;
      if (answer !== undefined) setFound(answer);
      setState(answer === undefined ? "lost" : "idle");
    });
  }, []);
  return { found, isLooking: state === "looking", isLost: state === "lost", look };
}

/** An answer in JSON; nothing when there is none, whatever the reason. */
export async function answerOf<T>(address: string, signal: AbortSignal): Promise<T | undefined> {
  try {
    const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
    return response.ok && response.headers.get("Content-Type")?.includes("json") ? ((await response.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}

import { useCallback, useEffect, useState } from "react";
import { useAct } from "./useAct";

/** A withdrawal that could not be recorded is tried again this often. */
const tryAgainEvery = 5_000;

/** `trying`: sent, or waiting to be; nobody writes meanwhile. `failing`: it was tried and did not get through. */
export type StoppingState = "idle" | "trying" | "failing" | "done";

/**
 * Records that a person no longer agrees, first in line and until it has worked: from the moment it is asked,
 * `isLocked` keeps this tab from writing. What waits is kept in memory.
 */
export function useStopping(noteUrl: string) {
  const { send, answer, isPending } = useAct(noteUrl);
  const [waiting, setWaiting] = useState<FormData>();
  const [failing, setFailing] = useState(false);

  const attempt = useCallback(
    async (form: FormData) => {
      const given = await send(form);
      setFailing(given.failed === true);
      if (!given.failed) setWaiting(undefined);
    },
    [send],
  );

  const stop = useCallback(
    (form: FormData) => {
      setWaiting(form);
      setFailing(false);
      void attempt(form);
    },
    [attempt],
  );

  useEffect(() => {
    if (!waiting || !failing || isPending) return;
    const again = () => void attempt(waiting);
    const timer = setTimeout(again, tryAgainEvery);
    window.addEventListener("online", again, { once: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", again);
    };
  }, [waiting, failing, isPending, attempt]);

  const done = answer?.stopped !== undefined || answer?.done !== undefined;
  const state: StoppingState = waiting ? (failing ? "failing" : "trying") : done ? "done" : "idle";
  return { state, isLocked: waiting !== undefined, answer: answer?.failed ? undefined : answer, stop };
}

export type Stopping = ReturnType<typeof useStopping>;

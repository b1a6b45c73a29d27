import { useCallback, useEffect, useRef, useState } from "react";
import { useFetcher } from "react-router";
import type { Act } from "./acts.server";

/** A withdrawal that could not be recorded is tried again this often. */
export const tryAgainEvery = 5_000;

/** `trying`: sent, or waiting to be; nobody writes meanwhile. `failing`: it was tried and did not get through. */
export type StoppingState = "idle" | "trying" | "failing" | "done";
export type StoppingAnswer = Act & { failed?: boolean };

/**
 * Records that a person no longer agrees, first in line and until it has worked: from the moment it is asked,
 * `isLocked` keeps this tab from writing. What waits is kept in memory.
 */
export function useStopping(action: string) {
  const fetcher = useFetcher<StoppingAnswer>();
  const [asked, setAsked] = useState<FormData>();
  const [failing, setFailing] = useState(false);
  const { submit, state, data } = fetcher;
  const handled = useRef<StoppingAnswer>(undefined);

  const send = useCallback((form: FormData) => void submit(form, { method: "post", action }), [submit, action]);

  const stop = useCallback(
    (form: FormData) => {
      setAsked(form);
      setFailing(false);
      send(form);
    },
    [send],
  );

  useEffect(() => {
    if (state !== "idle" || !data || handled.current === data) return;
    handled.current = data;
    if (data.failed) setFailing(true);
    else {
      setAsked(undefined);
      setFailing(false);
    }
  }, [state, data]);

  useEffect(() => {
    if (!asked || !failing || state !== "idle") return;
    const again = () => send(asked);
    const timer = setTimeout(again, tryAgainEvery);
    window.addEventListener("online", again, { once: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", again);
    };
  }, [asked, failing, state, data, send]);

  const current: StoppingState = asked ? (failing ? "failing" : "trying") : data?.stopped || data?.done ? "done" : "idle";
  return { state: current, isLocked: asked !== undefined, answer: data?.failed ? undefined : data, stop };
}

export type Stopping = ReturnType<typeof useStopping>;

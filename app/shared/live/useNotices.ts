import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useRevalidator } from "react-router";
import type { Notice } from "../realtime";
import { coalesced, serverAnswers } from "./coalesce";
import { notices } from "./notices";

/** A blink of the network is not worth a word. */
const notLiveAfter = 5_000;

type Options = {
  /** True while the page must hold still: somebody types in a part that would move. */
  isBusy?: (() => boolean) | undefined;
  /** Hears each notice as it comes, before the page is asked again. */
  onNotice?: ((notice: Notice) => void) | undefined;
};

/**
 * Asks the page's loaders again when something on these topics changed, at most once in 250 ms, and whenever
 * the connection comes back.
 * @returns `notLive` once nothing has been heard for a while, for a line that says so, and `lookAgain`
 */
export function useNotices(topics: readonly string[], { isBusy, onNotice }: Options = {}): { notLive: boolean; lookAgain: () => void } {
  const { revalidate } = useRevalidator();
  const latest = useRef({ revalidate, isBusy, onNotice });
  useEffect(() => {
    latest.current = { revalidate, isBusy, onNotice };
  });
  const looking = useRef<ReturnType<typeof coalesced>>(undefined);
  const key = topics.join(" ");

  useEffect(() => {
    const look = coalesced(() => void latest.current.revalidate(), { isBusy: () => latest.current.isBusy?.() ?? false, isReachable: serverAnswers });
    looking.current = look;
    const hear = (notice: Notice) => {
      latest.current.onNotice?.(notice);
      look.ask();
    };
    const stops = key.split(" ").filter(Boolean).map((topic) => notices.watch(topic, hear, look.ask));
    return () => {
      for (const stop of stops) stop();
      look.stop();
    };
  }, [key]);

  const lookAgain = useCallback(() => looking.current?.ask(), []);
  return { notLive: useNotLive(), lookAgain };
}

function useNotLive(): boolean {
  const connected = useSyncExternalStore(notices.subscribe, notices.isConnected, () => true);
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (connected) return;
    const timer = setTimeout(() => setLate(true), notLiveAfter);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [connected]);
  return late && !connected;
}

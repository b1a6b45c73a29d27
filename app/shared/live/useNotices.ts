import { useEffect, useRef, useState, useSyncExternalStore } from "react";
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
  const [looking] = useState(() =>
    coalesced(() => void latest.current.revalidate(), { isBusy: () => latest.current.isBusy?.() ?? false, isReachable: serverAnswers }),
  );
  const key = topics.join(" ");

  useEffect(() => {
    const stops = key.split(" ").filter(Boolean).map((topic) =>
      notices.watch(
        topic,
        (notice) => {
          latest.current.onNotice?.(notice);
          looking.ask();
        },
        () => looking.ask(),
      ),
    );
    return () => {
      for (const stop of stops) stop();
      looking.stop();
    };
  }, [key, looking]);

  return { notLive: useNotLive(), lookAgain: looking.ask };
}

function useNotLive(): boolean {
  const connected = useSyncExternalStore(notices.subscribe, notices.isConnected, () => true);
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (connected) return setLate(false);
    const timer = setTimeout(() => setLate(true), notLiveAfter);
    return () => clearTimeout(timer);
  }, [connected]);
  return late && !connected;
}

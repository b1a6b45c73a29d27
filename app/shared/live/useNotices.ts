import { useCallback, useContext, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { UNSAFE_DataRouterContext as RouterContext, useNavigation, useRevalidator } from "react-router";
import type { Notice } from "../realtime";
import { atOnce, coalesced, serverAnswers } from "./coalesce";
import { notices } from "./notices";

/** A blink of the network is not worth a word. */
const notLiveAfter = 5_000;

type Options = {
  /** True while the page must hold still: somebody types in a part that would move. */
  isBusy?: (() => boolean) | undefined;
  /** Hears each notice as it comes, before the page is asked again. */
  onNotice?: ((notice: Notice) => void) | undefined;
  /**
   * Looks at what changed by itself, instead of the page being asked again: handed the ids of the things that notices
   * named, the first at once and then at most every 250 ms. A notice that names nothing, and a connection that comes
   * back, still ask the whole page.
   */
  look?: ((ids: Set<string>) => void) | undefined;
};

/**
 * Asks the page's loaders again when something on these topics changed, at most once in 250 ms, and whenever
 * the connection comes back.
 * @returns `notLive` once nothing has been heard for a while, for a line that says so, and `lookAgain`
 */
export function useNotices(topics: readonly string[], { isBusy, onNotice, look }: Options = {}): { notLive: boolean; lookAgain: () => void } {
  const { revalidate } = useRevalidator();
  const isSending = useSendingNow();
  const latest = useRef({ revalidate, isBusy, onNotice, look });
  useEffect(() => {
    latest.current = { revalidate, isBusy, onNotice, look };
  });
  const looking = useRef<ReturnType<typeof coalesced>>(undefined);
  const key = topics.join(" ");

  useEffect(() => {
    const whole = coalesced(() => void latest.current.revalidate(), { isBusy: () => isSending() || (latest.current.isBusy?.() ?? false), isReachable: serverAnswers });
    const parts = atOnce((ids) => latest.current.look?.(ids));
    looking.current = whole;
    const hear = (notice: Notice) => {
      latest.current.onNotice?.(notice);
      const { subject } = notice.ids;
      if (latest.current.look && subject) parts.ask(subject);
      else whole.ask();
    };
    const stops = key.split(" ").filter(Boolean).map((topic) => notices.watch(topic, hear, whole.ask));
    return () => {
      for (const stop of stops) stop();
      whole.stop();
      parts.stop();
    };
  }, [key, isSending]);

  const lookAgain = useCallback(() => looking.current?.ask(), []);
  return { notLive: useNotLive(), lookAgain };
}

/**
 * Whether a form of this page is on its way at this very moment: its answer, a refusal say, is lost when the page is
 * asked again before it is shown. The router itself knows first that one is sent; what is drawn says when its answer is
 * shown, which comes after.
 */
function useSendingNow(): () => boolean {
  const router = useContext(RouterContext)?.router;
  const { formMethod } = useNavigation();
  const drawn = useRef<string>(undefined);
  useEffect(() => {
    drawn.current = formMethod;
  });
  return useCallback(() => drawn.current === "POST" || router?.state.navigation.formMethod === "POST", [router]);
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

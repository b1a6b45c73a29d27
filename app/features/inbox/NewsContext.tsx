import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { coalesced, serverAnswers } from "~/shared/live/coalesce";
import { notices } from "~/shared/live/notices";
import type { Waiting } from "./news.server";

type Held = {
  /** What was heard last; nothing until then. */
  heard: Waiting | undefined;
  /** What this tab said Done to: it goes at once, also from a list that stands still. */
  done: ReadonlySet<string>;
  finish: (id: string) => void;
};
const Context = createContext<Held>({ heard: undefined, done: new Set(), finish: () => {} });

/** The live connection is no part of what a page needs to be there: a page that wants it sooner opens it itself. */
const settlesAfter = 4_000;

/** What waits for whoever is signed in, as it was heard last. */
export const useNews = () => useContext(Context);

/** What waits, as a page came with it or as it was heard since. */
export function useNewest(came: Waiting): Waiting {
  const { heard } = useNews();
  return heard && heard.asOf > came.asOf ? heard : came;
}

/**
 * Holds the news of a tab, for the bell and for Today. It asks for the news alone and never for the page again: a page
 * that names people supported writes down a look each time it is asked. It is no part of every page as it comes either:
 * what is told of something that is not there is told in the same bytes to everybody, whatever waits for them.
 */
export function NewsProvider({ hasNews, accountId, children }: { hasNews: boolean; accountId: string; children: ReactNode }) {
  const [heard, setHeard] = useState<Waiting>();
  const asks = useRef(() => {});
  useEffect(() => {
    if (!hasNews) return;
    const looking = coalesced(() => void askAgain().then((now) => now && setHeard(now)), { isBusy: () => false, isReachable: serverAnswers });
    asks.current = looking.ask;
    looking.ask();
    let stops: (() => void)[] = [];
    const settled = setTimeout(() => {
      stops = ["inbox", `account:${accountId}`].map((topic) => notices.watch(topic, looking.ask, looking.ask));
      // What came between the first question and the first word is asked for once more.
      stops.push(notices.subscribe(looking.ask));
      looking.ask();
    }, settlesAfter);
    return () => {
      clearTimeout(settled);
      for (const stop of stops) stop();
      looking.stop();
    };
  }, [hasNews, accountId]);
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [finish] = useState(() => (id: string) => {
    setDone((before) => new Set(before).add(id));
    asks.current();
  });
  const held = useMemo(() => ({ heard, done, finish }), [heard, done, finish]);
  return <Context value={held}>{children}</Context>;
}

/** A question nobody answers changes nothing. */
async function askAgain(): Promise<Waiting | undefined> {
  try {
    const response = await fetch("/inbox/news", { headers: { Accept: "application/json" } });
    return response.ok && response.headers.get("Content-Type")?.includes("json") ? ((await response.json()) as Waiting) : undefined;
  } catch {
    return undefined;
  }
}

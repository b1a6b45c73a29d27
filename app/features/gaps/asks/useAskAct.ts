import { createContext, useContext, useEffect, useRef } from "react";
import { useFetcher } from "react-router";
import { useAnnounce } from "~/kit/LiveRegion";
import { useHydrated } from "~/kit/useHydrated";
import { useSays } from "~/kit/saidErrors";
import { doneWords, type AskAnswer, type AskIntent } from "./acts";

/** Lets the top of the page know why the last form was refused: somebody else may have taken away what it was about. */
export const TellPage = createContext<(why: string | undefined) => void>(() => {});

/**
 * One form of a question: sent in place where scripts run, else as a page. `about` tells two forms of one intent apart.
 * The answer is said aloud, once; a form that went through is emptied.
 */
export function useAskAct(askId: string, intent: AskIntent, about: string, answered?: AskAnswer) {
  const fetcher = useFetcher<AskAnswer>();
  const hydrated = useHydrated();
  const announce = useAnnounce();
  const tell = useContext(TellPage);
  const form = useRef<HTMLFormElement>(null);
  const answer = fetcher.data ?? (answered?.about === about ? answered : undefined);
  useEffect(() => {
    if (!fetcher.data) return;
    tell(fetcher.data.error);
    announce(fetcher.data.done ? doneWords[fetcher.data.done] : (fetcher.data.error ?? ""));
    if (fetcher.data.done) form.current?.reset();
  }, [fetcher.data, announce, tell]);
  useSays(answer?.error ?? "");
  const act = { Form: fetcher.Form, action: `/gaps/asks/${askId}`, hidden: { intent, about, via: hydrated ? "script" : "page" }, answer, isPending: fetcher.state !== "idle" };
  return [act, form] as const;
}

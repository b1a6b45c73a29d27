import { createContext, useContext, useEffect, useRef } from "react";
import { useFetcher } from "react-router";
import { useHydrated } from "~/kit/useHydrated";
import { useAnnounce } from "~/kit/LiveRegion";
import type { Answer } from "./acts.server";
import { saidWords } from "./said";

/** What a dialog over the page may ask. */
export type Asked = "move" | "rest" | "met" | "reword" | "take-down";
type Here = {
  gapId: string;
  /** What the last form answered, where the whole page was sent. */
  answered: GivenAnswer | undefined;
  asked: Asked | undefined;
  ask: (what: Asked | undefined) => void;
};
/** `failed`: it did not get through. */
export type GivenAnswer = Answer & { failed?: boolean };
export const GapHere = createContext<Here>({ gapId: "", answered: undefined, asked: undefined, ask: () => {} });

export type Acting = ReturnType<typeof useAct>;

/**
 * One form of a gap's page: sent in place where scripts run, else as a page. `about` tells two forms of the same intent
 * apart. The answer is said aloud, once.
 */
export function useAct(intent: string, about = intent, onDone?: () => void) {
  const { gapId, answered } = useContext(GapHere);
  const fetcher = useFetcher<GivenAnswer>();
  const hydrated = useHydrated();
  const announce = useAnnounce();
  const answer = fetcher.data ?? (answered?.about === about ? answered : undefined);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    if (!fetcher.data) return;
    const words = wordsOf(fetcher.data);
    if (words) announce(words);
    if (fetcher.data.said) done.current?.();
  }, [fetcher.data, announce]);
  const hidden = { intent, about, via: hydrated ? "script" : "page" };
  /** The same without a form to press. */
  const send = (fields: Record<string, string>) => void fetcher.submit({ ...hidden, ...fields }, { method: "post", action: `/gaps/${gapId}` });
  return { send, Form: fetcher.Form, action: `/gaps/${gapId}`, hidden, answer, isPending: fetcher.state !== "idle" };
}

/** Opens one of the page's dialogs. */
export function useAsking() {
  return useContext(GapHere).ask;
}

/** Why the whole page came back, for its top: the form that was sent may not be on it any more. */
export function refusalOf(answer: GivenAnswer | undefined): { sentence: string; fields: Record<string, string[]> } | undefined {
  if (!answer || answer.said) return undefined;
  const fields = Object.entries(answer.reply?.error ?? {}).flatMap(([name, words]) => (name && words ? [[name, words] as const] : []));
  return { sentence: wordsOf(answer) ?? "", fields: Object.fromEntries(fields) };
}

/** What an answer says, in a sentence. */
export function wordsOf(answer: GivenAnswer | undefined): string | undefined {
  if (!answer) return undefined;
  if (answer.failed) return "This could not be sent. Your words are still here; try again when you are connected.";
  return answer.said ? saidWords[answer.said] : (answer.reply?.error?.[""]?.[0] ?? undefined);
}

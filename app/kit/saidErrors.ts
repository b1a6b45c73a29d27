import { useLayoutEffect, useSyncExternalStore } from "react";

/** What forms on this page say is wrong with them, and what the top of the page asks after: lines, each in its list. */
type Lines = { said: readonly string[]; asked: readonly string[] };
const standing = new Map<symbol, Lines>();
const lookers = new Set<() => void>();
let now: Lines = { said: [], asked: [] };

function stand(lines: Partial<Lines>): () => void {
  const one = Symbol();
  standing.set(one, { said: [], asked: [], ...lines });
  tell();
  return () => {
    standing.delete(one);
    tell();
  };
}

function tell(): void {
  const all = [...standing.values()];
  now = { said: all.flatMap(({ said }) => said), asked: all.flatMap(({ asked }) => asked) };
  for (const look of lookers) look();
}

function subscribe(look: () => void): () => void {
  lookers.add(look);
  return () => void lookers.delete(look);
}

/**
 * Lets the page know what a form says itself, for as long as it is there to say it. What says it carries `data-says`, by
 * which the style sheet knows before scripts run.
 */
export function useSays(words: string): void {
  useLayoutEffect(() => (words ? stand({ said: words.split("\n") }) : undefined), [words]);
}

/** Tells the lines apart that no form on this page says. Nobody knows before scripts run; and with them, not before the forms are drawn. */
export function useUnsaid(words: string): { lines: string[]; knows: "not yet" | "never" | "now" } {
  const there = useSyncExternalStore(subscribe, () => now, () => undefined);
  useLayoutEffect(() => (words ? stand({ asked: [words] }) : undefined), [words]);
  const lines = words ? words.split("\n") : [];
  if (!there) return { lines, knows: "never" };
  if (words && !there.asked.includes(words)) return { lines: [], knows: "not yet" };
  return { lines: lines.filter((line) => !there.said.includes(line)), knows: "now" };
}

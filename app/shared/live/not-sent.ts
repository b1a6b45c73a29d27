import { data, type DataStrategyResult, type MiddlewareFunction } from "react-router";

/** Where the page was that sent it. */
let unsentAt: string | undefined;
const listeners = new Set<() => void>();

/** On which page nobody answered the form that was sent last. */
export const notSent = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  at: () => unsentAt,
  say(at: string | undefined): void {
    unsentAt = at;
    for (const listener of listeners) listener();
  },
};

/**
 * In the browser, around every form: where nobody answers, its page stays with all that was typed, and the shell says
 * so. The router would put an error in the place of the page. What a page says about this itself (`sentOrKept`) counts
 * as an answer.
 */
export const stayWhenUnsent: MiddlewareFunction<Record<string, DataStrategyResult>> = async ({ request }, next) => {
  if (request.method === "GET") return next();
  if (unsentAt) notSent.say(undefined);
  const answers = await next();
  for (const answer of Object.values(answers)) {
    if (answer.type !== "error" || !isLost(answer.result)) continue;
    // With this status nothing on the page is read again: that would go nowhere either.
    Object.assign(answer, { type: "data", result: data(undefined, { status: 503 }) });
    notSent.say(window.location.pathname);
  }
  return answers;
};

/** What browsers throw when nobody answers, by itself or as the router wraps what an action threw. */
function isLost(thrown: unknown): boolean {
  return thrown instanceof TypeError || (typeof thrown === "object" && thrown !== null && "data" in thrown && thrown.data instanceof TypeError);
}

import { useEffect } from "react";
import { isRouteErrorResponse, useLocation, useMatches } from "react-router";

type Asked<T> = { request: Request; serverLoader: () => Promise<T> };

/** What the page that is open shows, part by part. The last page only, and none once nobody is signed in. */
let shown: { url: string; parts: ReadonlyMap<string, unknown> } | undefined;

/** For the frame around all pages: remembers what is shown, so that a part that nobody answers for can stay. */
export function useRememberShown(): void {
  const matches = useMatches();
  const { pathname, search } = useLocation();
  useEffect(() => {
    shown = { url: new URL(pathname + search, window.location.origin).href, parts: new Map(matches.map(({ id, loaderData }) => [id, loaderData])) };
  }, [matches, pathname, search]);
  useEffect(() => () => void (shown = undefined), []);
}

/**
 * A page's `clientLoader`: when the page that is open is only asked again and nobody answers, it keeps what it
 * shows, since words that wait to be saved live in it. Whatever the server does answer counts: also that there is
 * nothing here for you any more.
 *
 * It does not run for the page as it first came (`hydrate`): the router would hand that first data to whatever asks
 * first, and somebody who presses before it has looked would be shown the page from before their act.
 * @param route its id, the file's name as `app/routes.ts` gives it
 */
export function keepShown<T>(route: `routes/${string}`) {
  return async ({ request, serverLoader }: Asked<T>): Promise<T> => {
    try {
      return await serverLoader();
    } catch (error) {
      const before = shown?.url === request.url ? shown.parts.get(route) : undefined;
      if (before !== undefined && !isAnswer(error) && !request.signal.aborted) return before as T;
      throw error;
    }
  };
}

/** A refusal or a way elsewhere, as opposed to a connection that broke. */
function isAnswer(error: unknown): boolean {
  return error instanceof Response || isRouteErrorResponse(error);
}

import { isRouteErrorResponse } from "react-router";

type Asked<T> = { request: Request; serverLoader: () => Promise<T> };

/**
 * A page's `clientLoader`: when the page that is open is only asked again and nobody answers, it keeps what it
 * shows, since words that wait to be saved live in it. Whatever the server does answer counts: also that there is
 * nothing here for you any more. Holds the last page only.
 */
export function keepShown<T>() {
  let shown: { url: string; data: T } | undefined;
  async function clientLoader({ request, serverLoader }: Asked<T>): Promise<T> {
    const before = shown?.url === request.url ? shown : undefined;
    try {
      const data = await serverLoader();
      shown = { url: request.url, data };
      return data;
    } catch (error) {
      if (before && !isAnswer(error) && !request.signal.aborted) return before.data;
      shown = undefined;
      throw error;
    }
  }
  // Also for the page as it first came, which then costs no request.
  clientLoader.hydrate = true as const;
  return clientLoader;
}

/** A refusal or a way elsewhere, as opposed to a connection that broke. */
function isAnswer(error: unknown): boolean {
  return error instanceof Response || isRouteErrorResponse(error);
}

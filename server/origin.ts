import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a form, a fetch or anything else that changes something was sent by our own pages. Browsers say so
 * in Sec-Fetch-Site; where that is missing, Origin must be there and ours.
 */
export function cameFromOurPages(headers: IncomingHttpHeaders, origins: readonly string[]): boolean {
  const site = headers["sec-fetch-site"];
  const origin = headers.origin;
  if (origin !== undefined && !origins.includes(origin)) return false;
  if (site !== undefined) return site === "same-origin";
  return origin !== undefined;
}

/**
 * Whether a socket may be opened from there. Every browser sends Origin with a WebSocket; a program that
 * sends none holds the cookie itself, so no page of another site can be behind it.
 */
export function mayOpenSocket(headers: IncomingHttpHeaders, origins: readonly string[]): boolean {
  const origin = headers.origin;
  if (origin === undefined) return headers["sec-fetch-site"] === undefined || headers["sec-fetch-site"] === "same-origin";
  return origins.includes(origin);
}

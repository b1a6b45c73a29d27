import type { Config } from "~/shared/config";

/**
 * The code of an event as this browser showed it, so that the host's screen keeps it over a reload, also without
 * scripts: the server itself keeps only its hash. Sent to the pages of that event alone; it goes with the browser.
 */
export function doorCookie(config: Pick<Config, "secure">, eventId: string, secret: string | undefined): string {
  const attributes = [`Path=/diary/events/${eventId}`, "HttpOnly", "SameSite=Lax", ...(config.secure ? ["Secure"] : []), ...(secret ? [] : ["Max-Age=0"])];
  return [`door=${secret ?? ""}`, ...attributes].join("; ");
}

/** The code in a Cookie header, if it looks like one of ours. */
export function doorFrom(header: string | null): string | undefined {
  const part = header?.split(/;\s*/).find((pair) => pair.startsWith("door="))?.slice("door=".length);
  return part && /^[\w-]{32}$/.test(part) ? part : undefined;
}

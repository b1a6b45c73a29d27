import type { Config } from "~/shared/config";

/** `__Host-` binds the cookie to this host over https; a development address has no https. */
export function cookieName(config: Pick<Config, "secure">): string {
  return config.secure ? "__Host-thread" : "thread";
}

/** Set-Cookie for a session token, or one that clears it when there is none. No Max-Age: it goes with the browser. */
export function sessionCookie(config: Pick<Config, "secure">, token: string | undefined): string {
  const attributes = ["Path=/", "HttpOnly", "SameSite=Lax", ...(config.secure ? ["Secure"] : []), ...(token ? [] : ["Max-Age=0"])];
  return [`${cookieName(config)}=${token ?? ""}`, ...attributes].join("; ");
}

/** The session token of a Cookie header. */
export function tokenFrom(config: Pick<Config, "secure">, header: string | null | undefined): string | undefined {
  const name = `${cookieName(config)}=`;
  const part = header?.split(/;\s*/).find((pair) => pair.startsWith(name));
  return part?.slice(name.length) || undefined;
}

/** Whether a page of this browser was covered, or left, when the server could not be told. */
export function saysCovered(header: string | null | undefined): boolean {
  return /(?:^|;\s*)covered=1(?:;|$)/.test(header ?? "");
}

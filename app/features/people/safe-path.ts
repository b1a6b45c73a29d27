/** A path of our own to go to after signing in; anything that could lead elsewhere becomes Today. */
export function safePath(then: string | null | undefined): string {
  if (!then || then.length > 1_000 || !/^\/[^/\\]/.test(then) || /[\\\s]/.test(then)) return "/today";
  const url = URL.canParse(then, "http://here") ? new URL(then, "http://here") : undefined;
  if (!url || url.origin !== "http://here") return "/today";
  if (/^\/(sign-in|sign-out|covered)(\/|$)/.test(url.pathname)) return "/today";
  return url.pathname.replace(/\.data$/, "") + url.search + url.hash;
}

/** A path of our own to go to after signing in; anything that could lead elsewhere becomes Today. */
export function safePath(then: string | null | undefined): string {
  if (!then || then.length > 1_000 || !/^\/[^/\\]/.test(then) || /[\\\s]/.test(then)) return "/today";
  const url = URL.canParse(then, "http://here") ? new URL(then, "http://here") : undefined;
  // "/.//elsewhere.example" is ours until its dots are gone, and then leads elsewhere.
  if (!url || url.origin !== "http://here" || url.pathname.startsWith("//")) return "/today";
  const path = url.pathname.replace(/\.data$/, "") || "/";
  if (/^\/(sign-in|sign-out|covered)(\/|$)/.test(path)) return "/today";
  return path + url.search + url.hash;
}

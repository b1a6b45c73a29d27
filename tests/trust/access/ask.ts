export type Answer = { status: number; location: string; body: string };
export type Verb = "page" | "page data" | "form" | "form data";
export const verbs: readonly Verb[] = ["page", "page data", "form", "form data"];

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Asks the server as a browser on our own pages would. */
export async function ask(baseUrl: string, verb: Verb, path: string, cookie: string | undefined, form: Record<string, string> = {}): Promise<Answer> {
  const withData = verb.endsWith("data");
  const url = `${baseUrl}${withData ? (path === "/" ? "/_root.data" : `${path}.data`) : path}`;
  const response = await fetch(url, {
    method: verb.startsWith("form") ? "POST" : "GET",
    redirect: "manual",
    headers: { ...(cookie ? { Cookie: cookie } : {}), Origin: baseUrl, "Sec-Fetch-Site": "same-origin" },
    ...(verb.startsWith("form") ? { body: new URLSearchParams(form) } : {}),
  });
  return { status: response.status, location: response.headers.get("location") ?? "", body: await response.text() };
}

/** The answer without what differs between any two answers: ids, nonces, times. Denials must be equal in this form. */
export function bare({ status, location, body }: Answer): string {
  const plain = body
    .replaceAll(uuid, "ID")
    .replaceAll(/nonce(=|":|\\":)\\?"[^"\\]*\\?"/g, "NONCE")
    .replaceAll(/"[A-Za-z0-9+/]{22}=="/g, "NONCE")
    .replaceAll(/\\"[A-Za-z0-9+/]{22}==\\"/g, "NONCE");
  return `${status} ${location.replaceAll(uuid, "ID")}\n${plain}`;
}

export const fill = (pattern: string, params: Record<string, string>) => pattern.replaceAll(/:(\w+)/g, (_whole, name: string) => params[name] ?? "");

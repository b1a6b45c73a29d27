export type Answer = { status: number; location: string; body: string };

/** How a route is asked: as a document, as data, as one loader's data alone, by a method no page of ours uses. */
export type Verb = "page" | "page data" | "part data" | "head" | "form" | "form data" | "form by another method";
export const verbs: readonly Verb[] = ["page", "page data", "part data", "head", "form", "form data", "form by another method"];
export const opens = (verb: Verb) => verb === "head" || /^(page|part)/.test(verb);

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const methods = ["PUT", "PATCH", "DELETE"] as const;

export type Question = { verb: Verb; /** With its query, if it has one. */ path: string; cookie: string | undefined; form?: Record<string, string>; /** The loader that is asked alone. */ part?: string; /** Which other method. */ turn?: number };

/** Asks the server as a browser on our own pages would. */
export async function ask(baseUrl: string, { verb, path, cookie, form = {}, part = "", turn = 0 }: Question): Promise<Answer> {
  const [where = "", query = ""] = path.split("?");
  const asks = [query, verb === "part data" ? `_routes=${encodeURIComponent(part)}` : ""].filter(Boolean).join("&");
  const url = `${baseUrl}${verb.endsWith("data") ? (where === "/" ? "/_root.data" : `${where}.data`) : where}${asks ? `?${asks}` : ""}`;
  const method = verb === "head" ? "HEAD" : opens(verb) ? "GET" : verb === "form by another method" ? (methods[turn % methods.length] ?? "PUT") : "POST";
  const response = await fetch(url, {
    method,
    redirect: "manual",
    headers: { ...(cookie ? { Cookie: cookie } : {}), Origin: baseUrl, "Sec-Fetch-Site": "same-origin" },
    ...(opens(verb) ? {} : { body: new URLSearchParams(form) }),
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

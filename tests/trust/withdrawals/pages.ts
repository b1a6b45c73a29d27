import http from "node:http";
import https from "node:https";
import { certificate } from "./certificate";
import type { Place } from "./line";

export type Answer = { status: number; body: string };

/** Asks as the browser does: a loader, or an action when there is a form. The request is on its way when this returns. */
export function asks({ baseUrl }: Place, path: string, cookie: string, form?: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const secure = baseUrl.startsWith("https:");
    const headers = { Cookie: cookie, Origin: baseUrl, "Sec-Fetch-Site": "same-origin", ...(form ? { "Content-Type": "application/x-www-form-urlencoded" } : {}) };
    const options = { method: form ? "POST" : "GET", agent: false, headers, ...(secure ? { ca: certificate } : {}) };
    const request = (secure ? https : http).request(`${baseUrl}${path}`, options, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(form ? new URLSearchParams(form).toString() : undefined);
  });
}

/** The highest canary in an answer, 0 when there is none. */
export function highestIn({ body }: Answer): number {
  return Math.max(0, ...[...body.matchAll(/~(\d+)~/g)].map(([, number]) => Number(number)));
}

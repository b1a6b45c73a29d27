import http from "node:http";
import https from "node:https";
import { certificate } from "./certificate";
import type { Place } from "./line";

export type Answer = { status: number; body: string };

/** Asks a page's loader as the browser does. The request is on its way when this returns. */
export function asks({ baseUrl }: Place, path: string, cookie: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const secure = baseUrl.startsWith("https:");
    const request = (secure ? https : http).get(`${baseUrl}${path}`, { ...(secure ? { ca: certificate } : {}), agent: false, headers: { Cookie: cookie, "Sec-Fetch-Site": "same-origin" } }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}

/** The highest canary in an answer, 0 when there is none. */
export function highestIn({ body }: Answer): number {
  return Math.max(0, ...[...body.matchAll(/~(\d+)~/g)].map(([, number]) => Number(number)));
}

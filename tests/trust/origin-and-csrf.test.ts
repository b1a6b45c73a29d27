import { request } from "node:http";
import { beforeAll, expect, test } from "vitest";
import { sharedNote } from "../support/factories";
import { figure } from "../support/size";
import { stage } from "../support/stage";

const set = stage({ LOG_LEVEL: "warn" });
let documentId: string;
let clientId: string;
beforeAll(async () => {
  ({ documentId, clientId } = await sharedNote(set.data.db, set.cast.aileen, set.cast.organisations.foodHub));
});

type Headers = Record<string, string>;
type Sent = { method: string; path: string; headers: Headers; body?: string };

/** Sends exactly these headers: fetch would add or forbid some. */
function send({ method, path, headers, body }: Sent): Promise<{ status: number; upgraded: boolean }> {
  return new Promise((resolve, reject) => {
    const asked = request({ agent: false, host: "127.0.0.1", port: set.server.port, method, path, headers: { Cookie: set.cast.aileen.cookie, ...headers } }, (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode ?? 0, upgraded: false }));
    });
    asked.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, upgraded: true });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

const ours = () => set.server.baseUrl;
const elsewhere = () => [
  "https://elsewhere.example",
  "http://elsewhere.example",
  "null",
  "",
  "file://",
  `${ours()}.elsewhere.example`,
  `https://127.0.0.1:${set.server.port}`,
  `http://127.0.0.1:${set.server.port + 1}`,
  "http://127.0.0.1",
  `http://user@127.0.0.1:${set.server.port}`,
  `${ours()}/`,
  `${ours()}, https://elsewhere.example`,
  "http://[::1]",
  `http://127.0.0.1:${set.server.port}%2eelsewhere.example`,
];
const sites = ["cross-site", "same-site", "none", "SAME-ORIGIN", "same-origin, cross-site", ""];

/** Every forged provenance: a foreign Origin with any Sec-Fetch-Site, our Origin with a foreign one, neither. */
function provenances(): Headers[] {
  return [
    {},
    { Referer: `${ours()}/today` },
    ...elsewhere().flatMap((origin): Headers[] => [{ Origin: origin }, { Origin: origin, "Sec-Fetch-Site": "same-origin" }, { Origin: origin, "Sec-Fetch-Site": "cross-site" }, { Origin: origin, Referer: ours() }]),
    ...sites.flatMap((site): Headers[] => [{ "Sec-Fetch-Site": site }, { Origin: ours(), "Sec-Fetch-Site": site }]),
  ];
}

const types = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json", "text/plain; application/json"];

test("a form that did not come from our own pages changes nothing, however it is dressed", async () => {
  const paths = [`/people/${clientId}/withdrawal`, `/people/${clientId}/withdrawal.data`, "/sign-out", "/sign-out.data", "/people/new"];
  const before = await state();
  const accepted: string[] = [];
  let tried = 0;
  for (const [index, headers] of provenances().entries()) {
    for (const path of paths) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        if (method !== "POST" && path !== paths[0]) continue;
        const type = types[(index + tried) % types.length] ?? "";
        tried += 1;
        const { status } = await send({ method, path, headers: { ...headers, "Content-Type": type }, body: "intent=everything&saidAt=now&how=voice" });
        if (status !== 403) accepted.push(`${method} ${path} ${JSON.stringify(headers)} ${type}: ${status}`);
      }
    }
  }
  figure("cross-site forms", { tried });
  expect(accepted).toEqual([]);
  expect(tried).toBeGreaterThan(200);
  expect(await state()).toEqual(before);
  expect(set.server.output()).toContain("cross-site request refused");
});

const state = async () => {
  const [events] = await set.data.admin`select count(*)::int as n from consent_event`;
  const [sessions] = await set.data.admin`select count(*)::int as n from session where ended_at is not null`;
  return [events?.n, sessions?.n];
};

test("a method override changes nothing of that", async () => {
  for (const headers of [{ "X-HTTP-Method-Override": "GET" }, { "X-Forwarded-Host": "elsewhere.example", Origin: "https://elsewhere.example" }, { Host: "elsewhere.example", Origin: "http://elsewhere.example" }] as Headers[]) {
    const { status } = await send({ method: "POST", path: "/sign-out", headers: { ...headers, "Content-Type": types[0] ?? "" } });
    expect([headers, status]).toEqual([headers, 403]);
  }
});

test("GET and HEAD never change anything", async () => {
  const before = await state();
  for (const path of ["/sign-out", `/people/${clientId}/withdrawal?intent=everything&saidAt=now&how=voice`]) for (const method of ["GET", "HEAD"]) await send({ method, path, headers: { Origin: "https://elsewhere.example" } });
  expect(await state()).toEqual(before);
});

test("the same forms from our own pages are heard", async () => {
  const headers = { Origin: ours(), "Sec-Fetch-Site": "same-origin", "Content-Type": types[0] ?? "" };
  expect((await send({ method: "POST", path: `/people/${clientId}/withdrawal`, headers, body: "" })).status).toBe(422);
});

test("a socket from another site is refused on every path", async () => {
  const accepted: string[] = [];
  let tried = 0;
  const upgrade = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" };
  for (const origin of elsewhere()) {
    for (const path of [`/sync/${documentId}?acks=1`, "/live/?EIO=4&transport=websocket", "/live?EIO=4&transport=websocket", "/", "/people", `/sync/${documentId}/../x`, "/sync/"]) {
      tried += 1;
      const { upgraded } = await send({ method: "GET", path, headers: { ...upgrade, Origin: origin } }).catch(() => ({ upgraded: false }));
      if (upgraded) accepted.push(`${path} from ${origin}`);
    }
  }
  for (const path of ["/live/?EIO=4&transport=polling", "/live/?EIO=3&transport=polling"]) {
    const { status } = await send({ method: "GET", path, headers: { Origin: "https://elsewhere.example" } });
    if (status === 200) accepted.push(`polling ${path}`);
  }
  figure("cross-site sockets", { tried });
  expect(accepted).toEqual([]);
  expect((await send({ method: "GET", path: `/sync/${documentId}`, headers: { ...upgrade, Origin: ours() } })).upgraded).toBe(true);
});

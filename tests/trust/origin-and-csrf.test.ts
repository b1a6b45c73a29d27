import { request } from "node:http";
import { beforeAll, expect, test } from "vitest";
import { sharedNote } from "../support/factories";
import { figure, longRun } from "../support/size";
import { stage } from "../support/stage";
import { eventually } from "../support/wait";
import { routeManifest } from "./access/routes";

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

const types = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json", "text/plain; application/json", "text/x-script", ""];
const methods = ["POST", "POST", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "REPORT"];
/** What else a request may pretend: another host, another method, to be a script's, to come through a proxy. */
const disguises = (): Headers[] => [
  {},
  { Host: "elsewhere.example" },
  { Host: `elsewhere.example:${set.server.port}` },
  { "X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "https" },
  { "X-HTTP-Method-Override": "GET" },
  { "X-Requested-With": "XMLHttpRequest" },
  { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-User": "?1" },
  { "X-Forwarded-Host": new URL(ours()).host, Forwarded: `for=127.0.0.1;host=${new URL(ours()).host}` },
];

/** Lines of the server's log that say so. */
const saidTimes = (words: string) => set.server.output().split(words).length - 1;

test("a form that did not come from our own pages changes nothing, however it is dressed, and each is written down", async () => {
  const params = { clientId, documentId, unknown: documentId } as Record<string, string>;
  const actions = (await routeManifest()).routes.filter(({ takesPost }) => takesPost).flatMap(({ path, isPage }) => (isPage ? [path, `${path === "/" ? "/_root" : path}.data`] : [path]));
  const paths = [...new Set([...actions.map((path) => path.replaceAll(/:(\w+)/g, (_whole, name: string) => params[name] ?? documentId)), "/sign-out", `/sync/${documentId}`, "/nowhere"])];
  const before = await state();
  const saidBefore = saidTimes("cross-site request refused");
  const accepted: string[] = [];
  const variants = provenances().flatMap((headers, row) => disguises().map((disguise, column) => ({ headers: { ...headers, ...disguise }, nth: row + column })));
  let tried = 0;
  const each = async (path: string, index: number) => {
    for (const [at, { headers, nth }] of variants.entries()) {
      // The short run tries every variant, and every path with many of them; the long one each on each.
      if (!longRun && (at + index * 4) % 29 !== 0) continue;
      const method = methods[(nth + index) % methods.length] ?? "POST";
      const type = types[(nth + tried) % types.length] ?? "";
      tried += 1;
      const { status } = await send({ method, path, headers: { ...headers, ...(type ? { "Content-Type": type } : {}) }, body: "intent=everything&saidAt=now&how=voice" });
      if (status !== 403) accepted.push(`${method} ${path} ${JSON.stringify(headers)} ${type}: ${status}`);
    }
  };
  await inLanes(paths, each);
  await eventually(() => saidTimes("cross-site request refused") >= saidBefore + tried, "a line for each refusal").catch(() => {});
  const said = saidTimes("cross-site request refused") - saidBefore;
  figure("G14 origin-and-csrf, forms", { variants: variants.length, paths: paths.length, tried, accepted: accepted.length, logged: said });
  expect(accepted).toEqual([]);
  expect(variants.length).toBeGreaterThan(200);
  expect(said).toBe(tried);
  expect(set.server.output()).not.toMatch(/elsewhere\.example/);
  expect(set.server.output()).not.toContain(clientId);
  expect(await state()).toEqual(before);
});

async function inLanes<T>(items: T[], work: (item: T, index: number) => Promise<void>) {
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
}

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

test("a socket from another site is refused on every path, polled or upgraded, and each is written down", async () => {
  const accepted: string[] = [];
  const upgrade = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" };
  const paths = [`/sync/${documentId}?acks=1`, "/live/?EIO=4&transport=websocket", "/live/?EIO=4&transport=websocket&sid=x", "/live?EIO=4&transport=websocket", "/", "/people", `/sync/${documentId}/../x`, "/sync/", "//sync/x", "/LIVE/?EIO=4&transport=websocket"];
  const refusals = () => saidTimes("socket from another site refused") + saidTimes("socket refused");
  const before = refusals();
  let tried = 0;
  const foreign = [...elsewhere().map((origin) => ({ Origin: origin })), ...sites.map((site) => ({ "Sec-Fetch-Site": site })), { Origin: "https://elsewhere.example", "Sec-Fetch-Site": "same-origin" }];
  const attempts = foreign.flatMap((headers) => disguises().slice(0, longRun ? 8 : 3).flatMap((disguise) => paths.map((path) => ({ path, headers: { ...headers, ...disguise } }))));
  await inLanes(attempts, async ({ path, headers }) => {
    tried += 1;
    const { upgraded } = await send({ method: "GET", path, headers: { ...upgrade, ...headers } }).catch(() => ({ upgraded: false }));
    if (upgraded) accepted.push(`${path} ${JSON.stringify(headers)}`);
  });
  const polls = ["GET", "POST"].flatMap((method) => ["/live/?EIO=4&transport=polling", "/live/?EIO=3&transport=polling", "/live/?EIO=4&transport=polling&sid=x", "/live/?transport=webtransport", "/live/"].flatMap((path) => [...foreign, { Origin: ours() }].map((headers) => ({ method, path, headers }))));
  await inLanes(polls, async ({ method, path, headers }) => {
    tried += 1;
    const { status } = await send({ method, path, headers: headers as Headers, ...(method === "POST" ? { body: "40" } : {}) });
    if (status < 400) accepted.push(`${method} ${path} ${JSON.stringify(headers)}: ${status}`);
  });
  await eventually(() => refusals() >= before + tried, "a line for each refusal").catch(() => {});
  figure("G14 origin-and-csrf, sockets", { tried, accepted: accepted.length, logged: refusals() - before });
  expect(accepted).toEqual([]);
  expect(refusals() - before).toBe(tried);
  expect(set.server.output()).not.toMatch(/elsewhere\.example/);
  for (const path of [`/sync/${documentId}`, "/live/?EIO=4&transport=websocket"]) expect((await send({ method: "GET", path, headers: { ...upgrade, Origin: ours() } })).upgraded).toBe(true);
});

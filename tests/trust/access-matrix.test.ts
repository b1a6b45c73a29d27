import { randomUUID } from "node:crypto";
import { io } from "socket.io-client";
import { beforeAll, expect, test } from "vitest";
import { topicForms } from "~server/live/topics";
import { activityKinds } from "~/shared/activity";
import { figure, longRun } from "../support/size";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";
import { ask, bare, fill, verbs, type Verb } from "./access/ask";
import { classes, documentKinds, fulfils, relations, roles, routePolicies, standing, topicPolicies, type Need, type Relation, type Role } from "./access/policy";
import { routeManifest, type RouteFile } from "./access/routes";
import { sceneOf, type Scene } from "./access/scene";

const set = stage({ LOG_LEVEL: "error" });
let scene: Scene;
let manifest: RouteFile[];
beforeAll(async () => {
  scene = await sceneOf(set.data, set.cast);
  manifest = await routeManifest();
});

const cookieOf = (role: Role) => (role === "nobody" ? undefined : scene.members[role].cookie);
const paramsOf = (relation: Relation) => {
  const { clientId, note, eventId, grantId } = scene.subjects[relation];
  return { clientId, noteId: note.noteId, sectionId: note.sectionOf("shared_plan"), documentId: note.documentOf("shared_plan"), eventId, grantId, unknown: randomUUID(), organisationId: set.cast.organisations.foodHub, postId: set.cast.posts.bashir, importId: randomUUID() };
};
const madeUp = () => ({ organisationId: randomUUID(), postId: randomUUID(), importId: randomUUID(), documentId: randomUUID(), unknown: randomUUID(), clientId: randomUUID(), noteId: randomUUID(), sectionId: randomUUID(), eventId: randomUUID(), grantId: randomUUID() });

test("every route is in the policy, with its post, and nothing in the policy is without a route", () => {
  const known = new Map(manifest.map((route) => [route.path, route]));
  const faults = [
    ...manifest.filter(({ path }) => !(path in routePolicies)).map(({ path, file }) => `${path} (${file}) is not in tests/trust/access/policy.ts`),
    ...manifest.filter(({ path, takesPost }) => takesPost && path in routePolicies && routePolicies[path]?.post === undefined).map(({ path }) => `${path} takes a post that the policy does not know`),
    ...Object.keys(routePolicies).filter((path) => !known.has(path)).map((path) => `${path} is in the policy and nowhere else`),
  ];
  expect(faults).toEqual([]);
});

test("every topic, activity and kind of document is in the policy", async () => {
  expect(topicForms.toSorted()).toEqual(Object.keys(topicPolicies).toSorted());
  const heard = new Set(Object.values(activityKinds).flat());
  expect([...heard].filter((topic) => !Object.keys(topicPolicies).some((form) => form.split(":")[0] === topic))).toEqual([]);
  const [check] = await set.data.admin`select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = 'document'::regclass and conname like '%kind%'`;
  const kinds = [...String(check?.text).matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
  expect([...new Set(kinds)]).toEqual([...documentKinds]);
});

test("live documents: none, read or write, by role and relation and class", async () => {
  const faults: string[] = [];
  let cells = 0;
  for (const relation of relations) {
    for (const role of roles) {
      await Promise.all(
        classes.map(async (sectionClass) => {
          cells += 2;
          const { read, write } = standing(role, relation);
          const expected = write.includes(sectionClass) ? "write" : read.includes(sectionClass) ? "read" : "none";
          const got = await levelOn(scene.subjects[relation].note.documentOf(sectionClass), cookieOf(role), `${role}-${relation}-${sectionClass}`);
          if (got !== expected) faults.push(`${role} × ${relation} × ${sectionClass}: ${got}, should be ${expected}`);
        }),
      );
    }
  }
  figure("access matrix, live documents", { cells });
  expect(faults).toEqual([]);
});

/** What a connection can really do: join, and have a word stored. */
async function levelOn(documentId: string, cookie: string | undefined, words: string): Promise<string> {
  const client = new SyncClient({ baseUrl: set.server.baseUrl, documentId, ...(cookie ? { cookie } : {}) });
  try {
    await client.until(() => client.synced, "sync", 5_000);
  } catch {
    const code = client.isClosed?.code;
    return code === 4404 || (code === 4401 && !cookie) ? "none" : `closed ${code}`;
  }
  client.type(words);
  const stored = await client.saved(5_000).then(
    () => true,
    () => false,
  );
  await client.close();
  const rows = await set.data.admin`select 1 from document_update where document_id = ${documentId} and position(convert_to(${words}, 'UTF8') in data) > 0`;
  if (stored !== rows.length > 0) return "acknowledged and stored differ";
  return stored ? "write" : "read";
}

test("topics: whoever may open the page behind it may watch it", async () => {
  const faults: string[] = [];
  for (const role of roles) {
    const cookie = cookieOf(role);
    const socket = io(set.server.baseUrl, { path: "/live", transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders: { ...(cookie ? { Cookie: cookie } : {}), Origin: set.server.baseUrl } });
    const connected = await new Promise<boolean>((resolve) => socket.once("connect", () => resolve(true)).once("connect_error", () => resolve(false)));
    if (connected !== (role !== "nobody")) faults.push(`${role}: ${connected ? "connected" : "not connected"}`);
    if (connected) {
      const watch = async (topic: string) => ((await socket.timeout(5_000).emitWithAck("watch", topic)) as { ok: boolean }).ok;
      for (const [form, need] of Object.entries(topicPolicies)) {
        for (const relation of form === "client:ID" ? relations : (["none"] as const)) {
          const topic = form === "client:ID" ? `client:${scene.subjects[relation].clientId}` : form === "account:ID" ? `account:${scene.members[role === "jo" ? "aileen" : "jo"].accountId}` : form;
          if ((await watch(topic)) !== fulfils(need, role, relation)) faults.push(`${role} × ${relation} × watch ${form}`);
          await socket.emit("unwatch", topic);
        }
      }
      for (const topic of ["client:", `client:${randomUUID()}`, "account:*", "", "__proto__", "constructor", "#", "a".repeat(79)]) if (await watch(topic)) faults.push(`${role} × watch ${topic}`);
    }
    socket.disconnect();
  }
  expect(faults).toEqual([]);
});

/** The short run asks about those who stand to nobody at two relations; the long one at all. */
const stands = (role: Role) => relations.some((relation) => standing(role, relation).read.length > 0) || role === "nils";

type Cell = { path: string; verb: Verb; role: Role; relation: Relation; allowed: boolean; logs: boolean };

function cellsOf(route: RouteFile): Cell[] {
  const policy = routePolicies[route.path];
  if (!policy || policy.apart) return [];
  const aboutPeople = /:(clientId|grantId)/.test(route.path);
  return verbs.flatMap((verb) => {
    const need: Need | undefined = verb.startsWith("page") ? policy.get : policy.post;
    if (need === undefined || (verb.endsWith("data") && !route.isPage)) return [];
    return (aboutPeople ? relations : (["none"] as const)).flatMap((relation) =>
      roles.filter((role) => longRun || stands(role) || relation === "live" || relation === "theirs").map((role) => ({ path: route.path, verb, role, relation, allowed: fulfils(need, role, relation), logs: aboutPeople && verb.startsWith("page") && !policy.unlogged })),
    );
  });
}

test("pages and forms: who may is let in, everybody else is told exactly what is told of something that is not there", async () => {
  const cells = manifest.filter(({ path }) => path !== "/sign-out").flatMap(cellsOf);
  // Denials first, so that nothing an allowed post does can explain one.
  const turn = ({ allowed, verb, path }: Cell) => (!allowed ? 0 : verb.startsWith("page") ? 1 : routePolicies[path]?.changes ? 3 : 2);
  // What can be done once is done by the one with the least right to it.
  const ordered = cells
    .toSorted((one, other) => turn(one) - turn(other) || Number(standing(one.role, one.relation).holds) - Number(standing(other.role, other.relation).holds))
    .filter((cell, index, all) => turn(cell) < 3 || routePolicies[cell.path]?.changes === "each" || all.findIndex((one) => turn(one) === 3 && one.path === cell.path && one.relation === cell.relation) === index);
  // How much one may ask in a minute is another test's matter.
  const unlimited = setInterval(() => void set.data.admin`delete from rate_limit`.catch(() => {}), 500);
  const nowhere = new Map<string, Promise<string>>();
  const faults: string[] = [];
  const judge = async ({ path, verb, role, relation, allowed, logs }: Cell) => {
    const cookie = cookieOf(role);
    const params = paramsOf(relation);
    const title = `${role} × ${relation} × ${verb} ${path}`;
    const form = routePolicies[path]?.form ?? {};
    const post = (pattern: string, values: Record<string, string>) =>
      ask(set.server.baseUrl, verb, fill(pattern, values), cookie, Object.fromEntries(Object.entries(form).map(([name, value]) => [name, fill(value, values)])));
    const before = logs && allowed ? await looks(params.clientId, role) : 0;
    const answer = await post(path, params);
    if (answer.status >= 500) faults.push(`${title}: ${answer.status}`);
    if (!path.includes(":")) {
      const refused = answer.status === 404 || answer.status === 401 || /\/sign-in/.test(answer.location) || /\/sign-in\?then/.test(answer.body);
      if (refused === allowed) faults.push(`${title}: ${allowed ? "refused" : "let in"} (${answer.status} ${answer.location})`);
      return;
    }
    const key = `${path} ${verb} ${role}`;
    if (!nowhere.has(key)) nowhere.set(key, post(path, madeUp()).then(bare));
    const same = bare(answer) === (await nowhere.get(key));
    if (!allowed && !same) faults.push(`${title}: differs from what is not there (${answer.status})`);
    if (allowed && verb.startsWith("page") && (same || answer.status >= 400)) faults.push(`${title}: refused (${answer.status})`);
    if (answer.status === 429) faults.push(`${title}: 429`);
    if (allowed && verb.startsWith("form") && answer.status === 404) faults.push(`${title}: refused (404)`);
    if (logs && allowed && answer.status < 300 && (await looks(params.clientId, role)) <= before) faults.push(`${title}: no look was written down`);
    if (!allowed && JSON.stringify(answer.body).includes(`Person ${relation}`)) faults.push(`${title}: the name leaked`);
  };
  const edge = ordered.findIndex(({ allowed }) => allowed);
  await inLanes(ordered.slice(0, edge), 8, judge);
  await inLanes(ordered.slice(edge), 1, judge);
  clearInterval(unlimited);
  figure("access matrix, pages and forms", { cells: cells.length, routes: manifest.length, allowed: cells.filter(({ allowed }) => allowed).length });
  expect(faults).toEqual([]);
  expect(cells.length).toBeGreaterThan(2_000);
});

const looks = async (clientId: string, role: Role) =>
  role === "nobody" ? 0 : Number((await set.data.admin`select count(*) as n from view where client_id = ${clientId} and account_id = ${scene.members[role].accountId}`)[0]?.n);

async function inLanes<T>(items: T[], lanes: number, work: (item: T) => Promise<void>) {
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < items.length) await work(items[next++] as T);
    }),
  );
}

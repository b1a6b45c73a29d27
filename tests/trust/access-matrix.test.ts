import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { root } from "~/shared/root.server";
import { tasks } from "~server/jobs/features";
import { topicForms } from "~server/live/topics";
import { activityKinds } from "~/shared/activity";
import { figure, seedFor, size } from "../support/size";
import { stage } from "../support/stage";
import { cellsOf, inTurns, sampled, transportOf } from "./access/cells";
import { diaryOf, type DiaryScene } from "./access/diary";
import { tiesOf, type TiesScene } from "./access/ties";
import { decisionsOf } from "./access/decisions";
import { leavingOf, type LeavingScene } from "./access/leaving";
import { Judge } from "./access/judge";
import { documentKinds, jobNames, layoutPolicies, letterKinds, notBuilt, relations, roles, routePolicies, topicPolicies, transports, type Role } from "./access/policy";
import { routeManifest, type RouteFile } from "./access/routes";
import { sceneOf, type Scene } from "./access/scene";

const set = stage({ LOG_LEVEL: "error" });
let scene: Scene;
let diary: DiaryScene & TiesScene & LeavingScene & { decisionId: string };
let manifest: RouteFile[];
let layouts: string[];
beforeAll(async () => {
  scene = await sceneOf(set.data, set.cast);
  diary = { ...(await diaryOf(set.data, set.cast)), ...(await tiesOf(set.data, set.cast)), ...(await leavingOf(set.data, scene)), ...(await decisionsOf(set.data, set.cast)) };
  ({ routes: manifest, layouts } = await routeManifest());
  // How much one may ask in a minute is another test's matter.
  await set.data.admin.unsafe(`create function public.unlimited() returns trigger language plpgsql as $$ begin new.points := 0; return new; end $$;
    create trigger unlimited before insert or update on rate_limit for each row execute function public.unlimited()`).simple();
});

const add = "Add a row to tests/trust/access/policy.ts, saying who may.";

test("every route is in the policy, with its post, and nothing in the policy is without a route", () => {
  const known = new Map(manifest.map((route) => [route.path, route]));
  const faults = [
    ...manifest.filter(({ path: url }) => !(url in routePolicies)).map(({ path: url, file }) => `The route ${url} (${file}) is not in the policy. ${add}`),
    ...manifest.filter(({ path: url, takesPost }) => takesPost && url in routePolicies && routePolicies[url]?.post === undefined).map(({ path: url }) => `The route ${url} takes a post that the policy does not know. ${add}`),
    ...layouts.filter((file) => !(file in layoutPolicies)).map((file) => `The layout ${file} is not in the policy. ${add}`),
    ...Object.keys(routePolicies).filter((url) => !known.has(url)).map((url) => `${url} is in the policy and nowhere else. Take its row out.`),
  ];
  expect(faults.join("\n")).toBe("");
});

test("a page about a person says which looks it writes, or why it writes none", () => {
  const silent = Object.entries(routePolicies).filter(([url, { get, looks, unlogged, names }]) => /:clientId/.test(url) && get !== "nobody" && !looks && !unlogged && !names);
  expect(silent.map(([url]) => `${url} shows something about a person: say in the policy which looks it writes.`).join("\n")).toBe("");
});

test("every topic, activity, kind of document, job and letter is in the policy", async () => {
  const unlisted = (what: string, found: readonly string[], listed: readonly string[]) => [
    ...found.filter((name) => !listed.includes(name)).map((name) => `The ${what} "${name}" is not in the policy. ${add}`),
    ...listed.filter((name) => !found.includes(name)).map((name) => `The ${what} "${name}" is in the policy and nowhere else. Take its row out.`),
  ];
  const heard = [...new Set(Object.values(activityKinds).flat())];
  const forms = Object.keys(topicPolicies);
  const check = async (table: string) => {
    const [row] = await set.data.admin`select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = ${table}::regclass and conname like '%kind_check'`;
    return [...String(row?.text).matchAll(/'(\w+)'/g)].map(([, kind = ""]) => kind);
  };
  const faults = [
    ...unlisted("topic", topicForms, forms),
    ...heard.filter((topic) => !forms.some((form) => form.split(":")[0] === topic)).map((topic) => `Activities are told on "${topic}", which is not in the policy. ${add}`),
    ...unlisted("kind of document", await check("document"), documentKinds),
    ...unlisted("letter", await check("mail"), letterKinds),
    ...unlisted("job", jobsInSource(), Object.keys(jobNames)),
  ];
  expect(faults.join("\n")).toBe("");
});

/** Names of background work, read where the queue is started and where it is asked for. */
function jobsInSource(): string[] {
  const read = (file: string) => readFileSync(path.join(root, file), "utf8");
  const list = /taskList: \{([\s\S]*?)\n {4}\}/.exec(read("server/jobs/index.ts"))?.[1] ?? "";
  const daily = /startJobs\(services, [\w.]+, \{([^}]*)\}/.exec(read("server/app.ts"))?.[1] ?? "";
  return [...[...list.matchAll(/^ {6}"?([\w-]+)"?:/gm)].map(([, name = ""]) => name), ...[...daily.matchAll(/(\w+):/g)].map(([, name]) => `daily-${name}`), ...Object.keys(tasks)];
}

test("what the policy calls not built is not there", () => {
  const names = [...manifest.map(({ path: url }) => url), ...Object.keys(activityKinds), ...topicForms];
  for (const [what, { why, sign }] of Object.entries(notBuilt)) expect([what, why, names.filter((name) => sign.test(name))]).toEqual([what, why, []]);
});

test("pages and forms: who may is let in, everybody else is told exactly what is told of something that is not there, and each look is written once", async () => {
  const seed = seedFor("G1 access matrix, pages and forms");
  const cells = sampled(manifest.flatMap(cellsOf), seed);
  const turns = inTurns(cells);
  const judge = new Judge(set, scene, diary);
  for (const [index, turn] of turns.entries()) {
    // What changes something is asked one at a time.
    const lanes = index === 2 ? [turn] : roles.map((role) => turn.filter((cell) => cell.role === role));
    await Promise.all(lanes.map(async (lane) => { for (const cell of lane) await judge.judge(cell); }));
  }
  const asked = turns.flat();
  const tried = asked.map(transportOf);
  const missing = <T>(wanted: readonly T[], met: T[]) => wanted.filter((one) => !met.includes(one));
  figure("G1 access matrix, pages and forms", {
    cells: asked.length,
    allowed: asked.filter(({ allowed }) => allowed).length,
    wrong: judge.faults.length,
    looksHeldToTheirNumber: asked.filter(({ looks, allowed }) => looks && allowed).length,
    routes: new Set(asked.map(({ route }) => route.path)).size,
    ...Object.fromEntries(transports.pages.map((transport) => [`cells ${transport}`, tried.filter((one) => one === transport).length])),
  });
  expect(judge.faults).toEqual([]);
  expect(missing(transports.pages, tried)).toEqual([]);
  expect(missing(roles, asked.map(({ role }): Role => role))).toEqual([]);
  expect(missing(relations, asked.map(({ relation }) => relation))).toEqual([]);
  expect(missing(manifest.filter(({ path: url }) => !routePolicies[url]?.apart).map(({ path: url }) => url), asked.map(({ route }) => route.path))).toEqual([]);
  expect(asked.length).toBeGreaterThan(size({ short: 2_500, long: 15_000 }));
}, size({ short: 60, long: 120 }) * 60_000);

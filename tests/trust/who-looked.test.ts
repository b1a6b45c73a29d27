import { afterAll, beforeAll, expect, test } from "vitest";
import { figure } from "../support/size";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";
import { eventually } from "../support/wait";
import { ask, bare, fill, opens, verbs, type Answer, type Verb } from "./access/ask";
import { cellsOf, type Cell } from "./access/cells";
import { Listener } from "./access/listeners";
import { routeId, routeManifest } from "./access/routes";
import { sceneOf, type Scene } from "./access/scene";

/** G16: what was seen was written down in the same breath; tests/trust/access-matrix holds each page to exactly one row for each thing it shows. */
const set = stage({ LOG_LEVEL: "silent" });
let scene: Scene;
let looking: Cell[];
beforeAll(async () => {
  scene = await sceneOf(set.data, set.cast);
  const { routes } = await routeManifest();
  // Whoever holds the case, on every way of opening every page that writes a look.
  looking = routes.flatMap(cellsOf).filter((cell) => cell.role === "aileen" && opens(cell.verb) && cell.allowed && (cell.names ? cell.names.seen : (cell.looks?.length ?? 0) > 0) && (cell.relation === "live" || (cell.relation === "stopped" && cell.route.path.endsWith("/ending"))));
  await set.data.admin.unsafe("create function public.refuse_looks() returns trigger language plpgsql as $$ begin raise exception 'the audit cannot be written'; end $$");
});

const opened = ({ route, verb, query, relation }: Cell): Promise<Answer> => {
  const { clientId, note, eventId, grantId } = scene.subjects[relation];
  const params = { clientId, relation, noteId: note.noteId, sectionId: note.sectionOf("shared_plan"), eventId, grantId, unknown: crypto.randomUUID(), organisationId: set.cast.organisations.foodHub };
  return ask(set.server.baseUrl, { verb, path: fill(`${route.path}${query}`, params), cookie: scene.members.aileen.cookie, part: routeId(route.file) });
};
const looks = async () => Number((await set.data.admin`select count(*) as n from view`)[0]?.n);

test("the pages that look are many, each way of opening is among them, and all of them open", async () => {
  expect(new Set(looking.map(({ route }) => route.path)).size).toBeGreaterThan(15);
  expect(verbs.filter(opens).filter((verb: Verb) => !looking.some((cell) => cell.verb === verb))).toEqual([]);
  const refused: string[] = [];
  for (const cell of looking) if ((await opened(cell)).status >= 400) refused.push(`${cell.verb} ${cell.route.path}${cell.query}`);
  expect(refused).toEqual([]);
});

for (const table of ["view", "audit_pending"] as const) {
  test(`nothing is read when ${table === "view" ? "the look" : "its place in the audit"} cannot be written`, async () => {
    await set.data.admin.unsafe(`create trigger refuse_looks before insert on ${table} for each row execute function public.refuse_looks()`);
    const faults: string[] = [];
    try {
      const before = await looks();
      for (const cell of looking) {
        const title = `${cell.verb} ${cell.route.path}${cell.query}`;
        const answer = await opened(cell);
        const { clientId } = scene.subjects[cell.relation];
        if (answer.status < 500) faults.push(`${title}: ${answer.status}`);
        const said = bare(answer);
        if (answer.body.includes("01632 960101") || answer.body.includes("Company on Fridays") || answer.body.includes("Ring the club")) faults.push(`${title}: words about the person were shown`);
        // The address one asked for comes back in the page; their name does not, unless it was asked for.
        if (!cell.query.includes("Person") && answer.body.includes(`Person ${cell.relation}`)) faults.push(`${title}: the name was shown`);
        if (cell.names && answer.body.includes(clientId)) faults.push(`${title}: the person was shown`);
        if (/cannot be written|\n {4}at |PostgresError|refuse_looks/.test(said)) faults.push(`${title}: the inside was shown`);
        if (cell.verb === "page" && cell.route.isPage && !/went wrong on our side|Something went wrong/i.test(said)) faults.push(`${title}: no kind page`);
      }
      const document = new SyncClient({ baseUrl: set.server.baseUrl, documentId: scene.subjects.live.note.documentOf("shared_plan"), cookie: scene.members.aileen.cookie });
      const { code } = await document.closed;
      if (document.synced || document.heard.length > 0 || code !== 1013) faults.push(`document: opened, or closed with ${code}`);
      if ((await looks()) !== before) faults.push("a look was written all the same");
    } finally {
      await set.data.admin.unsafe(`drop trigger refuse_looks on ${table}`);
    }
    figure(`G16 who looked, ${table} refused`, { openings: looking.length + 1, wrong: faults.length });
    expect(faults).toEqual([]);
  });
}

test("watching a topic shows nothing of anybody, so it writes no look", async () => {
  const before = await looks();
  const listener = await Listener.connect(set.server.baseUrl, scene.members.aileen.cookie);
  expect(await listener?.ask("watch", `client:${scene.subjects.live.clientId}`)).toEqual({ ok: true });
  listener?.socket.disconnect();
  expect(await looks()).toBe(before);
});

const report = async () => {
  const { body } = await ask(set.server.baseUrl, { verb: "page", path: `/people/${scene.subjects.live.clientId}/looks`, cookie: scene.members.aileen.cookie });
  return body;
};
/** Lines on the page, without what it carries for scripts. */
const linesOf = (body: string, name: string) => (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? "").split(/<li|<tr/).filter((line) => line.includes(name));
const live = () => scene.subjects.live;
const told: number[] = [];
afterAll(() => figure("G16 who looked, report", { visits: told.length, linesEach: 1, toldAfterMsMost: Math.max(...told) }));

test.each([
  ["a visit to their page", () => `/people/${live().clientId}`, /read .*who they are/],
  ["a note", () => `/people/${live().clientId}/notes/${live().note.noteId}`, /a note/],
  ["the history of a section", () => `/people/${live().clientId}/notes/${live().note.noteId}/sections/${live().note.sectionOf("shared_plan")}/history`, /earlier versions/],
  ["a search", () => "/search?q=Person+live", /found them in a search/],
  ["a list", () => "/people", /saw them in a list/],
])("the person’s report tells of %s within two seconds, as one line", async (_what, path, sentence) => {
  await set.data.admin.unsafe("truncate audit_pending; alter table view disable trigger view_is_chained; delete from view; alter table view enable trigger view_is_chained");
  const began = performance.now();
  const { status } = await ask(set.server.baseUrl, { verb: "page", path: path(), cookie: scene.members.bashir.cookie });
  expect(status).toBe(200);
  let lines: string[] = [];
  await eventually(async () => (lines = linesOf(await report(), "Bashir Khan")).length > 0, "the report");
  expect(lines).toHaveLength(1);
  expect(lines[0]?.replaceAll(/<[^>]+>/g, "")).toMatch(sentence);
  told.push(Math.round(performance.now() - began));
});

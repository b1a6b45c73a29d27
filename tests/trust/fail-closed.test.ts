import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askNetwork } from "~/features/gaps/asks/commands.server";
import { postGap } from "~/features/gaps/commands.server";
import { withActor } from "~/shared/actor.server";
import { agrees, noteBy, personOf, type Note } from "../support/factories";
import { figure, longRun } from "../support/size";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";
import { eventually } from "../support/wait";
import { breakInDatabase, decidingInDatabase, mendInDatabase, type DatabaseFunction, type Mode } from "./faults/in-database";
import { decidingFunctions } from "./faults/deciding";
import { questionsAbout, type Question } from "./faults/questions";

const folder = mkdtempSync(path.join(tmpdir(), "common-thread-faults-"));
const file = path.join(folder, "fault");
writeFileSync(file, "");
writeFileSync(`${file}.hits`, "");
const inCode = decidingFunctions();
const set = stage({
  LOG_LEVEL: "fatal",
  NODE_OPTIONS: `--import ${path.join(import.meta.dirname, "faults/preload.mjs")}`,
  FAULT_FILE: file,
  FAULT_NAMES: inCode.map(({ name }) => name).join(","),
});
const canary = /Zebedee|canarywords|finchwords/;
let clientId: string;
let note: Note;
let questions: Question[];
let inDatabase: DatabaseFunction[];
beforeAll(async () => {
  clientId = await personOf(set.data.db, set.cast.aileen, "Zebedee Canary");
  await agrees(set.data.db, set.cast.aileen, clientId, [{ with: set.cast.organisations.foodHub, classes: ["shared_plan"] }]);
  note = await noteBy(set.data.db, set.cast.aileen, clientId, ["shared_plan"]);
  const { bashir } = set.cast;
  const about = await withActor(set.data.db, bashir, async (trx) => ({
    ...(await postGap(trx, bashir, { sentence: "Nowhere finchwords to sit after five", need: "warmth", groups: [] })),
    ...(await askNetwork(trx, bashir, { question: "Who lends finchwords?", need: "health", groups: [] })),
  }));
  questions = questionsAbout(clientId, note, set.cast, about);
  const aileen = await set.join(set.cast.aileen, note.documentOf("shared_plan"));
  aileen.type("canarywords");
  await aileen.saved();
  await aileen.close();
  inDatabase = await decidingInDatabase(set.data.admin);
  await set.data.admin.unsafe("create sequence public.fault_hits; grant usage on sequence public.fault_hits to public");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Something that can be broken, and counted while it is. */
type Breakable = { name: string; isPolicy: boolean; closesReading: boolean; modes: Mode[]; broken: (mode: Mode) => Promise<void>; mended: () => Promise<void>; hits: () => Promise<number> };

const hitsInCode = () => readFileSync(`${file}.hits`).length;
const hitsInDatabase = async () => Number((await set.data.admin`select case when is_called then last_value else 0 end as n from fault_hits`)[0]?.n);

function breakables(): Breakable[] {
  const code = inCode.map(({ name, answersLater }): Breakable => ({
    name,
    isPolicy: /^(can|is|care|may|came)/.test(name),
    closesReading: /^(find|visible|noteDoor|sectionDoor|withActor|asking|inTransaction|seatsOf|actorOf)/.test(name),
    // A function that answers at once cannot keep anybody waiting: it would hold up the whole process.
    modes: answersLater ? ["throw", "null", "hang"] : ["throw", "null"],
    broken: async (mode) => writeFileSync(file, `${name} ${mode}`),
    mended: async () => writeFileSync(file, ""),
    hits: async () => hitsInCode(),
  }));
  const database = inDatabase.map((one): Breakable => ({
    name: `app.${one.name}`,
    isPolicy: false,
    // Of the others each closes one of several ways: what another way allows stays allowed.
    closesReading: one.name === "account",
    modes: ["throw", "null", "hang"],
    broken: (mode) => breakInDatabase(set.data.admin, one, mode),
    mended: () => mendInDatabase(set.data.admin, one),
    hits: hitsInDatabase,
  }));
  return [...code, ...database];
}

const trace = /\n\s+at \S|node_modules|\.[jt]sx?:\d+|PostgresError|TypeError|broken on purpose/;
type Answer = { status: number; body: string; location: string };

async function ask({ path: where, form }: Pick<Question, "path" | "form">, cookie: string | undefined, { data = false, origin = set.server.baseUrl, patience = 20_000 } = {}): Promise<Answer> {
  const [bare = "", query] = where.split("?");
  const response = await fetch(`${set.server.baseUrl}${bare}${data ? ".data" : ""}${query ? `?${query}` : ""}`, {
    method: form ? "POST" : "GET",
    redirect: "manual",
    signal: AbortSignal.timeout(patience),
    headers: { Origin: origin, ...(cookie ? { Cookie: cookie } : {}) },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  }).catch(() => undefined);
  const body = await response?.text().catch(() => "");
  return { status: response?.status ?? 0, body: body ?? "", location: response?.headers.get("location") ?? "" };
}

const acts = async (who: { accountId: string }) => Number((await set.data.admin`select count(*)::int as n from activity where account_id = ${who.accountId}`)[0]?.n);

/** Whether a socket to the document hears its words, or one for notices gets to watch the person. */
async function opens(cookie: string | undefined, patience: number, origin = set.server.baseUrl): Promise<string[]> {
  const document = new SyncClient({ baseUrl: set.server.baseUrl, documentId: note.documentOf("shared_plan"), origin, ...(cookie ? { cookie } : {}) });
  const notices = io(set.server.baseUrl, { path: "/live", transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders: { Origin: origin, ...(cookie ? { Cookie: cookie } : {}) } });
  const [words, watched] = await Promise.all([
    document.until(() => document.everHeard("canarywords"), "words", patience).then(() => true, () => document.everHeard("canarywords")),
    new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), patience);
      notices.once("connect_error", () => resolve(false));
      notices.once("connect", () => notices.timeout(patience).emitWithAck("watch", `client:${clientId}`).then(({ ok }) => resolve(ok), () => resolve(false)));
    }),
  ]);
  void document.close();
  notices.disconnect();
  return [...(words ? ["/sync"] : []), ...(watched ? ["/live"] : [])];
}

async function inLanes<T>(items: T[], work: (item: T) => Promise<void>, lanes = 6) {
  let next = 0;
  await Promise.all(Array.from({ length: lanes }, async () => {
    while (next < items.length) await work(items[next++] as T);
  }));
}

/** What those without a right get while something is broken: nothing, whatever it is. */
async function forbiddenStaysForbidden(title: string, patience: number): Promise<string[]> {
  const faults: string[] = [];
  const { stran, com } = set.cast;
  const before = [await acts(stran), await acts(com)];
  const aboutSomebody = questions.filter(({ path: where }) => where.includes(clientId) || where.startsWith("/search"));
  const asked = [stran.cookie, undefined].flatMap((cookie) => aboutSomebody.map((question) => ({ question, cookie })));
  // A gap is everybody's who acts; commissioners do not.
  const ofGaps = questions.filter(({ path: where }) => where.startsWith("/gaps"));
  asked.push(...[com.cookie, undefined].flatMap((cookie) => ofGaps.map((question) => ({ question, cookie }))));
  await inLanes(asked, async ({ question, cookie }) => {
    const answer = await ask(question, cookie, { data: !question.form, patience });
    if (canary.test(answer.body)) faults.push(`${title}: ${cookie === com.cookie ? "a commissioner" : cookie ? "a stranger" : "nobody"} read ${question.path}`);
    if (trace.test(answer.body)) faults.push(`${title}: ${question.path} shows where it broke`);
  });
  const foreign = await ask({ path: "/people/new", form: { name: "From Elsewhere" } }, set.cast.aileen.cookie, { origin: "https://elsewhere.example", patience });
  if (foreign.status < 400 && foreign.status > 0) faults.push(`${title}: a form from elsewhere was taken (${foreign.status})`);
  faults.push(...[...(await opens(stran.cookie, Math.min(patience, 1_500))), ...(await opens(set.cast.aileen.cookie, Math.min(patience, 600), "https://elsewhere.example"))].map((where) => `${title}: ${where} opened`));
  if ((await acts(stran)) > (before[0] ?? 0)) faults.push(`${title}: a stranger changed something`);
  if ((await acts(com)) > (before[1] ?? 0)) faults.push(`${title}: a commissioner changed something`);
  return faults;
}

/** What those with a right get when the decision they need fails: no, and no word of where it failed. */
async function failureIsNo({ name, isPolicy, closesReading, hits }: Breakable, mode: Mode): Promise<{ faults: string[]; asked: number }> {
  const faults: string[] = [];
  let asked = 0;
  const before = await hits();
  const patience = mode === "hang" ? 700 : 20_000;
  const judge = async (question: Question) => {
    const who = set.cast[question.who];
    const [hitsBefore, actsBefore] = [await hits(), await acts(who)];
    const answer = await ask(question, who.cookie, { data: asked % 2 === 0 && !question.form, patience });
    asked += 1;
    const title = `${name} × ${mode} × ${question.form ? "form " : ""}${question.path.replaceAll(/[0-9a-f-]{36}/g, "ID")}`;
    if (trace.test(answer.body)) faults.push(`${title}: shows where it broke`);
    if ((await hits()) === hitsBefore) return;
    if (question.form && (mode !== "null" || isPolicy || closesReading) && (await acts(who)) > actsBefore) faults.push(`${title}: done (${answer.status})`);
    // A page is several loaders: one that could not ask answers nothing, and the page says so; the others asked for themselves.
    if (!question.form && mode === "null" && closesReading && canary.test(answer.body)) faults.push(`${title}: read (${answer.status})`);
    if (!question.form && mode === "throw" && answer.status < 300 && answer.status > 0) faults.push(`${title}: went on (${answer.status})`);
  };
  // Side by side only what cannot be mistaken for another's doing: pages that wait for ever, and then one form.
  if (mode === "hang") {
    await inLanes(questions.filter(({ form }) => !form), async (question) => {
      const answer = await ask(question, set.cast[question.who].cookie, { patience });
      if (trace.test(answer.body)) faults.push(`${name} × hang × ${question.path}: shows where it broke`);
    }, 8);
    const form = questions.find((question) => question.form);
    if (form) await judge(form);
  } else for (const question of questions) await judge(question);
  const socketsBefore = await hits();
  const open = await opens(set.cast.aileen.cookie, mode === "hang" ? 700 : 1_500);
  if ((await hits()) > socketsBefore && (mode !== "null" || closesReading)) {
    // Each of the two asks some of these; whichever did not ask may go on as it was.
    if (open.length === 2) faults.push(`${name} × ${mode}: both sockets opened`);
  }
  return { faults, asked: (await hits()) - before };
}

async function breakEach(chosen: Breakable[]): Promise<void> {
  const faults: string[] = [];
  const neverAsked: string[] = [];
  let broken = 0;
  let failures = 0;
  for (const one of chosen) {
    let asked = 0;
    for (const mode of longRun || process.env.FAULTS ? one.modes : one.modes.filter((mode) => mode !== "hang" || one === chosen[0])) {
      await set.data.admin`delete from rate_limit`;
      await one.broken(mode);
      const begun = await one.hits();
      try {
        faults.push(...(await forbiddenStaysForbidden(`${one.name} × ${mode}`, mode === "hang" ? 700 : 20_000)));
        const outcome = await failureIsNo(one, mode);
        faults.push(...outcome.faults);
        for (const fault of outcome.faults) process.stdout.write(`${fault}\n`);
      } finally {
        await one.mended();
      }
      asked += (await one.hits()) - begun;
      broken += 1;
      if (set.server.process.exitCode !== null) throw new Error(`${one.name} × ${mode} ended the server: ${set.server.output().slice(-800)}`);
      if (mode === "hang") {
        if (one.name.startsWith("app.")) await mendInDatabase(set.data.admin, inDatabase.find(({ name }) => `app.${name}` === one.name) as DatabaseFunction);
        await eventually(async () => (await ask({ path: "/today" }, set.cast.aileen.cookie, { patience: 10_000 })).status === 200, "the pool to be free again", 60_000);
      }
    }
    failures += asked;
    if (asked === 0) neverAsked.push(one.name);
  }
  figure("G15 fail-closed", { functions: chosen.length, broken, failures, allows: faults.length, neverAsked: neverAsked.join(" ") || "none" });
  expect(faults).toEqual([]);
  expect(failures).toBeGreaterThan(chosen.length);
}

test("every function that decides is found in the built server", async () => {
  const lines = set.server.output().match(/faults can be put into (.*)/g)?.join(",") ?? "";
  const unused = inCode.filter(({ name }) => !lines.includes(name)).map(({ name }) => name);
  figure("G15 fail-closed, found", { inCode: inCode.length, inDatabase: inDatabase.length, notBuilt: unused.join(" ") || "none" });
  expect(inCode.length - unused.length).toBeGreaterThan(25);
  expect(inDatabase.length).toBeGreaterThan(20);
  // Whole, it all works: otherwise a refusal would prove nothing.
  expect(await opens(set.cast.aileen.cookie, 30_000)).toEqual(["/sync", "/live"]);
  for (const question of questions) {
    const answer = await ask(question, set.cast[question.who].cookie);
    expect([question.path, answer.status < 400 && answer.status > 0]).toEqual([question.path, true]);
  }
});

/** FAULTS=word breaks only what has the word in its name, in every mode. */
const chosen = process.env.FAULTS;
const shortOnes = ["canActOnGaps", "findGap", "findActor", "findVisitor", "findSession", "withActor", "findClient", "visibleClients", "canWatch", "canAddPerson", "mayOpenSocket", "cameFromOurPages"];
const shortInDatabase = ["app.scopes_of", "app.open_document", "app.account", "app.is_acting", "app.my_acting_posts", "app.hold_gap", "app.proposal_of"];

test("when a policy, a door or a session cannot be asked, the answer is no", async () => {
  await breakEach(breakables().filter(({ name }) => !name.startsWith("app.") && (chosen ? name.includes(chosen) : longRun || shortOnes.includes(name))));
});

test("when the database cannot say who may, the answer is no", async () => {
  await breakEach(breakables().filter(({ name }) => name.startsWith("app.") && (chosen ? name.includes(chosen) : longRun || shortInDatabase.includes(name))));
});

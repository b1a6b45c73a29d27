import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { postGap, takeDownGap } from "~/features/gaps/posting.server";
import { withActor } from "~/shared/actor.server";
import { bareEventBy } from "../support/events";
import { proposalBy, takeDown } from "../support/proposals";
import { figure } from "../support/size";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";
import { decisionsOf } from "./access/decisions";
import { cookieOf } from "./access/judge";
import { classes, fulfils, relations, roles, standing, topicPolicies, type Relation, type Role } from "./access/policy";
import { Listener, sayThat } from "./access/listeners";
import { sceneOf, type Scene } from "./access/scene";
import { rowsOfDeciding, rowsOfHandover, rowsOfTies } from "./rls-rows";

const set = stage({ LOG_LEVEL: "error" });
let scene: Scene;
let eventId: string;
let tieId: string;
let handoverId: string;
let decisionId: string;
const gaps = { open: "", takenDown: "" };
beforeAll(async () => {
  scene = await sceneOf(set.data, set.cast);
  const { aileen, bashir, fay } = set.cast;
  ({ eventId } = await bareEventBy(set.data.db, bashir));
  ({ tieId } = await rowsOfTies(set.data.admin, scene));
  ({ handoverId } = await rowsOfHandover(set.data.admin, scene));
  ({ decisionId } = await rowsOfDeciding(set.data.admin, scene));
  const post = () => withActor(set.data.db, aileen, (trx) => postGap(trx, aileen, { sentence: "Nowhere warm to sit on a Sunday", need: "warmth", groups: [] }));
  gaps.open = (await post()).gapId;
  gaps.takenDown = (await post()).gapId;
  await withActor(set.data.db, fay, (trx) => takeDownGap(trx, fay, gaps.takenDown));
});

const holderOf = (relation: Relation): Role => (relation === "theirs" ? "bashir" : "aileen");

/** What a connection can really do, and how it was turned away. It says nothing before the others have seen it come. */
async function tries(documentId: string, role: Role, words: string, arrived: () => Promise<void> = async () => {}) {
  const cookie = cookieOf(scene, role);
  const client = new SyncClient({ baseUrl: set.server.baseUrl, documentId, ...(cookie ? { cookie } : {}) });
  await client.until(() => client.synced, "sync").catch(() => {});
  if (client.isClosed) return { level: "none", denial: `${client.isClosed.code} "${client.isClosed.reason}" after ${client.heard.map((frame) => Buffer.from(frame).toString("hex")).join(" ")}` };
  client.sendAwareness({ cursor: null });
  await arrived();
  client.type(words);
  const stored = await client.saved().then(
    () => true,
    () => false,
  );
  await client.close();
  const rows = await set.data.admin`select 1 from document_update where document_id = ${documentId} and position(convert_to(${words}, 'UTF8') in data) > 0`;
  return { level: stored !== rows.length > 0 ? "acknowledged and stored differ" : stored ? "write" : "read", denial: "" };
}

test("live documents: none, read or write, presence and words, by role and relation and class", async () => {
  const faults: string[] = [];
  const nowhere = new Map<Role, string>();
  for (const role of roles) nowhere.set(role, (await tries(randomUUID(), role, "nobody's")).denial);
  let cells = 0;
  for (const together of [relations.slice(0, 3), relations.slice(3, 6), relations.slice(6)]) {
    await Promise.all(
      together.flatMap((relation) => classes.map((sectionClass) => ({ relation, sectionClass }))).map(async ({ relation, sectionClass }) => {
        const documentId = scene.subjects[relation].note.documentOf(sectionClass);
        const listener = await set.join({ cookie: cookieOf(scene, holderOf(relation)) ?? "" }, documentId);
        const seen = new Set<string>();
        listener.awareness.on("update", () => {
          for (const state of listener.awareness.getStates().values()) if (state.user?.accountId) seen.add(state.user.accountId);
        });
        const before = await looks(documentId);
        for (const role of roles) {
          cells += 3;
          const title = `${role} × ${relation} × ${sectionClass}`;
          const { read, write } = standing(role, relation);
          const expected = write.includes(sectionClass) ? "write" : read.includes(sectionClass) ? "read" : "none";
          const words = `${role} ${relation} ${sectionClass} was here.`;
          const account = role === "nobody" ? "" : scene.members[role].accountId;
          seen.clear();
          const arrived = () => listener.until(() => seen.has(account), `the presence of ${title}`).catch((error: Error) => void faults.push(error.message));
          const { level, denial } = await tries(documentId, role, words, arrived);
          if (level !== expected) faults.push(`${title}: ${level}, should be ${expected}`);
          if (expected === "none" && denial !== nowhere.get(role)) faults.push(`${title}: turned away otherwise than from what is not there (${denial})`);
          if (expected === "write") await listener.until(() => listener.everHeard(words), `the words of ${title}`).catch((error: Error) => void faults.push(error.message));
          if (expected === "none" && seen.has(account)) faults.push(`${title}: seen in the document`);
          if (expected !== "write" && listener.everHeard(words)) faults.push(`${title}: heard by others`);
        }
        const opened = roles.filter((role) => standing(role, relation).read.includes(sectionClass)).length;
        const written = (await looks(documentId)) - before;
        if (written !== opened) faults.push(`${relation} × ${sectionClass}: ${written} looks for ${opened} openings`);
      }),
    );
  }
  figure("G1 access matrix, live documents", { cells, "cells Yjs read": cells / 3, "cells Yjs write and awareness": (cells * 2) / 3, wrong: faults.length });
  expect(faults).toEqual([]);
});

test("live documents about no person: who acts writes a gap's proposal, and to all others it is not there", async () => {
  const faults: string[] = [];
  const { documentId } = await proposalBy(set.data.db, set.cast.bashir);
  const taken = await proposalBy(set.data.db, set.cast.bashir);
  await takeDown(set.data.db, set.cast.bashir, taken.gapId);
  const looksAtAll = async () => Number((await set.data.admin`select count(*) as n from view`)[0]?.n);
  const before = await looksAtAll();
  const listener = await set.join(set.cast.aileen, documentId);
  for (const role of roles) {
    const words = `${role} proposes.`;
    const { level, denial } = await tries(documentId, role, words);
    const expected = fulfils("acting", role, "none") ? "write" : "none";
    const elsewhere = (await tries(randomUUID(), role, "nobody's")).denial;
    if (level !== expected) faults.push(`${role} × proposal: ${level}, should be ${expected}`);
    if (expected === "none" && denial !== elsewhere) faults.push(`${role} × proposal: turned away otherwise than from what is not there (${denial})`);
    if (expected === "write") await listener.until(() => listener.everHeard(words), `the words of ${role}`).catch((error: Error) => void faults.push(error.message));
    if (expected === "none" && listener.everHeard(words)) faults.push(`${role} × proposal: heard by others`);
    const gone = await tries(taken.documentId, role, words);
    if (gone.denial !== elsewhere) faults.push(`${role} × proposal taken down: ${gone.level} (${gone.denial})`);
  }
  if ((await looksAtAll()) !== before) faults.push("a look at a gap was written down as one at a person");
  figure("G1 access matrix, proposals", { "cells of proposals": roles.length * 2, wrong: faults.length });
  expect(faults).toEqual([]);
});

test.each(["agenda", "recap"] as const)("live documents about no person: who acts writes an event's %s, and to all others it is not there", async (kind) => {
  const faults: string[] = [];
  const documentId = (await bareEventBy(set.data.db, set.cast.bashir))[kind];
  const listener = await set.join(set.cast.aileen, documentId);
  for (const role of roles) {
    const words = `${role} plans the ${kind}.`;
    const { level, denial } = await tries(documentId, role, words);
    const expected = fulfils("acting", role, "none") ? "write" : "none";
    if (level !== expected) faults.push(`${role} × ${kind}: ${level}, should be ${expected}`);
    if (expected === "none" && denial !== (await tries(randomUUID(), role, "nobody's")).denial) faults.push(`${role} × ${kind}: turned away otherwise than from what is not there (${denial})`);
    if (expected === "write") await listener.until(() => listener.everHeard(words), `the words of ${role}`).catch((error: Error) => void faults.push(error.message));
    if (expected === "none" && listener.everHeard(words)) faults.push(`${role} × ${kind}: heard by others`);
  }
  figure(`G1 access matrix, ${kind}s`, { "cells of events' words": roles.length, wrong: faults.length });
  expect(faults).toEqual([]);
});

test("live documents about no person: how two organisations work together is written by the two and by facilitators, and to all others it is not there", async () => {
  const faults: string[] = [];
  const [words] = await set.data.admin`select id from document where tie_id = ${tieId}`;
  const documentId = String(words?.["id"]);
  const listener = await set.join(set.cast.aileen, documentId);
  for (const role of roles) {
    const said = `${role} says what to expect.`;
    const { level, denial } = await tries(documentId, role, said);
    const expected = fulfils("tieSides", role, "none") ? "write" : "none";
    if (level !== expected) faults.push(`${role} × working: ${level}, should be ${expected}`);
    if (expected === "none" && denial !== (await tries(randomUUID(), role, "nobody's")).denial) faults.push(`${role} × working: turned away otherwise than from what is not there (${denial})`);
    if (expected === "write") await listener.until(() => listener.everHeard(said), `the words of ${role}`).catch((error: Error) => void faults.push(error.message));
    if (expected === "none" && listener.everHeard(said)) faults.push(`${role} × working: heard by others`);
  }
  figure("G1 access matrix, ties' words", { "cells of ties' words": roles.length, wrong: faults.length });
  expect(faults).toEqual([]);
});

test("live documents about no person: what is put forward is written by those who are named while it is drafted, read by whoever acts, and stands still once voices are asked", async () => {
  const faults: string[] = [];
  const { decisionId: drafted } = await decisionsOf(set.data, set.cast);
  const [asked] = await set.data.admin`select id from document where decision_id = ${decisionId}`;
  const [words] = await set.data.admin`select id from document where decision_id = ${drafted}`;
  const documentId = String(words?.["id"]);
  const listener = await set.join(set.cast.aileen, documentId);
  for (const role of roles) {
    const said = `${role} says how it shall be.`;
    const acts = fulfils("acting", role, "none");
    const writes = fulfils("tieSides", role, "none");
    const judge = async (id: string, expected: string, what: string) => {
      const { level, denial } = await tries(id, role, said);
      if (level !== expected) faults.push(`${role} × ${what}: ${level}, should be ${expected}`);
      if (expected === "none" && denial !== (await tries(randomUUID(), role, "nobody's")).denial) faults.push(`${role} × ${what}: turned away otherwise than from what is not there (${denial})`);
    };
    await judge(documentId, writes ? "write" : acts ? "read" : "none", "being written");
    await judge(String(asked?.["id"]), acts ? "read" : "none", "asked about");
    if (writes) await listener.until(() => listener.everHeard(said), `the words of ${role}`).catch((error: Error) => void faults.push(error.message));
    else if (listener.everHeard(said)) faults.push(`${role} × being written: heard by others`);
  }
  figure("G1 access matrix, words to decide on", { "cells of words to decide on": roles.length * 2, wrong: faults.length });
  expect(faults).toEqual([]);
});

const looks = async (documentId: string) =>
  Number((await set.data.admin`select count(*) as n from view v join document d on d.section_id = v.subject_id where d.id = ${documentId} and v.how = 'live'`)[0]?.n);

const malformed = () => ["client:", `client:${randomUUID()}`, `client:${randomUUID().toUpperCase()}`, "account:*", "", "__proto__", "constructor", "#", "a".repeat(79), "a".repeat(81), "client:*", "import:x"];

test("topics: whoever may open the page behind it may watch it, and all others are told the same", async () => {
  const faults: string[] = [];
  let cells = 0;
  for (const role of roles) {
    const listener = await Listener.connect(set.server.baseUrl, cookieOf(scene, role));
    cells += 1;
    if (!listener !== (role === "nobody")) faults.push(`${role}: ${listener ? "connected" : "not connected"}`);
    if (!listener) continue;
    const refused = JSON.stringify(await listener.ask("watch", `client:${randomUUID()}`));
    const judge = async (topic: string, allowed: boolean, title: string) => {
      cells += 1;
      const answer = JSON.stringify(await listener.ask("watch", topic));
      if (answer !== (allowed ? '{"ok":true}' : refused)) faults.push(`${role} × ${title}: ${answer}`);
      listener.socket.emit("unwatch", topic);
    };
    for (const [form, need] of Object.entries(topicPolicies)) {
      for (const relation of form === "client:ID" ? relations : (["none"] as const)) {
        const ids: Record<string, string> = { "gap:ID": gaps.open, "event:ID": eventId, "tie:ID": tieId, "handover:ID": handoverId, "decision:ID": decisionId, "charter:ID": set.cast.posts.bashir, "client:ID": scene.subjects[relation].clientId, "account:ID": scene.members[role === "jo" ? "aileen" : "jo"].accountId };
        await judge(form.replace("ID", ids[form] ?? "ID"), fulfils(need, role, relation), `${relation} × ${form}`);
      }
    }
    if (role !== "nobody") await judge(`account:${scene.members[role].accountId}`, true, "own account");
    for (const gone of [gaps.takenDown, randomUUID(), gaps.open.toUpperCase(), `${gaps.open} `]) await judge(`gap:${gone}`, false, "a gap that is not there");
    for (const gone of [randomUUID(), gaps.open, eventId.toUpperCase()]) await judge(`event:${gone}`, false, "an event that is not there");
    for (const gone of [randomUUID(), eventId, tieId.toUpperCase()]) await judge(`tie:${gone}`, false, "a tie that is not there");
    for (const topic of malformed()) await judge(topic, false, `"${topic}"`);
    for (const topic of [null, 7, {}, ["directory"], { toString: "directory" }]) {
      cells += 1;
      if (JSON.stringify(await listener.ask("watch", topic)) !== refused) faults.push(`${role} × ${JSON.stringify(topic)}`);
    }
    listener.socket.disconnect();
  }
  figure("G1 access matrix, topics", { cells, "cells Socket.IO in": cells, wrong: faults.length });
  expect(faults).toEqual([]);
});

test("notices: of an act about somebody hear only those who see them, and no other notice tells of whom", async () => {
  const faults: string[] = [];
  const present = (await Promise.all(roles.map(async (role) => ({ role, listener: await Listener.connect(set.server.baseUrl, cookieOf(scene, role)) })))).flatMap(({ role, listener }) => (listener ? [{ role, listener }] : []));
  for (const { listener } of present) for (const topic of ["directory", "team", "people", "inbox", "import", ...relations.map((relation) => `client:${scene.subjects[relation].clientId}`)]) await listener.ask("watch", topic);
  let cells = 0;
  for (const act of ["words", "details", "step"] as const) {
    for (const relation of relations) {
      if (act === "step" && relation === "stopped") continue;
      for (const { listener } of present) listener.heard.length = 0;
      const { clientId, note } = scene.subjects[relation];
      const by = scene.members[holderOf(relation) as "aileen"];
      const kind = await sayThat[act](set.data.db, by, { clientId, noteId: note.noteId });
      await sayThat.everybody(set.data.db, set.cast.fay, set.cast.organisations.advice);
      for (const { role, listener } of present) {
        cells += 1;
        const title = `${role} × ${relation} × ${kind}`;
        if (fulfils("staff", role, relation)) await listener.until(() => listener.heard.some((notice) => notice.kind === "organisation.changed"), `the next notice after ${title}`);
        // An answer comes after whatever was sent before it.
        await listener.ask("watch", "#");
        const about = listener.heard.filter((notice) => notice.topic === `client:${clientId}` && notice.kind === kind);
        const sees = fulfils("sees", role, relation);
        if (about.length !== (sees ? 1 : 0)) faults.push(`${title}: heard ${about.length} times`);
        const elsewhere = listener.heard.filter((notice) => !about.includes(notice));
        if (JSON.stringify(elsewhere).includes(clientId) || JSON.stringify(elsewhere).includes(note.noteId)) faults.push(`${title}: told of whom on another topic`);
        if (/Person|was here|Ring/.test(JSON.stringify(listener.heard))) faults.push(`${title}: words in a notice`);
      }
    }
  }
  for (const { listener } of present) listener.socket.disconnect();
  figure("G1 access matrix, notices", { cells, "cells Socket.IO room out": cells, wrong: faults.length });
  expect(faults).toEqual([]);
});

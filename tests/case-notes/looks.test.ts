import { beforeAll, describe, expect, it } from "vitest";
import { findClient } from "~/features/case-notes/access.server";
import { beginNote, recordConsent, withdrawConsent } from "~/features/case-notes/commands.server";
import { looksOf } from "~/features/case-notes/looks.server";
import { listPeople } from "~/features/case-notes/people-list.server";
import { readPerson } from "~/features/case-notes/person-read.server";
import { consentSummary, findNote } from "~/features/case-notes/reads.server";
import { remindOfRenewals, renewalsDue } from "~/features/case-notes/renewals.server";
import { search } from "~/features/case-notes/search.server";
import { dayFor } from "~/features/case-notes/today.server";
import { stoppedBy } from "~/features/case-notes/withdrawals-read.server";
import type { Actor } from "~/shared/actor";
import type { Database } from "~db/client";
import { asking } from "~db/client";
import { database } from "../support/database";
import { as, setScene, type Scene } from "./scene";

const base = database();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene(base.db);
  await scene.agree([{ to: scene.harbour, days: 20 }, { to: scene.foodHub, days: 20 }]);
});

const looks = async (actor: Actor) => (await base.admin<{ what: string; how: string }[]>`select what, how from view where client_id = ${scene.kerr} and account_id = ${actor.accountId} order by at, id`).map((row) => `${row.what} ${row.how}`);
const lookingAt = async (actor: Actor, read: (trx: Database) => Promise<unknown>) => {
  const before = (await looks(actor)).length;
  await as(scene, actor, read);
  return (await looks(actor)).slice(before);
};

describe("every look at someone is written down once, in the transaction of the read", () => {
  it.each<[string, (trx: Database) => Promise<unknown>, string[]]>([
    ["a page", (trx) => readPerson(trx, scene.aileen, scene.kerr), ["person page"]],
    ["her consent", (trx) => consentSummary(trx, scene.aileen, scene.kerr), ["consent page"]],
    ["the list of people", (trx) => listPeople(trx, scene.aileen, { filter: "all", words: "", page: 1 }), ["person list"]],
    ["a search that found her", (trx) => search(trx, scene.aileen, "kerr"), ["person search"]],
    ["a search that did not", (trx) => search(trx, scene.aileen, "zzzz"), []],
    ["who has looked", async (trx) => looksOf(trx, await findClient(trx, scene.aileen, scene.kerr), {}), ["views page"]],
    ["Today, which names her", (trx) => dayFor(trx, scene.aileen), ["consent list"]],
  ])("%s", async (_title, read, written) => {
    expect(await lookingAt(scene.aileen, read)).toEqual(written);
  });

  it("and when it cannot be written, nothing is read", async () => {
    await base.admin.unsafe("alter table view add constraint broken check (false) not valid");
    try {
      await expect(as(scene, scene.aileen, (trx) => readPerson(trx, scene.aileen, scene.kerr))).rejects.toThrow(/broken/);
      await expect(as(scene, scene.aileen, (trx) => listPeople(trx, scene.aileen, { filter: "all", words: "", page: 1 }))).rejects.toThrow(/broken/);
      await expect(as(scene, scene.aileen, (trx) => search(trx, scene.aileen, "kerr"))).rejects.toThrow(/broken/);
    } finally {
      await base.admin.unsafe("alter table view drop constraint broken");
    }
  });
});

describe("who has looked", () => {
  it("is told to holders in plain words, filtered by organisation, and to others only for their own", async () => {
    await as(scene, scene.bashir, (trx) => readPerson(trx, scene.bashir, scene.kerr));
    const read = (actor: Actor, organisationId?: string) => as(scene, actor, async (trx) => (await looksOf(trx, await findClient(trx, actor, scene.kerr), { organisationId })).lines);
    expect((await read(scene.aileen, scene.foodHub)).map((line) => `${line.name}, ${line.organisation}, ${line.sentence}`)).toEqual(["Bashir Khan, Quayside Food Hub, read who they are"]);
    expect(new Set((await read(scene.bashir)).map((line) => line.organisation))).toEqual(new Set(["Quayside Food Hub"]));
  });

  it("pages without losing or repeating a line, and a forged page begins at the newest", async () => {
    const person = (trx: Database) => findClient(trx, scene.jo, scene.kerr);
    const total = await base.admin`select 1 from view where client_id = ${scene.kerr}`;
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await as(scene, scene.jo, async (trx) => looksOf(trx, await person(trx), { before, size: 3 }));
      seen.push(...page.lines.map((line) => line.key));
      before = page.older;
    } while (before);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeLessThanOrEqual(total.length + 1);
    const forged = await as(scene, scene.jo, async (trx) => looksOf(trx, await person(trx), { before: "1'; drop table view --.x" }));
    expect(forged.lines.length).toBeGreaterThan(0);
  });
});

describe("search", () => {
  it("forgives slips, and finds nobody for those who may not see them", async () => {
    const names = async (actor: Actor, words: string) => (await as(scene, actor, (trx) => search(trx, actor, words))).people.map((person) => person.name);
    expect(await names(scene.aileen, "ker")).toEqual(["Mrs Kerr"]);
    expect(await names(scene.aileen, "mrs keer")).toEqual(["Mrs Kerr"]);
    for (const actor of [scene.stran, scene.callum, scene.vol, scene.fay]) expect(await names(actor, "kerr")).toEqual([]);
    expect(await names(scene.aileen, "%_\\' or true")).toEqual([]);
  });

  it("finds organisations with a slip", async () => {
    expect((await as(scene, scene.aileen, (trx) => search(trx, scene.aileen, "quayside fod"))).organisations[0]?.name).toBe("Quayside Food Hub");
  });
});

describe("what comes round by itself", () => {
  it("consent that ends soon is on the lead's Today, and nobody else's", async () => {
    const waiting = async (actor: Actor) => (await as(scene, actor, (trx) => dayFor(trx, actor))).waiting.map((item) => item.title);
    expect(await waiting(scene.aileen)).toContain("Consent for Mrs Kerr");
    for (const actor of [scene.stran, scene.vol, scene.fay]) expect(await waiting(actor)).toEqual([]);
  });

  it("the daily job alone knows what is due, and its letters name nobody", async () => {
    expect(await asking(base.db, { account: scene.aileen.accountId }, (trx) => renewalsDue(trx))).toEqual([]);
    const due = await asking(base.db, { duty: "renewal" }, (trx) => renewalsDue(trx));
    expect(due.map((one) => one.email)).toContain(scene.aileen.email);
    const thirteenDaysOn = new Date(Date.now() + 13 * 86_400_000 + 1000);
    expect(await remindOfRenewals(base.db, "http://localhost", thirteenDaysOn)).toBe(1);
    const letters = await base.admin<{ body: string; subject: string }[]>`select body, subject from mail where kind = 'renewal'`;
    expect(letters).toHaveLength(1);
    expect(`${letters[0]?.body}${letters[0]?.subject}`).not.toMatch(/Kerr/);
  });
});

it("whoever stopped their own share is shown what stopped, without the person; nobody else is", async () => {
  await scene.agree([{ to: scene.foodHub }]);
  const { eventId } = await as(scene, scene.bashir, (trx) => withdrawConsent(trx, scene.bashir, scene.kerr, { saidAt: new Date(), how: "voice", words: "", stop: "everything" }));
  const seen = await as(scene, scene.bashir, (trx) => stoppedBy(trx, scene.bashir, scene.kerr, eventId));
  expect(seen.name).toBeUndefined();
  expect(seen.ended.map((one) => one.organisation)).toEqual(["Quayside Food Hub"]);
  await expect(as(scene, scene.stran, (trx) => stoppedBy(trx, scene.stran, scene.kerr, eventId))).rejects.toMatchObject({ code: "not_found" });
  const letters = await base.admin<{ to_address: string; body: string }[]>`select to_address, body from mail where kind = 'withdrawal'`;
  expect(letters.map((letter) => letter.to_address)).toContain(scene.sana.email);
  expect(letters.map((letter) => letter.body).join()).not.toMatch(/Kerr/);
});

it("a person named <img onerror> is a name like any other, and her acts are recorded without it", async () => {
  const name = "<img src=x onerror=alert(1)>";
  await base.admin`update client set name = ${name} where id = ${scene.kerr}`;
  await scene.agree([{ to: scene.harbour }]);
  const { noteId } = await as(scene, scene.aileen, (trx) => beginNote(trx, scene.aileen, scene.kerr, { kind: "visit", happenedOn: "2026-01-05", classes: ["visit"] }));
  expect((await as(scene, scene.aileen, (trx) => findNote(trx, scene.aileen, noteId))).person.name).toBe(name);
  const acts = await base.admin<{ detail: unknown }[]>`select detail from activity where client_id = ${scene.kerr}`;
  expect(JSON.stringify(acts)).not.toContain("onerror");
});

it("consent given again replaces what was there for the same organisation and part", async () => {
  const { eventId } = await as(scene, scene.aileen, (trx) =>
    recordConsent(trx, scene.aileen, scene.kerr, { saidAt: new Date(), how: "paper", words: "", told: "", grants: [{ organisationId: scene.harbour, purpose: "keep_notes", sectionClass: "all", access: "write", until: new Date(Date.now() + 300 * 86_400_000) }] }),
  );
  const live = await base.admin<{ given_event: string }[]>`select given_event from consent_grant where client_id = ${scene.kerr} and purpose = 'keep_notes' and ended_at is null`;
  expect(live.map((grant) => grant.given_event)).toEqual([eventId]);
});

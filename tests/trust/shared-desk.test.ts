import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sessionLife } from "~/features/people/session-life";
import { agrees, noteBy, personOf } from "../support/factories";
import { figure, longRun, promised, size } from "../support/size";
import { eventually } from "../support/wait";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";
import { startServer, type TestServer } from "../support/server";
import { SyncClient } from "../support/sync-client";
import { carelessSite } from "./shared-desk-careless";
import { goneAfter, longestLook, pullThePlug, sitDown, standUp, watchFor, type Watch } from "./shared-desk-browser";
import { tracesOf } from "./shared-desk-traces";

const house = database();
let cast: Cast;
let server: TestServer;
const notes = size({ short: 3, long: 20 });
const canary = (what: string) => `${what}${randomBytes(9).toString("hex")}`;
const name = canary("Nan");
const address = canary("Slip");
const words = Array.from({ length: notes }, () => canary("word"));
const typed = canary("typed");
const canaries = [name, address, typed, ...words];
/** Where somebody reads, and what stands there. */
const pages: [address: string, shown: string][] = [];
const told = { longestGoneMs: 0, waysToLeave: 0, onDisk: 0, behindBack: 0, afterRestore: 0, tabsRestored: 0, letInAgainBeforeTheSessionEnded: 0 };
const profiles: string[] = [];

beforeAll(async () => {
  // Invented people are signed in as by a press of a button, on the page everybody signs in on.
  cast = await castOf(house.db, "demonstration");
  server = await startServer({ databaseUrl: house.url });
  const { aileen, organisations } = cast;
  const clientId = await personOf(house.db, aileen, name);
  await house.admin`update client_contact set address = ${address} where client_id = ${clientId}`;
  await agrees(house.db, aileen, clientId, [{ with: organisations.foodHub, classes: ["shared_plan"] }]);
  pages.push([`/people/${clientId}`, address], ["/people", name]);
  for (const word of words) {
    const note = await noteBy(house.db, aileen, clientId, ["visit"]);
    const writer = await SyncClient.join({ baseUrl: server.baseUrl, documentId: note.documentOf("visit"), cookie: aileen.cookie });
    writer.type(`${word} was what she said.`);
    await eventually(() => writer.acknowledged === writer.sent, "the words to be stored");
    await writer.close();
    pages.push([`/people/${clientId}/notes/${note.noteId}`, word]);
  }
});

afterAll(async () => {
  await standUp();
  await server.stop();
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  figure("G22 shared-desk", { notes, ...told, browser: "Chromium; Firefox is not tried" });
});

type Way = {
  title: string;
  /** Leaves the desk. @returns milliseconds until the words were gone, where there was a page left to look at */
  leave: (page: Page, profile: string) => Promise<number | undefined>;
  /** What happens to the server, before leaving. */
  first?: "lost";
  clock?: boolean;
  /** The server is told of the cover, and keeps it too. */
  covers?: boolean;
  /** Nobody could tell the server, now or later. */
  unheard?: boolean;
  short?: boolean;
};

const hide = (page: Page) => goneAfter(page, "hide", canaries);
const signOut = async (page: Page) => {
  const search = page.getByRole("dialog");
  while (await search.isVisible()) await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await page.waitForURL(/\/sign-in|chrome-error/);
  return goneAfter(page, "wait", canaries);
};

const ways: Way[] = [
  { title: "signs out", short: true, leave: signOut },
  { title: "hides the page", covers: true, leave: hide },
  { title: "walks away, and the page covers itself", clock: true, covers: true, leave: async (page) => (await page.clock.fastForward("10:05"), goneAfter(page, "wait", canaries)) },
  {
    title: "walks away for good, and the page signs them out",
    clock: true,
    leave: async (page) => {
      await page.clock.fastForward("10:05");
      await page.clock.fastForward("10:05");
      await page.waitForURL(/\/sign-in/);
      return goneAfter(page, "wait", canaries);
    },
  },
  { title: "hides the page when the server is gone", short: true, first: "lost", leave: hide },
  { title: "signs out when the server is gone", first: "lost", leave: signOut },
  { title: "closes the window", unheard: true, leave: async (page) => (await page.close(), undefined) },
  { title: "loses power: the browser is killed", unheard: true, short: true, leave: async (_page, profile) => (await pullThePlug(profile), undefined) },
];

test("the search finds what a careless site leaves on a desk, in each way in which Chromium writes", async () => {
  const site = await carelessSite(canary);
  const profile = newProfile();
  const desk = await sitDown(profile, site.url);
  for (const one of site.pages) {
    const page = await desk.newPage();
    await page.goto(one);
    await page.locator("body[data-kept]").waitFor();
  }
  await desk.close();
  await site.close();
  const found = new Set(tracesOf(Object.values(site.canaries), profile).map((trace) => trace.canary));
  expect(Object.entries(site.canaries).filter(([, one]) => !found.has(one)).map(([where]) => where)).toEqual([]);
});

test("the way back after signing in holds no words that somebody searched for", async () => {
  const answer = await fetch(`${server.baseUrl}/people?q=${name}&show=mine`, { redirect: "manual" });
  expect(answer.headers.get("location")).toBe("/sign-in?then=%2Fpeople%3Fshow%3Dmine");
});

test.each(ways.filter(({ short }) => longRun || short).map((way) => [way.title, way] as const))("somebody reads notes on a shared desk and %s: nothing of them stays", async (_title, { leave, first, clock, covers, unheard }) => {
  const profile = newProfile();
  const desk = await sitDown(profile, server.baseUrl);
  const watch = await watchFor(desk, canaries);
  const page = desk.pages()[0] ?? (await desk.newPage());
  if (clock) await page.clock.install();
  await signIn(page);
  await readEverything(page, watch);
  if (first === "lost") await server.kill9();
  const gone = await leave(page, profile);
  const left = performance.now();
  if (covers) await eventually(async () => (await house.admin`select 1 from session where covered_at is not null and ended_at is null`).length === 1, "the server to have heard of the cover");
  if (gone !== undefined) await goBack(page, 4);
  told.waysToLeave += 1;
  told.longestGoneMs = Math.max(told.longestGoneMs, Math.round(gone ?? 0));
  expect({ soon: (gone ?? 0) < Math.min(promised(1_000), longestLook), behindBack: counted("behindBack", watch.seen(left)) }).toEqual({ soon: true, behindBack: [] });
  await desk.close().catch(() => {});
  if (first === "lost") await server.restart();
  expect(counted("onDisk", tracesOf(canaries, profile))).toEqual([]);
  if (unheard) {
    // Nothing can be told by a browser that is dead. Until the session ends by itself, it lets its owner in again.
    if (longRun) told.letInAgainBeforeTheSessionEnded += Math.min(1, (await seenAfterRestore(profile)).length);
    await house.admin`update session set last_seen_at = last_seen_at - make_interval(mins => ${sessionLife.idleMinutes.shared + 1})`;
  }
  expect(counted("afterRestore", await seenAfterRestore(profile))).toEqual([]);
  expect(counted("onDisk", tracesOf(canaries, profile))).toEqual([]);
  await house.admin`update session set ended_at = now(), ended_why = 'test' where ended_at is null and method = 'demonstration'`;
});

function counted<T>(what: "behindBack" | "onDisk" | "afterRestore", found: T[]): T[] {
  told[what] += found.length;
  return found;
}

function newProfile(): string {
  const profile = mkdtempSync(path.join(tmpdir(), "common-thread-desk-"));
  profiles.push(profile);
  return profile;
}

/** As the pages do it, on a computer others use too, which is what they take every computer for. */
async function signIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: /^Aileen Murray/ }).click();
  await page.waitForURL(/\/today/);
}

/** Opens each page, sees its words, writes into the last note, looks somebody up and leaves the list of names open. */
async function readEverything(page: Page, watch: Watch): Promise<void> {
  for (const [one, shown] of pages) {
    await page.goto(one);
    await page.getByText(shown).first().waitFor();
  }
  await eventually(() => [name, address, ...words].every((word) => watch.seen(0).includes(word)), "all the words to have been seen");
  const text = page.getByRole("textbox", { name: "Visit", exact: true });
  await text.and(page.locator("[contenteditable=true]")).focus();
  await page.keyboard.type(typed);
  await page.locator("[data-save-state]").filter({ hasText: /^Saved/ }).first().waitFor();
  await page.getByRole("link", { name: /^Search people/ }).click();
  await page.getByRole("combobox").or(page.getByRole("searchbox")).last().fill(name);
  await page.getByRole("option", { name }).or(page.getByRole("menuitem", { name })).first().waitFor();
}

/** Back, again and again, as whoever sits down next may try. */
async function goBack(page: Page, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    // A page that comes back from memory fires no load event.
    await page.goBack({ waitUntil: "commit", timeout: 5_000 }).catch(() => {});
    if (page.url().startsWith(server.baseUrl)) await page.locator("h1").first().waitFor();
  }
}

/** The same profile again, with the pages of last time: what whoever comes next would do. */
async function seenAfterRestore(profile: string): Promise<string[]> {
  const desk = await sitDown(profile, server.baseUrl, { restoring: true });
  const watch = await watchFor(desk, canaries);
  const restored = desk.pages().filter((page) => page.url().startsWith(server.baseUrl));
  for (const page of restored) {
    await page.reload();
    await page.locator("h1").first().waitFor();
    await goBack(page, 2);
  }
  told.tabsRestored += restored.length;
  await desk.close();
  return watch.seen(0);
}

import { type Browser, type BrowserContext, type BrowserContextOptions, expect as playwrightExpect, type Page } from "@playwright/test";
import { afterAll, beforeAll, inject } from "vitest";
import postgres from "postgres";
import type { Actor } from "~/shared/actor";
import { openBrowser, personIn, type Width } from "../support/browser";
import { actorFor } from "../support/cast";
import { createDatabase, type TestDatabase } from "../support/database";
import { cookieFor, startServer, type TestServer } from "../support/server";
import { patience } from "../support/wait";
import { remembersRequests, saysWhatWasShown } from "./on-red";

/** Everything is waited for, nothing is slept for; two busy cores are given time. */
export const expect = playwrightExpect.configure({ timeout: patience });

/** First names of the demonstration network. */
export type Name = "Aileen" | "Bashir" | "Sana" | "Jo" | "Catriona" | "Fay" | "Rory" | "Ewan" | "Moira" | "Tam" | "Ellen";
export type Person = { context: BrowserContext; page: Page; cookie: string; accountId: string };
export type Shown = { clientId: string; noteId: string; notePath: string; documents: Record<string, string> };

export type Demonstration = {
  data: TestDatabase;
  server: TestServer;
  browser: Browser;
  /** Somebody of the network in a browser of their own, signed in. */
  as: (name: Name, width?: Width, more?: BrowserContextOptions) => Promise<Person>;
  /** Somebody nobody knows yet: a browser without a session. */
  stranger: (width?: Width, more?: BrowserContextOptions) => Promise<Page>;
  accountOf: (name: string) => Promise<string>;
  /** The same person for a command. */
  actorOf: (name: Name) => Promise<Actor>;
  organisationOf: (name: string) => Promise<string>;
  /** Mrs K. and the note of the visit, which Aileen and Bashir write together. */
  mrsK: () => Promise<Shown>;
  /** Errors a page threw, or said to the console; a test that ends looks at them. */
  faults: string[];
};

const template = "demonstration";
/** Milliseconds in which also a slow machine has planted it. */
const firstStart = 240_000;

/** The demonstration network, as the first start opens it, for one test file: served by the real built server. */
export function demonstration({ env = {}, hostName }: { env?: Record<string, string>; hostName?: "localhost" } = {}): Demonstration {
  const holder: Partial<Demonstration> = { faults: [] };
  const opened: BrowserContext[] = [];
  saysWhatWasShown(opened);
  beforeAll(async () => {
    await demonstrationTemplate();
    const data = await createDatabase({ template });
    holder.data = data;
    holder.server = await startServer({ databaseUrl: data.url, env, ...(hostName ? { hostName } : {}) });
    holder.browser = await openBrowser();
  }, firstStart + 120_000);
  afterAll(async () => {
    await Promise.all(opened.map((context) => context.close()));
    await holder.browser?.close();
    await holder.server?.stop();
    await holder.data?.drop();
  });
  const set = new Proxy({} as Demonstration, {
    get(_target, key: keyof Demonstration) {
      if (!(key in holder)) throw new Error(`demonstration().${key} was read before its beforeAll had run.`);
      return holder[key];
    },
  });
  holder.accountOf = (name) => only(set.data.admin`select id from account where name like ${`${name}%`}`, name);
  holder.organisationOf = (name) => only(set.data.admin`select id from organisation where name like ${`${name}%`}`, name);
  holder.as = async (name, width = "desktop", more = {}) => {
    const accountId = await set.accountOf(name);
    const cookie = await cookieFor(set.data.db, accountId);
    const { context, page } = await personIn(set.browser, { baseUrl: set.server.baseUrl, cookie, width, more });
    opened.push(context);
    remembersRequests(context);
    context.on("weberror", (error) => set.faults.push(`${name}: ${error.error().message}`));
    return { context, page, cookie, accountId };
  };
  holder.stranger = async (width = "desktop", more = {}) => {
    const { context, page } = await personIn(set.browser, { baseUrl: set.server.baseUrl, width, more });
    opened.push(context);
    remembersRequests(context);
    return page;
  };
  holder.actorOf = async (name) => actorFor(set.data.db, await set.accountOf(name));
  holder.mrsK = () => shownNote(set.data, "Mrs K.");
  return set;
}

/** A person's newest note and its live documents, by class. */
export async function shownNote({ admin }: TestDatabase, name: string): Promise<Shown> {
  const clientId = await only(admin`select id from client where name = ${name}`, name);
  const noteId = await only(admin`select id from note where client_id = ${clientId} order by happened_on desc limit 1`, `a note about ${name}`);
  const rows = await admin<{ section_class: string; document_id: string }[]>`select section.class as section_class, document.id as document_id from section join document on document.section_id = section.id where section.note_id = ${noteId}`;
  return { clientId, noteId, notePath: `/people/${clientId}/notes/${noteId}`, documents: Object.fromEntries(rows.map((row) => [row.section_class, row.document_id])) };
}

async function only(rows: PromiseLike<postgres.Row[]>, what: string): Promise<string> {
  const [row] = await rows;
  if (!row) throw new Error(`There is no ${what} in the demonstration network.`);
  return String(row["id"]);
}

/** Opened once in a run, by a first start on an empty database; every file writes in a copy. */
async function demonstrationTemplate(): Promise<void> {
  const { adminUrl } = inject("cluster");
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [made] = await sql`select from pg_database where datname = ${template}`;
    if (made) return;
    const first = await createDatabase();
    const server = await startServer({ databaseUrl: first.url, within: firstStart });
    await server.stop();
    await Promise.all([first.pool.end({ timeout: 2 }), first.admin.end({ timeout: 2 })]);
    await sql.unsafe(`alter database "${first.name}" rename to "${template}"`);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

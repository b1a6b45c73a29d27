import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect as expectValue, test } from "vitest";
import { openProfile } from "../support/browser";
import { demonstration, expect, type Shown } from "./demonstration";
import { joined } from "./note-page";

// A passkey belongs to a name; an address of numbers has none.
const set = demonstration({ hostName: "localhost" });
const profile = mkdtempSync(path.join(tmpdir(), "common-thread-desk-"));
let shown: Shown;
let nuala: Page;

beforeAll(async () => {
  shown = await set.mrsK();
});
afterAll(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));

const register = [
  "Charity Name,Charity Number,Postcode,Latitude,Longitude,Main Operating Location",
  '"Rowan Street Friends, Inverlaw",SC999001,ZZ1 1AA,56.10,-3.20,Inverlaw',
  "Tide and Thread,SC999002,ZZ1 2BB,56.11,-3.21,Inverlaw",
  "Far Away Society,SC999003,ZZ9 9ZZ,57.10,-4.20,Elsewhere",
  "No Number Club,,ZZ1 3CC,56.12,-3.22,Inverlaw",
].join("\n");

async function beOneOfTheInvented(page: Page, name: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("radio", { name: "Only me" }).check();
  await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await expect(page).toHaveURL(/\/today$/);
}

test("on the way in nothing moves under a hand when the scripts come", async () => {
  const page = await set.browser.newPage({ baseURL: set.server.baseUrl });
  let come = () => {};
  const coming = new Promise<void>((resolve) => (come = resolve));
  await page.route("**/assets/*.js", async (asked) => {
    await coming;
    await asked.continue();
  });
  await page.goto("/sign-in", { waitUntil: "commit" });
  const aileen = page.getByRole("button", { name: /^Aileen Muir/ });
  await expect(aileen).toBeVisible();
  // As it is read before any script: with its styles, and in its letters.
  await page.waitForFunction(() => document.readyState !== "loading" && [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].every(({ sheet }) => sheet), undefined, { polling: 20 });
  await page.evaluate(async () => {
    document.body.getBoundingClientRect();
    await document.fonts.ready;
  });
  const before = await aileen.boundingBox();
  await expect(page.getByRole("button", { name: "Sign in with a passkey" })).toHaveCount(0);
  come();
  await expect(page.getByRole("button", { name: "Sign in with a passkey" })).toBeVisible();
  expectValue(await aileen.boundingBox()).toEqual(before);
  await page.close();
});

test("Fay imports a register: chooses the place, sees what cannot be taken, and finds it in the directory", async () => {
  const fay = await set.stranger();
  await beOneOfTheInvented(fay, "Fay Munro");
  await fay.goto("/directory/import");
  await fay.getByLabel("The register’s CSV file").setInputFiles({ name: "invented.csv", mimeType: "text/csv", buffer: Buffer.from(register) });
  await fay.getByRole("button", { name: "Look at this file" }).click();
  await expect(fay.getByRole("checkbox", { name: "Inverlaw (2)" })).toBeVisible();
  await expect(fay.getByText("1 line we cannot take")).toBeVisible();
  await fay.getByRole("checkbox", { name: "Inverlaw (2)" }).check();
  await fay.getByRole("button", { name: "Import 2 organisations" }).click();
  await expect(fay.getByRole("heading", { name: "What was done" })).toBeVisible();
  await expect(fay.locator("main")).toContainText("There is no charity number.");
  await fay.goto("/directory?q=rowan");
  await expect(fay.getByRole("link", { name: "Rowan Street Friends, Inverlaw" })).toBeVisible();
  await expect(fay.locator("main")).not.toContainText("Far Away Society");
});

test("she makes a post there and invites Nuala, who follows the link in a browser of her own and makes a passkey", async () => {
  const fay = (await set.as("Fay")).page;
  await fay.goto("/directory?q=rowan");
  await fay.getByRole("link", { name: "Rowan Street Friends, Inverlaw" }).click();
  await fay.getByRole("link", { name: "Add a post" }).click();
  await fay.getByLabel("What the post is called").fill("Befriender");
  await fay.getByRole("radio", { name: "Worker", exact: true }).check();
  await fay.getByRole("button", { name: "Add this post" }).click();
  await fay.getByRole("link", { name: "Invite someone" }).click();
  await fay.getByLabel("Their name").fill("Nuala Reid");
  await fay.getByLabel("Their email address").fill("nuala@rowanstreet.example");
  await fay.getByRole("button", { name: "Send the invitation" }).click();
  const link = await fay.locator("code").textContent();

  nuala = await set.stranger();
  const devtools = await nuala.context().newCDPSession(nuala);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await nuala.goto(link ?? "");
  await expect(nuala.getByRole("heading", { level: 1 })).toHaveText("Fay Munro has made you a place");
  await expect(nuala.locator("main")).toContainText("Befriender");
  await nuala.getByRole("button", { name: "Join" }).click();
  await expect(nuala.getByRole("alert").first()).toContainText("There is a problem");
  await nuala.getByRole("checkbox", { name: "I have read this" }).check();
  await nuala.getByRole("radio", { name: "Only me" }).check();
  await nuala.getByRole("button", { name: "Join" }).click();
  await expect(nuala.getByRole("heading", { level: 1 })).toHaveText("Welcome, Nuala");
  await nuala.getByRole("button", { name: "Add a passkey" }).click();
  await expect(nuala).toHaveURL(/\/today$/);
  const again = await set.stranger();
  await again.goto(link ?? "");
  await expect(again.getByRole("heading", { level: 1 })).toHaveText("This invitation has been used");
});

test("she signs out, and in again by passkey alone", async () => {
  await nuala.getByRole("button", { name: "Sign out" }).first().click();
  await expect(nuala).toHaveURL(/\/sign-in/);
  await nuala.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(nuala).toHaveURL(/\/today$/);
  await expect(nuala.getByRole("button", { name: "Nuala R., your menu" })).toBeVisible();
});

test("a code by email is the other way in; in the demonstration it stands on the page, and a wrong one gets a sentence", async () => {
  const page = await set.stranger("phone");
  await page.goto("/people");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel("Email address").fill("aileen@harbourlinks.example");
  await page.getByRole("button", { name: "Email me a code" }).click();
  const code = await page.locator("strong", { hasText: /^\d{6}$/ }).textContent();
  await page.getByLabel("Code").fill(code === "000000" ? "111111" : "000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.locator("main")).toContainText("That is not the code.");
  await page.getByLabel("Code").fill(` ${code?.slice(0, 3)} ${code?.slice(3)} `);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/people$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("People");
});

test("left alone, the page is covered: the words leave it, and come back with a code", async () => {
  const { page } = await set.as("Aileen");
  await page.clock.install();
  await page.goto(shown.notePath);
  await joined({ page });
  await page.clock.fastForward("31:00");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is covered, Aileen");
  expectValue((await page.content()).includes("letter from housing")).toBe(false);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is covered, Aileen");
  expectValue((await page.content()).includes("letter from housing")).toBe(false);
  await page.getByRole("button", { name: "Carry on with an emailed code" }).click();
  const code = await page.locator("strong", { hasText: /^\d{6}$/ }).textContent();
  await page.getByLabel("Code").fill(code ?? "");
  await page.getByRole("button", { name: "Carry on" }).click();
  await expect(page.getByText("letter from housing").first()).toBeVisible();
});

test("a page that was covered is opened by its owner's passkey", async () => {
  await nuala.goto("/directory");
  await nuala.getByRole("button", { name: "Hide this page" }).first().click();
  await expect(nuala.getByRole("heading", { level: 1 })).toHaveText("This page is covered, Nuala");
  await nuala.getByRole("button", { name: "Carry on with your passkey" }).click();
  await expect(nuala.getByRole("heading", { level: 1 })).toHaveText("Directory");
});

test("on a shared desk nothing of a note stays: not behind Back, not in the browser's profile on disk", async () => {
  const canaries = ["letter from housing", "church hall", "Mrs K."];
  const desk = await openProfile(profile, { baseURL: set.server.baseUrl, extraHTTPHeaders: { "Accept-Encoding": "identity" } });
  const page = desk.pages()[0] ?? (await desk.newPage());
  await page.goto("/sign-in");
  await page.getByRole("button", { name: /^Aileen Muir/ }).click();
  await expect(page).toHaveURL(/\/today$/);
  await page.goto(`/people/${shown.clientId}`);
  await expect(page.getByText("Not losing the flat").first()).toBeVisible();
  await page.goto(shown.notePath);
  await expect(page.getByText("letter from housing").first()).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  for (const canary of canaries) expectValue((await page.content()).includes(canary)).toBe(false);
  await desk.close();
  const files = filesIn(profile);
  // The search finds what is there: the browser's own history knows the address, and no more.
  expectValue(files.some((file) => holds(file, shown.noteId))).toBe(true);
  expectValue(files.filter((file) => canaries.some((canary) => holds(file, canary)))).toEqual([]);
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** In either of the ways Chromium writes text down. */
function holds(file: string, words: string): boolean {
  const bytes = readFileSync(file);
  return bytes.includes(words) || bytes.includes(Buffer.from(words, "utf16le"));
}

test("no page threw an error in all of this", () => {
  expectValue(set.faults).toEqual([]);
});

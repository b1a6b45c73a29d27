// The pictures of docs/guide, taken anew: npx tsx tests/e2e/pictures.ts (after npm run build), or those of ties alone: … ties.
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import { presenceColour } from "~/shared/realtime";
import { root } from "~/shared/root.server";
import { openBrowser, personIn, resize, widths, type Width } from "../support/browser";
import { startServer, type TestServer } from "../support/server";
import { joined, newLine, part } from "./note-page";
import { tiesPictures } from "./pictures-of-ties";

const register = [
  "Charity Name,Charity Number,Postcode,Latitude,Longitude,Main Operating Location",
  "Rowan Street Friends,SC999001,ZZ1 1AA,56.10,-3.20,Inverlaw",
  "Tide and Thread,SC999002,ZZ1 2BB,56.11,-3.21,Inverlaw",
  "Inverlaw Walking Football,SC999003,ZZ1 3CC,56.12,-3.22,Inverlaw",
  "The Lunch Table,SC999004,ZZ1 4DD,56.13,-3.23,Inverlaw",
  "Far Away Society,SC999005,ZZ9 9ZZ,57.10,-4.20,Elsewhere",
  "No Number Club,,ZZ1 5EE,56.14,-3.24,Inverlaw",
].join("\n");

const folder = path.join(root, "docs/guide");
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
let server = await startServer();
try {
  // Two people can have the same colour; for a picture they should not.
  while (await shareAColour()) {
    await server.stop();
    server = await startServer();
  }
  if (!process.argv.includes("ties")) await story(server, browser);
  await tiesPictures({ be, at, both });
} finally {
  await browser.close();
  await server.stop();
}

async function story({ baseUrl }: TestServer, inBrowser: Browser): Promise<void> {
  const visitor = (await personIn(inBrowser, { baseUrl })).page;
  await visitor.goto("/sign-in");
  await both(visitor, "sign-in");
  const aileen = await be("Aileen Muir");
  await both(await at(aileen, "/today"), "today");
  await both(await at(aileen, "/people"), "people");
  await aileen.getByRole("link", { name: /Mrs K\./ }).first().click();
  await aileen.waitForURL(/people\/[0-9a-f-]{36}$/);
  await both(aileen, "person");
  const person = new URL(aileen.url()).pathname;

  await at(aileen, `${person}/consent/new`);
  await aileen.getByRole("radio", { name: /^Yes, / }).check();
  await aileen.getByRole("button", { name: "Carry on" }).click();
  await aileen.getByLabel("Find an organisation").fill("strand");
  await aileen.getByRole("button", { name: "Find", exact: true }).click();
  await aileen.getByRole("button", { name: "Choose Strand Arts for All" }).click();
  await aileen.getByRole("checkbox", { name: "Shared plan" }).check();
  await both(aileen, "consent");

  await at(aileen, `${person}/notes`);
  await aileen.getByRole("link", { name: /^Visit, / }).click();
  await aileen.waitForURL(/notes\/[0-9a-f-]{36}$/);
  const note = new URL(aileen.url()).pathname;
  const bashir = await be("Bashir Khan", "phone");
  await at(bashir, note);
  const [hers, his] = [await joined({ page: aileen }), await joined({ page: bashir })];
  await newLine(hers);
  await hers.pressSequentially("We ring on Monday at ten, from the hub’s back room");
  await newLine(his);
  await his.pressSequentially("I will bring her and her sister over from the hub", { delay: 20 });
  // Tall enough for the whole note, from its title down.
  await resize(aileen, { width: 1280, height: 1180 });
  await his.pressSequentially(".");
  await aileen.locator("[data-caret] [data-name]").first().waitFor();
  await aileen.evaluate(() => window.scrollTo(0, 0));
  await aileen.screenshot({ path: path.join(folder, "note-desktop.png") });
  await part(bashir, "Visit").region.evaluate((region) => region.scrollIntoView({ block: "start" }));
  await hers.pressSequentially(".");
  await bashir.locator("[data-caret] [data-name]").first().waitFor();
  await bashir.screenshot({ path: path.join(folder, "note-phone.png") });
  await resize(aileen, widths.desktop);
  await aileen.getByRole("link", { name: "History of Visit" }).click();
  await aileen.getByRole("slider", { name: "Moment" }).press("Home");
  await aileen.getByRole("checkbox", { name: "Compare with now" }).check();
  await aileen.locator("ins").first().waitFor();
  await both(aileen, "history");

  await at(aileen, note);
  await joined({ page: aileen });
  await aileen.getByRole("button", { name: "No longer agrees…" }).first().click();
  await aileen.getByRole("checkbox", { name: "Kelpie Food Hub" }).check();
  await both(aileen, "withdrawal");
  await aileen.getByRole("button", { name: "Stop now" }).click();
  await bashir.getByText("Writing has stopped.").first().waitFor();
  await bashir.getByRole("heading", { name: "This note is no longer shared with you" }).waitFor();
  await both(bashir, "shut-out");

  await both(await at(aileen, `${person}/looks`), "looks");
  const fay = await be("Fay Munro");
  await at(fay, "/directory/import");
  await fay.getByLabel("The register’s CSV file").setInputFiles({ name: "register.csv", mimeType: "text/csv", buffer: Buffer.from(register) });
  await fay.getByRole("button", { name: "Look at this file" }).click();
  await fay.getByRole("checkbox", { name: "Inverlaw (4)" }).check();
  await both(fay, "import");
  await both(await at(fay, "/directory"), "directory");
  await gaps(await be("Catriona Bell"), await be("Ewan Adeyemi"));
  await diary(aileen, bashir);
}

async function be(name: string, width: Width = "desktop"): Promise<Page> {
  const { page } = await personIn(browser, { baseUrl: server.baseUrl, width });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await page.waitForURL("**/today");
  return page;
}

/** The road from a card to a group, and a question to the network. */
async function gaps(catriona: Page, ewan: Page): Promise<void> {
  await at(ewan, "/gaps");
  await at(catriona, "/gaps");
  await catriona.getByText("Ewan Adeyemi is here").or(catriona.getByText(/Ewan.* (is|are) here/)).first().waitFor();
  await both(catriona, "gaps");
  const bingo = await catriona.getByRole("link", { name: /^The Friday bingo stopped/ }).first().getAttribute("href");
  await at(catriona, "/gaps/new");
  await catriona.getByLabel("What is missing?").pressSequentially("Somewhere warm to sit after five in the evening");
  await catriona.getByText("A warm place to sit after five").first().waitFor();
  await both(catriona, "post-gap");
  await both(await at(catriona, bingo ?? "/gaps"), "gap");
  await both(await at(catriona, `${bingo}/kit`), "kit");
  await both(await at(catriona, `${bingo}/pack`), "pack");
  await both(await at(catriona, "/gaps/asks"), "asks");
}

/** Shadow days that go both ways, and learning events. */
async function diary(aileen: Page, bashir: Page): Promise<void> {
  await both(await at(aileen, "/diary"), "diary");
  await both(await at(aileen, "/diary/shadow"), "shadow");
  await aileen.getByRole("link", { name: /^Book/ }).or(aileen.getByRole("button", { name: /^Book/ })).first().click();
  await aileen.getByRole("heading", { level: 1, name: /^A day with/ }).waitFor();
  await both(aileen, "booking");
  await both(await at(bashir, "/diary/shadow/offer"), "offer-day");
  const finding = await first(bashir, "/diary/events?show=finding", /somebody falls/);
  await both(await at(bashir, `${finding}/dates`), "dates");
  const event = await first(bashir, "/diary/events", /Winter cupboard/);
  await both(await at(bashir, event), "event");
  await at(bashir, `${event}/agenda`);
  for (const [minutes, what, who] of [["15", "Tea, and names round the room", "Everybody"], ["40", "What people asked for last winter", "Nell"], ["45", "Putting up the shelves", "Tam and a drill"], ["10", "Who fills what, and by when", "Sana"]] as const) {
    await bashir.getByRole("button", { name: "Add a row" }).click();
    await bashir.keyboard.type(what);
    await bashir.keyboard.press("Tab");
    await bashir.keyboard.type(who);
    await bashir.getByLabel(`Minutes for ${what}`).fill(minutes);
  }
  await both(bashir, "agenda");
  await both(await at(bashir, `${event}/day`), "event-day");
}

/** Where the first link of these words on a page leads. */
async function first(page: Page, address: string, words: RegExp): Promise<string> {
  await at(page, address);
  return (await page.locator("main").getByRole("link", { name: words }).first().getAttribute("href")) ?? "";
}

async function at(page: Page, address: string): Promise<Page> {
  await page.goto(address, { waitUntil: "networkidle" });
  return page;
}

/** The page as it stands, at a desk and on a phone; `from` is brought to the top first. */
async function both(page: Page, name: string, from?: string): Promise<void> {
  const before = page.viewportSize();
  for (const width of ["desktop", "phone"] as const) {
    await resize(page, widths[width]);
    await page.evaluate(() => document.fonts.ready);
    if (from) await page.locator(from).evaluate((part) => part.scrollIntoView({ block: "start" }));
    await page.screenshot({ path: path.join(folder, `${name}-${width}.png`) });
  }
  if (before) await resize(page, before);
}

async function shareAColour(): Promise<boolean> {
  const page = (await personIn(browser, { baseUrl: server.baseUrl })).page;
  await page.goto("/sign-in");
  const idOf = async (name: string) => (await page.getByRole("button", { name: new RegExp(`^${name}`) }).getAttribute("value")) ?? "";
  return presenceColour(await idOf("Aileen Muir")) === presenceColour(await idOf("Bashir Khan"));
}

import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { afterAll, beforeAll, expect as rawExpect, test } from "vitest";
import { accept, choose } from "~/features/relationships/handover/commands.server";
import { openBrowser, personIn, picture, resize, widths, withoutConnection, type Width } from "../support/browser";
import { agrees, personOf } from "../support/factories";
import type { Member } from "../support/cast";
import { startServer, type TestServer } from "../support/server";
import { inDays, leavingScene, type LeavingScene } from "../handover/scene";
import { expect } from "./demonstration";
import { faultsAtBothWidths, sidewaysAt320, tabThrough } from "./look";

let scene: LeavingScene;
let server: TestServer;
let browser: Browser;
type Person = Awaited<ReturnType<typeof personIn>>;
let aileen: Person;
let nils: Person;
let jo: Person;
const opens = (member: Member, width: Width = "desktop", more: BrowserContextOptions = {}) => personIn(browser, { baseUrl: server.baseUrl, cookie: member.cookie, width, more });
beforeAll(async () => {
  scene = await leavingScene();
  server = await startServer({ databaseUrl: scene.house.url });
  browser = await openBrowser();
  aileen = await opens(scene.cast.aileen);
  nils = await opens(scene.nils, "phone");
  jo = await opens(scene.cast.jo);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await scene?.house.drop();
});

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
/** Types a day into the three fields of a picker, whatever is in them. */
async function typeDay(page: Page, label: string, day: string): Promise<void> {
  await page.getByRole("group", { name: label, exact: true }).getByRole("spinbutton").first().focus();
  await page.keyboard.type(`${day.slice(8)}${day.slice(5, 7)}${day.slice(0, 4)}`);
}
async function looksWell(page: Page, name: string): Promise<void> {
  rawExpect(await faultsAtBothWidths(page, name)).toEqual([]);
  rawExpect(await sidewaysAt320(page)).toBe(0);
  await resize(page, widths.phone);
  await picture(page, `${name}-phone`);
  await resize(page, widths.desktop);
  await picture(page, `${name}-desktop`);
}

test("Aileen says her last day without a handover; Jo reads it beside her name and puts it off; Aileen cannot, until Jo takes it back", async () => {
  const { page } = aileen;
  await page.goto("/me/handover");
  await button(page, "Say it").click();
  // It takes the focus, once.
  await expect(page.getByRole("alert", { name: "There is a problem" })).toBeFocused();
  await typeDay(page, "Last day", inDays(30));
  await button(page, "Say it").click();
  await expect(page.getByText("The last day is said.")).toBeVisible();
  await expect(button(page, "I stay: take it back")).toBeVisible();
  await looksWell(page, "notice-own");
  await jo.page.goto("/team");
  await expect(jo.page.getByText(/^Leaves on/).first()).toBeVisible();
  await looksWell(jo.page, "team-notice");
  await jo.page.getByRole("link", { name: "When they leave: Aileen Murray" }).click();
  await typeDay(jo.page, "Another last day", inDays(40));
  await button(jo.page, "Change the day").click();
  await expect(jo.page.getByText("The last day is said.")).toBeVisible();
  await looksWell(jo.page, "notice-team");
  await page.goto("/me/handover");
  await expect(page.getByText(/Whoever looks after the post set it/)).toBeVisible();
  await expect(button(page, "I stay: take it back")).toHaveCount(0);
  await typeDay(page, "Another last day", inDays(50));
  await button(page, "Change the day").click();
  await expect(page.getByText("Whoever looks after the post set this day. Ask them to put it off.")).toBeVisible();
  await jo.page.goto("/team");
  await jo.page.getByRole("link", { name: "When they leave: Aileen Murray" }).click();
  await button(jo.page, "They stay: take it back").click();
  await expect(jo.page.getByText("Taken back. Nobody leaves.")).toBeVisible();
});

test("Nils comes into Aileen's post: she names him, Jo says yes, he reads what awaits and no name; the day changes and nothing is lost", async () => {
  const { page } = aileen;
  await page.goto("/me/handover");
  await typeDay(page, "Your last day", inDays(20));
  await page.getByLabel("Who comes into your post?").selectOption({ label: await labelOf(page, "Who comes into your post?", /^Nils/) });
  await button(page, "Open my handover").click();
  await expect(page.getByText("Your handover is open.")).toBeVisible();
  await expect(page.getByText(/^Nils Holm is named\. They sit down/)).toBeVisible();
  await jo.page.goto("/team");
  await jo.page.getByRole("link", { name: /^Aileen Murray, / }).click();
  await expect(jo.page.getByRole("heading", { level: 1, name: "Aileen Murray hands over" })).toBeVisible();
  const address = new URL(jo.page.url()).pathname;
  await button(jo.page, "Yes, Nils Holm takes the post").click();
  await expect(jo.page.getByText(/^Nils Holm comes into this post, and sits down/)).toBeVisible();
  await page.goto("/me/handover");
  await expect(page.getByText(/^Nils Holm comes into this post\. Whatever stays/)).toBeVisible();
  await looksWell(page, "handover-successor");
  await page.getByText("Change the last day", { exact: true }).click();
  await typeDay(page, "The last day", inDays(25));
  await button(page, "Keep the day").click();
  await expect(page.getByText("The last day has changed. Every answer stays.")).toBeVisible();
  await page.getByRole("link", { name: "Check your answers" }).click();
  await button(page, "Send").click();
  await expect(page.getByText(/^Sent\. Each colleague is asked/)).toBeVisible();
  await nils.page.goto(address);
  await expect(nils.page.getByRole("heading", { name: "What comes with the post" })).toBeVisible();
  await expect(nils.page.getByText(/you sit down in this post/)).toBeVisible();
  rawExpect(await nils.page.locator("main").innerText()).not.toContain("Mrs K.");
  await looksWell(nils.page, "handover-welcome-before");
});

test("on the day Nils is welcomed: who is his now, by name; nothing is open to Aileen", async () => {
  await jo.page.goto("/team");
  await jo.page.getByRole("link", { name: /^Aileen Murray, / }).click();
  await expect(jo.page.getByRole("heading", { level: 1, name: "Aileen Murray hands over" })).toBeVisible();
  const address = new URL(jo.page.url()).pathname;
  await jo.page.getByText("Move it now, before the day", { exact: true }).click();
  await button(jo.page, "Move it now").click();
  await expect(jo.page.getByText("It is handed over.")).toBeVisible();
  await nils.page.goto(address);
  await expect(nils.page.getByRole("heading", { name: "Welcome to your post" })).toBeVisible();
  await looksWell(nils.page, "handover-welcome");
  await nils.page.getByRole("link", { name: "Mrs K.", exact: true }).click();
  await expect(nils.page.getByRole("heading", { level: 1, name: "Mrs K." })).toBeVisible();
  await aileen.page.goto("/people");
  await expect(aileen.page.locator("main")).not.toContainText("Mrs K.");
});

test("Bashir is away and whoever steps in leaves: the page says so, and Sana names somebody else", async () => {
  const { cast } = scene;
  const deputy = (await cast.another("Una Reid", cast.organisations.foodHub, "worker")).accountId;
  const other = (await cast.another("Finn Lang", cast.organisations.foodHub, "worker")).accountId;
  const sana = await opens(cast.sana);
  await sana.page.goto("/team/cover/new");
  await sana.page.getByLabel("Who is away?").selectOption({ label: await labelOf(sana.page, "Who is away?", /^Bashir/) });
  await sana.page.getByLabel("Who steps in?").selectOption(deputy);
  await button(sana.page, "Say it").click();
  await expect(sana.page.getByRole("heading", { level: 1, name: "Bashir Khan is away" })).toBeVisible();
  const address = new URL(sana.page.url()).pathname;
  await sana.page.goto(`/team/leaving/${deputy}`);
  await button(sana.page, "End all of it now").click();
  await sana.page.waitForURL(/done=offboarded/);
  await sana.page.goto(address);
  await expect(sana.page.getByText(/has left\. Nobody steps in now\.$/)).toBeVisible();
  await looksWell(sana.page, "cover-nobody");
  await sana.page.getByLabel("Who steps in?").selectOption(other);
  await button(sana.page, "Keep who steps in").click();
  await expect(sana.page.getByText("Finn Lang steps in.")).toBeVisible();
});

async function labelOf(page: Page, select: string, words: RegExp): Promise<string> {
  return (await page.getByLabel(select).locator("option").allTextContents()).find((label) => words.test(label)) ?? "";
}

test("Vera goes overnight while her handover is sent: Jo reads who had said yes, chosen already, and gives it with one press", async () => {
  const { cast, as, house } = scene;
  const una = await cast.another("Una Bell", cast.organisations.harbour, "link_worker", cast.posts.jo);
  const vera = await cast.another("Vera Moe", cast.organisations.harbour, "link_worker", cast.posts.jo);
  const clientId = await personOf(house.db, vera, "Mr T.");
  await agrees(house.db, vera, clientId, []);
  const leaver = await opens(vera);
  await leaver.page.goto("/me/handover");
  await typeDay(leaver.page, "Your last day", inDays(20));
  await button(leaver.page, "Open my handover").click();
  await expect(leaver.page.getByText("Your handover is open.")).toBeVisible();
  const [row] = await house.admin<{ id: string; item: string; version: number }[]>`select h.id, i.id as item, i.version from handover h join handover_item i on i.handover_id = h.id where h.leaver_id = ${vera.accountId} and i.kind = 'person'`;
  await as(vera, (trx) => choose(trx, vera, row?.item ?? "", { choice: "pass", toPostId: una.seat?.postId, version: row?.version ?? 1 }));
  await leaver.page.goto("/me/handover?check=1");
  await button(leaver.page, "Send").click();
  await expect(leaver.page.getByText(/^Sent\./)).toBeVisible();
  await as(una, (trx) => accept(trx, una, row?.item ?? ""));
  await jo.page.goto(`/team/leaving/${vera.accountId}`);
  await button(jo.page, "End all of it now").click();
  await jo.page.waitForURL(/done=offboarded/);
  await jo.page.goto(`/team/handovers/${row?.id}`);
  await expect(jo.page.getByRole("heading", { name: "It ended before its day" })).toBeVisible();
  await expect(jo.page.getByText("Una Bell said yes to 1 person.")).toBeVisible();
  await looksWell(jo.page, "handover-cut-short");
  await jo.page.getByRole("link", { name: "Give it a home" }).click();
  await expect(jo.page.getByText("Una Bell said yes to this before.")).toBeVisible();
  await looksWell(jo.page, "needs-a-home-said-yes");
  await button(jo.page, "Give it to them").click();
  await expect(jo.page.getByText(/^It has a home now/)).toBeVisible();
  await leaver.page.goto("/today");
  await expect(leaver.page).toHaveURL(/sign-in/);
});

test("without any script a handover is opened, chosen row by row, sent, and its day is changed", async () => {
  const { page } = await opens(scene.cast.sana, "phone", { javaScriptEnabled: false });
  await page.goto("/me/handover");
  await page.getByLabel("Your last day").fill(inDays(20));
  await button(page, "Open my handover").click();
  await expect(page.getByText("Your handover is open.")).toBeVisible();
  const check = page.getByRole("link", { name: /^Check/ });
  await check.click();
  await button(page, "Send").click();
  await expect(page.getByText(/^Sent\./)).toBeVisible();
  await page.getByText("Change the last day", { exact: true }).click();
  await page.getByLabel("The last day").fill(inDays(22));
  await button(page, "Keep the day").click();
  await expect(page.getByText("The last day has changed. Every answer stays.")).toBeVisible();
  await page.getByText("Call it off", { exact: true }).first().click();
  await button(page, "Call it off").click();
  await expect(page.getByText("Called off. Everything stays where it is.")).toBeVisible();
});

test("by keyboard alone everything of leaving is reached, at both widths; offline the pages stay and say so kindly", async () => {
  const sana = await opens(scene.cast.sana);
  const { page } = sana;
  const away = String((await scene.house.admin`select id from cover where ended_at is null limit 1`)[0]?.["id"]);
  for (const address of ["/me/handover", `/team/cover/${away}`, "/team/cover/new", `/team/leaving/${scene.cast.bashir.accountId}`]) {
    await page.goto(address);
    for (const width of ["desktop", "phone"] as const) rawExpect(await tabThrough(page, width), `${address} at ${width}`).toEqual({ missed: [], hidden: [] });
    await withoutConnection(sana.context, () => expect(page.getByText("You are offline. You can read this; changing anything needs a connection.")).toBeVisible());
    await expect(page.getByText("You are offline. You can read this; changing anything needs a connection.")).toHaveCount(0);
  }
});

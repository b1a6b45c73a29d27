import type { Page } from "@playwright/test";
import { beforeAll, expect as rawExpect, test } from "vitest";
import { addDays, dayAt } from "~/shared/zoned";
import { picture, resize, widths } from "../support/browser";
import { demonstration, expect, type Person } from "./demonstration";
import { listening } from "./listening";
import { faultsAtBothWidths, sidewaysAt320 } from "./look";

const set = demonstration();
let aileen: Person;
let rory: Person;
let jo: Person;
beforeAll(async () => {
  aileen = await set.as("Aileen");
  rory = await set.as("Rory", "phone");
  jo = await set.as("Jo");
});

const today = () => dayAt(new Date());
/** Types a day into its three fields. */
async function typeDay(page: Page, label: string, day: string): Promise<void> {
  await page.getByRole("group", { name: label }).getByRole("spinbutton").first().focus();
  await page.keyboard.type(`${day.slice(8)}${day.slice(5, 7)}${day.slice(0, 4)}`);
}
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
/** Each row as the page lists it; opened by its name. */
const row = (page: Page, name: string) => page.getByRole("listitem").filter({ has: page.locator("summary", { hasText: name }) });
const idIn = (page: Page) => new URL(page.url()).pathname.split("/").at(-1) ?? "";
async function looksWell(page: Page, name: string): Promise<void> {
  rawExpect(await faultsAtBothWidths(page, name)).toEqual([]);
  rawExpect(await sidewaysAt320(page)).toBe(0);
  await resize(page, widths.phone);
  await picture(page, `${name}-phone`);
  await resize(page, widths.desktop);
  await picture(page, `${name}-desktop`);
}

let handover = "";

test("Aileen opens her handover: the last day, her lead, and everything her post holds with what is suggested", async () => {
  const { page } = aileen;
  await page.goto("/me");
  await page.getByRole("link", { name: "Hand over my post" }).click();
  await expect(page.getByRole("definition").getByText("Jo Rennie, Link worker team lead")).toBeVisible();
  await expect(page.getByRole("heading", { name: "On your last day, at 5 pm" })).toBeVisible();
  await looksWell(page, "handover-open");
  await button(page, "Open my handover").click();
  // It takes the focus, once.
  await expect(page.getByRole("alert", { name: "There is a problem" })).toBeFocused();
  await typeDay(page, "Your last day", addDays(today(), 20));
  await button(page, "Open my handover").click();
  await expect(page.getByText("Your handover is open.")).toBeVisible();
  await expect(page.getByText(/^0 of \d+ people ready$/)).toBeVisible();
  await row(page, "Mrs K.").locator("summary").click();
  await expect(row(page, "Mrs K.").getByText(/^Suggested:/)).toBeVisible();
  await looksWell(page, "handover-rows");
});

test("she passes Mrs K. on to Rory with three lines and a letter that can be printed, and takes what is suggested for the rest", async () => {
  const { page } = aileen;
  await page.goto("/me/handover");
  await row(page, "Mrs K.").locator("summary").click();
  await page.getByLabel("Where Mrs K. goes").selectOption({ label: await labelOf(page, /^Pass on to Rory/) });
  await row(page, "Mrs K.").getByRole("button", { name: "Keep" }).click();
  await expect(page.getByText("Kept. You can change it until the day.")).toBeVisible();
  await expect(row(page, "Mrs K.").locator("summary").getByText("Pass on to Rory Tait")).toBeVisible();
  await row(page, "Mrs K.").getByRole("link", { name: /^What the next person should know/ }).click();
  await page.getByLabel("What the next person should know").fill("Ring after ten.\nTea first.\nAsk after the cat.");
  await expect(page.getByText("Not kept yet.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "How the letter reads" })).toBeVisible();
  await looksWell(page, "handover-words");
  await button(page, "Keep").click();
  await expect(page.getByText("Kept.", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Print the letter" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "A letter for you" })).toBeVisible();
  await expect(page.getByRole("article").getByText(/Rory Tait would like to carry on/)).toBeVisible();
  await looksWell(page, "handover-letter");

  await page.goto("/me/handover");
  const suggested = button(page, /^Take what is suggested/);
  if (await suggested.isVisible()) {
    await suggested.click();
    await expect(page.getByText(/^What is suggested was taken/)).toBeVisible();
  }
  await page.getByRole("link", { name: "Check your answers" }).click();
  await expect(page.getByRole("heading", { name: "Check your answers" })).toBeVisible();
  await looksWell(page, "handover-check");
  await button(page, "Send").click();
  await expect(page.getByText(/^Sent\. Each colleague is asked/)).toBeVisible();
});

/** The words of the line of a select that begin so. */
async function labelOf(page: Page, words: RegExp): Promise<string> {
  const labels = await page.getByLabel("Where Mrs K. goes").locator("option").allTextContents();
  return labels.find((label) => words.test(label)) ?? "";
}

test("Rory is asked without a name, says yes, and Aileen sees it at once; both plan a visit and sign it off", async () => {
  const { page } = rory;
  await page.goto("/inbox");
  await page.getByRole("link", { name: /^Aileen Muir hands over/ }).first().click();
  await expect(page.getByRole("heading", { name: "Could you take these over?" })).toBeVisible();
  handover = `/team/handovers/${idIn(page)}`;
  rawExpect(await page.locator("main").innerText()).not.toContain("Mrs K.");
  await looksWell(page, "handover-asked");
  await resize(page, widths.phone);
  await listening(aileen.page, "/me/handover", "handover:");
  const asked = page.getByRole("listitem").filter({ hasText: /^Somebody,/ }).first();
  await asked.getByText("I can’t", { exact: true }).click();
  await asked.getByRole("button", { name: /^Send that I can’t/ }).click();
  await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  while ((await page.getByRole("button", { name: /^I take it/ }).count()) > 0) {
    const before = await page.getByRole("button", { name: /^I take it/ }).count();
    await page.getByRole("button", { name: /^I take it/ }).first().click();
    await expect(page.getByRole("button", { name: /^I take it/ })).toHaveCount(before - 1);
  }
  await expect(row(aileen.page, "Mrs K.").getByText("Accepted")).toBeVisible();

  await page.getByText("Plan a visit together", { exact: true }).click();
  await typeDay(page, "Which day?", today());
  await button(page, "Plan it").click();
  await expect(page.getByText("The visit is planned.")).toBeVisible();
  await expect(page.getByText(/No handover day is in the diary/)).toBeVisible();
  await page.getByRole("button", { name: /^We went/ }).click();
  await expect(page.getByText("Signed off.", { exact: true })).toBeVisible();
  await aileen.page.getByRole("button", { name: /^We went/ }).click();
  await expect(page.getByText("Signed off", { exact: true })).toBeVisible();
  await picture(page, "handover-visit");
});

test("Jo sees how it stands and moves it before the day: what was accepted is Rory's, nothing is open to Aileen", async () => {
  const { page } = jo;
  await page.goto("/team");
  await looksWell(page, "team-leaving");
  await page.getByRole("link", { name: /^Aileen Muir, / }).click();
  await expect(page.getByRole("heading", { name: "Aileen Muir hands over" })).toBeVisible();
  await listening(rory.page, handover, "handover:");
  await listening(aileen.page, "/me/handover", "handover:");
  await page.getByText("Move it now, before the day", { exact: true }).click();
  await button(page, "Move it now").click();
  await expect(page.getByText("It is handed over.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "What moved" })).toBeVisible();
  await looksWell(page, "handover-moved");
  await expect(rory.page.getByText(/came to you/)).toBeVisible();
  await rory.page.getByRole("link", { name: "Mrs K.", exact: true }).click();
  await expect(rory.page.getByText("Ask after the cat.")).toBeVisible();
  await picture(rory.page, "handover-received");
  await expect(aileen.page.locator("main")).not.toContainText("Mrs K.");
  await aileen.page.goto("/people");
  await expect(aileen.page.locator("main")).not.toContainText("Mrs K.");
});

test("Bashir is away with no return known: his post says so, and he reads what happened when he is back", async () => {
  const sana = await set.as("Sana");
  const bashir = await set.as("Bashir");
  await sana.page.goto("/team/cover/new");
  await sana.page.getByLabel("Who is away?").selectOption({ label: await awayLabel(sana.page) });
  await looksWell(sana.page, "cover-new");
  await button(sana.page, "Say it").click();
  await expect(sana.page.getByRole("heading", { level: 1, name: "Bashir Khan is away" })).toBeVisible();
  await sana.page.getByLabel("What", { exact: true }).selectOption({ label: "Shadow days" });
  await sana.page.getByLabel("What becomes of it").selectOption({ label: "Pauses" });
  await button(sana.page, "Keep").click();
  await expect(sana.page.getByRole("listitem").filter({ hasText: "Shadow days" }).getByText("Pauses")).toBeVisible();
  await looksWell(sana.page, "cover");
  const address = new URL(sana.page.url()).pathname;
  await sana.page.getByRole("link", { name: "See the post" }).click();
  await expect(sana.page.getByText("Bashir Khan is away")).toBeVisible();
  await bashir.page.goto(address);
  await button(bashir.page, "I am back").click();
  await expect(bashir.page.getByRole("heading", { name: "What happened while you were away" })).toBeVisible();
  await looksWell(bashir.page, "cover-briefing");
});

async function awayLabel(page: Page): Promise<string> {
  return (await page.getByLabel("Who is away?").locator("option").allTextContents()).find((label) => label.startsWith("Bashir")) ?? "";
}

test("somebody gone overnight: Sana ends it in two presses, is told what ends first, and gives what was left a home", async () => {
  const sana = await set.as("Sana");
  const bashir = await set.as("Bashir");
  await bashir.page.goto("/today");
  await sana.page.goto("/team");
  await sana.page.getByRole("link", { name: "When they leave: Bashir Khan" }).click();
  await expect(sana.page.getByText("every place they are signed in, and every page that is open there")).toBeVisible();
  await looksWell(sana.page, "leaving");
  await button(sana.page, "End all of it now").click();
  await sana.page.waitForURL(/\/team\?done=offboarded/);
  await bashir.page.goto("/today");
  await expect(bashir.page).toHaveURL(/sign-in/);
  await sana.page.goto("/team/home");
  await looksWell(sana.page, "needs-a-home");
  await sana.page.getByRole("link", { name: /^Community worker/ }).click();
  await expect(sana.page.getByText(/^Nobody sits here now/)).toBeVisible();
  await looksWell(sana.page, "needs-a-home-post");
  const rest = sana.page.getByLabel(/^Everything that is not chosen/);
  await rest.selectOption({ index: 1 });
  await button(sana.page, "Give it to them").click();
  await expect(sana.page.getByText(/^It has a home now/)).toBeVisible();
});

test("an organisation closes in two presses, and says first what ends", async () => {
  const fay = await set.as("Fay");
  const id = await set.organisationOf("Brae Allotment");
  await fay.page.goto(`/directory/organisations/${id}`);
  await fay.page.getByRole("link", { name: "Close it" }).click();
  await expect(fay.page.getByRole("heading", { name: "What ends, at once" })).toBeVisible();
  await looksWell(fay.page, "organisation-close");
  await button(fay.page, /^Close Brae/).click();
  await fay.page.waitForURL(new RegExp(`/directory/organisations/${id}`));
  await expect(fay.page.getByText(/^It closed on/)).toBeVisible();
});

import type { Page } from "@playwright/test";
import { beforeAll, describe, expect as plainly, test } from "vitest";
import { picture, resize, widths } from "../support/browser";
import { demonstration, expect, type Person } from "./demonstration";
import { faultsAtBothWidths, sidewaysAt320 } from "./look";

const set = demonstration();
let bashir: Person;
let aileen: Person;
beforeAll(async () => {
  [bashir, aileen] = [await set.as("Bashir"), await set.as("Aileen", "phone")];
});

const said = (page: Page) => page.locator("main").getByRole("status").filter({ hasText: /\w/ });
const words = (page: Page) => page.getByRole("textbox", { name: "The proposal" });
const title = "One way to send people to each other";
let address = "";

async function speaks(page: Page, voice: string, line = ""): Promise<void> {
  await page.getByRole("radio", { name: voice }).check();
  if (line) await page.getByLabel("In a line").fill(line);
  await page.getByRole("button", { name: "Say so" }).click();
  await expect(said(page)).toContainText("Said.");
}

describe("what two organisations decide together", () => {
  test("is put forward by a food hub, comes back where nobody else is named, and is written by both", async () => {
    const { page } = bashir;
    await page.goto("/decisions");
    await page.getByRole("link", { name: "Put something forward" }).click();
    await page.getByLabel("What is to be decided").fill(title);
    await page.getByRole("button", { name: "Put it forward" }).click();
    await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("at least two");
    await expect(page.getByLabel("What is to be decided")).toHaveValue(title);
    plainly(await faultsAtBothWidths(page, "a proposal that came back")).toEqual([]);
    await resize(page, widths.desktop);
    await page.getByLabel(/^What it is about/).fill("So that nobody stands before a closed door.");
    await page.getByRole("checkbox", { name: "Harbour Link Workers" }).check();
    await page.getByRole("button", { name: "Put it forward" }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    address = new URL(page.url()).pathname;
    await expect(words(page)).toBeVisible();
    await aileen.page.goto(address);
    await expect(words(aileen.page)).toHaveAttribute("contenteditable", "true");
    await words(aileen.page).click();
    await aileen.page.keyboard.type("Whoever sends rings the desk before eleven.");
    await expect(words(page)).toContainText("rings the desk before eleven");
    plainly(await sidewaysAt320(aileen.page)).toBeLessThanOrEqual(0);
    await resize(aileen.page, widths.phone);
    await picture(aileen.page, "decision-writing-phone");
  });

  test("a concern stops it, and is said side by side with the other's consent", async () => {
    const { page } = bashir;
    await page.getByRole("button", { name: "Ask for voices" }).click();
    await expect(said(page)).toContainText("the words stand still");
    await speaks(page, "We consent");
    await speaks(aileen.page, "We have a concern", "Nobody is at our desk on Mondays");
    await expect(page.getByText("Nobody is at our desk on Mondays").first()).toBeVisible();
    await expect(page.getByText("Harbour Link Workers has a concern.", { exact: false })).toBeVisible();
    await expect(page.getByRole("button", { name: "Write it down as decided" })).toHaveCount(0);
    plainly(await faultsAtBothWidths(page, "voices")).toEqual([]);
    await resize(page, widths.desktop);
    await picture(page, "decision-voices-desktop");
  });

  test("once the concern is gone it is written down as decided, and found in the log by its words", async () => {
    const { page } = bashir;
    await aileen.page.locator("summary").filter({ hasText: "Say something else" }).click();
    await speaks(aileen.page, "We consent");
    await page.getByRole("button", { name: "Write it down as decided" }).click();
    await expect(said(page)).toContainText("It is decided, and in the log.");
    await expect(aileen.page.getByRole("link", { name: "Look at it again" })).toBeVisible();
    await aileen.page.goto("/decisions");
    await aileen.page.getByLabel("Find by its words").fill("desk before eleven");
    await aileen.page.getByRole("button", { name: "Find" }).click();
    await expect(aileen.page.getByRole("link", { name: title })).toBeVisible();
    plainly(await faultsAtBothWidths(aileen.page, "the log")).toEqual([]);
    await resize(aileen.page, widths.phone);
    await picture(aileen.page, "decision-log-phone");
  });

  test("it is looked at again as a new proposal that names the old", async () => {
    const { page } = bashir;
    await page.getByRole("link", { name: "Look at it again" }).click();
    await expect(page.getByLabel("What is to be decided")).toHaveValue(title);
    await page.getByLabel("What is to be decided").fill("Another way to send people");
    await page.getByRole("button", { name: "Put it forward" }).click();
    await expect(page.getByText("This looks again at")).toBeVisible();
    await aileen.page.goto(address);
    await expect(aileen.page.getByText("This is being looked at again:")).toBeVisible();
  });
});

test("three bosses of a link worker's post answer, a clash is flagged, and one note on supervision is agreed by all", async () => {
  const [jo, moira] = [await set.as("Jo"), await set.as("Moira", "phone")];
  const postId = (await set.actorOf("Aileen")).seat?.postId ?? "";
  const charter = `/team/charter/${postId}`;
  const answers = async (page: Page, answer: string) => {
    const topic = page.locator("details").filter({ hasText: "Home visits" }).first();
    await topic.locator("summary").click();
    await topic.getByRole("radio", { name: answer, exact: true }).check();
    await topic.getByRole("button", { name: "Save Home visits" }).click();
    await expect(said(page)).toContainText("Saved.");
  };
  await jo.page.goto(charter);
  await answers(jo.page, "Yes");
  await moira.page.goto(charter);
  await answers(moira.page, "Ask first");
  await expect(jo.page.getByText("Harbour Link Workers says “Yes”, Harbour Street Practice says “Ask first”.", { exact: false })).toBeVisible();
  await picture(jo.page, "charter-clash-desktop");
  await picture(moira.page, "charter-clash-phone");
  plainly(await faultsAtBothWidths(jo.page, "a charter with a clash")).toEqual([]);
  plainly(await sidewaysAt320(moira.page)).toBeLessThanOrEqual(0);
  await resize(moira.page, widths.phone);
  await resize(jo.page, widths.desktop);

  await jo.page.locator("summary").filter({ hasText: "Put it in other words" }).click();
  await jo.page.getByLabel("The note", { exact: true }).fill("Jo, once a month; the practice joins every third time.");
  await jo.page.getByRole("button", { name: "Save the note" }).click();
  await expect(said(jo.page)).toContainText("you agree to it");
  const fay = await set.as("Fay");
  await aileen.page.goto(charter);
  await fay.page.goto(charter);
  for (const { page } of [moira, fay, aileen]) {
    // Nobody agrees to the words that were there before.
    await expect(page.getByText("the practice joins every third time").first()).toBeVisible();
    await page.getByRole("button", { name: "Agree to this note" }).click();
    await expect(said(page)).toContainText("You agree to the note.");
  }
  await expect(jo.page.getByText("Agreed by all")).toBeVisible();
  await picture(jo.page, "charter-note-desktop");
});

test("nothing on these pages threw", () => plainly(set.faults).toEqual([]));

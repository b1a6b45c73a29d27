import type { Page } from "@playwright/test";
import { beforeAll, describe, expect as expectValue, test } from "vitest";
import { postGap } from "~/features/gaps/commands.server";
import { withActor } from "~/shared/actor.server";
import { addDays, dayAt } from "~/shared/zoned";
import { picture, resize, widths } from "../support/browser";
import { demonstration, expect, type Person } from "./demonstration";
import { listening } from "./listening";
import { faultsAtBothWidths, sidewaysAt320, tabThrough } from "./look";

const set = demonstration();
const inDays = (days: number) => addDays(dayAt(new Date()), days);
let bashir: Person;
let moira: Person;
let here = "";

beforeAll(async () => {
  bashir = await set.as("Bashir");
  moira = await set.as("Moira");
});

const problem = (page: Page) => page.getByRole("alert", { name: "There is a problem" });
const said = (page: Page) => page.locator("main").getByRole("status").filter({ hasText: /\w/ });
const more = (page: Page, words: string) => page.locator("summary").filter({ hasText: words }).first();
const row = (page: Page, number: number) => page.getByLabel(`What, row ${number}`);
const live = async (page: Page) => expect(page.getByRole("button", { name: "Add a row" })).toBeVisible();

/** Types a day into the three parts of a date field. */
async function typeDay(page: Page, group: string, day: string): Promise<void> {
  const [year = "", month = "", date = ""] = day.split("-");
  await page.getByRole("group", { name: group }).first().getByRole("spinbutton", { name: /^day/ }).click();
  await page.keyboard.type(`${date}${month}${year}`);
}

/** Types into a box that finds, and takes the first of what it finds. */
async function choose(page: Page, label: string, words: string, found: RegExp): Promise<void> {
  const box = page.getByRole("combobox", { name: label });
  await box.fill(words);
  await page.getByRole("listbox").getByRole("option", { name: found }).first().click();
}

describe("an event is planned", () => {
  test("with an end before its start the form comes back with what was typed and says where", async () => {
    const { page } = bashir;
    await page.goto("/diary/events");
    await page.getByRole("link", { name: "Plan an event" }).first().click();
    await page.getByLabel("What it is", { exact: true }).fill("Meet <b>us</b> at the Food Hub");
    await page.getByRole("checkbox", { name: "Practice staff" }).check();
    await typeDay(page, "Day", inDays(20));
    await page.getByLabel("From").fill("14:00");
    await page.getByLabel("Until").fill("13:00");
    await page.getByLabel(/^How many can come/).fill("1");
    await page.getByLabel(/^Where/).fill("Quayside hall");
    await page.getByRole("button", { name: "Plan this event" }).click();
    await expect(problem(page)).toContainText("The end comes before the start.");
    await expect(page.getByLabel("What it is", { exact: true })).toHaveValue("Meet <b>us</b> at the Food Hub");
    expectValue(await faultsAtBothWidths(page, "a plan that came back")).toEqual([]);
    await resize(page, widths.desktop);
    await page.getByLabel("Until").fill("15:30");
    await page.getByRole("button", { name: "Plan this event" }).click();
    await expect(said(page)).toHaveText("Planned. Now ask people to come.");
    await expect(page.getByRole("heading", { level: 1, name: "Meet <b>us</b> at the Food Hub" })).toBeVisible();
    here = new URL(page.url()).pathname.replace("/people", "");
  });

  test("an organisation, a role and one person are asked; a practice manager of another organisation plans along", async () => {
    const { page } = bashir;
    await more(page, "An organisation").click();
    await choose(page, "Which organisation", "harbour link", /^Harbour Link Workers/);
    await page.getByRole("button", { name: "Ask everybody there" }).click();
    await expect(said(page)).toHaveText("3 people are asked, and told.");
    await more(page, "A role, in an area").click();
    await page.getByRole("button", { name: "Ask them all" }).click();
    await expect(problem(page)).toContainText("Choose at least one role.");
    await page.locator("details[open]").getByRole("checkbox", { name: "Practice staff" }).check();
    await page.getByRole("button", { name: "Ask them all" }).click();
    await expect(said(page)).toContainText("asked, and told.");
    await expect(page.getByText("Moira Sutherland", { exact: true })).toBeVisible();
    await more(page, "One person").click();
    await choose(page, "Who", "ewan", /^Ewan Adeyemi/);
    await page.getByRole("button", { name: "Ask them", exact: true }).click();
    await expect(said(page)).toHaveText("1 person is asked, and told.");
    await more(page, "Let somebody plan along").click();
    await choose(page, "Who plans along", "moira", /^Moira Sutherland/);
    await page.getByRole("button", { name: "Let them plan along" }).click();
    await expect(said(page)).toHaveText("They plan along now, and are told.");
    expectValue(await faultsAtBothWidths(page, "a list of people")).toEqual([]);
    expectValue(await sidewaysAt320(page)).toBe(0);
    await resize(page, widths.desktop);
    await picture(page, "event-people");
    await moira.page.goto(here);
    await expect(moira.page.getByRole("link", { name: "Change or cancel" })).toBeVisible();
  });

  test("two write its agenda in two browsers; rows move by button and by the handle, and the total runs against the end", async () => {
    await bashir.page.goto(`${here}/agenda`);
    await moira.page.goto(`${here}/agenda`);
    await live(bashir.page);
    await live(moira.page);
    await bashir.page.getByRole("button", { name: "Add a row" }).click();
    await row(bashir.page, 1).fill("Tea and names");
    await expect(row(moira.page, 1)).toHaveValue("Tea and names");
    await moira.page.getByRole("button", { name: "Add a row" }).click();
    await row(moira.page, 2).fill("What the desk needs to know");
    await moira.page.getByLabel("Minutes for What the desk needs to know").fill("120");
    await expect(row(bashir.page, 2)).toHaveValue("What the desk needs to know");
    await expect(bashir.page.getByText(/too long to end at/)).toBeVisible();
    await bashir.page.getByLabel("Minutes for What the desk needs to know").fill("30");
    await bashir.page.getByRole("button", { name: "Move What the desk needs to know up" }).click();
    await expect(row(moira.page, 1)).toHaveValue("What the desk needs to know");
    await moira.page.getByRole("button", { name: /^Drag What the desk needs to know/ }).focus();
    await moira.page.keyboard.press("Enter");
    await moira.page.keyboard.press("ArrowDown");
    await moira.page.keyboard.press("Enter");
    await expect(row(bashir.page, 2)).toHaveValue("What the desk needs to know");
    await expect(moira.page.getByRole("button", { name: /^Drag What the desk needs to know/ })).toBeFocused();
    expectValue(await faultsAtBothWidths(bashir.page, "an agenda")).toEqual([]);
    await resize(bashir.page, widths.desktop);
    await picture(bashir.page, "event-agenda");
    await expect.poll(async () => {
      await bashir.page.goto(`${here}/sheet`);
      return bashir.page.getByRole("cell").allTextContents();
    }).toEqual(expect.arrayContaining(["Tea and names", "What the desk needs to know"]));
    expectValue(await faultsAtBothWidths(bashir.page, "a sheet to print")).toEqual([]);
    await resize(bashir.page, widths.desktop);
  });
});

describe("it is answered", () => {
  test("the second waits in line while the one place is taken, and has it when it is let go, with why not in one tap", async () => {
    const aileen = await set.as("Aileen", "phone");
    for (const one of [moira, aileen, bashir]) await listening(one.page, here);
    await moira.page.getByRole("button", { name: "Going" }).click();
    await expect(said(moira.page)).toHaveText("You are going. It is in your diary.");
    await expect(bashir.page.getByRole("heading", { name: "The place is taken" })).toBeVisible();
    await aileen.page.getByRole("button", { name: "Going" }).click();
    await expect(said(aileen.page)).toContainText("You are on the list");
    await expect(aileen.page.getByRole("heading", { name: "You wait for a place, first in line" })).toBeVisible();
    expectValue(await faultsAtBothWidths(aileen.page, "waiting for a place")).toEqual([]);
    expectValue(await sidewaysAt320(aileen.page)).toBe(0);
    await resize(aileen.page, widths.phone);
    await more(moira.page, "I can’t, and why").click();
    await moira.page.getByRole("button", { name: "No cover for the desk" }).click();
    await expect(said(moira.page)).toContainText("Thank you for saying.");
    await expect(aileen.page.getByRole("heading", { name: "You are going" })).toBeVisible();
    await bashir.page.goto(`${here}/people`);
    await expect(bashir.page.getByText("No cover for the desk")).toBeVisible();
    await aileen.page.goto(`${here}/people`);
    await expect(aileen.page.getByRole("heading", { name: /^Cannot come/ })).toBeVisible();
    await expect(aileen.page.getByText("No cover for the desk")).toHaveCount(0);
    await aileen.context.close();
  });

  test("jobs are taken, given back, done and undone, and the other page shows it", async () => {
    await listening(bashir.page, here);
    await listening(moira.page, here);
    await more(bashir.page, "Add a job").click();
    await bashir.page.getByLabel("What is to be done").fill("Open the hall");
    await bashir.page.getByRole("button", { name: "Add this job" }).click();
    await moira.page.getByRole("button", { name: /^Take it.*Open the hall/ }).click();
    await expect(said(moira.page)).toHaveText("It is yours. Thank you.");
    await expect(bashir.page.locator("#jobs")).toContainText("Moira Sutherland");
    await moira.page.getByRole("button", { name: /^Give it back.*Open the hall/ }).click();
    await expect(bashir.page.locator("#jobs")).toContainText("Nobody has taken it yet");
    await bashir.page.getByRole("button", { name: /^Take it.*Open the hall/ }).click();
    await bashir.page.getByRole("button", { name: /^Done.*Open the hall/ }).click();
    await expect(moira.page.getByRole("heading", { name: "Jobs: all done" })).toBeVisible();
    await bashir.page.getByRole("button", { name: /^Undo.*Open the hall/ }).click();
    await expect(moira.page.getByRole("heading", { name: "Jobs: 1 to do" })).toBeVisible();
    expectValue(await faultsAtBothWidths(bashir.page, "an event")).toEqual([]);
    expectValue(await tabThrough(bashir.page, "phone")).toEqual({ missed: [], hidden: [] });
    await resize(bashir.page, widths.desktop);
    await picture(bashir.page, "event-overview");
  });

  test("while nothing comes live, each job stands as soon as it is added, the second as well as the first", async () => {
    const { page, context } = await set.as("Bashir");
    await page.routeWebSocket(/./, (socket) => socket.close());
    await page.goto(here);
    for (const what of ["Bring the tea", "Print the sheet"]) {
      await more(page, "Add a job").click();
      await page.getByLabel("What is to be done").fill(what);
      await page.getByRole("button", { name: "Add this job" }).click();
      await expect(page.locator("#jobs").getByRole("listitem").filter({ hasText: what })).toBeVisible();
    }
    for (const what of ["Bring the tea", "Print the sheet"]) {
      await page.getByRole("button", { name: new RegExp(`^Take off.*${what}`) }).click();
      await expect(page.locator("#jobs").getByRole("listitem").filter({ hasText: what })).toHaveCount(0);
    }
    await said(page).getByRole("button", { name: "Undo" }).click();
    await expect(page.locator("#jobs").getByRole("listitem").filter({ hasText: "Print the sheet" })).toBeVisible();
    await expect(said(page)).toHaveText("Put back on the list.");
    await page.getByRole("button", { name: /^Take off.*Print the sheet/ }).click();
    await expect(said(page)).toContainText("Taken off the list.");
    await context.close();
  });

  test("it is moved with a line, cancelled in two presses and put on again; the other page says so at once", async () => {
    const { page } = bashir;
    await listening(moira.page, here);
    await page.goto(here);
    await page.getByRole("link", { name: "Change or cancel" }).click();
    await page.getByLabel("From").fill("15:00");
    await page.getByLabel("Until").fill("16:00");
    await page.getByLabel(/^A line about another time/).fill("The hall is let until three");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(said(page)).toContainText("Changed. Those who were asked are told.");
    await expect(moira.page.getByText("It was moved.")).toBeVisible();
    await expect(moira.page.getByText("“The hall is let until three”")).toBeVisible();
    await page.getByRole("link", { name: "Change or cancel" }).click();
    await expect(page.getByRole("button", { name: "Cancel this event" })).toBeVisible();
    expectValue(await faultsAtBothWidths(page, "changing an event")).toEqual([]);
    await resize(page, widths.desktop);
    await page.getByRole("button", { name: "Cancel this event" }).click();
    await expect(moira.page.getByText("It was cancelled.")).toBeVisible();
    await page.getByRole("link", { name: "Put it on again" }).click();
    await page.getByRole("button", { name: "Put it on again" }).click();
    await expect(said(page)).toContainText("It is on again.");
    await expect(moira.page.getByText("It was cancelled.")).toHaveCount(0);
  });
});

describe("protected learning time", () => {
  test("is a series with an end, whose days say honestly when there is none", async () => {
    const { page } = moira;
    await page.goto("/diary/events/new?kind=series");
    await page.getByLabel("What it is", { exact: true }).fill("Protected time");
    await typeDay(page, "Day", inDays(15));
    await page.getByLabel("From").fill("13:00");
    await page.getByLabel("Until").fill("14:00");
    await page.getByLabel("How often").selectOption("week");
    await page.getByLabel(/^Who covers the desk/).fill("Rory has the phones");
    await page.getByRole("button", { name: "Start this series" }).click();
    await expect(problem(page)).toBeVisible();
    await expect(page.getByLabel("How often")).toHaveValue("week");
    await typeDay(page, "Last day", inDays(29));
    await page.getByRole("button", { name: "Start this series" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Protected time" })).toBeVisible();
    await expect(page.getByText("The desk meanwhile: Rory has the phones")).toBeVisible();
    await more(page, "No session this time").click();
    await page.getByLabel("Why").first().fill("The room is let");
    await page.getByRole("button", { name: "Say there is none" }).first().click();
    await expect(page.getByText("The room is let", { exact: true })).toBeVisible();
    await expect(page.getByText("No session", { exact: true })).toBeVisible();
    expectValue(await faultsAtBothWidths(page, "a series")).toEqual([]);
    expectValue(await sidewaysAt320(page)).toBe(0);
    await resize(page, widths.desktop);
  });
});

describe("without scripts", () => {
  test("an event is born from a gap, planned, answered and found in the list", async () => {
    const actor = await set.actorOf("Bashir");
    const { gapId } = await withActor(set.data.db, actor, (trx) => postGap(trx, actor, { sentence: "Nobody to ask about damp on a Friday", need: "housing", groups: [], areaId: "", band: "one_two" }));
    const { page, context } = await set.as("Bashir", "phone", { javaScriptEnabled: false });
    await page.goto(`/gaps/${gapId}`);
    await page.getByRole("link", { name: "Plan an event about this" }).click();
    await expect(page.getByText("Nobody to ask about damp on a Friday")).toBeVisible();
    await page.getByLabel("What it is", { exact: true }).fill("Damp, and whom to ring");
    await page.getByLabel("Day").first().fill(inDays(12));
    await page.getByLabel("From").first().fill("10:00");
    await page.getByLabel("Until").first().fill("11:00");
    await page.getByRole("button", { name: "Plan this event" }).click();
    await page.getByRole("link", { name: "Overview" }).click();
    await expect(page.getByRole("link", { name: "Nobody to ask about damp on a Friday" })).toBeVisible();
    await page.getByRole("button", { name: "Maybe" }).click();
    await expect(page.getByRole("heading", { name: "You may come" })).toBeVisible();
    await page.goto(`/diary/events?day=${inDays(12)}`);
    await expect(page.getByRole("link", { name: "Damp, and whom to ring", exact: true })).toBeVisible();
    await context.close();
  });

  test("no page threw", () => {
    expectValue(set.faults).toEqual([]);
  });
});

import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import type { Page } from "@playwright/test";
import { beforeAll, describe, expect as expectValue, test } from "vitest";
import { postGap, seeThisToo } from "~/features/gaps/commands.server";
import { addOrganisation, addPost, invite, takeSeat } from "~/features/people/commands.server";
import { withActor } from "~/shared/actor.server";
import { root } from "~/shared/root.server";
import { picture, resize, widths } from "../support/browser";
import { demonstration, expect, type Name, type Person } from "./demonstration";
import { faultsAtBothWidths, sidewaysAt320, tabThrough } from "./look";

const set = demonstration();
const shots = path.join(root, "tests/e2e/shots");
let aileen: Person;
let bashir: Person;
let gap: string;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  const actor = await set.actorOf("Aileen");
  const { db, admin } = set.data;
  const [area] = await admin`select id from area where name = 'Inverlaw'`;
  const { gapId } = await withActor(db, actor, (trx) => postGap(trx, actor, { sentence: "No garden in Inverlaw that one can reach in a wheelchair", need: "outdoors", groups: ["disabled_people"], areaId: String(area?.["id"]), band: "three_five" }));
  const sana = await set.actorOf("Sana");
  await withActor(db, sana, (trx) => seeThisToo(trx, sana, gapId, { band: "six_plus" }));
  gap = `/gaps/${gapId}`;
  await foundGlen();
  aileen = await set.as("Aileen");
  bashir = await set.as("Bashir", "phone");
});

/** Somebody elsewhere who does this already, with Gail in a seat; and a garden where nobody has one. */
async function foundGlen(): Promise<void> {
  const fay = await set.actorOf("Fay");
  const token = await withActor(set.data.db, fay, async (trx) => {
    const { organisationId } = await addOrganisation(trx, fay, { name: "Glen Community Garden", kind: "third_sector", area: "Glen" });
    await addOrganisation(trx, fay, { name: "Moor Garden Club", kind: "third_sector", area: "Moor" });
    const { postId } = await addPost(trx, fay, { organisationId, title: "Head gardener", role: "worker", employedBy: organisationId });
    return (await invite(trx, fay, { postId, name: "Gail Baird", email: "gail@glengarden.example", purpose: "", baseUrl: set.server.baseUrl })).token;
  });
  await takeSeat(set.data.db, { token, name: "Gail Baird" });
}

const said = (page: Page) => page.locator("main").getByRole("status").filter({ hasText: /\w/ });
const problem = (page: Page) => page.getByRole("alert", { name: "There is a problem" });
const task = (page: Page, name: string) => page.locator("details").filter({ has: page.locator("summary").filter({ has: page.getByText(name, { exact: true }) }) });
/** A day so many days from now, as a date field wants it. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe("the kit", () => {
  test("is ticked from the keyboard, one task open at a time, and the other page shows it without being asked", async () => {
    const { page } = aileen;
    await page.goto(`${gap}/kit`);
    await bashir.page.goto(`${gap}/kit`);
    await expect(page.getByText("0 of 10 done")).toBeVisible();
    const [cover, room] = [task(page, "Host and insurance cover"), task(page, "Room")];
    await cover.locator("summary").focus();
    await page.keyboard.press("Enter");
    await expect(cover.getByRole("radio", { name: "To do" })).toBeVisible();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(cover.getByRole("radio", { name: "Done" })).toBeChecked();
    await page.keyboard.press("Tab");
    await page.keyboard.type("The hub’s policy covers it, in writing since May");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(said(page)).toHaveText("Saved: Host and insurance cover.");
    await expect(cover.locator("summary")).toContainText("Done");
    await expect(page.getByText("1 of 10 done")).toBeVisible();
    await expect(bashir.page.getByText("1 of 10 done")).toBeVisible();
    await expect(task(bashir.page, "Host and insurance cover").locator("summary")).toContainText("Aileen Muir, Harbour Link Workers");
    await room.locator("summary").click();
    await expect(room.getByRole("button", { name: "Save" })).toBeVisible();
    await expect(cover.getByRole("button", { name: "Save" })).toBeHidden();
  });

  test("a day that cannot be is said kindly, and what was typed is kept", async () => {
    const { page } = aileen;
    await page.goto(`${gap}/kit?task=exit_date`);
    const exit = task(page, "Exit date");
    await exit.getByRole("radio", { name: "Done" }).check();
    await exit.getByLabel("What is arranged").fill("We hand it to the hub <b>then</b>");
    await exit.getByLabel("Stops or is handed on by").fill("1890-06-01");
    await exit.getByRole("button", { name: "Save" }).click();
    await expect(problem(page)).toContainText("1 Jun 1890 is long ago. Check the year.");
    await expect(problem(page)).toBeFocused();
    await expect(exit.getByLabel("What is arranged")).toHaveValue("We hand it to the hub <b>then</b>");
    expectValue(await faultsAtBothWidths(page, "a kit that came back")).toEqual([]);
    await resize(page, widths.desktop);
    await exit.getByLabel("Stops or is handed on by").fill(inDays(200));
    await exit.getByRole("button", { name: "Save" }).click();
    await expect(exit.locator("summary")).toContainText("We hand it to the hub <b>then</b>");
  });

  test("volunteers and their training: what runs out is said in words, what is taken away can be put back", async () => {
    const { page } = bashir;
    await page.goto(`${gap}/kit`);
    await page.getByLabel("Their name").fill("Vi Olsen");
    await page.getByLabel("What they do").fill("Opens up and makes the tea");
    await page.getByRole("button", { name: "Add volunteer" }).click();
    await expect(page.getByRole("heading", { name: "Vi Olsen" })).toBeVisible();
    await expect(task(page, "Volunteers").locator("summary")).toContainText("One volunteer is on the list. We suggest: Done.");
    await page.getByText("Add training for Vi Olsen").click();
    const record = page.locator("#volunteers");
    await record.getByLabel("What they have done").selectOption({ label: "First aid" });
    await record.getByLabel("Done on").fill("2024-01-10");
    await record.getByLabel("Runs out on").fill(inDays(22));
    await record.getByRole("button", { name: "Add training" }).click();
    await expect(record.getByRole("list", { name: "Training of Vi Olsen" })).toContainText("Runs out in 3 weeks");
    await record.getByRole("button", { name: "Vi Olsen steps down" }).click();
    await expect(page.getByText("Nobody is on the list yet", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Undo stepping down" }).click();
    await expect(record.getByRole("list", { name: "Training of Vi Olsen" })).toContainText("First aid");
    expectValue(await faultsAtBothWidths(page, "a kit with volunteers")).toEqual([]);
    await picture(page, "kit-phone");
    await page.getByText("Add training for Vi Olsen").click();
    expectValue(await faultsAtBothWidths(page, "a kit with an open record")).toEqual([]);
    expectValue(await sidewaysAt320(page)).toBe(0);
  });
});

describe("the group", () => {
  test("has a page, three dates a week apart, and a poster", async () => {
    const { page } = aileen;
    await page.goto(`${gap}/group`);
    await expect(page.getByText("There is no group yet")).toBeVisible();
    expectValue(await faultsAtBothWidths(page, "no group yet")).toEqual([]);
    await resize(page, widths.desktop);
    await page.getByRole("link", { name: "Begin its page" }).click();
    await page.getByRole("button", { name: "Save this page" }).click();
    await expect(problem(page)).toContainText("Write what the group is called.");
    await page.getByLabel("What the group is called").fill("Raised Beds");
    await page.getByLabel("What it is").fill("Digging for people who sit.\n\nTools and tea are there.");
    await page.getByLabel("Where").fill("The walled garden behind the library");
    await page.getByLabel("When").fill("Tuesdays, 2 pm to 4 pm");
    await page.getByLabel("Getting in").fill("Level paths, a wide gate, a toilet with a hoist");
    await page.getByLabel("Who to ask").fill("The hub, 0131 496 0000");
    await page.getByRole("button", { name: "Save this page" }).click();
    await expect(said(page)).toHaveText("Saved.");
    await expect(page.getByText("A directory entry comes with the directory.")).toBeVisible();
    await page.getByLabel("Day", { exact: true }).fill(inDays(10));
    await page.getByLabel("From").fill("14:00");
    await page.getByLabel("To", { exact: true }).fill("13:00");
    await page.getByLabel("How often").selectOption({ label: "3 weeks in a row" });
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(problem(page)).toContainText("It ends before it begins.");
    await page.getByLabel("To", { exact: true }).fill("16:00");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.getByText(/2 pm to 4 pm$/)).toHaveCount(4);
    await page.getByRole("button", { name: /^Call off/ }).first().click();
    await expect(page.getByText("Called off", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Undo calling it off" }).click();
    await expect(page.getByText("Called off", { exact: true })).toBeHidden();
    expectValue(await faultsAtBothWidths(page, "a group")).toEqual([]);
    expectValue(await sidewaysAt320(page)).toBe(0);
    await resize(page, widths.desktop);
    await picture(page, "group-desktop");
    await page.goto(`${gap}/kit`);
    await expect(task(page, "First three dates").locator("summary")).toContainText("Three dates are on the group’s page. We suggest: Done.");
    await page.goto(`${gap}/group/poster`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Raised Beds");
    expectValue(await faultsAtBothWidths(page, "a poster")).toEqual([]);
    await resize(page, widths.desktop);
    await onPaper(page, "poster");
  });
});

describe("the demand pack", () => {
  test("holds a letter of support, prints on A4 and comes as a table; no figure tells of a person", async () => {
    const { page } = bashir;
    await page.goto(`${gap}/pack`);
    await page.getByRole("link", { name: "Write a letter of support" }).click();
    await page.getByRole("button", { name: "Sign this letter" }).click();
    await expect(problem(page)).toContainText("Write why your organisation supports this.");
    await page.getByRole("button", { name: "Use words to begin from" }).click();
    const words = page.getByLabel("Why Kelpie Food Hub supports this");
    await expect(words).toBeFocused();
    await expect(words).toHaveValue(/month after month/);
    expectValue(await faultsAtBothWidths(page, "a letter")).toEqual([]);
    await resize(page, widths.phone);
    await words.fill("We see it each week at the lunch.\n\nWe would lend our minibus & send <i>six</i> people.");
    await page.getByRole("button", { name: "Sign this letter" }).click();
    await expect(said(page)).toHaveText("Signed. It stands in the pack.");
    const sheet = page.getByRole("article").first();
    await expect(sheet).toContainText("We would lend our minibus & send <i>six</i> people.");
    await expect(sheet).toContainText("Bashir Khan, Community worker");
    await expect(sheet).not.toContainText("Aileen");
    await expect(sheet).toContainText("fewer than 5");
    expectValue(await faultsAtBothWidths(page, "a pack")).toEqual([]);
    expectValue(await sidewaysAt320(page)).toBe(0);
    await resize(page, widths.phone);
    await picture(page, "pack-phone");
    await aileen.page.goto(`${gap}/pack`);
    await picture(aileen.page, "pack-desktop");
    await onPaper(aileen.page, "pack");
    const [download] = await Promise.all([aileen.page.waitForEvent("download"), aileen.page.getByRole("link", { name: "Download as CSV" }).click()]);
    expectValue(download.suggestedFilename()).toBe("demand-pack-no-garden-in-inverlaw-that-one-can-reach-in-a-wheelchair.csv");
    const rows: Record<string, string>[] = parse(readFileSync(await download.path()), { columns: true, bom: true });
    expectValue(rows.find((row) => row["Part"] === "Letters of support")).toMatchObject({ Who: "Bashir Khan, Community worker, Kelpie Food Hub", "In words": "We see it each week at the lunch.\n\nWe would lend our minibus & send <i>six</i> people." });
    const answer = await aileen.context.request.get(`${gap}/pack.csv`);
    // The server says the last two of every answer.
    expectValue(answer.headers()).toMatchObject({ "content-type": "text/csv; charset=utf-8", "cache-control": "no-store", "x-content-type-options": "nosniff" });
  });

  test("a letter is taken back, and put back", async () => {
    const { page } = bashir;
    await page.goto(`${gap}/pack`);
    await page.getByRole("button", { name: "Take the letter back" }).click();
    await expect(page.getByText("No organisation has signed one yet.")).toBeVisible();
    await page.getByRole("button", { name: "Undo taking the letter back" }).click();
    await expect(page.getByText("We see it each week at the lunch.")).toBeVisible();
  });

  test("of a sentence that may name someone waits for a look", async () => {
    const actor = await set.actorOf("Aileen");
    const { gapId } = await withActor(set.data.db, actor, (trx) => postGap(trx, actor, { sentence: "Nothing for Morag Sinclair on a Sunday", need: "company", groups: [] }));
    const { page } = aileen;
    await page.goto(`/gaps/${gapId}/pack`);
    await expect(page.getByText("This pack waits for a look")).toBeVisible();
    await expect(page.getByRole("link", { name: "Download as CSV" })).toHaveCount(0);
    expectValue(await faultsAtBothWidths(page, "a pack that waits")).toEqual([]);
    await resize(page, widths.desktop);
    const answer = await aileen.context.request.get(`/gaps/${gapId}/pack.csv`);
    expectValue([answer.status(), await answer.text()]).toEqual([409, "This pack waits for a look: its sentence may name someone.\n"]);
  });
});

describe("elsewhere", () => {
  test("somebody is invited with a line, answers on the gap’s page, and both sides see it", async () => {
    const { page } = aileen;
    await page.goto(`${gap}/elsewhere`);
    await expect(page.getByLabel("Words in their names")).toHaveValue("garden allotment woodland");
    const found = page.getByRole("list", { name: "Organisations found" });
    await expect(found).toContainText("Glen Community Garden");
    await expect(found.getByRole("listitem").filter({ hasText: "Moor Garden Club" })).toContainText("Nobody here yet");
    await page.getByText("Invite Glen Community Garden").click();
    expectValue(await faultsAtBothWidths(page, "inviting")).toEqual([]);
    expectValue(await sidewaysAt320(page)).toBe(0);
    await resize(page, widths.desktop);
    await found.getByLabel("A line to them").first().fill("We saw your raised beds.");
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await expect(said(page)).toHaveText("Invited. Their people have been told.");
    await picture(page, "elsewhere-desktop");
    const gail = await set.as("Gail" as Name, "phone");
    await gail.page.goto(gap);
    await expect(gail.page.getByRole("heading", { name: "Could Glen Community Garden do this here?" })).toBeVisible();
    expectValue(await faultsAtBothWidths(gail.page, "being asked")).toEqual([]);
    await resize(gail.page, widths.phone);
    await picture(gail.page, "invited-phone");
    await gail.page.getByLabel("A line with it").fill("Ring us on a Tuesday.");
    await gail.page.getByRole("button", { name: "Yes, tell us more" }).click();
    await expect(said(gail.page)).toHaveText("Sent. Whoever asked has been told.");
    const asked = page.getByRole("list", { name: "Invitations" });
    await expect(asked).toContainText("Said yes, tell us more");
    await expect(asked).toContainText("Ring us on a Tuesday.");
    await gail.page.goto(gap);
    await expect(gail.page.getByText("Ring us on a Tuesday.").first()).toBeVisible();
  });

  test("whoever has nobody here gets a letter to hand over; it is taken back from the keyboard, and put back", async () => {
    const { page } = aileen;
    await page.goto(`${gap}/elsewhere?q=moor`);
    await page.getByText("Invite Moor Garden Club").click();
    await page.getByRole("button", { name: "Make the letter" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("To Moor Garden Club");
    await expect(page.locator("main")).toContainText("ask Fay Munro, your facilitator,");
    expectValue(await faultsAtBothWidths(page, "a letter to hand over")).toEqual([]);
    await resize(page, widths.desktop);
    await page.goto(`${gap}/elsewhere`);
    await page.getByRole("button", { name: "Take back the invitation of Moor Garden Club" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("listitem").filter({ hasText: "Moor Garden Club" }).filter({ hasText: "Taken back" })).toBeVisible();
    await page.getByRole("button", { name: "Undo taking the invitation back" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("listitem").filter({ hasText: "Moor Garden Club" }).filter({ hasText: "Waiting for an answer" })).toBeVisible();
  });
});

test("all of it without scripts", async () => {
  const { page } = await set.as("Sana", "phone", { javaScriptEnabled: false });
  await page.goto(`${gap}/kit?task=safeguarding`);
  const safe = task(page, "Safeguarding");
  await safe.getByRole("radio", { name: "Done" }).check();
  await safe.getByRole("button", { name: "Save" }).click();
  await expect(said(page)).toHaveText("Saved: Safeguarding.");
  await page.goto(`${gap}/group`);
  await page.getByLabel("Day", { exact: true }).fill(inDays(60));
  await page.getByLabel("From").fill("10:00");
  await page.getByLabel("To", { exact: true }).fill("11:00");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(said(page)).toHaveText("Added one date.");
  await page.goto(`${gap}/pack/letter`);
  await expect(page.getByText("Bashir Khan has signed one for Kelpie Food Hub")).toBeVisible();
  await page.goto(`${gap}/elsewhere`);
  await page.getByLabel("Words in their names").fill("moor");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("list", { name: "Organisations found" })).toContainText("Moor Garden Club");
});

test.each(["/kit?task=exit_date", "/group", "/pack", "/elsewhere"])("Tab reaches everything of %s, and nothing hides under the phone bar", async (part) => {
  const { page } = await set.as("Jo");
  await page.goto(`${gap}${part}`);
  expectValue(await tabThrough(page, "desktop")).toEqual({ missed: [], hidden: [] });
  expectValue(await tabThrough(page, "phone")).toEqual({ missed: [], hidden: [] });
});

test("no page threw an error in all of this", () => {
  expectValue(set.faults).toEqual([]);
});

/** As a printer gets it, for people to look at: A4, without anything of the app around it. */
async function onPaper(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  const paper = await page.pdf({ format: "A4", path: path.join(shots, `${name}.pdf`) });
  expectValue(paper.subarray(0, 5).toString()).toBe("%PDF-");
  await page.emulateMedia({ media: null });
}

import type { Page } from "@playwright/test";
import { beforeAll, expect as plainly, test } from "vitest";
import { addOrganisation } from "~/features/people/commands.server";
import { acceptTie, endTie, proposeTie, sayHowToReach, withdrawTie, writeContact } from "~/features/relationships/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { addDays, dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { picture, resize, widths, withoutConnection } from "../support/browser";
import { demonstration, expect, type Name } from "./demonstration";
import { listening } from "./listening";
import { faultsAtBothWidths, sidewaysAt320, tabThrough } from "./look";

const set = demonstration();
const today = dayAt(new Date());

const as = async <T>(name: Name, work: (trx: Database, actor: Actor) => Promise<T>) => {
  const actor = await set.actorOf(name);
  return withActor(set.data.db, actor, (trx) => work(trx, actor));
};
const sideOf = async (name: Name) => (await set.actorOf(name)).seat?.organisationId ?? "";

/** The tie of two people's organisations as it stands, if there is one. */
async function found(one: Name, other: Name): Promise<{ id: string; state: string; version: number } | undefined> {
  const [first = "", last = ""] = [await sideOf(one), await sideOf(other)].toSorted();
  const [row] = await set.data.admin<{ id: string; state: string; version: number }[]>`select id, state, version from tie where one_id = ${first} and other_id = ${last}`;
  return row;
}

/** A tie that both sides hold, whether the network began with one or not. */
async function held(one: Name, other: Name): Promise<string> {
  const before = await found(one, other);
  if (before?.state === "held") return before.id;
  const { tieId } = await as(one, async (trx, actor) => proposeTie(trx, actor, { organisationId: await sideOf(other), purpose: "Food, and company" }));
  const { version } = (await found(one, other)) ?? { version: 1 };
  await as(other, (trx, actor) => acceptTie(trx, actor, tieId, { version }));
  return tieId;
}

/** Nothing that stands between two: what the network began with is taken back, or ended. */
async function nothingBetween(one: Name, other: Name): Promise<void> {
  const before = await found(one, other);
  if (before?.state === "proposed") await as(one, (trx, actor) => withdrawTie(trx, actor, before.id, { version: before.version }));
  if (before?.state === "held") await as(one, (trx, actor) => endTie(trx, actor, before.id, { version: before.version }));
}

const card = (page: Page, name: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2, name }) });
const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const holds = (page: Page, organisation: RegExp) => page.getByRole("heading", { level: 3, name: organisation }).locator("xpath=ancestor::section[1]");
const contact = (page: Page) => page.locator("#write");
const story = (page: Page) => region(page, "What passed between you");

let strand: string;
let practice: string;
beforeAll(async () => {
  const { admin } = set.data;
  const nameOf = async (name: Name) => String((await admin`select name from organisation where id = ${await sideOf(name)}`)[0]?.["name"]);
  [strand, practice] = [await nameOf("Ewan"), await nameOf("Moira")];
});

test("an arts group proposes a tie, the practice says yes on a phone, and both write the story, how they work together, and what they agreed", async () => {
  await nothingBetween("Ewan", "Moira");
  const [ewan, moira] = [await set.as("Ewan"), await set.as("Moira", "phone")];
  const [desk, phone] = [ewan.page, moira.page];
  await listening(phone, "/directory/ties", "ties");
  await desk.goto("/directory/ties");
  await expect(desk.getByRole("navigation", { name: "Parts of the directory" }).getByRole("link", { name: "Ties" })).toHaveAttribute("aria-current", "page");
  await desk.getByRole("link", { name: "Propose a tie" }).click();
  await desk.getByLabel("Find an organisation").fill(practice.slice(0, 10));
  await desk.getByRole("button", { name: "Find", exact: true }).click();
  await expect(desk).toHaveURL(/words=/);
  await desk.getByRole("radio", { name: new RegExp(`^${practice}`) }).check();
  await desk.getByLabel("What for").fill("A poster with a name on it, and who rings back");
  await desk.getByLabel("A line to them").fill("We met at the learning evening.");
  await picture(desk, "tie-new-desktop");
  await desk.getByRole("button", { name: "Propose it" }).click();
  await expect(desk.getByText("Proposed. They find it waiting for them", { exact: false })).toBeVisible();
  await expect(desk.getByRole("heading", { level: 1, name: `Your tie with ${practice}` })).toBeVisible();
  await expect(desk.getByRole("heading", { name: `Waits for ${practice}` })).toBeVisible();
  const address = new URL(desk.url()).pathname;

  // It came to the list that was open, with one thing to do.
  await expect(card(phone, strand).getByText(`${strand} proposed it.`)).toBeVisible();
  await picture(phone, "ties-phone");
  await card(phone, strand).getByRole("link", { name: /^Answer/ }).click();
  await expect(phone.getByText("We met at the learning evening.").first()).toBeVisible();
  await listening(desk, address, "tie:");
  await phone.getByLabel("A line to them").fill("Ask for Moira.");
  await picture(phone, "tie-answer-phone");
  await phone.getByRole("button", { name: "Yes, we hold it together" }).click();
  await expect(phone.getByText("You said yes.", { exact: false })).toBeVisible();
  await expect(desk.getByText("Held", { exact: true }).first()).toBeVisible();

  // One post on each side: said large, with why and one next step each.
  const signs = region(desk, "How it stands");
  await expect(signs.getByRole("heading", { name: "No second holder" })).toHaveCount(2);
  await expect(signs.getByText(`One post holds this tie for ${strand}`, { exact: false })).toBeVisible();
  await expect(signs.getByText(`Next: ${practice} names its own.`, { exact: false })).toBeVisible();
  await signs.getByRole("link", { name: "Name a second holder" }).click();
  const own = holds(desk, new RegExp(`^${strand}`));
  const posts = await own.getByLabel(/^Name somebody of/).locator("option").allTextContents();
  plainly(posts.length).toBeGreaterThan(1);

  // A contact from a phone: a press on what it was, one line, save. It is there for the other side.
  await phone.getByRole("link", { name: "Write down a contact" }).click();
  await contact(phone).getByText("Visit", { exact: true }).click();
  await contact(phone).getByLabel("A line").fill("Put the poster up by the desk.");
  await picture(phone, "tie-contact-phone");
  await contact(phone).getByRole("button", { name: "Save" }).click();
  await expect(contact(phone).getByText("Written down.")).toBeVisible();
  await expect(contact(phone).getByLabel("A line")).toHaveValue("");
  await expect(story(desk).getByText("Put the poster up by the desk.", { exact: true })).toBeVisible();
  await expect(story(desk).getByText(`Moira Sutherland, ${practice}`)).toBeVisible();
  await contact(phone).getByRole("button", { name: "Undo" }).click();
  await expect(contact(phone).getByText("Taken out of the story.")).toBeVisible();
  await expect(story(desk).getByText("Put the poster up by the desk.", { exact: true })).toHaveCount(0);

  // How the two work together is written by both at once.
  const words = (page: Page) => page.getByRole("textbox", { name: "How we work together" });
  for (const page of [desk, phone]) {
    await region(page, "How we work together").scrollIntoViewIfNeeded();
    await expect(words(page)).toHaveAttribute("contenteditable", "true");
  }
  await words(desk).focus();
  await desk.keyboard.type("Ring the desk after ten.");
  await expect(words(phone)).toContainText("Ring the desk after ten.");
  await words(phone).focus();
  await phone.keyboard.press("Control+End");
  await phone.keyboard.press("Enter");
  await phone.keyboard.type("A name and a number are enough.");
  await expect(words(desk)).toContainText("A name and a number are enough.");

  // Nothing moves under a hand that writes; here it has stopped.
  await phone.getByRole("heading", { level: 1 }).click();

  // What one side wrote down waits for the other's word.
  await desk.getByText("Write down what you agreed").click();
  const agreements = desk.locator("#agreements");
  await agreements.getByRole("button", { name: "Write it down" }).click();
  await expect(agreements.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await agreements.getByLabel("What it is about").selectOption({ label: "Sending people" });
  await agreements.getByLabel("What you agreed").fill("The desk gives the leaflet and asks whether we may ring.");
  await agreements.getByLabel("You look at it again on").fill(addDays(today, 90));
  await agreements.getByRole("button", { name: "Write it down" }).click();
  await expect(agreements.getByText(`Waits for ${practice}`)).toBeVisible();
  await expect(agreements.getByRole("button", { name: /^Yes, it is so/ })).toHaveCount(0);
  await phone.locator("#agreements").getByRole("button", { name: /^Yes, it is so/ }).click();
  await expect(phone.getByText("You agreed to it.")).toBeVisible();
  await expect(agreements.getByText("Both agreed")).toBeVisible();
  await picture(desk, "tie-desktop");
  await picture(phone, "tie-phone");

  for (const person of [ewan, moira]) plainly(await faultsAtBothWidths(person.page, "a tie")).toEqual([]);
  plainly(await sidewaysAt320(desk)).toBe(0);
  await resize(desk, widths.desktop);
  await resize(phone, widths.phone);
  plainly(await tabThrough(phone, "phone")).toEqual({ missed: [], hidden: [] });
  // On paper: what there is, without what one presses.
  await desk.emulateMedia({ media: "print" });
  await expect(desk.getByRole("button", { name: "Save", exact: true })).toBeHidden();
  await expect(desk.getByText("The desk gives the leaflet", { exact: false }).first()).toBeVisible();
  await picture(desk, "tie-print");
  await desk.emulateMedia({ media: "screen" });
  plainly(set.faults).toEqual([]);
});

test("a post is named and taken back, a line is drawn and rubbed out, a tie is ended, each with its way back", async () => {
  const tieId = await held("Bashir", "Aileen");
  const { page } = await set.as("Sana");
  await page.goto(`/directory/ties/${tieId}`);
  const hub = holds(page, /^Kelpie Food Hub/);
  // A post that is named already holds it no more after one press, and again after another.
  const before = await hub.getByRole("button", { name: /^Take back/ }).count();
  await hub.getByRole("button", { name: /^Take back/ }).first().click();
  await expect(page.getByText("Taken back.")).toBeVisible();
  await expect(hub.getByRole("button", { name: /^Take back/ })).toHaveCount(before - 1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Named. They are told.")).toBeVisible();
  await expect(hub.getByRole("button", { name: /^Take back/ })).toHaveCount(before);
  // The other side names its own.
  await expect(holds(page, /^Harbour Link Workers/).getByRole("button")).toHaveCount(0);

  const lines = region(page, "What they do with each other").or(page.locator("section").filter({ has: page.getByRole("heading", { name: "What they do with each other" }) })).first();
  await lines.getByText("Say what you do with each other").click();
  await lines.getByLabel("What", { exact: true }).selectOption({ label: "Shares a room" });
  await lines.getByLabel("Who does it").selectOption({ label: "Kelpie Food Hub" });
  await lines.getByRole("button", { name: "Draw this line" }).click();
  await expect(lines.getByText("Drawn, on the map too.")).toBeVisible();
  await lines.getByRole("button", { name: /^Rub out Kelpie Food Hub shares a room/ }).click();
  await expect(lines.getByText("Rubbed out.")).toBeVisible();
  await lines.getByRole("button", { name: "Undo" }).click();
  await expect(lines.getByText(/^Kelpie Food Hub shares a room with/).first()).toBeVisible();

  await page.getByText("End this tie").click();
  await page.getByLabel("A line about why").fill("The hall is sold.");
  await page.getByRole("button", { name: "End it" }).click();
  await expect(page.getByText("Ended. The story is kept.")).toBeVisible();
  await expect(page.locator("#write")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The tie is held again.")).toBeVisible();

  // Somebody who comes second is told who came first, in a sentence.
  const other = (await set.as("Bashir")).page;
  await other.goto(`/directory/ties/${tieId}`);
  await other.getByText("End this tie").click();
  await other.getByLabel("A line about why").focus();
  const { version } = (await found("Bashir", "Aileen")) ?? { version: 0 };
  await as("Aileen", (trx, actor) => endTie(trx, actor, tieId, { version }));
  await other.getByRole("button", { name: "End it" }).click();
  await expect(other.getByText("Aileen Muir ended it first. Look again.")).toBeVisible();
  plainly(set.faults).toEqual([]);
});

test("others read who holds it and what for, and nothing of what is inside; facilitators look at the whole network", async () => {
  const tieId = await held("Sana", "Moira");
  await as("Sana", (trx, actor) => writeContact(trx, actor, tieId, { kind: "call", line: "The cook rang about Tuesday." }));
  await as("Moira", async (trx, actor) => sayHowToReach(trx, actor, await sideOf("Sana"), { label: "The back door", phone: "01632 960 399" }));
  const outside = (await set.as("Catriona")).page;
  await outside.goto(`/directory/ties/${tieId}`);
  await expect(outside.getByRole("heading", { name: "Who holds it" })).toBeVisible();
  await expect(outside.getByText("Sana Iqbal").first()).toBeVisible();
  await expect(outside.getByText("The cook rang about Tuesday.")).toHaveCount(0);
  await expect(outside.getByRole("heading", { name: "How we work together" })).toHaveCount(0);
  await expect(outside.getByRole("link", { name: "Ask for an introduction" })).toBeVisible();
  await picture(outside, "tie-outline-desktop");

  const inside = (await set.as("Moira", "phone")).page;
  await inside.goto(`/directory/ties/${tieId}`);
  await expect(inside.getByRole("link", { name: "01632 960 399" })).toHaveAttribute("href", "tel:01632960399");
  await expect(story(inside).getByText("The cook rang about Tuesday.", { exact: true })).toBeVisible();

  const fay = (await set.as("Fay")).page;
  await fay.goto("/directory/ties?network=1");
  await expect(fay.getByRole("heading", { level: 2, name: / and / }).first()).toBeVisible();
  await fay.getByRole("navigation", { name: "How they stand" }).getByRole("link", { name: "Something to do" }).click();
  await expect(fay.getByText(/^\d+ of \d+\.$|^One tie\.|ties\. Those with something/)).toBeVisible();
  await picture(fay, "ties-network-desktop");
  plainly(await faultsAtBothWidths(fay, "ties of the network")).toEqual([]);
  plainly(set.faults).toEqual([]);
});

test("where nobody is here one side keeps it alone; a tie with oneself is a kind sentence; without scripts it works too", async () => {
  const { organisationId } = await as("Fay", (trx, actor) => addOrganisation(trx, actor, { name: "Moor Lunch Club", kind: "third_sector", area: "Moor" }));
  const plain = (await set.as("Ewan", "phone", { javaScriptEnabled: false })).page;
  await plain.goto(`/directory/ties/new?with=${organisationId}`);
  await expect(plain.getByRole("radio", { name: /^Moor Lunch Club/ })).toBeChecked();
  await expect(plain.getByText("Nobody there is here yet: your side keeps it alone until somebody is.").first()).toBeVisible();
  await plain.getByLabel("What for").fill("Clay on Mondays");
  await plain.getByRole("button", { name: "Propose it" }).click();
  await expect(plain.getByText("Written down. Nobody of theirs is here yet", { exact: false })).toBeVisible();
  await contact(plain).getByText("Call", { exact: true }).click();
  await contact(plain).getByLabel("A line").fill("Nobody minds the mess.");
  await contact(plain).getByRole("button", { name: "Save" }).click();
  await expect(story(plain).getByText("Nobody minds the mess.", { exact: true })).toBeVisible();
  await contact(plain).getByRole("button", { name: "Save" }).click();
  await expect(contact(plain).getByRole("alert")).toContainText("Choose what it was: a visit, a call, a meeting, a message.");

  const { page, context } = await set.as("Ewan", "phone");
  await page.goto("/directory/ties/new?words=lantern");
  await page.getByRole("button", { name: "Propose it" }).click();
  await expect(page.getByText("Choose an organisation from the list.").first()).toBeVisible();
  await page.goto(plain.url());
  await contact(page).getByText("Note", { exact: true }).click();
  await contact(page).getByLabel("A line").fill("They close in July.");
  await withoutConnection(context, async () => {
    await expect(contact(page).getByRole("button", { name: "Save" })).toBeDisabled();
    await expect(contact(page).getByText("You are offline.", { exact: false })).toBeVisible();
  });
  await contact(page).getByRole("button", { name: "Save" }).click();
  await expect(story(page).getByText("They close in July.", { exact: true })).toBeVisible();
  plainly(set.faults).toEqual([]);
});

test("a long story comes a part at a time, older on demand", async () => {
  const tieId = await held("Bashir", "Moira");
  await as("Bashir", async (trx, actor) => {
    for (let number = 1; number <= 40; number++) await writeContact(trx, actor, tieId, { kind: "call", line: `Call number ${number}.`, on: addDays(today, -400 + number) });
  });
  const { page } = await set.as("Bashir", "phone");
  await page.goto(`/directory/ties/${tieId}`);
  await expect(story(page).getByText("Call number 1.", { exact: true })).toHaveCount(0);
  while ((await page.getByRole("link", { name: "Show what was before" }).count()) > 0) {
    const before = await story(page).locator("ol").first().locator("> li").count();
    await page.getByRole("link", { name: "Show what was before" }).click();
    await expect(async () => plainly(await story(page).locator("ol").first().locator("> li").count()).toBeGreaterThan(before)).toPass();
  }
  await expect(story(page).getByText("Call number 1.", { exact: true })).toBeVisible();
});

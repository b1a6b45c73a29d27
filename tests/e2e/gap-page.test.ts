import type { Locator, Page } from "@playwright/test";
import { beforeAll, describe, test } from "vitest";
import { addOrganisation } from "~/features/people/commands.server";
import { postGap } from "~/features/gaps/commands.server";
import { withActor } from "~/shared/actor.server";
import { resize, widths, withoutConnection } from "../support/browser";
import { demonstration, expect, type Name, type Person } from "./demonstration";
import { faultsAtBothWidths } from "./look";
import { joined, newLine, part } from "./note-page";

const set = demonstration();
let aileen: Person;
let bashir: Person;

/** Aileen of Harbour Link Workers at a desk, Bashir of the Food Hub with a thumb. */
beforeAll(async () => {
  [aileen, bashir] = await Promise.all([set.as("Aileen"), set.as("Bashir", "phone")]);
});

async function posted(sentence: string, by: Name = "Aileen", areaId?: string): Promise<string> {
  const actor = await set.actorOf(by);
  const { gapId } = await withActor(set.data.db, actor, (trx) => postGap(trx, actor, { sentence, need: "warmth", groups: ["older_people"], areaId }));
  return `/gaps/${gapId}`;
}

const card = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const button = (place: Page | Locator, name: string | RegExp) => place.getByRole("button", { name });
const head = (page: Page) => page.locator("header").filter({ has: page.getByRole("heading", { level: 1 }) });
/** Scripts have arrived: the menu is a menu. */
const ready = (page: Page) => expect(button(page, "More to do with this gap")).toBeVisible();
const opens = async (person: Person, address: string) => {
  await person.page.goto(address);
  await ready(person.page);
  await expect(person.page.getByText(/^Live/)).toBeVisible();
};
const chooses = async (page: Page, item: string) => {
  await button(page, "More to do with this gap").click();
  await page.getByRole("menuitem", { name: item }).click();
};

describe("two organisations, one with a phone", () => {
  test("take a gap on the road to a group, and each sees what the other does", async () => {
    const address = await posted("Nowhere warm to sit on Brae Street after five");
    await Promise.all([opens(aileen, address), opens(bashir, address)]);
    await expect(aileen.page.getByText("Live · Bashir is here")).toBeVisible();
    await expect(bashir.page.getByText("Live · Aileen is here")).toBeVisible();

    await button(head(bashir.page), "I see this too").click();
    await expect(bashir.page.getByText("You see this too.", { exact: true }).first()).toBeVisible();
    await expect(head(aileen.page)).toContainText("Others see it too");
    await expect(card(aileen.page, "Who sees it")).toContainText("Kelpie Food Hub");

    await button(bashir.page, "Take the lead").click();
    await expect(head(aileen.page)).toContainText("Being worked on");
    await expect(card(aileen.page, "Who does what")).toContainText("Bashir Khan, Kelpie Food Hub");
    await expect(card(aileen.page, "What happened")).toContainText("Bashir Khan (Kelpie Food Hub) took the lead.");
    await expect(button(aileen.page, "Take the lead")).toHaveCount(0);

    await bashir.page.getByLabel("Add what was tried").fill("Asked the church; the hall is free on Mondays");
    await button(card(bashir.page, "What has been tried"), "Add").click();
    await expect(card(aileen.page, "What has been tried")).toContainText("Asked the church; the hall is free on Mondays");
    await expect(bashir.page.getByLabel("Add what was tried")).toHaveValue("");

    await button(card(aileen.page, "Who does what"), "Take this part of host").click();
    await expect(card(bashir.page, "Who does what")).toContainText("Harbour Link Workers");
    await expect(card(aileen.page, "How far it has come").getByRole("listitem").filter({ hasText: "Hosted" })).toContainText("Aileen Muir");

    await marks(aileen.page, "shaped", "What was agreed?", "Mondays at five, soup and a game");
    await expect(card(bashir.page, "How far it has come")).toContainText("Mondays at five, soup and a game");

    await button(card(aileen.page, "Who does what"), "Step back as spotter").click();
    await expect(card(bashir.page, "Who does what").getByRole("listitem").filter({ hasText: "Spotter" })).toContainText("Nobody yet");

    await marks(bashir.page, "running", "When and where does the group meet?", "Mondays at five in the church hall");
    await expect(card(aileen.page, "How far it has come")).toContainText("Mondays at five in the church hall");

    await chooses(bashir.page, "Say it is met");
    await bashir.page.getByRole("textbox", { name: "What is there now?" }).fill("A warm room on Mondays, soup included");
    await button(bashir.page.getByRole("dialog"), "Say it is met").click();
    await expect(bashir.page.getByText("Met. Everyone who joined has been told.").first()).toBeVisible();
    await expect(card(aileen.page, "What there is now")).toContainText("A warm room on Mondays, soup included");
    const [told] = await set.data.admin`select kind from inbox_item join tenure on tenure.post_id = inbox_item.post_id where tenure.account_id = ${aileen.accountId} and gap_id = ${address.slice(6)} and kind = 'gap.met'`;
    expect(told).toBeDefined();
  });

  test("write the proposal together, and its history is kept", async () => {
    const address = `${await posted("Nobody to play dominoes with on the Brae")}/proposal`;
    await Promise.all([aileen.page.goto(address), bashir.page.goto(address)]);
    const [hers, his] = await Promise.all([joined(aileen, "The proposal"), joined(bashir, "The proposal")]);
    await newLine(hers);
    await hers.pressSequentially("Dominoes on Tuesdays.");
    await expect(his).toContainText("Dominoes on Tuesdays.");
    await newLine(his);
    await his.pressSequentially("The Hub has a table.");
    await expect(hers).toContainText("The Hub has a table.");
    await expect(part(aileen.page, "The proposal").saved).toHaveText(/^Saved/);
    await aileen.page.getByRole("link", { name: /^History/ }).click();
    await expect(aileen.page.getByRole("heading", { level: 1, name: "History of the proposal" })).toBeVisible();
    await expect(aileen.page.getByText("The Hub has a table.").first()).toBeVisible();
  });
});

describe("while somebody has a hand on the page", () => {
  test("nothing moves under it: what others did waits, and is shown when asked for", async () => {
    const address = await posted("No walking group that waits for the slow ones");
    await Promise.all([opens(aileen, address), opens(bashir, address)]);
    // Who sees somebody here hears what they do.
    await expect(aileen.page.getByText("Live · Bashir is here")).toBeVisible();
    const words = aileen.page.getByLabel("Add what was tried");
    await words.fill("Rang three of them");
    // The same page with no hand on it says when it is time to have looked.
    const idle = await aileen.context.newPage();
    await idle.goto(address);
    await ready(idle);
    const asked: string[] = [];
    aileen.page.on("request", (request) => request.url().includes(`${address}.data`) && asked.push(request.url()));
    await button(head(bashir.page), "I see this too").click();
    const waits = button(aileen.page, /changes? from others/);
    await expect(waits).toBeVisible();
    await expect(card(idle, "Who sees it")).toContainText("Kelpie Food Hub");
    expect(asked).toEqual([]);
    await expect(card(aileen.page, "Who sees it")).not.toContainText("Kelpie Food Hub");
    await idle.close();
    await waits.click();
    await expect(card(aileen.page, "Who sees it")).toContainText("Kelpie Food Hub");
    await expect(words).toHaveValue("Rang three of them");
  });

  test("a race that is lost is told, with who came first", async () => {
    const address = await posted("No lift in the library");
    await Promise.all([opens(aileen, address), opens(bashir, address)]);
    await chooses(aileen.page, "Move to…");
    const dialog = aileen.page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "Resting" }).check();
    await button(bashir.page, "Take the lead").click();
    await expect(head(bashir.page)).toContainText("Being worked on");
    await button(dialog, "Move it").click();
    await expect(dialog.getByRole("alert")).toContainText("Bashir Khan moved this first, to Being worked on.");
    await aileen.page.keyboard.press("Escape");
    await expect(head(aileen.page)).toContainText("Being worked on");
  });

  test("taking it down ends the page for everybody, and says so", async () => {
    const address = await posted("Posted by mistake, words to be gone");
    await Promise.all([opens(aileen, address), opens(bashir, address)]);
    // Whoever sees somebody here hears what they do; a gap that is gone can be watched by nobody.
    await expect(aileen.page.getByText("Live · Bashir is here")).toBeVisible();
    await expect(bashir.page.getByText("Live · Aileen is here")).toBeVisible();
    await bashir.page.getByLabel("Add what was tried").fill("Half a word");
    await chooses(aileen.page, "Take it down");
    const dialog = aileen.page.getByRole("dialog", { name: "Take this gap down" });
    await expect(dialog).toContainText("It cannot be put back.");
    await button(dialog, "Take it down for everyone").click();
    await expect(aileen.page).toHaveURL(/\/gaps$/);
    await expect(bashir.page.getByRole("heading", { level: 1 })).toHaveText("This gap is not here any more");
    await bashir.page.getByRole("link", { name: "Go to Gaps" }).click();
    await expect(bashir.page).toHaveURL(/\/gaps$/);
    expect((await bashir.page.goto(address))?.status()).toBe(404);
  });
});

test("offline, a form says it could not be sent, and keeps the words", async () => {
  const address = await posted("No swimming for beginners");
  await opens(aileen, address);
  const { page, context } = aileen;
  await page.getByLabel("Add what was tried").fill("Asked the pool");
  await withoutConnection(context, async () => {
    await button(card(page, "What has been tried"), "Add").click();
    await expect(card(page, "What has been tried")).toContainText("This could not be sent. Your words are still here");
    await expect(page.getByLabel("Add what was tried")).toHaveValue("Asked the pool");
    await chooses(page, "Take it down");
    await button(page.getByRole("dialog"), "Take it down for everyone").click();
    await expect(page.getByRole("dialog")).toContainText("This could not be sent.");
    await page.keyboard.press("Escape");
  });
  await button(card(page, "What has been tried"), "Add").click();
  await expect(card(page, "What has been tried").getByRole("listitem")).toContainText("Asked the pool");
});

test("whoever holds it is asked whether it is still true, and the answer stands in the timeline", async () => {
  const address = await posted("Nobody to mend a bicycle with");
  await set.data.admin`insert into gap_check (id, gap_id) values (gen_random_uuid(), ${address.slice(6)})`;
  await Promise.all([opens(aileen, address), opens(bashir, address)]);
  await expect(card(bashir.page, "Still true?")).toContainText("Aileen Muir was asked whether this is still missing.");
  await button(card(aileen.page, "Still true?"), "Yes, still true").click();
  await expect(card(bashir.page, "Still true?")).toHaveCount(0);
  await expect(card(aileen.page, "What happened")).toContainText("Aileen Muir said it is still true.");
});

test("words that may name someone are looked at by whoever leads, and nobody else sees the question", async () => {
  const address = await posted("Nothing like the club Morag Sinclair ran");
  const jo = await set.as("Jo");
  await Promise.all([opens(jo, address), opens(bashir, address)]);
  const flags = card(jo.page, "Could somebody be recognised?");
  await expect(flags).toContainText("We see a name. Written by Aileen Muir, Harbour Link Workers.");
  await expect(card(bashir.page, "Could somebody be recognised?")).toHaveCount(0);
  expect(await faultsAtBothWidths(jo.page, "flagged words")).toEqual([]);
  await button(flags, /^It is fine/).click();
  await expect(flags).toHaveCount(0);
});

test("an organisation from anywhere in the directory is found by a part of its name, and linked", async () => {
  const fay = await set.actorOf("Fay");
  await withActor(set.data.db, fay, (trx) => addOrganisation(trx, fay, { name: "Zetland Road Choir", kind: "third_sector", area: "Far Glen" }));
  const [harbour] = await set.data.admin`select id from area where name = 'Harbour'`;
  await opens(aileen, await posted("Nowhere to sing on a weekday", "Aileen", String(harbour?.["id"])));
  const linked = card(aileen.page, "Services and events");
  await linked.locator("summary").filter({ hasText: "Link an organisation" }).click();
  await aileen.page.getByRole("combobox", { name: "Which organisation?" }).fill("zetlnd road");
  await aileen.page.getByRole("option", { name: "Zetland Road Choir, Far Glen" }).click();
  await button(linked, "Link it").first().click();
  await expect(linked.getByRole("link", { name: "Zetland Road Choir" })).toBeVisible();
});

describe("taking back", () => {
  test("Undo stands beside what was done", async () => {
    const address = await posted("No bench at the bus stop");
    await opens(aileen, address);
    const { page } = aileen;
    await page.getByLabel("Add what was tried").fill("Wrote to the council");
    await button(card(page, "What has been tried"), "Add").click();
    await expect(card(page, "What has been tried").getByRole("listitem")).toContainText("Wrote to the council");
    await button(card(page, "What has been tried"), "Undo").click();
    await expect(card(page, "What has been tried")).toContainText("Nothing is written down yet.");
    await chooses(page, "Rest it");
    await page.getByLabel("Why not now?").fill("Wait for spring");
    await button(page.getByRole("dialog"), "Let it rest").click();
    await expect(head(page)).toContainText("Resting");
    await button(head(page), "Undo").click();
    await expect(head(page)).toContainText("Just noticed");
    await expect(card(page, "What happened")).toContainText("Wait for spring");
  });
});

test("its link is copied and said to be; where the browser has nowhere to copy to, it says what to do", async () => {
  const address = await posted("No dropped kerb by the surgery");
  await opens(aileen, address);
  const { page } = aileen;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await chooses(page, "Copy link");
  await expect(head(page).getByText("Link copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(new URL(address, page.url()).href);
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true }));
  await chooses(page, "Copy link");
  await expect(head(page).getByText("The link could not be copied. Copy it from the address bar.")).toBeVisible();
  await page.context().clearPermissions();
});

test("with the keyboard alone: see it, lead it, say what was tried, change its words, let it rest and revive it", async () => {
  const address = await posted("No ramp at the hall", "Bashir");
  const { page } = aileen;
  await opens(aileen, address);
  const presses = async (name: string | RegExp, key = "Enter") => {
    await tabTo(page, name);
    await page.keyboard.press(key);
  };
  await presses("I see this too");
  await expect(page.getByText("You see this too.", { exact: true }).first()).toBeVisible();
  await presses("Take the lead");
  await expect(head(page)).toContainText("Being worked on");
  const picks = async (words: string) => {
    await presses("More to do with this gap");
    await expect(page.locator("[role=menu]:focus, [role=menu] :focus")).toBeVisible();
    await page.keyboard.type(words);
    await expect(page.locator("[role=menuitem]:focus")).toContainText(words);
    await page.keyboard.press("Enter");
  };
  await picks("Change");
  await expect(page.getByRole("dialog", { name: "Change the words" })).toBeVisible();
  await tabTo(page, "What is missing?");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("No ramp at the church hall");
  await presses("Save these words");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No ramp at the church hall");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(button(page, "More to do with this gap")).toBeFocused();
  await tabTo(page, "Add what was tried");
  await page.keyboard.type("Measured the step");
  await presses("Add");
  await expect(card(page, "What has been tried").getByRole("listitem")).toContainText("Measured the step");
  await presses("Take out “Measured the step”");
  await expect(card(page, "What has been tried")).toContainText("Nothing is written down yet.");
  await expect(card(page, "What has been tried").locator(":focus")).toContainText("Taken out.");
  await picks("Rest");
  await presses("Let it rest");
  await expect(head(page)).toContainText("Resting");
  await picks("Revive");
  await expect(head(page)).toContainText("Being worked on");
});

test("without scripts every act is a plain form: it comes back with a banner, or with what was typed", async () => {
  const address = await posted("No signs in Gaelic");
  const { page } = await set.as("Bashir", "phone", { javaScriptEnabled: false });
  await page.goto(address);
  await button(page, "I see this too").click();
  await expect(page.getByText("You see this too.", { exact: true }).first()).toBeVisible();
  await page.locator("summary").filter({ hasText: "Link a web page" }).click();
  await page.getByLabel("What is it?").fill("Signs elsewhere");
  await page.getByLabel("Address of the page").fill("nowhere");
  await button(card(page, "Services and events").locator("details").filter({ hasText: "Link a web page" }), "Link it").click();
  await expect(page.getByRole("alert", { name: "There is a problem" })).toContainText("Write the address of a web page, like www.example.org/lunch.");
  await expect(page.getByLabel("What is it?")).toHaveValue("Signs elsewhere");
  await expect(page.getByLabel("Address of the page")).toHaveValue("nowhere");
  await page.getByLabel("Add what was tried").fill("Asked the library");
  await button(page, "Add").click();
  await expect(page.getByText("Added to what has been tried.", { exact: true })).toBeVisible();
  await expect(card(page, "What has been tried")).toContainText("Asked the library");
  await page.getByText("Let this gap rest", { exact: true }).click();
  await button(page, "Let it rest").click();
  await expect(head(page)).toContainText("Resting");
  await button(page, "Revive").click();
  await expect(head(page)).toContainText("Others see it too");
});

describe("axe finds nothing at either width", () => {
  const overlays: Record<string, (page: Page) => Promise<unknown>> = {
    "the page with everything on it": async (page) => {
      for (const summary of ["Mark as shaped", "Link an organisation", "Link a web page", "Link an event"]) await page.locator("summary").filter({ hasText: summary }).click();
      await expect(page.getByLabel("On which day?")).toBeVisible();
    },
    "the menu": (page) => button(page, "More to do with this gap").click(),
    "Move to…": (page) => chooses(page, "Move to…"),
    "Say it is met": (page) => chooses(page, "Say it is met"),
    "Change the words": (page) => chooses(page, "Change the words"),
    "Rest it": (page) => chooses(page, "Rest it"),
    "Take it down": (page) => chooses(page, "Take it down"),
    "choosing an organisation": async (page) => {
      await page.locator("summary").filter({ hasText: "Link an organisation" }).click();
      await page.getByRole("combobox", { name: "Which organisation?" }).pressSequentially("Kelpie");
      await expect(page.getByRole("option", { name: /Kelpie/ }).first()).toBeVisible();
    },
  };
  let address: string;
  beforeAll(async () => {
    address = await posted("Nothing for those who look after somebody at night");
  });
  test.each(Object.keys(overlays))("%s", async (name) => {
    const { page } = aileen;
    await resize(page, widths.desktop);
    await opens(aileen, address);
    await overlays[name]?.(page);
    expect(await faultsAtBothWidths(page, name)).toEqual([]);
    await resize(page, widths.desktop);
  });
});

test("nothing was thrown in any of these pages", () => {
  expect(set.faults).toEqual([]);
});

async function marks(page: Page, stage: string, question: string, words: string): Promise<void> {
  const line = card(page, "How far it has come");
  await line.getByText(`Mark as ${stage}`, { exact: true }).first().click();
  await page.getByLabel(question).fill(words);
  await button(line, `Mark as ${stage}`).click();
  await expect(line).toContainText(words);
}

/** Tab after Tab until this has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole("button", { name, exact: true }).or(page.getByLabel(name, { exact: true })).first();
  await expect(wanted).toBeVisible();
  for (let pressed = 0; pressed < 120; pressed++) {
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${String(name)}.`);
}

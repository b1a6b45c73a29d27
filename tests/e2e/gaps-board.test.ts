import type { Locator, Page } from "@playwright/test";
import { beforeAll, describe, test } from "vitest";
import { moveGap, postGap, takeRole } from "~/features/gaps/commands.server";
import { withActor } from "~/shared/actor.server";
import { resize, widths, withoutConnection } from "../support/browser";
import { pause } from "../support/wait";
import { demonstration, expect, type Name, type Person } from "./demonstration";
import { faultsAtBothWidths, faultsOf, sidewaysAt320 } from "./look";

const set = demonstration();
let bashir: Person;
let aileen: Person;
beforeAll(async () => {
  bashir = await set.as("Bashir");
  aileen = await set.as("Aileen", "phone");
});

const posts = async (by: Name, sentence: string) => {
  const actor = await set.actorOf(by);
  return withActor(set.data.db, actor, (trx) => postGap(trx, actor, { sentence, need: "company", groups: [] })).then(({ gapId }) => gapId);
};
const does = async <T>(by: Name, work: (...args: [Parameters<typeof moveGap>[0], Parameters<typeof moveGap>[1]]) => Promise<T>) => {
  const actor = await set.actorOf(by);
  return withActor(set.data.db, actor, (trx) => work(trx, actor));
};
const column = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const card = (within: Page | Locator, sentence: string) => within.getByRole("row", { name: sentence });
const menuOf = async (page: Page, sentence: string) => card(page, sentence).getByRole("button", { name: /^What to do/ }).click();
const polite = (page: Page) => page.locator("[data-live=polite]");
const board = async (page: Page, query = "") => {
  await page.goto(`/gaps${query}`);
  await expect(page.getByText(/^Live/)).toBeVisible();
};
/** Lets go of the board, as somebody does who looks elsewhere. */
const letGo = (page: Page) => page.getByRole("heading", { level: 1 }).click();
/** As a hand moves a mouse: over everything on the way. */
const drag = async (page: Page, sentence: string, to: string) => {
  const from = await card(page, sentence).getByRole("link").boundingBox();
  const there = await column(page, to).boundingBox();
  if (!from || !there) throw new Error("Nothing to drag.");
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 20, { steps: 4 });
  await page.mouse.move(there.x + 100, there.y + 100, { steps: 12 });
  await expect(column(page, to).locator("[data-drop-target]").first()).toBeVisible();
  await page.mouse.up();
};

describe("a gap, from two organisations", () => {
  const sentence = "Nowhere to mend a bicycle on a wet Tuesday";

  test("is posted in one sentence, seen live on a colleague's phone, and moves on when they see it too", async () => {
    await board(aileen.page);
    const { page } = bashir;
    await page.goto("/today");
    await page.getByRole("link", { name: "Post a gap" }).click();
    await page.getByLabel("What is missing?").fill(sentence);
    await page.getByLabel("What is it about?").selectOption("something_else");
    await page.getByRole("button", { name: "Post this gap" }).click();
    await expect(page.getByText(/^Posted\./).first()).toBeVisible();
    await expect(card(column(page, "Just noticed"), sentence)).toBeFocused();
    await letGo(page);

    await card(aileen.page, sentence).getByRole("button", { name: "I see this too" }).tap();
    const moved = card(column(aileen.page, "Others see it too"), sentence);
    await expect(moved).toBeVisible();
    await expect(moved).toContainText("Here because two organisations see it.");
    await expect(moved).toContainText("2 people");
    await expect(aileen.page).toHaveURL(/column=seen/);
    await expect(card(column(page, "Others see it too"), sentence)).toBeVisible();
  });

  test("says how many one knows of, and can be taken back with one press", async () => {
    const { page } = aileen;
    await card(page, sentence).getByRole("button", { name: "You see this too" }).tap();
    await page.getByRole("radio", { name: "3 to 5" }).check();
    await page.getByLabel(/A line about it/).fill("At the lunch as well");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    // Saying more later does not unsay what was said.
    await card(page, sentence).getByRole("button", { name: "You see this too" }).tap();
    await page.getByRole("radio", { name: "more than 5" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    const [join] = await set.data.admin`select band, line from gap_join join gap on gap.id = gap_id where sentence = ${sentence} and gap_join.account_id = ${aileen.accountId} and ended_at is null`;
    expect(join).toEqual({ band: "six_plus", line: "At the lunch as well" });
    await card(page, sentence).getByRole("button", { name: "You see this too" }).tap();
    await page.getByRole("button", { name: "Take it back" }).click();
    await expect(card(column(page, "Just noticed"), sentence).getByRole("button", { name: "I see this too" })).toBeVisible();
    await card(page, sentence).getByRole("button", { name: "I see this too" }).tap();
    // Only the answer moves it, and offers the way back from this act and not from one before.
    await expect(card(column(page, "Others see it too"), sentence)).toContainText("2 people");
    await page.getByRole("region", { name: /Undo/ }).getByRole("button", { name: "Undo" }).tap();
    await expect(card(column(page, "Just noticed"), sentence).getByRole("button", { name: "I see this too" })).toBeVisible();
  });

  test("is not posted twice: whoever types the like is led to it, and joins it instead", async () => {
    const { page } = aileen;
    await page.goto("/gaps/new");
    await page.getByLabel("What is missing?").pressSequentially("somewhere to mend bicycles");
    await expect(page.getByRole("heading", { name: "These look alike" })).toBeVisible();
    await page.getByRole("listitem").filter({ hasText: sentence }).getByRole("button", { name: "Join this one instead" }).tap();
    await expect(page).toHaveURL(/\/gaps\/[0-9a-f-]{36}$/);
    await board(page, "?column=seen");
    await expect(card(column(page, "Others see it too"), sentence)).toContainText("2 people");
  });
});

describe("moving", () => {
  test("by mouse goes where it is dropped, is said, and is undone with one press", async () => {
    const sentence = "Nobody to sit with at the clinic";
    await posts("Sana", sentence);
    const { page } = bashir;
    await board(page);
    await drag(page, sentence, "Being worked on");
    await expect(card(column(page, "Being worked on"), sentence)).toBeFocused();
    await expect(polite(page)).toContainText("Moved to Being worked on.");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(card(column(page, "Just noticed"), sentence)).toBeVisible();
  });

  test("by keyboard alone: the handle, then the column; and by the menu, with focus on the card", async () => {
    const sentence = "No lift to the second floor";
    await posts("Sana", sentence);
    const { page } = bashir;
    await board(page);
    await card(page, sentence).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Drop on Others see it too" })).toBeFocused();
    await page.keyboard.press("Enter");
    const there = column(page, "Others see it too");
    await expect(card(there, sentence)).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.locator("[role=menu]:focus, [role=menu] :focus")).toBeVisible();
    await page.keyboard.type("Take");
    await expect(page.locator("[role=menuitem]:focus")).toContainText("Take");
    await page.keyboard.press("Enter");
    await expect(card(column(page, "Being worked on"), sentence)).toBeFocused();
    await expect(card(page, sentence)).toContainText("Lead: Bashir Khan");
    // Under a pointer its time stands: what is said may come five seconds after what was said before.
    const undo = page.getByRole("region", { name: /Undo/ }).filter({ hasText: "You have the lead." }).getByRole("button", { name: "Undo" });
    await undo.hover();
    await expect(polite(page)).toContainText("You have the lead.");
    await undo.click();
    await expect(card(column(page, "Others see it too"), sentence)).not.toContainText("Lead");
  });

  test("holds still under somebody's hand: what others did is told and waits, and a lost race says who was first", async () => {
    const [held, raced] = ["No quiet hour at the baths", "No counter for people who sign"];
    const [heldId, racedId] = [await posts("Sana", held), await posts("Sana", raced)];
    const { page } = bashir;
    // With no hand on it, a board that begins to hear asks once more; then it has seen all there is.
    await page.mouse.move(2, 2);
    await board(page);
    await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/gaps.data")));
    await card(page, raced).focus();
    await does("Jo", (trx, jo) => moveGap(trx, jo, racedId, { to: "working", version: 1 }));
    await does("Jo", (trx, jo) => moveGap(trx, jo, heldId, { to: "seen", version: 1 }));
    await expect(page.getByRole("button", { name: "2 changes from others – show" })).toBeVisible();
    await expect(card(column(page, "Just noticed"), held)).toBeVisible();
    await menuOf(page, raced);
    await page.getByRole("menuitem", { name: "Move to Others see it too" }).click();
    await expect(card(column(page, "Being worked on"), raced)).toContainText("Jo Rennie moved this first, to Being worked on.");
    await expect(card(column(page, "Being worked on"), raced)).toBeFocused();
    await expect(polite(page)).toContainText("Jo Rennie moved this first, to Being worked on.");
    // The tint goes after three seconds: it is looked for while it is pressed.
    await Promise.all([expect(card(column(page, "Others see it too"), held)).toHaveAttribute("data-tinted", ""), page.getByRole("button", { name: "1 change from others – show" }).click()]);
  });

  test("to Met asks what is there now, before anything moves", async () => {
    const sentence = "No ramp at the library";
    await posts("Sana", sentence);
    const { page } = bashir;
    await board(page);
    await drag(page, sentence, "Met");
    const dialog = page.getByRole("dialog", { name: "What is there now?" });
    await dialog.getByRole("button", { name: "Move to Met" }).click();
    await expect(dialog).toContainText("Say what there is now, in a sentence: where, when, who for.");
    await dialog.getByLabel("In a sentence").fill("A ramp at the side door since Friday");
    await dialog.getByRole("combobox", { name: /Who runs it/ }).pressSequentially("kelpie");
    await page.getByRole("option", { name: /^Kelpie Food Hub/ }).click();
    // A slow line: the dialog stays a while, and takes the focus with it when it goes.
    await page.route("**/acts*", async (asked) => {
      await pause(1_000);
      await asked.continue();
    });
    await dialog.getByRole("button", { name: "Move to Met" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(card(column(page, "Met"), sentence)).toBeFocused();
    await page.unroute("**/acts*");
    await expect(column(page, "Just noticed").getByText(sentence)).toHaveCount(0);
    const [outcome] = await set.data.admin`select line, organisation.name from gap_outcome left join organisation on organisation.id = linked_organisation_id order by at desc limit 1`;
    expect(outcome).toEqual({ line: "A ramp at the side door since Friday", name: "Kelpie Food Hub" });
  });

  test("to the shelf and back: rested with a reason, revived where it belongs", async () => {
    const sentence = "No bus to the garden on Sundays";
    await posts("Sana", sentence);
    const { page } = aileen;
    await board(page);
    await menuOf(page, sentence);
    await page.getByRole("menuitem", { name: "Rest it…" }).click();
    await page.getByLabel(/Why does it rest/).fill("Until the timetable changes");
    await page.getByRole("button", { name: "Rest it" }).click();
    await expect(card(page, sentence)).toHaveCount(0);
    await page.getByRole("link", { name: /^Resting \(/ }).click();
    const shelved = page.getByRole("listitem").filter({ hasText: sentence });
    await expect(shelved).toContainText("Until the timetable changes");
    await shelved.getByRole("button", { name: "Revive" }).click();
    await expect(card(column(page, "Just noticed"), sentence)).toBeFocused();
  });
});

describe("looking", () => {
  test("by area, need and group is in the address, on the board and in the list", async () => {
    const { page } = bashir;
    const rare = "Nobody fixes hearing aids nearby";
    await does("Sana", (trx, sana) => postGap(trx, sana, { sentence: rare, need: "safety", groups: ["veterans"] }));
    await board(page);
    await page.getByLabel("Need").selectOption("safety");
    await page.getByLabel("Who is affected").selectOption("veterans");
    await expect(page).toHaveURL(/need=safety.*group=veterans/);
    await expect(page.locator("[data-card]")).toHaveCount(1);
    const other = await set.as("Catriona");
    await board(other.page, new URL(page.url()).search);
    await expect(card(other.page, rare)).toBeVisible();
    await page.getByRole("link", { name: "Show as list" }).click();
    await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
    await page.getByRole("link", { name: /^Moved/ }).click();
    await expect(page).toHaveURL(/sort=oldest/);
    // What matches while the page is open comes; what does not stays away.
    await does("Sana", (trx, sana) => postGap(trx, sana, { sentence: "No way to test a stick", need: "safety", groups: ["veterans"] }));
    await expect(card(other.page, "No way to test a stick")).toBeVisible();
    await expect(card(other.page, "No bus to the garden on Sundays")).toHaveCount(0);
  });

  test("tells who else is here, and says when it is not live", async () => {
    const { page, context } = bashir;
    await board(page);
    await board(aileen.page);
    await expect(page.getByText(/^Live · .*Aileen.* here$/)).toBeVisible();
    const meanwhile = "Nothing on while the hall is shut";
    await withoutConnection(context, async () => {
      await expect(page.getByText(/^Not live\. Last updated \d{1,2}:\d\d/)).toBeVisible();
      await expect(page.getByRole("button", { name: "I see this too" }).first()).toBeDisabled();
      await posts("Sana", meanwhile);
    });
    await expect(card(page, meanwhile)).toBeVisible();
  });

  test("finds gaps, and an empty search leads to posting one, without carrying a name", async () => {
    const { page } = bashir;
    await page.goto("/search?q=bicycle");
    await expect(page.getByRole("region", { name: "Gaps" }).or(page.locator("section", { hasText: "Gaps" })).first()).toContainText("mend a bicycle");
    await page.goto("/search?q=trampolines+for+welders");
    await page.getByRole("link", { name: "Post a gap" }).click();
    await expect(page.getByLabel("What is missing?")).toHaveValue("trampolines for welders");
    await page.goto("/search?q=Morag+Zzyzx");
    await page.getByRole("link", { name: "Post a gap" }).click();
    await expect(page.getByLabel("What is missing?")).toHaveValue("");
  });
});

describe("writing", () => {
  test("warns of a name beside the field, keeps a draft in this tab, and forgets it when the page is covered", async () => {
    const { page } = bashir;
    await page.goto("/gaps/new");
    const field = page.getByLabel("What is missing?");
    await field.fill("Nothing for Morag Sinclair of 12 Pier Road");
    await expect(page.getByText(/^This may name someone: we see a name/)).toBeVisible();
    await page.getByLabel("Carers").check();
    await page.reload();
    await expect(field).toHaveValue("Nothing for Morag Sinclair of 12 Pier Road");
    await expect(page.getByLabel("Carers")).toBeChecked();
    await page.getByRole("button", { name: /^Hide this page/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/covered/i);
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("Morag");
    bashir = await set.as("Bashir");
  });

  test("keeps what was typed when something is wrong, and says so beside the field", async () => {
    const { page } = bashir;
    await page.goto("/gaps/new");
    const field = page.getByLabel("What is missing?");
    await field.fill("x".repeat(600));
    await page.getByRole("button", { name: "Post this gap" }).click();
    await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
    await expect(page.locator("main")).toContainText("Please keep it under 240 letters; this has 600.");
    await expect(page.locator("main")).toContainText("Choose what it is about.");
    await expect(field).toHaveValue("x".repeat(600));
    expect(await faultsAtBothWidths(page, "wrong")).toEqual([]);
  });

  test("waits offline with a reason, and asks when the connection is back", async () => {
    const { page, context } = bashir;
    await resize(page, widths.desktop);
    await page.goto("/gaps/new");
    await page.getByLabel("What is missing?").fill("No bench at the stop");
    await page.getByLabel("What is it about?").selectOption("transport");
    await withoutConnection(context, async () => {
      await expect(page.getByText(/^You are offline\. Your words are kept/)).toBeVisible();
      await expect(page.getByRole("button", { name: "Post this gap" })).toBeDisabled();
    });
    await expect(page.getByText("Post now?")).toBeVisible();
    await page.route("**/gaps/new.data*", (request) => request.abort());
    await page.getByRole("button", { name: "Post this gap" }).click();
    await expect(page.locator("main")).toContainText("This could not be sent. Your words are still here");
    await expect(page.getByLabel("What is missing?")).toHaveValue("No bench at the stop");
    await page.unroute("**/gaps/new.data*");
    await page.getByRole("button", { name: "Post this gap" }).click();
    await expect(page).toHaveURL(/posted=/);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page).toHaveURL(/\/gaps$/);
    await expect(card(page, "No bench at the stop")).toHaveCount(0);
  });

  test("a hundred in a minute: twenty are posted, the rest are kindly refused and kept", async () => {
    const { context } = await set.as("Tam");
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_one, index) => context.request.post("/gaps/new", { headers: { Origin: set.server.baseUrl }, form: { sentence: `Flood number ${index}`, need: "food" }, maxRedirects: 0 })),
    );
    const statuses = answers.map((answer) => answer.status());
    expect(statuses.filter((status) => status === 302)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(80);
    const refused = await answers.find((answer) => answer.status() === 429)?.text();
    expect(refused).toContain("That is a lot at once. Wait a minute and try again.");
    expect(refused).toMatch(/Flood number \d+/);
  });
});

test("axe finds nothing at either width with the menu or a dialog open, and nothing is wider than 320", async () => {
  const { page } = bashir;
  await resize(page, widths.desktop);
  await does("Jo", async (trx, jo) => takeRole(trx, jo, await posts("Sana", "Nothing after the last shift"), "lead"));
  const first = page.getByRole("row").first();
  for (const width of ["desktop", "phone"] as const) {
    await resize(page, widths[width]);
    await board(page);
    expect(await faultsOf(page)).toEqual([]);
    await first.getByRole("button", { name: /^What to do/ }).click();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("menuitem", { name: "Move to Met…" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
  }
  for (const path of ["/gaps", "/gaps?view=list", "/gaps/resting", "/gaps/new"]) {
    await page.goto(path);
    expect([path, await sidewaysAt320(page)]).toEqual([path, 0]);
  }
});

test("without scripts the board is read, filtered, joined and posted to by plain forms", async () => {
  const sentence = "Nowhere to print a form";
  await posts("Sana", sentence);
  const { page } = await set.as("Aileen", "phone", { javaScriptEnabled: false });
  await page.goto("/gaps");
  await expect(page.getByText(sentence)).toBeVisible();
  await page.locator("[data-card]").filter({ hasText: sentence }).getByRole("button", { name: "I see this too" }).click();
  await page.getByRole("link", { name: /^Others see it too/ }).click();
  await expect(page.locator("[data-card]").filter({ hasText: sentence })).toContainText("You see this too");
  await page.getByLabel("Need").selectOption("company");
  await page.getByRole("button", { name: "Show these" }).click();
  await expect(page).toHaveURL(/need=company/);
  await page.getByRole("link", { name: "Post a gap" }).click();
  await page.getByLabel("What is missing?").fill("No tap on the allotment");
  await page.getByRole("button", { name: "Post this gap" }).click();
  await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await expect(page.getByLabel("What is missing?")).toHaveValue("No tap on the allotment");
  await page.getByLabel("What is it about?").selectOption("outdoors");
  await page.getByRole("button", { name: "Post this gap" }).click();
  await expect(page.getByText(/^Posted\./)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("No tap on the allotment")).toHaveCount(0);
});

test("no page threw an error in all of this", () => {
  expect(set.faults).toEqual([]);
});

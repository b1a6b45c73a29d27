import { beforeAll, describe, test } from "vitest";
import { askNetwork, answerAsk } from "~/features/gaps/asks/commands.server";
import { postGap } from "~/features/gaps/commands.server";
import { withActor } from "~/shared/actor.server";
import { picture, resize, widths } from "../support/browser";
import { demonstration, expect, type Name, type Person } from "./demonstration";
import { listening } from "./listening";
import { faultsAtBothWidths, tabThrough } from "./look";

const set = demonstration();
let aileen: Person;
let bashir: Person;
beforeAll(async () => {
  aileen = await set.as("Aileen");
  bashir = await set.as("Bashir", "phone");
});

const wheelchair = "Who lends a wheelchair for a Thursday afternoon?";
const line = "We do: ring the hub before noon.\nThere is a ramp.";
const asked = async (by: Name, question: string) => {
  const actor = await set.actorOf(by);
  return withActor(set.data.db, actor, (trx) => askNetwork(trx, actor, { question, need: "health", groups: [] }));
};

test("a question goes out, is heard on Today, answered, kept and found again", async () => {
  await bashir.page.goto("/today");
  const waiting = bashir.page.getByRole("region", { name: "Waiting for you" });
  await expect(waiting.getByRole("heading", { name: "Waiting for you" })).toBeVisible();

  const { page } = aileen;
  await page.goto("/gaps");
  await page.goto("/gaps/asks/new");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await page.getByLabel("Your question").fill(wheelchair);
  await page.getByLabel("What it is about").selectOption({ label: "Living with a condition" });
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText(/^Asked\. Sent to \d+ posts in \d+ organisations\.$/)).toBeVisible();
  await picture(page, "ask-sent-desktop");

  await waiting.getByRole("link", { name: wheelchair }).click();
  await expect(bashir.page.getByRole("heading", { level: 1, name: wheelchair })).toBeVisible();
  await bashir.page.getByRole("textbox", { name: "Your answer", exact: true }).fill(line);
  await bashir.page.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(bashir.page.getByText("Answered. The asker is told.").first()).toBeVisible();
  await expect(bashir.page.getByRole("textbox", { name: "Your answer", exact: true })).toHaveValue("");
  await picture(bashir.page, "ask-answered-phone");

  await expect(page.getByText("ring the hub before noon")).toBeVisible();
  await page.getByRole("button", { name: "Keep this answer" }).click();
  await expect(page.getByText(/Checked today by Aileen/).first()).toBeVisible();
  await expect(bashir.page.getByText(/Checked today by Aileen/).first()).toBeVisible();

  await bashir.page.goto("/gaps/asks?q=wheelchare");
  await expect(bashir.page.getByRole("link", { name: wheelchair })).toBeVisible();
  await expect(bashir.page.getByText("ring the hub before noon")).toBeVisible();
  await picture(bashir.page, "asks-found-phone");
  await bashir.page.goto("/gaps/asks/new");
  await bashir.page.getByLabel("Your question").fill("Is there a wheelchair to lend on a Thursday?");
  await expect(bashir.page.getByRole("heading", { name: "Asked before" })).toBeVisible();
  await expect(bashir.page.getByText("ring the hub before noon")).toBeVisible();
  await picture(bashir.page, "ask-alike-phone");
});

test("one’s own answer is put in other words, taken back, and put back with Undo", async () => {
  const { askId } = await asked("Aileen", "Who has folding chairs?");
  const { page } = bashir;
  await page.goto(`/gaps/asks/${askId}`);
  await page.getByRole("textbox", { name: "Your answer", exact: true }).fill("We have ten.");
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  const answers = page.getByRole("list").filter({ hasText: "We have ten." });
  await answers.getByText("Put it in other words").click();
  await answers.getByLabel("Your answer, in other words").fill("We have twelve.");
  await answers.getByRole("button", { name: "Save these words" }).click();
  await expect(page.getByText("We have twelve.").first()).toBeVisible();
  await page.getByRole("button", { name: "Take my answer back" }).click();
  await expect(page.getByText("You took this answer back.")).toBeVisible();
  // The button that was pressed is now the way back, and still has the focus.
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(undo).toBeFocused();
  await expect(undo).toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(page.getByText("We have twelve.").first()).toBeVisible();
});

test("what others ask waits while somebody has a hand on the list, and comes when they let go", async () => {
  await asked("Aileen", "Who has a tea urn?");
  const { page } = bashir;
  await listening(page, "/gaps/asks", "asks");
  await page.evaluate(async () => void (await document.fonts.ready));
  const list = page.getByRole("list", { name: "Open questions" });
  const urn = list.getByRole("link", { name: "Who has a tea urn?" });
  await urn.focus();
  const before = await urn.boundingBox();
  await asked("Aileen", "Who has a spare kettle?");
  await expect(page.getByRole("button", { name: /1 change from others/ })).toBeVisible();
  await expect(list.getByRole("link", { name: "Who has a spare kettle?" })).toHaveCount(0);
  expect(await urn.boundingBox()).toEqual(before);
  await page.getByRole("button", { name: /1 change from others/ }).click();
  await expect(list.getByRole("link", { name: "Who has a spare kettle?" })).toBeVisible();
  // With no hand on it, the next comes by itself.
  await page.getByRole("heading", { level: 1 }).click();
  await asked("Aileen", "Who has a long table?");
  await expect(list.getByRole("link", { name: "Who has a long table?" })).toBeVisible();
});

test("an answer is written right in the list, and the card stays where it is", async () => {
  const { page } = bashir;
  await asked("Aileen", "Who has a projector?");
  await page.goto("/gaps/asks");
  const card = page.getByRole("listitem").filter({ hasText: "Who has a projector?" });
  await card.getByText("Answer this").click();
  await card.getByRole("textbox").fill("The hall does.");
  await card.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(card.getByText("Answered. The asker is told.")).toBeVisible();
  await expect(card.getByRole("link", { name: "1 answer" })).toBeVisible();
});

test("by keyboard alone: ask, answer, keep, and take the question back", async () => {
  const { page } = aileen;
  await page.goto("/gaps/asks");
  await page.getByRole("link", { name: "Ask the network" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Ask the network" })).toBeVisible();
  await page.getByLabel("Your question").focus();
  await page.keyboard.type("Who teaches crochet?");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("What it is about")).toBeFocused();
  await page.keyboard.type("Arts");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Ask", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Who teaches crochet?" })).toBeVisible();
  await page.getByRole("textbox", { name: "Your answer", exact: true }).focus();
  await page.keyboard.type("I found one: the library.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const keep = page.getByRole("button", { name: "Keep this answer" });
  await expect(keep).toBeEnabled();
  await keep.focus();
  await page.keyboard.press("Enter");
  const undo = page.getByRole("button", { name: "Undo: do not keep it" });
  await expect(undo).toBeFocused();
  await expect(undo).toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Keep this answer" })).toBeFocused();
  await page.getByText("Take this question back").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Asks" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Who teaches crochet?" })).toHaveCount(0);
});

test("the same without scripts", async () => {
  const { askId } = await asked("Aileen", "Who has a marquee?");
  const { page } = await set.as("Bashir", "phone", { javaScriptEnabled: false });
  await page.goto("/today");
  await page.getByRole("link", { name: "Who has a marquee?" }).click();
  await page.getByRole("textbox", { name: "Your answer", exact: true }).fill("The gala committee.");
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(page.getByText("The gala committee.").first()).toBeVisible();
  await page.getByRole("button", { name: "Take my answer back" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The gala committee.").first()).toBeVisible();
  const plain = (await set.as("Aileen", "desktop", { javaScriptEnabled: false })).page;
  await plain.goto(`/gaps/asks/${askId}`);
  await plain.getByRole("button", { name: "Keep this answer" }).click();
  await expect(plain.getByText(/Checked today by Aileen/).first()).toBeVisible();
  await plain.goto("/gaps/asks/new");
  await plain.getByLabel("Your question").fill("x".repeat(320));
  await plain.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(plain.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await expect(plain.getByLabel("Your question")).toHaveValue("x".repeat(320));
});

test("twenty questions a minute are many: the next is refused beside its field, and what was typed is kept", async () => {
  const { page } = await set.as("Catriona");
  await page.goto("/gaps/asks/new");
  const send = (question: string) => page.request.post("/gaps/asks/new", { form: { question, need: "arts" }, headers: { Origin: set.server.baseUrl }, maxRedirects: 0 });
  await page.getByLabel("Your question").fill("Who has a hundred questions?");
  await page.getByLabel("What it is about").selectOption({ label: "Learning" });
  // Few enough to be answered well within the minute, whatever else the machine does.
  const answers = await Promise.all(Array.from({ length: 30 }, async () => (await send("")).status()));
  expect(new Set(answers)).toEqual(new Set([422, 429]));
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("link", { name: /That is a lot at once/ })).toBeVisible();
  await expect(page.getByLabel("Your question")).toHaveValue("Who has a hundred questions?");
});

describe("what waits", () => {
  test("is seen by Done, in place, without the page being asked again", async () => {
    await asked("Aileen", "Who has a bus stop nearby?");
    const { page } = bashir;
    await page.goto("/today");
    const looks: string[] = [];
    page.on("request", (request) => {
      if (/\/today(\.data)?(\?|$)/.test(new URL(request.url()).pathname)) looks.push(request.url());
    });
    await page.getByRole("button", { name: "Done: Who has a bus stop nearby?" }).click();
    await expect(page.getByRole("link", { name: "Who has a bus stop nearby?" })).toHaveCount(0);
    expect(looks).toEqual([]);
    await page.goto("/inbox");
    await expect(page.getByRole("heading", { name: "Seen lately" })).toBeVisible();
    await picture(page, "inbox-phone");
  });

  test("is counted at the bell, which leads to the inbox", async () => {
    const { page } = aileen;
    await page.goto("/directory");
    const { askId } = await asked("Aileen", "Who has bunting?");
    const actor = await set.actorOf("Bashir");
    await withActor(set.data.db, actor, (trx) => answerAsk(trx, actor, askId, { line: "We do." }));
    const bell = page.getByRole("link", { name: /^Inbox, \d+ new$/ });
    await bell.click();
    await expect(page.getByRole("link", { name: "Who has bunting?" }).first()).toBeVisible();
    await picture(page, "inbox-desktop");
  });

  test("words that may name someone are checked by a facilitator, and the writer is asked for others", async () => {
    const actor = await set.actorOf("Bashir");
    await withActor(set.data.db, actor, (trx) => postGap(trx, actor, { sentence: "Nothing for Morag Sinclair", need: "company", groups: [] }));
    const { page } = await set.as("Fay");
    await page.goto("/today");
    await page.getByRole("link", { name: /posts? to check/ }).click();
    const card = page.getByRole("listitem").filter({ hasText: "Nothing for Morag Sinclair" });
    await expect(card.getByText("We see a name")).toBeVisible();
    await picture(page, "to-check-desktop");
    await card.getByRole("button", { name: /^Ask them to put it in other words/ }).click();
    await expect(card.getByText("Asked to put it in other words")).toBeVisible();
    await bashir.page.goto("/today");
    await expect(bashir.page.getByText(/Please put this in other words/)).toBeVisible();
    await picture(bashir.page, "today-phone");
    await card.getByRole("button", { name: /^It is fine/ }).click();
    await expect(card).toHaveCount(0);
  });

  test("what a post hears of is chosen on one’s own page", async () => {
    const { page } = aileen;
    await page.goto("/me");
    await page.getByRole("link", { name: "What my posts hear of" }).click();
    await page.getByLabel("Arts and making").check();
    await page.getByRole("button", { name: /^Save for/ }).click();
    await expect(page.getByText(/^Saved for/)).toBeVisible();
    await expect(page.getByLabel("Arts and making")).toBeChecked();
    await picture(page, "interests-desktop");
  });

  test("a facilitator adds a smaller place; twice is told kindly", async () => {
    const { page } = await set.as("Fay");
    await page.goto("/directory/areas");
    for (let turn = 0; turn < 2; turn++) {
      await page.getByLabel("A place to add").fill("Old Pier Estate");
      await page.getByRole("button", { name: "Add this place" }).click();
      await expect(page.getByText(turn === 0 ? "Old Pier Estate is on the list." : "“Old Pier Estate” is on the list already.").first()).toBeVisible();
    }
    await picture(page, "areas-desktop");
  });
});

test("axe finds nothing, with everything open, and Tab reaches all of it", async () => {
  const { askId } = await asked("Bashir", "Who has a stage?");
  const actor = await set.actorOf("Aileen");
  await withActor(set.data.db, actor, (trx) => answerAsk(trx, actor, askId, { line: "The school." }));
  const { page } = aileen;
  const seen: string[] = [];
  for (const path of ["/gaps/asks", `/gaps/asks/${askId}`, "/gaps/asks/new", "/inbox", "/me/interests"]) {
    await page.goto(path);
    for (const summary of await page.locator("main summary").all()) await summary.click();
    if (path.endsWith("/new")) await page.getByLabel("Your question").fill("Who has a stage for Morag Sinclair?");
    if (path.endsWith("/new")) await expect(page.getByRole("heading", { name: "Asked before" })).toBeVisible();
    seen.push(...(await faultsAtBothWidths(page, path)));
  }
  expect(seen).toEqual([]);
  await page.goto(`/gaps/asks/${askId}`);
  for (const width of ["desktop", "phone"] as const) expect(await tabThrough(page, width)).toEqual({ missed: [], hidden: [] });
  await resize(page, widths.desktop);
  await page.goto("/gaps/asks");
  await picture(page, "asks-desktop");
});

test("no page threw an error in all of this", () => {
  expect(set.faults).toEqual([]);
});

import type { Page, Route } from "@playwright/test";
import { beforeAll, describe, test } from "vitest";
import { addStep, changeClient } from "~/features/case-notes/commands.server";
import { answerAsk, askNetwork } from "~/features/gaps/asks/commands.server";
import { postGap, seeThisToo } from "~/features/gaps/commands.server";
import { addOrganisation, addPost } from "~/features/people/commands.server";
import { askForIntroduction, writeAgreement } from "~/features/relationships/commands.server";
import { askForVoices, giveVoice, propose } from "~/features/relationships/decisions/commands.server";
import { callOffHandover, openHandover } from "~/features/relationships/handover/commands.server";
import { most } from "~/features/relationships/words";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Documents } from "~/shared/services.server";
import { addDays, dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { eventually, pause } from "../support/wait";
import { demonstration, expect, type Name, type Person, type Shown } from "./demonstration";
import { listening } from "./listening";
import { lostWhileAsking } from "./losing";

const set = demonstration();
let aileen: Person;
let shown: Shown;
beforeAll(async () => {
  aileen = await set.as("Aileen");
  shown = await set.mrsK();
});

const as = async <T>(name: Name, work: (trx: Database, actor: Actor) => Promise<T>) => {
  const actor = await set.actorOf(name);
  return withActor(set.data.db, actor, (trx) => work(trx, actor));
};
const gap = (by: Name, sentence: string) => as(by, (trx, actor) => postGap(trx, actor, { sentence, need: "company", groups: [] }));
const question = () => as("Aileen", (trx, actor) => askNetwork(trx, actor, { question: "Who lends a big pot?", need: "food", groups: [] }));

/** A page, what somebody types on it and leaves, what another changes meanwhile, and what the page says of that in the end. */
type LookedAt = { address: string; topic: string; field?: string; changed: () => Promise<unknown>; says: (page: Page) => Promise<unknown> };

async function staysAndFollows({ address, topic, field, changed, says }: LookedAt): Promise<void> {
  const { page } = aileen;
  await listening(page, address, topic);
  const title = await page.getByRole("heading", { level: 1 }).textContent();
  const typed = page.getByRole("textbox", { name: field ?? "", exact: true }).or(page.getByRole("searchbox", { name: field ?? "", exact: true }));
  if (field) {
    // The field may be folded away.
    await page.locator("details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
    await typed.fill("Half a sentence");
    await typed.blur();
  }
  await lostWhileAsking(aileen, changed, async () => {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title ?? "");
  });
  await says(page);
  if (field) await expect(typed).toHaveValue("Half a sentence");
}

describe("the connection goes while a page looks again: it stays, with what was typed, and follows once it is back", () => {
  test("the list of gaps", async () => {
    const sentence = "Nobody to play draughts with";
    await staysAndFollows({ address: "/gaps?view=list", topic: "gaps", changed: () => gap("Jo", sentence), says: (page) => expect(page.getByRole("link", { name: sentence })).toBeVisible() });
  });

  test.each([
    ["kit", "Their name"],
    ["group", undefined],
    ["elsewhere", "Words in their names"],
  ])("a gap's %s", async (tab, field) => {
    const { gapId } = await gap("Aileen", `Nowhere to mend a coat (${tab})`);
    const says = (page: Page) => expect(page.locator("header").filter({ has: page.getByRole("heading", { level: 1 }) })).toContainText("Others see it too");
    await staysAndFollows({ address: `/gaps/${gapId}/${tab}`, topic: `gap:${gapId}`, ...(field ? { field } : {}), changed: () => as("Bashir", (trx, actor) => seeThisToo(trx, actor, gapId, {})), says });
  });

  test("a question", async () => {
    const { askId } = await question();
    await staysAndFollows({ address: `/gaps/asks/${askId}`, topic: "asks", field: "Your answer", changed: () => as("Bashir", (trx, actor) => answerAsk(trx, actor, askId, { line: "We have two." })), says: (page) => expect(page.getByText("We have two.")).toBeVisible() });
  });

  test.each([
    ["", "What matters to them"],
    ["/notes", undefined],
    ["/plan", "What happens next?"],
    ["/sharing", undefined],
    ["/looks", undefined],
    ["/history", undefined],
  ])("a person's page %s", async (tab, field) => {
    const { page } = aileen;
    const name = `Mrs K. ${tab}`;
    const changed = () =>
      as("Aileen", async (trx, actor) => {
        await addStep(trx, actor, { clientId: shown.clientId, sectionClass: "shared_plan", words: `Ring her about ${tab}` });
        await changeClient(trx, actor, shown.clientId, { name });
      });
    await staysAndFollows({ address: `/people/${shown.clientId}${tab}`, topic: "client:", ...(field ? { field } : {}), changed, says: () => expect(page.getByRole("heading", { level: 1 })).toHaveText(name) });
  });

  test("a tie", async () => {
    const mine = (await set.actorOf("Aileen")).seat?.organisationId ?? "";
    const [tie] = await set.data.admin<{ id: string }[]>`select id from tie where state = 'held' and ${mine} in (one_id, other_id) and ${await set.organisationOf("Kelpie Food Hub")} in (one_id, other_id)`;
    const tieId = tie?.id ?? "";
    await staysAndFollows({ address: `/directory/ties/${tieId}`, topic: `tie:${tieId}`, field: "What you agreed", changed: () => as("Bashir", (trx, actor) => writeAgreement(trx, actor, tieId, { kind: "room", words: "The small room on Mondays.", reviewOn: addDays(dayAt(new Date()), 90) })), says: (page) => expect(page.getByText("The small room on Mondays.").first()).toBeVisible() });
  });

  test("a handover", async () => {
    const lastDay = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    const { handoverId } = await as("Aileen", (trx, actor) => openHandover(trx, actor, { postId: actor.seat?.postId ?? "", lastDay }));
    await staysAndFollows({ address: `/team/handovers/${handoverId}`, topic: `handover:${handoverId}`, changed: () => as("Aileen", (trx, actor) => callOffHandover(trx, actor, handoverId)), says: (page) => expect(page.getByText("Called off").first()).toBeVisible() });
  });

  test("what is decided together", async () => {
    const aileens = (await set.actorOf("Aileen")).seat?.organisationId ?? "";
    const decisionId = await as("Bashir", async (trx, actor) => (await propose(trx, actor, { title: "Ring first", summary: "Then send.", named: [aileens] })).decisionId);
    await as("Bashir", (trx, actor) => askForVoices(trx, actor, { read: async () => new Map() } as unknown as Documents, decisionId, { version: 1 }));
    await staysAndFollows({ address: `/decisions/${decisionId}`, topic: `decision:${decisionId}`, changed: () => as("Bashir", (trx, actor) => giveVoice(trx, actor, decisionId, { voice: "concern", line: "Our bell is broken.", version: 2 })), says: (page) => expect(page.getByText("Our bell is broken.").first()).toBeVisible() });
  });

  test("an organisation", async () => {
    const organisationId = await set.organisationOf("Kelpie Food Hub");
    await staysAndFollows({ address: `/directory/organisations/${organisationId}`, topic: "directory", changed: () => as("Sana", (trx, actor) => addPost(trx, actor, { organisationId, title: "Soup maker", role: "volunteer" })), says: (page) => expect(page.getByText("Soup maker").first()).toBeVisible() });
  });

  test("a register that is being read", async () => {
    const { page } = await set.as("Fay");
    await page.goto("/directory/import");
    await page.getByLabel("The register’s CSV file").setInputFiles({ name: "invented.csv", mimeType: "text/csv", buffer: Buffer.from("Charity Name,Charity Number,Postcode,Latitude,Longitude,Main Operating Location\nRowan Street Friends,SC999001,ZZ1 1AA,56.1,-3.2,Inverlaw") });
    await page.getByRole("button", { name: "Look at this file" }).click();
    const areas = page.getByRole("group", { name: "Main operating location" });
    await expect(areas).toBeVisible();
    const importId = page.url().split("/").at(-1) ?? "";
    const [was] = await set.data.admin`select preview from organisation_import where id = ${importId}`;
    await set.data.admin`update organisation_import set preview = null where id = ${importId}`;
    await page.route("**/*.data*", (route) => route.abort("internetdisconnected"));
    const failed = page.waitForEvent("requestfailed", (request) => request.url().includes(".data"));
    await page.reload();
    await failed;
    await set.data.admin`update organisation_import set preview = ${set.data.admin.json(was?.["preview"])} where id = ${importId}`;
    await page.unroute("**/*.data*");
    await expect(areas).toBeVisible();
  });
});

test("why a form was not taken stays to be read while somebody else acts", async () => {
  const { page } = aileen;
  const wanted = await set.organisationOf("Brae Allotment Society");
  await listening(page, `/directory/introductions?wanted=${wanted}`, "ties");
  await page.getByRole("textbox", { name: "What about?" }).fill("x".repeat(most.line + 1));
  await page.getByRole("button", { name: "Ask for an introduction" }).click();
  const refusal = page.getByRole("heading", { name: "There is a problem" });
  await expect(refusal).toBeVisible();
  const line = "About the piano in their hall.";
  const { organisationId } = await as("Fay", (trx, actor) => addOrganisation(trx, actor, { name: "Dune Sports Hall", kind: "third_sector", area: "Dunes" }));
  await as("Jo", (trx, actor) => askForIntroduction(trx, actor, { wantedId: organisationId, line }));
  await expect(page.getByText(line)).toBeVisible();
  await expect(refusal).toBeVisible();
});

test("what changed after a page was read, and before it hears of changes, is on it all the same", async () => {
  const { askId } = await question();
  const { page } = await set.as("Aileen");
  let go = () => {};
  const changed = new Promise<void>((resolve) => (go = resolve));
  await page.routeWebSocket(/\/live\//, async (socket) => {
    await changed;
    socket.connectToServer();
  });
  await page.goto(`/gaps/asks/${askId}`);
  await as("Bashir", (trx, actor) => answerAsk(trx, actor, askId, { line: "There is one at the hub." }));
  await expect(page.getByText("There is one at the hub.")).toHaveCount(0);
  go();
  await expect(page.getByText("There is one at the hub.")).toBeVisible();
});

test("what changed while a page was on its way from another, however long that took, is on it all the same", async () => {
  const { askId } = await question();
  const { page } = await set.as("Bashir");
  await listening(page, "/today", "inbox");
  let isRead = false;
  let changed = () => {};
  const isChanged = new Promise<void>((resolve) => (changed = resolve));
  await page.route(
    `**/gaps/asks/${askId}.data*`,
    async (asked) => {
      const answer = await asked.fetch();
      isRead = true;
      await isChanged;
      // A slow line.
      await pause(3_000);
      await asked.fulfill({ response: answer });
    },
    { times: 1 },
  );
  await page.locator(`a[href*="${askId}"]`).first().click();
  await eventually(() => isRead, "the page to be read");
  await as("Jo", (trx, actor) => answerAsk(trx, actor, askId, { line: "Ours holds forty litres." }));
  changed();
  await expect(page.getByRole("heading", { level: 1, name: "Who lends a big pot?" })).toBeVisible();
  await expect(page.getByText("Ours holds forty litres.").first()).toBeVisible();
});

describe("what a field looks up while somebody types never takes their page away", () => {
  const answers = { "nobody answers": (asked: Route) => asked.abort("connectionrefused"), "it is too much at once": (asked: Route) => asked.fulfill({ status: 429 }) };
  test.each(Object.entries(answers))("when %s", async (_why, answer) => {
    const { page } = await set.as("Aileen");
    const looked: string[] = [];
    await page.route("**/search/found*", answer);
    await page.route("**/gaps/asks/alike*", async (asked) => {
      await answer(asked);
      looked.push("alike");
    });
    await page.goto("/gaps/asks/new");
    const question = page.getByRole("textbox", { name: "Your question" });
    await question.pressSequentially("Who lends a very big pot?");
    await expect.poll(() => looked).toContain("alike");
    await page.getByRole("link", { name: /^Search people/ }).click();
    await page.getByRole("searchbox", { name: /^Search people/ }).pressSequentially("Harbour");
    await expect(page.getByText("No answer just now.", { exact: false })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(question).toHaveValue("Who lends a very big pot?");
  });
});

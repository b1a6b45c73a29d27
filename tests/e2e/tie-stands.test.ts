import type { Page } from "@playwright/test";
import { beforeAll, expect as plainly, test } from "vitest";
import { addOrganisation } from "~/features/people/commands.server";
import { proposeTie, writeAgreement, writeContact } from "~/features/relationships/commands.server";
import { withActor } from "~/shared/actor.server";
import { addDays, dayAt } from "~/shared/zoned";
import { picture } from "../support/browser";
import { demonstration, expect, type Name } from "./demonstration";
import { faultsAtBothWidths } from "./look";

const set = demonstration();
const sideOf = async (name: Name) => (await set.actorOf(name)).seat?.organisationId ?? "";
let tieId: string;

/** The tie of Aileen's and Bashir's organisations, which the network begins with. */
beforeAll(async () => {
  const [one = "", other = ""] = [await sideOf("Aileen"), await sideOf("Bashir")].toSorted();
  const [row] = await set.data.admin`select id from tie where one_id = ${one} and other_id = ${other} and state = 'held'`;
  tieId = String(row?.["id"]);
});

/** As it is typed into the three parts of a date field. */
const inAMonth = () => addDays(dayAt(new Date()), 30).split("-").toReversed().join("");
const words = (page: Page) => page.getByRole("textbox", { name: "How we work together" });

test("how the two work together has a past that both read, and the way back to it", async () => {
  const [{ page }, other] = [await set.as("Bashir"), (await set.as("Aileen")).page];
  for (const one of [page, other]) {
    await one.goto(`/directory/ties/${tieId}`);
    await one.getByRole("region", { name: "How we work together", exact: true }).scrollIntoViewIfNeeded();
    await expect(words(one)).toHaveAttribute("contenteditable", "true");
  }
  await words(page).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Ring the side door.");
  // What the other side is shown is kept, to the last letter: the past has it.
  await expect(words(other)).toContainText("Ring the side door.");
  await page.getByRole("region", { name: "How we work together", exact: true }).getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "History of how you work together" })).toBeVisible();
  await expect(page.getByText("Ring the side door.").first()).toBeVisible();
  plainly(await faultsAtBothWidths(page, "the history of a tie's words")).toEqual([]);
  await picture(page, "tie-history-desktop");
  const outside = await (await set.as("Ewan")).page.goto(`/directory/ties/${tieId}/history`);
  plainly(outside?.status()).toBe(404);
});

test("an agreement and a contact that were taken out by mistake come back with Undo", async () => {
  const bashir = await set.actorOf("Bashir");
  await withActor(set.data.db, bashir, (trx) => writeAgreement(trx, bashir, tieId, { kind: "room", words: "The small room on Tuesdays.", reviewOn: addDays(dayAt(new Date()), 90) }));
  await withActor(set.data.db, bashir, (trx) => writeContact(trx, bashir, tieId, { kind: "visit", line: "Tea with everybody" }));
  const { page } = await set.as("Bashir", "phone");
  await page.goto(`/directory/ties/${tieId}`);
  const agreements = page.locator("#agreements");
  await agreements.getByRole("button", { name: /^It holds no more to “The small room on Tuesdays/ }).click();
  await expect(agreements.getByText("It holds no more.")).toBeVisible();
  await agreements.getByRole("button", { name: "Undo" }).click();
  await expect(agreements.getByText("It holds again, as it stood.")).toBeVisible();
  await expect(agreements.getByText("The small room on Tuesdays.", { exact: true })).toBeVisible();
  const line = page.getByRole("region", { name: "What passed between you" }).getByText("Tea with everybody", { exact: true });
  await page.getByRole("button", { name: "Take out Visit Tea with everybody" }).click();
  await expect(line).toHaveCount(0);
  await page.locator("#write").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("It is in the story again.")).toBeVisible();
  await expect(line).toBeVisible();
});

test("a next step says with whom: an event that is planned for an organisation asks it in one press, and a shadow day is asked for there", async () => {
  const { page } = await set.as("Aileen");
  const hub = await sideOf("Bashir");
  await page.goto(`/diary/events/new?with=${hub}`);
  await expect(page.getByText(/^Once it is planned you can ask Kelpie Food Hub/)).toBeVisible();
  await page.getByLabel("What it is", { exact: true }).fill("Meet each other");
  await page.getByRole("checkbox", { name: "Practice staff" }).check();
  await page.getByRole("group", { name: "Day" }).first().getByRole("spinbutton").first().focus();
  await page.keyboard.type(inAMonth());
  await page.getByLabel("From").fill("10:00");
  await page.getByLabel("Until").fill("11:00");
  await page.getByRole("button", { name: "Plan this event" }).click();
  await expect(page.getByRole("combobox", { name: "Which organisation" })).toHaveValue(/Kelpie Food Hub/);
  await page.getByRole("button", { name: "Ask everybody there" }).click();
  await expect(page.getByText("Bashir Khan").first()).toBeVisible();
  await page.goto(`/diary/shadow/ask?organisation=${hub}`);
  await expect(page.getByText("Bashir Khan", { exact: false }).first()).toBeAttached();
});

test("the map is not laid out anew under a hand, and is once the hand has gone", async () => {
  const { page } = await set.as("Aileen");
  await page.goto("/directory/map");
  const map = page.getByRole("application", { name: "Map of ties" });
  await expect(map).toBeVisible();
  await map.hover();
  const fay = await set.actorOf("Fay");
  const aileen = await set.actorOf("Aileen");
  const { organisationId } = await withActor(set.data.db, fay, (trx) => addOrganisation(trx, fay, { name: "Dune Walking Group", kind: "third_sector", area: "Dunes" }));
  await withActor(set.data.db, aileen, (trx) => proposeTie(trx, aileen, { organisationId, purpose: "Walks" }));
  // The page has it: asked of the router, since a request it has read enough of never ends.
  await page.waitForFunction(() => {
    const { state } = Reflect.get(window, "__reactRouterDataRouter") as { state: { loaderData: Record<string, unknown> } };
    return JSON.stringify(state.loaderData["routes/directory.map"]).includes("Dune Walking Group");
  });
  const place = page.getByRole("button", { name: "Dune Walking Group", exact: true });
  // Were it shown, it would be there by the time the page has drawn twice.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await expect(place).toHaveCount(0);
  await page.mouse.move(1, 1);
  await expect(place).toBeVisible();
});

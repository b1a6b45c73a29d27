import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { beforeAll, expect as check, test } from "vitest";
import { addOrganisation } from "~/features/people/commands.server";
import { drawLine, proposeTie } from "~/features/relationships/commands.server";
import { withActor } from "~/shared/actor.server";
import { root } from "~/shared/root.server";
import { picture, resize, widths } from "../support/browser";
import { figure } from "../support/size";
import { demonstration, expect, type Name, type Person } from "./demonstration";
import { faultsAtBothWidths } from "./look";

const set = demonstration();
let aileen: Person;
let bashir: Person;
let moor: string;
let dune: string;

const placed = async (name: string, area: string) => {
  const fay = await set.actorOf("Fay");
  return (await withActor(set.data.db, fay, (trx) => addOrganisation(trx, fay, { name, kind: "third_sector", area }))).organisationId;
};
/** A tie with an organisation that nobody is here from, which its one side keeps. */
const keeps = async (by: Name, organisationId: string, kind: string) => {
  const actor = await set.actorOf(by);
  await withActor(set.data.db, actor, async (trx) => {
    const { tieId } = await proposeTie(trx, actor, { organisationId, purpose: "Lunch on Tuesdays" });
    await drawLine(trx, actor, tieId, { kind, fromId: actor.seat?.organisationId });
  });
};

beforeAll(async () => {
  moor = await placed("Moor Lunch Club", "Moor");
  dune = await placed("Dune Sports Hall", "Dunes");
  await keeps("Aileen", moor, "refers");
  await keeps("Aileen", dune, "meets");
  aileen = await set.as("Aileen", "phone");
  bashir = await set.as("Bashir");
});

const heading = (page: Page, name: string | RegExp) => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

test("somebody asks to meet an organisation; whoever knows it takes it on from a phone, and introduces them", async () => {
  const { page } = bashir;
  const phone = aileen.page;
  await phone.goto("/directory/introductions");
  await page.goto("/directory/introductions");
  await page.getByLabel("Whom would you like to meet?").fill("moor lunch");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("link", { name: "Moor Lunch Club" }).click();
  await expect(page.getByText("holds a tie with them").first()).toBeVisible();
  await page.getByLabel("What about?").fill("Lunches for people who come to the hub alone.");
  await picture(page, "introduction-ask-desktop");
  await page.getByRole("button", { name: "Ask for an introduction" }).click();
  await heading(page, /would like to meet Moor Lunch Club$/);
  await expect(page.getByText("Asked. Whoever knows them is told")).toBeVisible();
  check(await faultsAtBothWidths(page, "an introduction")).toEqual([]);
  await resize(page, widths.desktop);

  const mine = phone.locator("section").filter({ has: phone.getByRole("heading", { name: "Could you introduce them?" }) });
  await mine.getByRole("link", { name: /Moor Lunch Club/ }).click();
  await phone.getByLabel(/^A line to/).first().fill("I see Una there on Tuesday.");
  await phone.getByRole("button", { name: "I will ask them" }).click();
  await expect(phone.getByText("You take it on. They are told.")).toBeVisible();
  await expect(page.getByText("I see Una there on Tuesday.")).toBeVisible();
  await picture(phone, "introduction-taken-phone");
  await phone.getByRole("button", { name: "They are introduced" }).click();
  await expect(phone.getByText("Introduced. A tie is proposed, and both are told.")).toBeVisible();
  await expect(page.getByRole("link", { name: "See the tie" })).toBeVisible();
  await picture(page, "introduction-made-desktop");
});

test("three tries that reach nobody make an organisation hard to reach, for everybody who looks; a way to reach it is kept, and a number without figures is not", async () => {
  const { page } = bashir;
  const phone = aileen.page;
  await phone.goto(`/directory/organisations/${dune}`);
  await page.goto(`/directory/organisations/${dune}`);
  for (const line of ["Nobody picked up", "The line is cut off", "Shut, no bell"]) {
    await page.getByText("Write down a try").click();
    await page.getByLabel("A line", { exact: false }).first().fill(line);
    await page.getByRole("button", { name: "Write it down" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: line })).toBeVisible();
    await page.goto(`/directory/organisations/${dune}`);
  }
  await expect(phone.getByText("Hard to reach")).toBeVisible();
  await picture(phone, "organisation-phone");
  await page.getByText("Add a way to reach them").click();
  await page.getByLabel("Whom one reaches").fill("Una, at the desk");
  await page.getByLabel("Telephone").fill("ring the bell");
  await page.getByRole("button", { name: "Add this way" }).click();
  await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await expect(page.getByLabel("Telephone")).toHaveValue("ring the bell");
  await page.getByLabel("Telephone").fill("01632 960 019");
  await page.getByRole("button", { name: "Add this way" }).click();
  await expect(page.getByText("Written down, for everybody.")).toBeVisible();
  await expect(phone.getByRole("link", { name: "01632 960 019" })).toBeVisible();
  await picture(page, "organisation-desktop");
  check(await faultsAtBothWidths(page, "an organisation")).toEqual([]);
  await resize(page, widths.desktop);
});

test("what is chosen in the list is chosen on the map, and by the keyboard on the map in the list; a phone opens on the list", async () => {
  const { page } = await set.as("Aileen");
  await page.goto("/directory/map");
  await heading(page, "Map of ties");
  const map = page.getByRole("application", { name: "Map of ties" });
  const drawn = (name: RegExp) => map.getByRole("group", { name });
  await expect(drawn(/^Moor Lunch Club, /)).toBeVisible();
  const listed = (name: string) => page.getByRole("button", { name, exact: true });
  // A line that is there and is not drawn has no length on the screen.
  const line = drawn(/Moor Lunch Club.*: sends people/).locator("path[data-kind=refers]");
  await expect.poll(async () => ((await line.boundingBox())?.width ?? 0) + ((await line.boundingBox())?.height ?? 0)).toBeGreaterThan(20);
  await listed("Moor Lunch Club").click();
  await expect(listed("Moor Lunch Club")).toHaveAttribute("aria-pressed", "true");
  await expect(drawn(/^Moor Lunch Club, /).locator("[data-chosen]")).toBeVisible();
  await drawn(/^Dune Sports Hall, /).focus();
  await page.keyboard.press("Enter");
  await expect(listed("Dune Sports Hall")).toHaveAttribute("aria-pressed", "true");
  await expect(listed("Moor Lunch Club")).toHaveAttribute("aria-pressed", "false");
  await drawn(/Moor Lunch Club.*: sends people/).focus();
  await page.keyboard.press("Enter");
  await expect(listed("Moor Lunch Club")).toHaveAttribute("aria-pressed", "true");
  await picture(page, "map-desktop");
  check(await faultsAtBothWidths(page, "the map")).toEqual([]);
  await resize(page, widths.desktop);
  await page.getByRole("link", { name: "Put Moor Lunch Club in the middle" }).click();
  await expect(page.getByText(/^Moor Lunch Club and whom it has a tie with/)).toBeVisible();

  const phone = aileen.page;
  await phone.goto("/directory/map");
  await expect(phone.getByRole("button", { name: "Moor Lunch Club", exact: true })).toBeVisible();
  await expect(phone.getByRole("application")).toHaveCount(0);
  await picture(phone, "map-list-phone");
  await phone.getByRole("button", { name: "Show the map" }).click();
  await expect(phone.getByRole("application", { name: "Map of ties" })).toBeVisible();
  await picture(phone, "map-phone");
});

test("without scripts the list says all of it", async () => {
  const { page } = await set.as("Aileen", "desktop", { javaScriptEnabled: false });
  await page.goto("/directory/map");
  await expect(page.getByText("sends people there").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "The tie with Moor Lunch Club" })).toBeVisible();
});

test("a facilitator sees what hangs by one thread, and what would be lost with one post", async () => {
  const { page } = await set.as("Fay");
  await page.goto("/directory/map");
  await page.getByRole("link", { name: "What hangs by one thread" }).click();
  await heading(page, "What hangs by one thread");
  await expect(page.getByText(/is all there is between|are all there is between/).first()).toBeVisible();
  await picture(page, "map-network-desktop");
  check(await faultsAtBothWidths(page, "the network")).toEqual([]);
  const refused = await (await set.as("Bashir")).page.goto("/directory/map/network");
  check(refused?.status()).toBe(404);
});

test("the drawing comes with the map alone, and weighs what was agreed", async () => {
  const { page } = await set.as("Aileen");
  const scripts = new Set<string>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.add(new URL(response.url()).pathname);
  });
  await page.goto("/directory/ties", { waitUntil: "networkidle" });
  const canvas = () => [...scripts].filter((script) => script.includes("TieCanvas"));
  check(canvas()).toEqual([]);
  await page.goto("/directory/map");
  await expect(page.getByRole("application", { name: "Map of ties" })).toBeVisible();
  check(canvas()).toHaveLength(1);
  const weighs = canvas().reduce((bytes, script) => bytes + gzipSync(readFileSync(path.join(root, "build/client", script))).byteLength, 0) / 1000;
  figure("the map's drawing in kB, gzip", { canvas: Math.round(weighs) });
  check(weighs).toBeLessThanOrEqual(65);
});

import type { Page } from "@playwright/test";
import { beforeAll, describe, expect as expectValue, test } from "vitest";
import { changeDay } from "~/features/shadowing/commands.server";
import { withActor } from "~/shared/actor.server";
import { addDays, dayAt } from "~/shared/zoned";
import { picture, resize, widths, withoutConnection } from "../support/browser";
import { plantBooking, plantDay } from "../support/shadowing";
import { demonstration, expect, type Person } from "./demonstration";
import { listening } from "./listening";
import { faultsAtBothWidths, sidewaysAt320, tabThrough } from "./look";

const set = demonstration();
const inDays = (days: number) => addDays(dayAt(new Date()), days);
let aileen: Person;
let bashir: Person;
let soon: string;
let later: string;

const diary = (page: Page) => page.getByRole("main");

beforeAll(async () => {
  const { admin } = set.data;
  const [guest, host] = [await set.actorOf("Aileen"), await set.actorOf("Bashir")];
  soon = await plantDay(admin, host, { on: inDays(1), where: "The hall on Kelpie Row", access: "Ring twice, ask for Bashir." });
  later = await plantDay(admin, host, { on: inDays(45), where: "The store", places: 2 });
  await plantBooking(admin, guest, soon, "confirmed");
  await plantBooking(admin, guest, later, "asked");
  aileen = await set.as("Aileen");
  bashir = await set.as("Bashir", "phone");
});

describe("the diary", () => {
  test("is a main place, and shows by day what one goes to and asked for, with the month beside it", async () => {
    const { page } = aileen;
    await page.goto("/today");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Diary" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Your diary" })).toBeVisible();
    const row = diary(page).getByRole("listitem").filter({ hasText: "The hall on Kelpie Row" }).last();
    await expect(row).toContainText("You are going");
    await expect(row).toContainText("Ring twice, ask for Bashir.");
    await expect(diary(page).getByText("Waiting for a yes").first()).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Parts of the diary" }).getByRole("link")).toHaveText(["Mine", "Shadow days", "Learning events", "Learning log"]);
    await picture(page, "diary-desktop");
  });

  test("on a phone says to the host who comes and who waits for an answer, and today shows tomorrow", async () => {
    const { page } = bashir;
    await page.goto("/diary");
    await expect(diary(page).getByText(/With Aileen Muir/).first()).toBeVisible();
    await expect(diary(page).getByText("Waits for your answer").first()).toBeVisible();
    await picture(page, "diary-phone");
    await page.goto("/today");
    await expect(diary(page).getByText("The hall on Kelpie Row").first()).toBeVisible();
    await picture(page, "today-diary-phone");
  });

  test("turns to a month and a day from the keyboard, and back to all that is to come", async () => {
    const { page } = aileen;
    await page.goto(`/diary?month=${inDays(45).slice(0, 7)}`);
    await expect(diary(page).getByText("The store")).toBeVisible();
    await page.getByRole("link", { name: /^\w+ \d+ \w+,.* 1 thing$/ }).first().focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/day=/);
    await page.getByRole("link", { name: "Show all that is to come" }).click();
    await expect(page).toHaveURL(/\/diary$/);
    await expect(diary(page).getByText("The hall on Kelpie Row").first()).toBeVisible();
  });

  test("follows a new time without being asked", async () => {
    const { page } = aileen;
    // Whoever has a hand on the list keeps it as it is.
    await page.mouse.move(2, 2);
    await listening(page, "/diary", "diary");
    const host = await set.actorOf("Bashir");
    await withActor(set.data.db, host, (trx) => changeDay(trx, host, later, { date: inDays(45), from: "14:00", until: "17:00", places: 2 }));
    await expect(diary(page).getByText("2 – 5 pm").first()).toBeVisible();
  });

  test("is one's next four weeks on paper, and can be read when the connection is gone", async () => {
    const { page, context } = aileen;
    await page.goto("/diary");
    await page.emulateMedia({ media: "print" });
    await expect(diary(page).getByText("The next four weeks")).toBeVisible();
    await expect(diary(page).getByText("The hall on Kelpie Row").first()).toBeVisible();
    await expect(diary(page).getByText("The store")).toBeHidden();
    await picture(page, "diary-paper");
    await page.emulateMedia({ media: "screen" });
    await withoutConnection(context, async () => {
      await expect(page.getByText("You are offline. You can read what is open.").first()).toBeVisible();
      await expect(diary(page).getByText("Ring twice, ask for Bashir.").first()).toBeVisible();
    });
  });

  test("is not there for a commissioner", async () => {
    const ellen = await set.as("Ellen");
    const answer = await ellen.page.goto("/diary");
    expectValue(answer?.status()).toBe(404);
    await ellen.page.goto("/today");
    await expect(ellen.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Diary" })).toHaveCount(0);
  });
});

describe("days given and taken", () => {
  test("are one line on the page of shadow days, with the day that would do most good", async () => {
    const { page } = aileen;
    await page.goto("/diary/shadow");
    await expect(page.getByRole("link", { name: "Days given and taken" })).toBeVisible();
    await expect(page.getByRole("link", { name: /^\w+ offers a day on \w+/ })).toBeVisible();
  });

  test("are sentences, with a day that would do good next", async () => {
    const { page } = aileen;
    await page.goto("/diary/shadow/balance");
    await expect(page.getByRole("heading", { level: 1, name: "Days given and taken" })).toBeVisible();
    await expect(diary(page).getByText(/has had you|You have had|not spent a day together/).first()).toBeVisible();
    await picture(page, "balance-desktop");
    await resize(page, widths.phone);
    await picture(page, "balance-phone");
    await resize(page, widths.desktop);
  });
});

describe.each(["/diary", "/diary/shadow/balance"])("%s", (address) => {
  test("has nothing that axe finds wrong, no sideways scroll, and every control is reached and seen by Tab", async () => {
    const { page } = aileen;
    await page.goto(address);
    expectValue(await faultsAtBothWidths(page, address)).toEqual([]);
    for (const width of ["desktop", "phone"] as const) expectValue(await tabThrough(page, width)).toEqual({ missed: [], hidden: [] });
    expectValue(await sidewaysAt320(page)).toBeLessThanOrEqual(0);
    await resize(page, widths.desktop);
    expectValue(set.faults).toEqual([]);
  });
});

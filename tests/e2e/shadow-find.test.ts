import type { Page } from "@playwright/test";
import { beforeAll, describe, test } from "vitest";
import { agreeToTerms, book, cancelDay, offerDays, type NewOffer } from "~/features/shadowing/commands.server";
import { formatTime } from "~/kit/wallTime";
import { withActor } from "~/shared/actor.server";
import { addDays, dayAt } from "~/shared/zoned";
import { picture, withoutConnection } from "../support/browser";
import { demonstration, expect, type Name, type Person } from "./demonstration";
import { listening } from "./listening";
import { faultsAtBothWidths, tabThrough } from "./look";

const set = demonstration();
let bashir: Person;
let aileen: Person;
beforeAll(async () => {
  bashir = await set.as("Bashir");
  aileen = await set.as("Aileen", "phone");
});

/** The first day of a month that is far enough away for nothing else to be in it, and some days on. */
const first = `${addDays(dayAt(new Date()), 120).slice(0, 7)}-03`;
const on = (days: number) => addDays(first, days);
const said = (day: string) => formatTime(day, "longDate");
const offered = async (by: Name, more: Partial<NewOffer> = {}) => {
  const actor = await set.actorOf(by);
  return withActor(set.data.db, actor, (trx) => offerDays(trx, actor, { date: first, from: "09:30", until: "12:30", where: "The hub, the blue door", expect: "Sorting, then the counter.", places: 2, ...more }));
};
const books = async (by: Name, dayId: string) => {
  const actor = await set.actorOf(by);
  return withActor(set.data.db, actor, async (trx) => {
    await agreeToTerms(trx, actor, 1);
    return book(trx, actor, dayId);
  });
};
const cancels = async (by: Name, dayId: string) => {
  const actor = await set.actorOf(by);
  await withActor(set.data.db, actor, (trx) => cancelDay(trx, actor, dayId, { line: "The boiler is out." }));
};
/** Types a day into its three fields. */
const typeDay = async (page: Page, label: string, day: string) => {
  await page.getByRole("group", { name: label }).getByRole("spinbutton").first().focus();
  await page.keyboard.type(`${day.slice(8)}${day.slice(5, 7)}${day.slice(0, 4)}`);
};
const card = (page: Page, words: string) => page.getByRole("listitem").filter({ has: page.getByRole("article") }).filter({ hasText: words });

test("a half day that comes again is offered with one left out, found by its month on a phone, and its places change as others book", async () => {
  const { page } = bashir;
  await page.goto("/diary/shadow");
  await page.getByRole("link", { name: "Offer a day" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Offer a day" })).toBeVisible();
  await typeDay(page, "Day", first);
  await page.getByLabel("Afternoon").check();
  await page.getByLabel("Places").fill("2");
  await page.getByLabel("How often").selectOption({ label: "Every week" });
  await typeDay(page, "Last day", on(21));
  await page.getByRole("button", { name: "Look at its days" }).click();
  await page.getByRole("checkbox", { name: new RegExp(`^${formatTime(on(7), "dayYear")}`) }).check();
  await page.getByLabel("Where to come").fill("The hub, the blue door");
  await page.getByLabel("What to expect").fill("Sorting the van, then the counter. Bring a warm coat.");
  await page.getByLabel("Getting in").fill("One step; the toilet is on the level.");
  await page.getByLabel("Link workers").check();
  await picture(page, "shadow-offer-desktop");
  await page.getByRole("button", { name: "Offer this" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Days I host" })).toBeVisible();
  await expect(page.getByText("Offered, all its days.")).toBeVisible();
  for (const days of [0, 14, 21]) await expect(page.getByRole("link", { name: new RegExp(`^${said(on(days))}`) })).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(`^${said(on(7))}`) })).toHaveCount(0);
  await picture(page, "shadow-mine-desktop");

  const phone = aileen.page;
  await phone.goto(`/diary/shadow?month=${first.slice(0, 7)}`);
  await phone.getByRole("link", { name: "Choose from a month" }).click();
  await picture(phone, "shadow-find-phone");
  await phone.getByRole("link", { name: `${said(on(14))}, 2 places` }).click();
  await expect(phone.getByRole("heading", { level: 2, name: said(on(14)) })).toBeVisible();
  const found = card(phone, "Sorting the van");
  await expect(found).toHaveCount(1);
  await expect(found.getByText("2 places left")).toBeVisible();
  await expect(found.getByText("1:30 – 4:30 pm")).toBeVisible();
  const dayId = (await found.getByRole("link", { name: /^Book/ }).getAttribute("href"))?.split("/").at(-1) ?? "";
  await books("Jo", dayId);
  await expect(found.getByText("1 place left")).toBeVisible();
  await expect(phone.getByRole("link", { name: new RegExp(`^${said(on(14))}, 1 place,`) })).toBeVisible();

  await expect(page.getByRole("listitem").filter({ has: page.getByRole("link", { name: "Jo Rennie" }) }).first()).toBeVisible();
  const day = page.locator(`#day-${dayId}`);
  await day.getByText("Change the time or places").click();
  await day.getByLabel("Places").fill("0");
  await day.getByRole("button", { name: "Change this day" }).click();
  await expect(day.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await expect(day.getByLabel("Places")).toHaveValue("0");
  await day.getByLabel("Places").fill("3");
  await day.getByLabel("From", { exact: true }).fill("14:00");
  await day.getByRole("button", { name: "Change this day" }).click();
  await expect(page.getByText("Changed. Whoever comes is told of the new time.")).toBeVisible();
  await expect(found.getByText("2 – 4:30 pm")).toBeVisible();
  await expect(found.getByText("2 places left")).toBeVisible();

  await day.getByText(/^Cancel/).first().click();
  await day.getByLabel("A line about why").fill("The boiler is out.");
  await expect(day.getByText("1 person is told, with your line.")).toBeVisible();
  await day.getByRole("button", { name: "Cancel this day" }).click();
  await expect(page.getByText("Cancelled. Whoever comes, asks or waits is told.")).toBeVisible();
  await expect(found).toHaveCount(0);
  await expect(phone.getByText(`No days on offer on ${said(on(14))}`)).toBeVisible();
});

test("wrong entries keep what was typed and say where; a repeat needs an end, and an end comes after its start", async () => {
  const { page } = bashir;
  await page.goto("/diary/shadow/offer");
  const problem = (words: string | RegExp) => page.getByRole("link", { name: words });
  await page.getByLabel("What to expect").fill("Meet Morag Sinclair at the van.");
  await expect(page.getByText(/This may name someone/)).toBeVisible();
  await page.getByRole("button", { name: "Offer this" }).click();
  await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await problem("Say where to come: the building, the street, the door.").click();
  await expect(page.getByLabel("Where to come")).toBeFocused();
  await page.keyboard.type("The hub");
  await typeDay(page, "Day", on(40));
  await page.getByLabel("Times of my own").check();
  await page.getByLabel("From", { exact: true }).fill("13:00");
  await page.getByLabel("Until", { exact: true }).fill("09:30");
  await page.getByLabel("How often").selectOption({ label: "Every month" });
  await page.getByRole("button", { name: "Offer this" }).click();
  await problem(/^Choose the last day of the repeat/).click();
  await typeDay(page, "Last day", on(110));
  await page.getByRole("button", { name: "Offer this" }).click();
  await expect(problem(/^The end comes before the start/)).toBeVisible();
  await expect(page.getByLabel("Until", { exact: true })).toHaveValue("09:30");
  await expect(page.getByLabel("What to expect")).toHaveValue("Meet Morag Sinclair at the van.");
  await expect(page.getByLabel("How often")).toHaveValue("month");
  await page.getByLabel("Places").fill("two");
  await page.getByLabel("Until", { exact: true }).fill("15:00");
  await page.getByRole("button", { name: "Offer this" }).click();
  await expect(problem("Choose from 1 to 20 places.")).toBeVisible();
  await expect(page.getByLabel("Places")).toHaveValue("two");
  await picture(page, "shadow-offer-wrong-desktop");
});

test("a list under a hand holds still: a day that goes says so where it stands, and goes when one asks for it", async () => {
  const { dayIds } = await offered("Sana", { date: on(200), expect: "The rota, and what it takes." });
  const { dayIds: others } = await offered("Catriona", { date: on(200), from: "13:30", until: "16:30", expect: "The drop-in." });
  const { page } = await set.as("Aileen");
  await listening(page, `/diary/shadow?day=${on(200)}`, "diary");
  const [goes, stays] = [card(page, "The rota"), card(page, "The drop-in.")];
  await expect(goes.getByText("2 places left")).toBeVisible();
  await stays.getByRole("link", { name: /^Book/ }).hover();
  const before = await stays.boundingBox();
  await cancels("Sana", dayIds[0] ?? "");
  await expect(goes.getByText("Not on offer any more")).toBeVisible();
  await books("Jo", others[0] ?? "");
  await expect(stays.getByText("1 place left")).toBeVisible();
  expect((await stays.boundingBox())?.y).toBe(before?.y);
  // Asked for by keyboard: a pointer on its way there has left the list, which is enough.
  await page.getByRole("button", { name: "1 change from others – show" }).press("Enter");
  await expect(goes).toHaveCount(0);
  await expect(stays).toHaveCount(1);
});

test("filters are in the address, and another browser that opens it sees the same", async () => {
  await offered("Moira", { date: on(230), from: "09:00", until: "11:00", expect: "The desk at eight.", forRoles: ["worker"] });
  await offered("Catriona", { date: on(230), from: "13:00", until: "16:00", expect: "Form after form." });
  const { page } = await set.as("Aileen");
  await page.goto(`/diary/shadow?month=${on(230).slice(0, 7)}`);
  await expect(card(page, "Form after form.")).toHaveCount(1);
  await page.getByLabel("Part of the day").selectOption({ label: "In the morning" });
  await expect(card(page, "Form after form.")).toHaveCount(0);
  await expect(card(page, "The desk at eight.")).toHaveCount(1);
  await page.getByLabel("Who it is for").selectOption({ label: "Volunteers" });
  await expect(page.getByText(/^No days like that in/)).toBeVisible();
  await page.getByLabel("Who it is for").selectOption({ label: "Staff of community organisations" });
  await page.getByLabel("Organisation", { exact: true }).selectOption({ label: "Harbour Street Practice" });
  await expect(page).toHaveURL(/organisation=[0-9a-f-]{36}/);
  await expect(card(page, "The desk at eight.")).toHaveCount(1);
  await aileen.page.goto(page.url());
  await expect(card(aileen.page, "The desk at eight.")).toHaveCount(1);
  await expect(card(aileen.page, "Form after form.")).toHaveCount(0);
});

test("a day that is not on offer is asked for, given, and heard of; and whoever wants to know is told when one appears", async () => {
  const { page } = aileen;
  await page.goto(`/diary/shadow?month=${on(300).slice(0, 7)}`);
  await expect(page.getByText(/^No days on offer in/)).toBeVisible();
  await picture(page, "shadow-empty-phone");
  await page.getByRole("button", { name: "Tell me when one appears" }).click();
  await expect(page.getByRole("button", { name: "Do not tell me any more" })).toBeFocused();
  await page.goto(`/directory/organisations/${await set.organisationOf("Strand Arts")}`);
  await picture(page, "shadow-organisation-phone");
  await page.getByRole("link", { name: "Ask for a day" }).click();
  await page.getByLabel("Whom do you ask?").selectOption({ label: "Ewan Adeyemi, Strand Arts for All" });
  await page.getByLabel("A line to them").fill("x".repeat(320));
  await page.getByRole("button", { name: "Ask for a day" }).click();
  await page.getByRole("link", { name: /^Please keep it under 300 letters/ }).click();
  await page.getByLabel("A line to them").fill("I would like to see how a group begins.");
  await page.getByLabel("Part of the day").selectOption({ label: "In the morning" });
  await page.getByRole("button", { name: "Ask for a day" }).click();
  await expect(page.getByText("Asked. Their answer comes to your Today.")).toBeVisible();

  const ewan = (await set.as("Ewan")).page;
  await ewan.goto("/today");
  await ewan.getByRole("link", { name: "Aileen Muir would like to shadow you" }).click();
  await expect(ewan.getByRole("heading", { level: 1, name: "Aileen Muir asks for a day" })).toBeVisible();
  await picture(ewan, "shadow-wish-desktop");
  await ewan.getByRole("link", { name: "Offer a new day for it" }).click();
  await typeDay(ewan, "Day", on(301));
  await ewan.getByLabel("Where to come").fill("The upstairs room");
  await ewan.getByLabel("What to expect").fill("How a group begins.");
  await ewan.getByRole("button", { name: "Offer it and say yes" }).click();
  await expect(ewan.getByText("They are told, with the day.")).toBeVisible();
  await expect(page.getByText("Ewan Adeyemi said yes")).toBeVisible();
  await expect(page.getByRole("link", { name: "See the day and book" })).toBeVisible();
  await page.goto("/inbox");
  await expect(page.getByText(/A shadow day is on offer/).first()).toBeVisible();
  await page.goto("/diary/shadow");
  await page.getByRole("button", { name: "Do not tell me any more" }).click();
  await expect(page.getByRole("button", { name: "Tell me when one appears" })).toBeVisible();
});

test("without scripts: look at the days of a repeat, leave one out, offer it, change a day, and be told by the page", async () => {
  const { page } = await set.as("Sana", "phone", { javaScriptEnabled: false });
  await page.goto("/diary/shadow/offer");
  await page.getByLabel("Day", { exact: true }).fill(on(60));
  await page.getByLabel("Times of my own").check();
  await page.getByLabel("From", { exact: true }).fill("10:00");
  await page.getByLabel("Until", { exact: true }).fill("12:00");
  await page.getByLabel("How often").selectOption({ label: "Every two weeks" });
  await page.getByLabel("Last day").fill(on(88));
  await page.getByRole("button", { name: "Look at its days" }).click();
  await page.getByRole("checkbox", { name: new RegExp(`^${formatTime(on(74), "dayYear")}`) }).check();
  await page.getByRole("button", { name: "Offer this" }).click();
  await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await expect(page.getByLabel("From", { exact: true })).toHaveValue("10:00");
  await expect(page.getByRole("checkbox", { name: new RegExp(`^${formatTime(on(74), "dayYear")}`) })).toBeChecked();
  await page.getByLabel("Where to come").fill("The office");
  await page.getByLabel("What to expect").fill("The month’s money, line by line.");
  await page.getByRole("button", { name: "Offer this" }).click();
  await expect(page.getByText("Offered, all its days.")).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(`^${said(on(88))}, 10 am – 12 noon`) })).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(`^${said(on(74))}`) })).toHaveCount(0);
  const day = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: new RegExp(`^${said(on(88))}`) }) });
  await day.getByText("Change the time or places").click();
  await day.getByLabel("Until", { exact: true }).fill("09:00");
  await day.getByRole("button", { name: "Change this day" }).click();
  await expect(day.getByRole("link", { name: /^The end comes before the start/ })).toBeVisible();
  await expect(day.getByLabel("Until", { exact: true })).toHaveValue("09:00");
  await day.getByLabel("Until", { exact: true }).fill("13:00");
  await day.getByRole("button", { name: "Change this day" }).click();
  await expect(page.getByRole("link", { name: new RegExp(`^${said(on(88))}, 10 am – 1 pm`) })).toBeVisible();
});

test("without a connection nothing is lost: the page says so, keeps every word, and sends it when there is one again", async () => {
  const { page, context } = await set.as("Catriona");
  await page.goto("/diary/shadow/offer");
  await typeDay(page, "Day", on(150));
  await page.getByLabel("Where to come").fill("First floor");
  await page.getByLabel("What to expect").fill("Sit in on an hour of forms.");
  await withoutConnection(context, async () => {
    await page.getByRole("button", { name: "Offer this" }).click();
    await expect(page.getByText("This could not be sent. Your words are still here: check the connection, then try again.")).toBeVisible();
    await expect(page.getByLabel("What to expect")).toHaveValue("Sit in on an hour of forms.");
  });
  await page.getByRole("button", { name: "Offer this" }).click();
  await expect(page.getByText("Offered. It is in the list")).toBeVisible();
});

describe("by keyboard and by ear", () => {
  test("a day is offered, found and cancelled without a pointer", async () => {
    const { page } = bashir;
    await page.goto("/diary/shadow/offer");
    await typeDay(page, "Day", on(130));
    await page.getByLabel("Where to come").focus();
    await page.keyboard.type("The yard");
    await page.getByLabel("What to expect").focus();
    await page.keyboard.type("Loading the van.");
    await page.getByRole("button", { name: "Offer this" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Offered. It is in the list")).toBeVisible();
    await page.goto(`/diary/shadow?month=${on(130).slice(0, 7)}`);
    await page.getByRole("link", { name: new RegExp(`^${said(on(130))}, 1 place`) }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 2, name: said(on(130)) })).toBeVisible();
    await expect(page.getByRole("link", { name: new RegExp(`^${said(on(130))}, 1 place, chosen`) })).toBeFocused();
    await page.getByRole("link", { name: /^Look after it/ }).focus();
    await page.keyboard.press("Enter");
    const day = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: new RegExp(`^${said(on(130))}`) }) });
    await day.locator("summary").filter({ hasText: "Cancel" }).focus();
    await page.keyboard.press("Enter");
    await day.getByRole("button", { name: "Cancel this day" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Cancelled.").first()).toBeVisible();
    await expect(day).toHaveCount(0);
  });

  test("axe finds nothing with everything open, at both widths, and Tab reaches all of it", async () => {
    const { page } = bashir;
    const seen: string[] = [];
    for (const path of ["/diary/shadow", "/diary/shadow?month=2028-01", "/diary/shadow/mine", "/diary/shadow/offer", "/diary/shadow/ask"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      for (const summary of await page.locator("main summary").all()) await summary.click();
      if (path.endsWith("offer")) {
        await page.getByLabel("Times of my own").check();
        await page.getByLabel("How often").selectOption({ label: "Every week" });
      }
      seen.push(...(await faultsAtBothWidths(page, path)));
    }
    await page.goto("/diary/shadow/offer");
    await page.getByRole("group", { name: "Day" }).getByRole("button").click();
    await expect(page.getByRole("dialog")).toBeVisible();
    seen.push(...(await faultsAtBothWidths(page, "choosing a day")));
    expect(seen).toEqual([]);
    for (const path of ["/diary/shadow", "/diary/shadow/mine"]) {
      await page.goto(path);
      for (const width of ["desktop", "phone"] as const) expect(await tabThrough(page, width)).toEqual({ missed: [], hidden: [] });
    }
  });
});

test("no page threw an error in all of this", () => {
  expect(set.faults).toEqual([]);
});

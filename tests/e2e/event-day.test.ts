import type { Locator, Page } from "@playwright/test";
import { beforeAll, expect as plainly, test } from "vitest";
import { addAction, invite, inviteGuest, planEvent } from "~/features/events/commands.server";
import { remindOfActions } from "~/features/events/recap/reminding.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { addDays, dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { picture, resize, widths } from "../support/browser";
import { demonstration, expect, type Name, type Person } from "./demonstration";
import { listening } from "./listening";
import { faultsAtBothWidths, sidewaysAt320, tabThrough } from "./look";
import { newLine } from "./note-page";

const set = demonstration();
const today = dayAt(new Date());
let bashir: Person;
let jo: Person;
let aileen: Person;
beforeAll(async () => {
  bashir = await set.as("Bashir");
  jo = await set.as("Jo", "phone");
  aileen = await set.as("Aileen");
});

const as = async <T>(name: Name, work: (trx: Database, actor: Actor) => Promise<T>) => {
  const actor = await set.actorOf(name);
  return withActor(set.data.db, actor, (trx) => work(trx, actor));
};
const postOf = async (name: Name) => (await set.actorOf(name)).seat?.postId ?? "";

/** An event of Bashir's that began half an hour ago, with Jo, Aileen and a guest on its list. */
async function goingOn(title: string): Promise<string> {
  const postIds = await Promise.all((["Jo", "Aileen"] as const).map(postOf));
  const { eventId } = await as("Bashir", async (trx, actor) => {
    const planned = await planEvent(trx, actor, { title, place: "Quayside hall", times: { date: addDays(today, 30), from: "13:00", until: "14:30" } });
    await invite(trx, actor, planned.eventId, { by: "person", postIds });
    await inviteGuest(trx, actor, planned.eventId, { name: "Dr Una Pirie", email: "una@hillpractice.example", organisation: "Hill Practice", role: "practice" }, { baseUrl: set.server.baseUrl });
    return planned;
  });
  await set.data.admin`update learning_event set starts_at = now() - interval '30 minutes', ends_at = now() + interval '60 minutes' where id = ${eventId}`;
  return eventId;
}
const day = (id: string) => `/diary/events/${id}/day`;
const recap = (id: string) => `/diary/events/${id}/recap`;
const count = (page: Page) => page.getByText(/^\d+ (here|person is here|people are here)$/);
/** From the foot of the one to the head of the other, either way. */
async function gapBetween(upper: Locator, lower: Locator): Promise<number> {
  const [over, under] = await Promise.all([upper.boundingBox(), lower.boundingBox()]);
  return over && under ? Math.abs(under.y - over.y - over.height) : Infinity;
}
/** Shows the code on a desktop. @returns where it leads */
async function showsCode(page: Page, eventId: string): Promise<string> {
  await page.goto(day(eventId));
  await page.getByRole("button", { name: "Show the code", exact: true }).click();
  await expect(page.getByRole("img", { name: "Code for the sign-in page" })).toBeVisible();
  const link = page.getByRole("figure").getByRole("link");
  return new URL((await link.getAttribute("href")) ?? "").pathname;
}

test("the host shows a code; a manager signs in on a phone with one tap, a guest with a name, and the count goes up", async () => {
  const eventId = await goingOn("Meet the hub");
  const here = await showsCode(bashir.page, eventId);
  await expect(count(bashir.page)).toHaveText("0 people are here");
  await expect(bashir.page.getByText("Jo ")).toHaveCount(0);
  await picture(bashir.page, "event-code");

  await jo.page.goto(here);
  await picture(jo.page, "event-here-phone");
  await jo.page.getByRole("button", { name: "I am here" }).click();
  await expect(jo.page.getByText(/^You are signed in, Jo/)).toBeVisible();
  await expect(count(bashir.page)).toHaveText("1 person is here");

  const guest = await set.stranger("phone", { javaScriptEnabled: false });
  await guest.goto(here);
  await expect(guest.getByText("Jo ")).toHaveCount(0);
  await guest.getByRole("button", { name: "I am here" }).click();
  await expect(guest.getByText("Write your name.").first()).toBeVisible();
  await guest.getByLabel("Your name").fill("dr una pirie");
  await guest.getByRole("button", { name: "I am here" }).click();
  await expect(guest.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  await picture(guest, "event-here-done-phone");
  await expect(count(bashir.page)).toHaveText("2 people are here");

  // The host's screen keeps its code over a reload, and lists nobody there.
  await bashir.page.reload();
  await expect(bashir.page.getByRole("img", { name: "Code for the sign-in page" })).toBeVisible();
  await bashir.page.getByRole("link", { name: "Tick names by hand" }).click();
  await bashir.page.getByRole("button", { name: "Tick Aileen" }).click();
  await expect(bashir.page.getByRole("button", { name: "Undo Aileen" })).toBeFocused();
  await expect(count(bashir.page)).toHaveText("3 here");
  await picture(bashir.page, "event-day");
  await bashir.page.getByRole("button", { name: "Undo Aileen" }).click();
  await expect(count(bashir.page)).toHaveText("2 here");
  await jo.page.getByRole("button", { name: "Undo: I am not here" }).click();
  await expect(count(bashir.page)).toHaveText("1 here");
  await bashir.page.getByLabel("Their name").fill("Rhona <b>Gow</b>");
  await bashir.page.getByRole("button", { name: "Write them down" }).click();
  await expect(bashir.page.getByText("Rhona <b>Gow</b>", { exact: true }).first()).toBeVisible();

  await bashir.page.getByRole("button", { name: "Close the sign-in" }).click();
  await expect(bashir.page.getByText("The sign-in is closed.", { exact: false })).toBeVisible();
  await guest.goto(here);
  await expect(guest.getByText("This sign-in is closed. Ask whoever hosts to tick your name.")).toBeVisible();
  await guest.goto("/here/forged");
  await expect(guest.getByRole("heading", { name: "This code does not work" })).toBeVisible();
  plainly(set.faults).toEqual([]);
});

test("who presses before the page has found its ways is shown what their press did", async () => {
  const eventId = await goingOn("Pressed early");
  const { page } = await set.as("Bashir");
  // The ways that lead on from a page are asked for when it has come; on a slow line they are there after somebody presses.
  let pressed = () => {};
  const press = new Promise<void>((resolve) => (pressed = resolve));
  await page.route("**/__manifest**", async (asked) => {
    await press;
    await asked.continue();
  });
  await page.goto(day(eventId));
  await page.getByRole("button", { name: "Show the code", exact: true }).click();
  pressed();
  await expect(page.getByRole("img", { name: "Code for the sign-in page" })).toBeVisible();
});

test("without scripts the host shows the code and ticks a name", async () => {
  const eventId = await goingOn("Without scripts");
  const { page } = await set.as("Bashir", "desktop", { javaScriptEnabled: false });
  await showsCode(page, eventId);
  await page.getByRole("link", { name: "Tick names by hand" }).click();
  await page.getByRole("button", { name: "Tick Aileen" }).click();
  await expect(count(page)).toHaveText("1 here");
  await page.getByRole("link", { name: "Show the code again" }).click();
  await expect(page.getByRole("img", { name: "Code for the sign-in page" })).toBeVisible();
});

test("two write the recap, it goes to those who could not come, and what was agreed comes back until it is done", async () => {
  const eventId = await goingOn("What the hub can take");
  await set.data.admin`insert into event_presence (id, event_id, invitee_id, how, account_id) select gen_random_uuid(), ${eventId}, v.id, 'ticked', ${bashir.accountId} from event_invitee v where v.event_id = ${eventId} and v.invited_post_id = ${await postOf("Jo")}`;
  await bashir.page.goto(recap(eventId));
  await aileen.page.goto(recap(eventId));
  const words = (page: Page) => page.getByRole("textbox", { name: "The recap" });
  for (const { page } of [bashir, aileen]) await expect(words(page)).toHaveAttribute("contenteditable", "true");
  await words(bashir.page).click();
  await bashir.page.keyboard.type("The hub takes referrals by phone. ");
  await expect(words(aileen.page)).toContainText("The hub takes referrals by phone.");
  await newLine(words(aileen.page));
  await aileen.page.keyboard.type("Ring before you send.");
  await expect(words(bashir.page)).toContainText("Ring before you send.");
  await expect(bashir.page.getByText("About a minute to read.")).toBeVisible();
  await expect(aileen.page.getByText("Saved", { exact: false }).first()).toBeVisible();
  await expect(bashir.page.getByText("It goes to 1 colleague and 1 guest", { exact: false })).toBeVisible();
  await picture(bashir.page, "event-recap");
  await bashir.page.getByRole("button", { name: "Send it to those who could not come" }).click();
  await expect(bashir.page.getByText("Sent to 1 colleague and 1 guest.")).toBeVisible();
  await aileen.page.goto("/inbox");
  await expect(aileen.page.getByText("What was said there")).toBeVisible();

  await bashir.page.getByText("Write down what was agreed").click();
  await bashir.page.getByLabel("What", { exact: true }).fill("Ring the hub about Thursdays");
  await bashir.page.getByRole("combobox", { name: "Who" }).fill("Aileen");
  await bashir.page.getByRole("option", { name: /^Aileen/ }).click();
  await bashir.page.getByRole("button", { name: "Write it down" }).click();
  await expect(bashir.page.getByText("Ring the hub about Thursdays", { exact: true }).first()).toBeVisible();
  await set.data.admin`update event_action set due_on = ${today} where event_id = ${eventId}`;
  await set.data.admin`update inbox_item set seen_at = now(), at = now() - interval '3 days' where event_id = ${eventId}`;
  const waiting = aileen.page.getByRole("button", { name: "Done: What the hub can take" });
  await aileen.page.goto("/inbox");
  await expect(aileen.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await remindOfActions(set.data.db);
  await aileen.page.goto("/inbox");
  await expect(waiting).toBeVisible();
  await aileen.page.goto(recap(eventId));
  await aileen.page.getByRole("button", { name: "Done Ring the hub about Thursdays" }).click();
  await expect(aileen.page.getByRole("button", { name: "Undo Ring the hub about Thursdays" })).toBeVisible();
  await aileen.page.goto("/inbox");
  await expect(aileen.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(waiting).toHaveCount(0);

  await bashir.page.getByText("Add to the learning log").click();
  await bashir.page.getByLabel("What did we learn?").fill("Ring Morag Sinclair before you refer.");
  await expect(bashir.page.getByText(/This may name someone/)).toBeVisible();
  await bashir.page.getByLabel("What did we learn?").fill("A phone call before a referral saves a week.");
  await bashir.page.getByRole("button", { name: "Add it" }).click();
  await bashir.page.getByRole("link", { name: "Read the log" }).click();
  await bashir.page.getByLabel("Words").fill("refer");
  await bashir.page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(bashir.page).toHaveURL(/words=refer/);
  await expect(bashir.page.getByText("The second visit decides.")).toHaveCount(0);
  await expect(bashir.page.getByRole("paragraph").filter({ hasText: "A phone call before a referral saves a week." })).toBeVisible();
  await expect(bashir.page.getByRole("link", { name: "What the hub can take" })).toBeVisible();
  await picture(bashir.page, "learning-log");

  await bashir.page.goto("/diary/events/turnout");
  await expect(bashir.page.getByRole("figure", { name: "Who came, by role" })).toBeVisible();
  await bashir.page.getByText("Show as table").first().click();
  await expect(bashir.page.getByRole("table", { name: "Who came, by role" }).getByRole("columnheader", { name: "Managers" })).toBeVisible();
  await picture(bashir.page, "event-turnout");
});

test("a list that is open stays under its field, with what was typed, when the page scrolls or others change it", async () => {
  const eventId = await goingOn("Chosen in peace");
  const { page } = bashir;
  await listening(page, recap(eventId));
  await page.getByText("Write down what was agreed").click();
  const who = page.getByRole("combobox", { name: "Who" });
  await who.fill("Aileen");
  const found = page.getByRole("option", { name: /^Aileen/ });
  await expect(found).toBeVisible();
  const scrolled = page.evaluate(() => new Promise((resolve) => addEventListener("scroll", () => requestAnimationFrame(resolve), { once: true })));
  await page.evaluate(() => scrollBy(0, scrollY > 20 ? -20 : 20));
  await scrolled;
  await expect(found).toBeVisible();

  const from = await set.actorOf("Aileen");
  await withActor(set.data.db, from, (trx) => addAction(trx, from, eventId, { what: "Ask the hub for its hours", ownerPostId: from.seat?.postId ?? "" }));
  await expect(page.getByRole("paragraph").filter({ hasText: "Ask the hub for its hours" })).toBeVisible();
  await expect(who).toHaveValue("Aileen");
  await expect(found).toBeVisible();
  await expect.poll(() => gapBetween(who, page.getByRole("listbox"))).toBeLessThan(12);
  await found.click();
  await expect(who).toHaveValue(/^Aileen/);
});

test("every page of the day and after is free of faults at both widths, fits 320 px and is reached by keyboard", async () => {
  const eventId = await goingOn("Looked at closely");
  const { page } = bashir;
  const here = await showsCode(page, eventId);
  const open = {
    code: async () => {},
    day: async () => void (await page.goto(day(eventId))),
    recap: async () => {
      await page.goto(recap(eventId));
      await page.getByText("Write down what was agreed").click();
      await page.getByText("Add to the learning log").click();
      await page.getByRole("combobox", { name: "Who" }).click();
    },
    turnout: async () => {
      await page.goto("/diary/events/turnout");
      const tables = page.getByText("Show as table");
      for (let nth = 0; nth < (await tables.count()); nth++) await tables.nth(nth).click();
    },
    log: async () => {
      await page.goto("/diary/log");
      await page.getByText("Add to the log").click();
    },
    here: async () => {
      await page.goto(here);
      await page.getByText("Sign in somebody beside you").click();
    },
  };
  const faults: string[] = [];
  for (const [name, opens] of Object.entries(open)) {
    await resize(page, widths.desktop);
    await opens();
    faults.push(...(await faultsAtBothWidths(page, name)));
    await picture(page, `event-${name}-phone`);
    if ((await sidewaysAt320(page)) > 0) faults.push(`${name} is wider than 320 px`);
  }
  plainly(faults).toEqual([]);
  for (const url of [day(eventId), "/diary/log", here]) {
    await resize(page, widths.phone);
    await page.goto(url);
    plainly(await tabThrough(page, "phone")).toEqual({ missed: [], hidden: [] });
  }
});

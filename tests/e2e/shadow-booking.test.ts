import type { Page } from "@playwright/test";
import { beforeAll, describe, test } from "vitest";
import { agreeToTerms, book, currentTerms, offerDays, sayYes, waitForPlace, type NewOffer } from "~/features/shadowing/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { addDays, dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { picture, resize, widths, withoutConnection } from "../support/browser";
import { demonstration, expect, type Name, type Person } from "./demonstration";
import { listening } from "./listening";
import { faultsAtBothWidths, sidewaysAt320, tabThrough } from "./look";
import { lostWhileAsking, unanswered } from "./losing";

const set = demonstration();
let aileen: Person;
let jo: Person;
let bashir: Person;
beforeAll(async () => {
  aileen = await set.as("Aileen");
  jo = await set.as("Jo", "phone");
  bashir = await set.as("Bashir");
});

const as = async <T>(name: Name, work: (trx: Database, actor: Actor) => Promise<T>) => {
  const actor = await set.actorOf(name);
  return withActor(set.data.db, actor, (trx) => work(trx, actor));
};
const soon = (days: number) => addDays(dayAt(new Date()), days);
let offered = 0;
/** A day of Bashir's, each at a time of its own. */
const dayOf = async (more: Partial<NewOffer> = {}, by: Name = "Bashir") => {
  offered += 1;
  const { dayIds } = await as(by, (trx, actor) => offerDays(trx, actor, { date: soon(10 + offered), from: "09:30", until: "13:00", where: "Quayside hall, the blue door", expect: "Sorting in the morning, then the counter. Bring flat shoes.", access: "Step-free from the quay. The toilet is on the same floor.", places: 1, ...more }));
  return dayIds;
};
const agreed = (name: Name) => as(name, async (trx, actor) => agreeToTerms(trx, actor, (await currentTerms(trx)).version));
/** As if it were their first time. */
const neverAgreed = async (...names: Name[]) => {
  for (const name of names) await set.data.admin`delete from shadow_agreement where account_id = ${await set.accountOf(name)}`;
};
const booked = async (name: Name, dayId: string) => (await as(name, (trx, actor) => book(trx, actor, dayId, { help: "A seat now and then." }))).bookingId;
const booking = (id: string) => `/diary/shadow/bookings/${id}`;
const pressBook = (page: Page) => page.getByRole("button", { name: "Book", exact: true }).click();
const ask = (page: Page) => page.getByRole("button", { name: "Ask Bashir for this day" }).click();

/** Lets both presses arrive in the same moment: neither is sent on before the other was made. */
async function atOnce(pages: readonly Page[], press: (page: Page) => Promise<void>): Promise<void> {
  let waiting = 0;
  let go = () => {};
  const all = new Promise<void>((resolve) => (go = resolve));
  for (const page of pages) {
    await page.route(/\/diary\/shadow\//, async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      waiting += 1;
      if (waiting === pages.length) go();
      await all;
      return route.fallback();
    });
  }
  await Promise.all(pages.map(press));
  await all;
  for (const page of pages) await page.unroute(/\/diary\/shadow\//);
}

test("two press Book on the last place at once: one gets it, the other is told, shown the next like it, and waits", async () => {
  const [first = "", second = ""] = await dayOf({ repeat: { every: "week", until: soon(20) } });
  await neverAgreed("Aileen", "Jo");
  for (const { page } of [aileen, jo]) await page.goto(`/diary/shadow/${first}`);
  await atOnce([aileen.page, jo.page], pressBook);
  const held = (page: Page) => page.getByRole("button", { name: "Ask Bashir for this day" });
  const gone = (page: Page) => page.locator("#main").getByText("Someone took the last place.");
  await expect(held(aileen.page).or(gone(aileen.page))).toBeVisible();
  const [winner, loser] = (await held(aileen.page).isVisible()) ? [aileen.page, jo.page] : [jo.page, aileen.page];
  await expect(held(winner)).toBeVisible();
  await expect(gone(loser)).toBeVisible();
  await expect(loser.getByRole("alert").filter({ hasText: "Next like it" })).toBeFocused();
  await expect(loser.getByText(/^Next like it:/).getByRole("link")).toHaveAttribute("href", `/diary/shadow/${second}`);
  await picture(loser, "shadow-gone");
  await picture(winner, "shadow-held");

  // The agreement comes first, beside its box, and what was typed is still there.
  await winner.getByLabel(/Anything that would help/).fill("A step-free way in.");
  await ask(winner);
  await expect(winner.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await expect(winner.getByLabel(/Anything that would help/)).toHaveValue("A step-free way in.");
  await winner.getByLabel("I have read this and I agree").check();
  await ask(winner);
  await expect(winner.getByRole("heading", { name: "Waiting for a yes" })).toBeVisible();
  await picture(winner, "shadow-waiting-for-a-yes");

  await loser.getByRole("button", { name: "Wait for a place" }).click();
  await expect(loser.getByRole("heading", { name: "You are on the waiting list" })).toBeVisible();
  await picture(loser, "shadow-on-the-list");
});

test("the host sees who asks and what would help, says who agreed to a second worker, and both pages follow", async () => {
  await agreed("Aileen");
  const [dayId = ""] = await dayOf({ seesPeople: true });
  const id = await booked("Aileen", dayId);
  await aileen.page.goto(booking(id));
  await bashir.page.goto(booking(id));
  await expect(bashir.page.getByText("A seat now and then.")).toBeVisible();
  await bashir.page.getByLabel(/^A line to Aileen/).fill("Ask for me at the desk.");
  await bashir.page.getByRole("button", { name: "Yes", exact: true }).click();
  await expect(bashir.page.getByRole("link", { name: /Say whether everybody to be seen has agreed/ })).toBeVisible();
  await expect(bashir.page.getByLabel(/^A line to Aileen/)).toHaveValue("Ask for me at the desk.");
  await bashir.page.getByLabel("Everybody to be seen has agreed to a second worker").check();
  await picture(bashir.page, "shadow-host-answers");
  await bashir.page.getByRole("button", { name: "Yes", exact: true }).click();
  await expect(bashir.page.getByRole("heading", { name: "Coming" })).toBeVisible();
  await expect(aileen.page.getByRole("heading", { name: "You are going" })).toBeVisible();
  await expect(aileen.page.getByText("Ask for me at the desk.")).toBeVisible();
  await expect(aileen.page.getByRole("link", { name: "Add to your calendar" })).toHaveAttribute("href", `${booking(id)}/calendar.ics`);
  await picture(aileen.page, "shadow-going");

  // A word between the two, live, with a warning where it may name somebody.
  await aileen.page.getByLabel("Write to Bashir").fill("Is Morag Sinclair coming?");
  await expect(aileen.page.getByText(/This may name someone/)).toBeVisible();
  await aileen.page.getByLabel("Write to Bashir").fill("Is there parking?");
  await aileen.page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(aileen.page.getByLabel("Write to Bashir")).toHaveValue("");
  await expect(bashir.page.getByText("Is there parking?")).toBeVisible();
  await expect(bashir.page.locator("[data-live=polite]")).toHaveText("Aileen Muir wrote to you.");
});

test("while nothing comes live, each line stands as soon as it is sent, the second as well as the first", async () => {
  await agreed("Aileen");
  const [dayId = ""] = await dayOf();
  const id = await booked("Aileen", dayId);
  const { page, context } = await set.as("Aileen");
  await page.routeWebSocket(/./, (socket) => socket.close());
  await page.goto(booking(id));
  for (const line of ["Is there parking?", "I come by bus, it does not matter.", "See you then."]) {
    await page.getByLabel("Write to Bashir").fill(line);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(page.getByRole("listitem").filter({ hasText: line })).toBeVisible();
    await expect(page.getByLabel("Write to Bashir")).toHaveValue("");
  }
  await context.close();
});

test("it is changed to another day, and given up, in two clicks each; whoever waits is offered the place", async () => {
  for (const name of ["Aileen", "Jo", "Sana"] as const) await agreed(name);
  const [first = "", second = ""] = await dayOf({ repeat: { every: "week", until: soon(10 + offered + 9) } });
  const id = await booked("Aileen", first);
  await as("Bashir", (trx, actor) => sayYes(trx, actor, id));
  const { bookingId: waits } = await as("Jo", (trx, actor) => waitForPlace(trx, actor, first));
  await jo.page.goto(booking(waits));
  await aileen.page.goto(booking(id));
  await aileen.page.getByText("Change or cancel", { exact: true }).click();
  await picture(aileen.page, "shadow-change");
  await aileen.page.getByRole("button", { name: /with Bashir/ }).first().click();
  await expect(aileen.page.getByRole("heading", { name: "Waiting for a yes" })).toBeVisible();
  await aileen.page.getByRole("link", { name: /^\w{3} \d/ }).first().click();
  await expect(aileen.page).toHaveURL(new RegExp(`${second}$`));

  await expect(jo.page.getByRole("heading", { name: "A place is free for you" })).toBeVisible();
  await expect(jo.page.getByRole("heading", { name: /^Kept for you until/ })).toBeVisible();
  await picture(jo.page, "shadow-offered-phone");
  await jo.page.getByRole("button", { name: "Take it" }).click();
  await expect(jo.page.getByRole("heading", { name: "Waiting for a yes" })).toBeVisible();
  await jo.page.getByText("Change or cancel", { exact: true }).click();
  await jo.page.getByRole("button", { name: "Give up my place" }).click();
  await expect(jo.page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  // What was given up is asked for again, as long as nobody has it.
  await jo.page.getByRole("button", { name: "Undo: ask for this day again" }).click();
  await expect(jo.page.getByRole("heading", { name: "Waiting for a yes" })).toBeVisible();
});

test("the host says not this time, and the guest is shown what else there is", async () => {
  await agreed("Aileen");
  const [first = ""] = await dayOf({ repeat: { every: "week", until: soon(10 + offered + 9) } });
  const id = await booked("Aileen", first);
  await bashir.page.goto(booking(id));
  await aileen.page.goto(booking(id));
  await bashir.page.getByLabel(/^A line to Aileen/).fill("We are short that day.");
  await bashir.page.getByRole("button", { name: "Not this time" }).click();
  await expect(bashir.page.getByRole("heading", { name: "You said not this time" })).toBeVisible();
  await expect(aileen.page.getByText("We are short that day.")).toBeVisible();
  await expect(aileen.page.getByRole("heading", { name: "What else there is" })).toBeVisible();
});

describe("a place that is held", () => {
  test("has a quiet clock, more time, and when it runs out nothing typed is lost", async () => {
    const { page } = aileen;
    const [dayId = ""] = await dayOf();
    await page.goto(`/diary/shadow/${dayId}`);
    await pressBook(page);
    await expect(page.getByRole("timer")).toHaveText(/min left/);
    await page.getByLabel(/Anything that would help/).fill("Back by three, for the school run.");
    const until = async () => (await set.data.admin`select until from shadow_booking where day_id = ${dayId} and state = 'held'`)[0]?.["until"] as Date;
    await set.data.admin`update shadow_booking set until = now() + interval '40 seconds' where day_id = ${dayId}`;
    await page.getByRole("button", { name: "More time" }).click();
    await expect.poll(async () => (await until()).getTime() - Date.now() > 4 * 60_000).toBe(true);
    await expect(page.getByLabel(/Anything that would help/)).toHaveValue("Back by three, for the school run.");

    await set.data.admin`update shadow_booking set until = now() + interval '2 seconds' where day_id = ${dayId}`;
    await page.reload();
    await expect(page.getByLabel(/Anything that would help/)).toHaveValue("Back by three, for the school run.");
    await expect(page.getByText(/is free again/)).toBeVisible();
    await page.getByLabel(/Anything that would help/).fill("Back by half past two.");
    const tick = page.getByLabel("I have read this and I agree");
    if (await tick.isVisible()) await tick.check();
    await ask(page);
    await expect(page.getByRole("heading", { name: "Waiting for a yes" })).toBeVisible();
    await expect(page.getByRole("region", { name: "How it stands" }).getByText("Back by half past two.")).toBeVisible();
  });

  test("that ran out and went to somebody else says so, with the next like it", async () => {
    const { page } = aileen;
    await agreed("Sana");
    const [first = ""] = await dayOf({ repeat: { every: "week", until: soon(10 + offered + 9) } });
    await page.goto(`/diary/shadow/${first}`);
    await pressBook(page);
    await expect(page.getByRole("timer")).toBeVisible();
    await set.data.admin`update shadow_booking set until = now() - interval '1 second' where day_id = ${first}`;
    await booked("Jo", first);
    await expect(page.getByText(/^Next like it:/)).toBeVisible();
  });

  test("is let go with Not now, and others see it at once", async () => {
    const [dayId = ""] = await dayOf();
    await jo.page.goto(`/diary/shadow/${dayId}`);
    await aileen.page.goto(`/diary/shadow/${dayId}`);
    await pressBook(aileen.page);
    await expect(jo.page.locator("#main").getByText("Someone took the last place.")).toBeVisible();
    await aileen.page.getByRole("button", { name: "Not now" }).click();
    await expect(jo.page.getByRole("button", { name: "Book", exact: true })).toBeVisible();
  });
});

test("something else at that time warns, and the day can be booked all the same", async () => {
  await agreed("Aileen");
  const date = soon(40);
  const [one = ""] = await dayOf({ date });
  const [other = ""] = await dayOf({ date, from: "12:00", until: "16:00" });
  await booked("Aileen", one);
  const { page } = aileen;
  await page.goto(`/diary/shadow/${other}`);
  await expect(page.getByText("You have something else then")).toBeVisible();
  await pressBook(page);
  await ask(page);
  await expect(page.getByRole("heading", { name: "Waiting for a yes" })).toBeVisible();
});

test("what a form was told stays while others change the day, until the next is sent", async () => {
  await neverAgreed("Aileen");
  const [dayId = ""] = await dayOf();
  const { page } = aileen;
  await listening(page, `/diary/shadow/${dayId}`, "diary");
  await pressBook(page);
  await ask(page);
  await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await set.data.admin`update shadow_offer set expect_words = 'Sorting, then a walk.' where id = (select offer_id from shadow_day where id = ${dayId})`;
  await as("Jo", (trx, actor) => waitForPlace(trx, actor, dayId));
  await expect(page.getByText("Sorting, then a walk.").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await page.getByLabel("I have read this and I agree").check();
  await ask(page);
  await expect(page.getByRole("heading", { name: "Waiting for a yes" })).toBeVisible();
});

describe("afterwards", () => {
  const been = async () => {
    await agreed("Aileen");
    const [dayId = ""] = await dayOf();
    const id = await booked("Aileen", dayId);
    await as("Bashir", (trx, actor) => sayYes(trx, actor, id));
    await set.data.admin`update shadow_day set starts_at = now() - interval '5 hours', ends_at = now() - interval '1 hour' where id = ${dayId}`;
    return id;
  };

  test("each writes two lines; shared when both agree, on both organisations’ pages, and taken back", async () => {
    const id = await been();
    await aileen.page.goto(booking(id));
    await bashir.page.goto(booking(id));
    await aileen.page.getByLabel("What surprised me").fill("How many people know each other.");
    await aileen.page.getByRole("button", { name: "Save my two lines" }).click();
    await expect(aileen.page.getByRole("link", { name: /what you will do differently/ })).toBeVisible();
    await expect(aileen.page.getByLabel("What surprised me")).toHaveValue("How many people know each other.");
    await aileen.page.getByLabel("What I will do differently").fill("Ring before I refer.");
    await aileen.page.getByRole("button", { name: "Save my two lines" }).click();
    await expect(bashir.page.getByText("How many people know each other.")).toBeVisible();
    await aileen.page.getByRole("button", { name: "I agree to share" }).click();
    await expect(aileen.page.getByText(/Bashir has not said yet/)).toBeVisible();
    await expect(bashir.page.getByText(/Aileen agreed to share/)).toBeVisible();
    await picture(bashir.page, "shadow-after");
    await bashir.page.getByRole("button", { name: "I agree to share" }).click();
    await expect(aileen.page.getByText(/^Shared: both of your lines/)).toBeVisible();
    for (const name of ["Kelpie", "Harbour Link Workers"]) {
      await jo.page.goto(`/directory/organisations/${await set.organisationOf(name)}`);
      await expect(jo.page.getByText("How many people know each other.")).toBeVisible();
    }
    await picture(jo.page, "shadow-shared-lines-phone");
    await aileen.page.getByRole("button", { name: "Take it back" }).click();
    await expect(aileen.page.getByText(/Only the two of you read these lines now/)).toBeVisible();
    await jo.page.reload();
    await expect(jo.page.getByText("How many people know each other.")).toHaveCount(0);
  });

  test("axe finds nothing on it, for either side", async () => {
    const id = await been();
    for (const { page } of [aileen, bashir]) {
      await page.goto(booking(id));
      expect(await faultsAtBothWidths(page, "afterwards")).toEqual([]);
      await resize(page, widths.desktop);
    }
  });
});

test("by keyboard alone: book, agree, ask, change one’s mind", async () => {
  await neverAgreed("Moira");
  const { page } = await set.as("Moira");
  const [dayId = ""] = await dayOf();
  await page.goto(`/diary/shadow/${dayId}`);
  await page.getByRole("button", { name: "Book", exact: true }).focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog", { name: "Book this day" });
  await expect(panel).toBeVisible();
  await panel.getByLabel(/Anything that would help/).focus();
  await page.keyboard.type("Nothing, thank you.");
  await page.keyboard.press("Tab");
  await expect(panel.getByLabel("I have read this and I agree")).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Waiting for a yes" })).toBeVisible();
  await page.getByText("Change or cancel", { exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Give up my place" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
});

test("without scripts: hold, more time, agree, ask, answer, give up", async () => {
  const [dayId = ""] = await dayOf({ seesPeople: true });
  await neverAgreed("Ewan");
  const { page } = await set.as("Ewan", "phone", { javaScriptEnabled: false });
  await page.goto(`/diary/shadow/${dayId}`);
  await pressBook(page);
  await page.getByLabel(/Anything that would help/).fill("A step-free way in.");
  await page.getByRole("button", { name: "More time" }).click();
  await expect(page.getByLabel(/Anything that would help/)).toHaveValue("A step-free way in.");
  await ask(page);
  await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await page.getByLabel("I have read this and I agree").check();
  await ask(page);
  await expect(page.getByRole("heading", { name: "Waiting for a yes" })).toBeVisible();
  await expect(page.getByRole("region", { name: "How it stands" }).getByText("A step-free way in.")).toBeVisible();
  const host = (await set.as("Bashir", "desktop", { javaScriptEnabled: false })).page;
  await host.goto(new URL(page.url()).pathname);
  await host.getByRole("button", { name: "Yes", exact: true }).click();
  await expect(host.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await host.getByLabel("The part with visits is left out").check();
  await host.getByRole("button", { name: "Yes", exact: true }).click();
  await expect(host.getByRole("heading", { name: "Coming" })).toBeVisible();
  await page.reload();
  await page.getByText("Change or cancel", { exact: true }).click();
  await page.getByRole("button", { name: "Give up my place" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
});

describe("when the connection goes while somebody decides", () => {
  const words = "A step-free way in.";
  const notSent = (page: Page) => page.getByRole("alert").getByText("This could not be sent. Your words are still here");
  const askButton = (page: Page) => page.getByRole("button", { name: "Ask Bashir for this day" });
  /** A day of which she holds the only place, with what would help her typed. */
  const deciding = async () => {
    await agreed("Aileen");
    const [dayId = ""] = await dayOf();
    const { page } = aileen;
    await listening(page, `/diary/shadow/${dayId}`, "diary");
    await pressBook(page);
    await page.getByLabel(/Anything that would help/).fill(words);
    return dayId;
  };
  /** The connection is back: all of it is still there, and it is sent. */
  const decided = async () => {
    const { page } = aileen;
    await expect(askButton(page)).toBeEnabled();
    await expect(page.getByLabel(/Anything that would help/)).toHaveValue(words);
    await ask(page);
    await expect(page.getByRole("heading", { name: "Waiting for a yes" })).toBeVisible();
  };

  test("what is open can be read, nothing can be pressed, and what was typed stays", async () => {
    await deciding();
    await withoutConnection(aileen.context, async () => {
      await expect(aileen.page.getByText(/^You are offline\. Asking needs a connection/)).toBeVisible();
      await expect(askButton(aileen.page)).toBeDisabled();
    });
    await decided();
  });

  test("in the very moment in which the page looks again, the panel stays too", async () => {
    const dayId = await deciding();
    const { page } = aileen;
    await lostWhileAsking(aileen, () => as("Jo", (trx, actor) => waitForPlace(trx, actor, dayId)), async () => {
      await expect(page.getByText(/^You are offline\. Asking needs a connection/)).toBeVisible();
      await expect(askButton(page)).toBeDisabled();
    });
    await decided();
  });

  test("and nobody knew it yet, what was pressed comes to nothing, and says so", async () => {
    await deciding();
    const { page } = aileen;
    await unanswered(page, async () => {
      await ask(page);
      await expect(notSent(page)).toBeVisible();
    });
    await decided();
  });

  test("the page of a booking stays, with the line that was being written", async () => {
    await agreed("Aileen");
    const [dayId = ""] = await dayOf();
    const id = await booked("Aileen", dayId);
    const { page } = aileen;
    await listening(page, booking(id), "diary");
    const line = page.getByLabel("Write to Bashir");
    await line.fill("Is there parking?");
    await lostWhileAsking(aileen, () => as("Bashir", (trx, actor) => sayYes(trx, actor, id)), async () => {
      await expect(page.getByText("You are offline. You can read this")).toBeVisible();
    });
    await expect(page.getByRole("heading", { name: "You are going" })).toBeVisible();
    await expect(line).toHaveValue("Is there parking?");
    await unanswered(page, async () => {
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await expect(notSent(page)).toBeVisible();
    });
    await expect(line).toHaveValue("Is there parking?");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(line).toHaveValue("");
  });
});

test("on paper there is what one takes along, and no button", async () => {
  await agreed("Aileen");
  const [dayId = ""] = await dayOf();
  const { page } = aileen;
  await page.goto(booking(await booked("Aileen", dayId)));
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("Step-free from the quay.")).toBeVisible();
  await expect(page.locator("main button:visible")).toHaveCount(0);
  await picture(page, "shadow-on-paper");
  await page.emulateMedia({ media: "screen" });
});

test("the agreement is read by everybody, and put in other words by a facilitator; the old words stay", async () => {
  await aileen.page.goto("/diary/shadow/agreement");
  await expect(aileen.page.getByText("Put it in other words")).toHaveCount(0);
  await picture(aileen.page, "shadow-agreement");
  const fay = await set.as("Fay");
  await fay.page.goto("/diary/shadow/agreement");
  await fay.page.getByText("Put it in other words").click();
  const words = fay.page.getByLabel("What a guest agrees to");
  await words.fill(" ");
  await fay.page.getByRole("button", { name: "Save these words" }).click();
  await expect(fay.page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await words.fill("What I see stays there.");
  await fay.page.getByRole("button", { name: "Save these words" }).click();
  await expect(fay.page.getByText(/^Version 1,/)).toBeVisible();
  await fay.page.getByText("Put it in other words").click();
  expect(await faultsAtBothWidths(fay.page, "agreement")).toEqual([]);
  const [dayId = ""] = await dayOf();
  await aileen.page.goto(`/diary/shadow/${dayId}`);
  await pressBook(aileen.page);
  await expect(aileen.page.getByText("What I see stays there.")).toBeVisible();
});

test("axe finds nothing with the panel and everything else open, at both widths; Tab reaches all of it", async () => {
  const { page } = aileen;
  const [dayId = "", other = ""] = await dayOf({ seesPeople: true, repeat: { every: "week", until: soon(10 + offered + 9) } });
  await resize(page, widths.desktop);
  await page.goto(`/diary/shadow/${dayId}`);
  expect(await faultsAtBothWidths(page, "a day")).toEqual([]);
  expect(await sidewaysAt320(page)).toBe(0);
  await resize(page, widths.desktop);
  await pressBook(page);
  await expect(page.getByRole("dialog", { name: "Book this day" })).toBeVisible();
  await picture(page, "shadow-panel");
  expect(await faultsAtBothWidths(page, "the panel")).toEqual([]);
  await resize(page, widths.desktop);
  await page.goto(`/diary/shadow/${dayId}`);
  expect(await faultsAtBothWidths(page, "held, as a page")).toEqual([]);
  expect(await tabThrough(page, "phone")).toEqual({ missed: [], hidden: [] });
  await agreed("Jo");
  const id = await booked("Jo", other);
  for (const shown of [jo.page, bashir.page]) {
    await shown.goto(booking(id));
    for (const summary of await shown.locator("main summary").all()) await summary.click();
    expect(await faultsAtBothWidths(shown, "a booking")).toEqual([]);
    expect(await sidewaysAt320(shown)).toBe(0);
    expect(await tabThrough(shown, "phone")).toEqual({ missed: [], hidden: [] });
    await resize(shown, widths.desktop);
  }
});

test("no page threw an error", () => {
  expect(set.faults).toEqual([]);
});

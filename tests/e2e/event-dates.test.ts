import { beforeAll, describe, test } from "vitest";
import { inviteGuest, planEvent } from "~/features/events/commands.server";
import { addDays, dayAt } from "~/shared/zoned";
import { withActor } from "~/shared/actor.server";
import { demonstration, expect, type Person } from "./demonstration";
import { faultsAtBothWidths, sidewaysAt320 } from "./look";

const set = demonstration();
const inDays = (days: number) => addDays(dayAt(new Date()), days);
const date = (days: number) => ({ date: inDays(days), from: "13:00", until: "14:30" });
const script = "<script>alert(1)</script> Una";
let eventId: string;
let token: string;
let bashir: Person;

beforeAll(async () => {
  const actor = await set.actorOf("Bashir");
  ({ eventId } = await withActor(set.data.db, actor, (trx) => planEvent(trx, actor, { title: "Debt advice, face to face", purpose: "Who does what, and whom to ring.", place: "Quayside hall", capacity: 1, options: [date(20), date(22), date(27)] })));
  const asked = await withActor(set.data.db, actor, (trx) => inviteGuest(trx, actor, eventId, { name: script, email: "una@pier.example", organisation: "Pier Road Practice", role: "practice" }, { baseUrl: set.server.baseUrl }));
  token = asked.token ?? "";
  bashir = await set.as("Bashir");
});

const suits = (page: Person["page"], row: number, says: string) => page.locator("li", { has: page.getByRole("group", { name: /does it suit/ }) }).nth(row).getByLabel(says, { exact: true });

describe("a date is found together", () => {
  test("by somebody with an account and a guest with a link, each seeing what suits", async () => {
    await bashir.page.goto(`/diary/events/${eventId}/dates`);
    const guest = await set.stranger("phone");
    await guest.goto(`/rsvp/${token}`);
    await expect(guest.getByRole("heading", { level: 1, name: "Debt advice, face to face" })).toBeVisible();
    await expect(guest.getByText(`Hello ${script}.`)).toBeVisible();
    for (const [row, says] of [[0, "No"], [1, "Yes"], [2, "If need be"]] as const) await suits(guest, row, says).check();
    await guest.getByRole("button", { name: "Say which suit" }).click();
    await expect(guest.getByText("Thank you. You can change it until the date is set.")).toBeVisible();
    await expect(suits(guest, 1, "Yes")).toBeChecked();

    // Seen by the planner without asking again.
    await expect(bashir.page.getByText("Suits most: 1 yes, 0 if need be, 0 no")).toBeVisible();
    const aileen = await set.as("Aileen", "phone");
    await aileen.page.goto(`/diary/events/${eventId}`);
    await aileen.page.getByRole("link", { name: "Say which suit" }).click();
    await suits(aileen.page, 1, "Yes").check();
    await aileen.page.getByRole("button", { name: "Say which suit" }).click();
    await expect(aileen.page.getByText("Thank you. You can change it until the date is set.")).toBeVisible();
    await expect(bashir.page.getByText("Suits most: 2 yes, 0 if need be, 0 no")).toBeVisible();
    await aileen.context.close();
    await guest.context().close();
  });

  test("a wrong date keeps what was typed; two dates are the least", async () => {
    const { page } = bashir;
    await page.getByText("Add another date").click();
    await page.getByRole("button", { name: "Add the date" }).click();
    await expect(page.getByRole("alert").getByText("There is a problem")).toBeVisible();
    await page.getByRole("button", { name: /^Take out/ }).first().click();
    await expect(page.getByText("The date is taken out.")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Take out/ })).toHaveCount(0);
  });

  test("whoever plans sets it, and the guest is asked whether they come", async () => {
    const { page } = bashir;
    await page.getByRole("button", { name: /^Set / }).first().click();
    await expect(page).toHaveURL(new RegExp(`/diary/events/${eventId}\\?done=date_set`));
    const guest = await set.stranger("phone");
    await guest.goto(`/rsvp/${token}`);
    await expect(guest.getByText("(UK time)")).toBeVisible();
    await guest.getByRole("button", { name: "Going" }).click();
    await expect(guest.getByRole("heading", { name: "You are going" })).toBeVisible();
    await page.getByRole("button", { name: "Going" }).click();
    await expect(page.getByRole("heading", { name: "You wait for a place, first in line" })).toBeVisible();

    await guest.getByText("I can’t, and why").click();
    await guest.getByLabel("A line, if you like").fill("My clinic moved.");
    await guest.getByRole("button", { name: "I have a clinic" }).click();
    await expect(guest.getByRole("heading", { name: "You cannot come" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "You are going" })).toBeVisible();
    await guest.context().close();
  });
});

describe("a guest's link", () => {
  test("works without scripts", async () => {
    const guest = await set.stranger("phone", { javaScriptEnabled: false });
    await guest.goto(`/rsvp/${token}`);
    await guest.getByRole("button", { name: "Maybe" }).click();
    await expect(guest.getByRole("heading", { name: "You may come" })).toBeVisible();
    await guest.context().close();
  });

  test("is clear to everybody at both widths", async () => {
    const guest = await set.stranger();
    await guest.goto(`/rsvp/${token}`);
    await guest.getByText("Take me off this list").click();
    expect(await faultsAtBothWidths(guest, "a guest's page")).toEqual([]);
    expect(await sidewaysAt320(guest)).toBe(0);
    await guest.context().close();
  });

  test("that is forged, or given up, says so and does nothing", async () => {
    const guest = await set.stranger("phone");
    const forged = await guest.goto(`/rsvp/${token.startsWith("x") ? "y" : "x"}${token.slice(1)}`);
    expect(forged?.status()).toBe(404);
    await expect(guest.getByRole("heading", { level: 1, name: "This link does not work" })).toBeVisible();
    await guest.goto(`/rsvp/${token}`);
    await guest.getByText("Take me off this list").click();
    await guest.getByRole("button", { name: "Take me off", exact: true }).click();
    await expect(guest.getByText("You are not on this list any more. Ask whoever invited you for a new link.").first()).toBeVisible();
    await expect(guest.getByRole("button", { name: "Going" })).toHaveCount(0);
    await guest.context().close();
  });
});

test("no page threw an error in all of this", () => {
  expect(set.faults.filter((fault) => !fault.includes("404"))).toEqual([]);
});

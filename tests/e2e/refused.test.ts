import type { Locator, Page } from "@playwright/test";
import { beforeAll, describe, test } from "vitest";
import { cancelEvent, planEvent } from "~/features/events/commands.server";
import { answerAsk, askNetwork, takeBackAnswer } from "~/features/gaps/asks/commands.server";
import { moveGap, postGap, takeRole } from "~/features/gaps/commands.server";
import { addOrganisation } from "~/features/people/commands.server";
import { askForIntroduction, endTie, reviveTie, withdrawIntroduction } from "~/features/relationships/commands.server";
import { askForVoices, propose, takeBackToWriting } from "~/features/relationships/decisions/commands.server";
import { callOffHandover, openHandover } from "~/features/relationships/handover/commands.server";
import { agreeToTerms, book, currentTerms, notThisTime, offerDays } from "~/features/shadowing/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Documents } from "~/shared/services.server";
import { addDays, dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { demonstration, expect, type Name, type Person } from "./demonstration";
import { listening } from "./listening";

const set = demonstration();
let aileen: Person;
let bashir: Person;
beforeAll(async () => {
  aileen = await set.as("Aileen");
  bashir = await set.as("Bashir");
});

const as = async <T>(name: Name, work: (trx: Database, actor: Actor) => Promise<T>) => {
  const actor = await set.actorOf(name);
  return withActor(set.data.db, actor, (trx) => work(trx, actor));
};
const inDays = (days: number) => addDays(dayAt(new Date()), days);
const nothingWritten = { read: async () => new Map() } as unknown as Documents;
const problem = (page: Page) => page.getByRole("alert", { name: "There is a problem" });

async function tieOfBoth(): Promise<{ id: string; version: number }> {
  const [mine, theirs] = [(await set.actorOf("Aileen")).seat?.organisationId ?? "", await set.organisationOf("Kelpie Food Hub")];
  const [tie] = await set.data.admin<{ id: string; version: number; state: string }[]>`select id, version, state from tie where ${mine} in (one_id, other_id) and ${theirs} in (one_id, other_id)`;
  if (tie?.state === "ended") await as("Aileen", (trx, actor) => reviveTie(trx, actor, tie.id, { version: tie.version }));
  return { id: tie?.id ?? "", version: (tie?.version ?? 0) + (tie?.state === "ended" ? 1 : 0) };
}
const endedByAileen = ({ id, version }: { id: string; version: number }) => as("Aileen", (trx, actor) => endTie(trx, actor, id, { version }));

/** Nothing that the page asks is answered before it is let go; what it sends is. */
async function stillAsItWas(page: Page): Promise<() => void> {
  let go = () => {};
  const gone = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/*.data*", async (route) => {
    if (route.request().method() === "GET") await gone;
    // The page may have thought better of it.
    await route.continue().catch(() => {});
  });
  return go;
}

/** What somebody presses, and who was quicker. `said`: where the form itself says why it was refused. */
type Late = { by: Person; address: string; topic: string; button: string | RegExp; quicker: () => Promise<unknown>; sentence: string; ready?: (page: Page) => Promise<unknown>; said?: (page: Page) => Locator };

async function readsWhyAllTheSame({ by: { page }, address, topic, button, quicker, sentence, ready, said = problem }: Late): Promise<void> {
  await listening(page, address, topic);
  // What is pressed may be folded away.
  await page.locator("details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
  const pressed = page.getByRole("main").getByRole("button", { name: button }).first();
  await expect(pressed).toBeVisible();
  await ready?.(page);
  const look = await stillAsItWas(page);
  try {
    await quicker();
    await pressed.click();
    await expect(said(page)).toHaveCount(1);
    await expect(said(page)).toContainText(sentence);
    look();
    await expect(pressed).toHaveCount(0);
    await expect(problem(page)).toHaveCount(1);
    await expect(problem(page)).toContainText(sentence);
    await expect(problem(page)).toBeFocused();
    await expect(page.locator("[data-says]")).toHaveCount(0);
  } finally {
    look();
    await page.unrouteAll({ behavior: "ignoreErrors" });
  }
}

describe("somebody was quicker, and the form goes: why it was refused stays to be read", () => {
  test("a tie that was ended", async () => {
    const tie = await tieOfBoth();
    await readsWhyAllTheSame({ by: bashir, address: `/directory/ties/${tie.id}`, topic: `tie:${tie.id}`, button: "End it", quicker: () => endedByAileen(tie), sentence: "Aileen Muir ended it first. Look again." });
  });

  test("what is decided together", async () => {
    const aileens = (await set.actorOf("Aileen")).seat?.organisationId ?? "";
    const decisionId = await as("Bashir", async (trx, actor) => (await propose(trx, actor, { title: "Ring first", summary: "Then send.", named: [aileens] })).decisionId);
    await as("Bashir", (trx, actor) => askForVoices(trx, actor, nothingWritten, decisionId, { version: 1 }));
    await readsWhyAllTheSame({ by: aileen, address: `/decisions/${decisionId}`, topic: `decision:${decisionId}`, button: "Say so", quicker: () => as("Bashir", (trx, actor) => takeBackToWriting(trx, actor, decisionId, { version: 2 })), sentence: "It is being written again. Look at the words, then say it.", ready: (page) => page.getByRole("radio", { name: /^We consent/ }).check() });
  });

  test("a handover that was called off", async () => {
    const { handoverId } = await as("Aileen", (trx, actor) => openHandover(trx, actor, { postId: actor.seat?.postId ?? "", lastDay: inDays(40) }));
    await readsWhyAllTheSame({ by: aileen, address: `/team/handovers/${handoverId}`, topic: `handover:${handoverId}`, button: "Keep the day", quicker: () => as("Aileen", (trx, actor) => callOffHandover(trx, actor, handoverId)), sentence: "This handover is over." });
  });

  test("an introduction that is needed no more", async () => {
    const { organisationId } = await as("Fay", (trx, actor) => addOrganisation(trx, actor, { name: "Dune Sports Hall", kind: "third_sector", area: "Dunes" }));
    const { introductionId } = await as("Jo", (trx, actor) => askForIntroduction(trx, actor, { wantedId: organisationId, line: "About their piano." }));
    await readsWhyAllTheSame({ by: await set.as("Fay"), address: `/directory/introductions/${introductionId}`, topic: "ties", button: "Not this time", quicker: () => as("Jo", (trx, actor) => withdrawIntroduction(trx, actor, introductionId, { version: 1 })), sentence: "Somebody answered this first. Look again." });
  });

  test("an event that was cancelled", async () => {
    const { eventId } = await as("Bashir", (trx, actor) => planEvent(trx, actor, { title: "Soup and forms", place: "Quayside hall", times: { date: inDays(30), from: "13:00", until: "14:30" } }));
    await readsWhyAllTheSame({ by: aileen, address: `/diary/events/${eventId}`, topic: `event:${eventId}`, button: /^Going/, quicker: () => as("Bashir", (trx, actor) => cancelEvent(trx, actor, eventId)), sentence: "This event was cancelled." });
  });

  test("a shadow day that was answered", async () => {
    const [dayId = ""] = (await as("Bashir", (trx, actor) => offerDays(trx, actor, { date: inDays(12), from: "09:30", until: "13:00", where: "Quayside hall", expect: "Sorting, then the counter.", access: "", places: 1 }))).dayIds;
    await as("Jo", async (trx, actor) => agreeToTerms(trx, actor, (await currentTerms(trx)).version));
    const { bookingId } = await as("Jo", (trx, actor) => book(trx, actor, dayId, {}));
    await readsWhyAllTheSame({ by: bashir, address: `/diary/shadow/bookings/${bookingId}`, topic: "diary", button: "Yes", quicker: () => as("Bashir", (trx, actor) => notThisTime(trx, actor, bookingId)), sentence: "“Not this time” was said already." });
  });

  test("an answer that was taken back", async () => {
    const { askId } = await as("Aileen", (trx, actor) => askNetwork(trx, actor, { question: "Who lends a big pot?", need: "food", groups: [] }));
    const { answerId } = await as("Bashir", (trx, actor) => answerAsk(trx, actor, askId, { line: "We have two." }));
    const sentence = "This answer was taken back meanwhile.";
    await readsWhyAllTheSame({ by: aileen, address: `/gaps/asks/${askId}`, topic: "asks", button: "Keep this answer", quicker: () => as("Bashir", (trx, actor) => takeBackAnswer(trx, actor, answerId)), sentence, said: (page) => page.getByRole("main").getByText(sentence) });
  });

  test("a gap that another took the lead of: whoever pressed goes on from the line that says so", async () => {
    const { page } = aileen;
    const { gapId } = await as("Aileen", (trx, actor) => postGap(trx, actor, { sentence: "Nowhere to mend a coat", need: "company", groups: [] }));
    await listening(page, `/gaps/${gapId}`, `gap:${gapId}`);
    const look = await stillAsItWas(page);
    await as("Jo", (trx, actor) => takeRole(trx, actor, gapId, "lead"));
    await page.getByRole("button", { name: "Take the lead" }).click();
    const why = page.getByRole("main").locator("[data-says]").filter({ hasText: "took the lead first" });
    await expect(why).toHaveCount(1);
    look();
    await expect(page.getByRole("button", { name: "Take the lead" })).toHaveCount(0);
    await expect(why).toBeFocused();
    await page.unrouteAll({ behavior: "ignoreErrors" });
  });
});

describe("without scripts the page comes back as it is now, with why it was not done", () => {
  test("a tie that was ended", async () => {
    const tie = await tieOfBoth();
    const { page } = await set.as("Bashir", "phone", { javaScriptEnabled: false });
    await page.goto(`/directory/ties/${tie.id}`);
    // Where the form is still there it says so itself, and nothing is said twice.
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(problem(page)).toHaveCount(1);
    await expect(page.locator("#write").getByRole("alert")).toBeVisible();
    await page.getByText("End this tie").click();
    await endedByAileen(tie);
    await page.getByRole("button", { name: "End it" }).click();
    await expect(page.getByRole("button", { name: "End it" })).toHaveCount(0);
    await expect(problem(page)).toHaveCount(1);
    await expect(problem(page)).toContainText("Aileen Muir ended it first. Look again.");
  });

  test("a gap that was revived", async () => {
    const { gapId } = await as("Aileen", (trx, actor) => postGap(trx, actor, { sentence: "Nobody to play draughts with", need: "company", groups: [] }));
    await as("Aileen", (trx, actor) => moveGap(trx, actor, gapId, { to: "resting", version: 1 }));
    const { page } = await set.as("Bashir", "phone", { javaScriptEnabled: false });
    await page.goto(`/gaps/${gapId}`);
    await as("Jo", (trx, actor) => moveGap(trx, actor, gapId, { to: "seen", version: 2 }));
    await page.getByRole("button", { name: "Revive" }).click();
    await expect(page.getByRole("button", { name: "Revive" })).toHaveCount(0);
    await expect(problem(page)).toHaveCount(1);
    await expect(problem(page)).toContainText("Jo Rennie moved this first");
  });
});

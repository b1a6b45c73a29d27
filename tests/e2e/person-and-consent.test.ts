import { beforeAll, describe, test } from "vitest";
import { demonstration, expect, type Person, type Shown, shownNote } from "./demonstration";
import { addSomeone, recordConsent } from "./consent-steps";
import { searchFor } from "./look";
import { joined } from "./note-page";

const set = demonstration();
let aileen: Person;
let shown: Shown;
beforeAll(async () => {
  aileen = await set.as("Aileen");
  shown = await set.mrsK();
});
const kelpie = { with: "Kelpie Food Hub", search: "kelpy food", parts: ["Shared plan"], together: true };

test("Aileen adds somebody, asks in four steps, and prints what was agreed in large type", async () => {
  const { page } = aileen;
  await page.goto("/people/new");
  await page.getByRole("button", { name: "Add, then ask about consent" }).click();
  await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await addSomeone(page, { name: "Mr Teviot", whatMatters: "The allotment. Getting there." });
  await page.getByRole("button", { name: "Carry on" }).click();
  await expect(page.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await recordConsent(page, { words: "Aye, the hub folk can see the plan.", sharing: kelpie });
  const sheet = page.locator("main");
  await expect(sheet).toContainText("Kelpie Food Hub may read and write the shared plan");
  await expect(sheet).toContainText("Aye, the hub folk can see the plan.");
  await expect(sheet).toContainText("stop");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  expect(await sheet.getByText(/may read and write the shared plan/).evaluate((line) => Number.parseFloat(getComputedStyle(line).fontSize))).toBeGreaterThanOrEqual(18);
  await page.emulateMedia({ media: "screen" });
  const bashir = await set.as("Bashir");
  await bashir.page.goto("/people");
  await expect(bashir.page.getByRole("link", { name: /Mr Teviot/ })).toBeVisible();
});

test("the same without scripts", async () => {
  const { page } = await set.as("Aileen", "phone", { javaScriptEnabled: false });
  await addSomeone(page, { name: "Isla", whatMatters: "A quiet room." });
  await recordConsent(page, { words: "Yes, go on.", sharing: kelpie });
  await expect(page.locator("main")).toContainText("Kelpie Food Hub may read and write the shared plan");
});

test("who has looked: one visit is one line in plain words, and looking is a look", async () => {
  const sana = await set.as("Sana");
  await sana.page.goto(`/people/${shown.clientId}`);
  await expect(sana.page.getByRole("heading", { level: 1 })).toHaveText("Mrs K.");
  const { page } = aileen;
  await page.goto(`/people/${shown.clientId}/looks`);
  const hers = page.locator("main li").filter({ hasText: "Sana Iqbal" });
  await expect(hers).toHaveCount(1);
  await expect(hers).toContainText(/Sana Iqbal, Kelpie Food Hub, read .*what matters to them/);
  await page.reload();
  await expect(page.locator("main li").filter({ hasText: "Aileen Muir" }).filter({ hasText: "who has looked" }).first()).toBeVisible();
  await page.getByRole("link", { name: "Print this for Mrs K." }).click();
  await expect(page.locator("main")).toContainText("Sana Iqbal, Kelpie Food Hub");
});

describe("the past of a section", () => {
  test("plays, compares, and goes back to an earlier moment as a new edit", async () => {
    const { page } = aileen;
    await page.goto(shown.notePath);
    await page.getByRole("link", { name: "History of Visit" }).click();
    const slider = page.getByRole("slider", { name: "Moment" });
    await expect(page.getByText("Bashir Khan").first()).toBeVisible();
    await slider.press("Home");
    const words = page.getByRole("article");
    await expect(words).not.toContainText("wash up");
    await page.getByRole("checkbox", { name: "Compare with now" }).check();
    await expect(page.locator("ins").filter({ hasText: "wash up" }).first()).toBeVisible();
    await page.getByRole("checkbox", { name: "Compare with now" }).uncheck();
    await page.getByRole("button", { name: "Play" }).click();
    await expect(words).toContainText("wash up");
    await expect(page.getByText("as it reads now")).toBeVisible();
    await slider.press("Home");
    await page.getByRole("button", { name: "Rewind to here" }).click();
    await expect(page).toHaveURL(new RegExp(`${shown.noteId}$`));
    await expect(await joined(aileen)).not.toContainText("wash up");
    await page.getByRole("link", { name: "History of Visit" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Aileen Muir" })).toContainText("as it reads now");
    await expect(words).not.toContainText("wash up");
    await page.goto(`/people/${shown.clientId}/history`);
    await expect(page.locator("main")).toContainText("took a part of a note back to an earlier version");
  });
});

describe("a person whose name is an attack", () => {
  const name = "<img src=x onerror=alert(1)>";

  test("is a name like any other, on every screen it stands on", async () => {
    const { page } = aileen;
    const alarms: string[] = [];
    page.on("dialog", (dialog) => {
      alarms.push(dialog.message());
      void dialog.dismiss();
    });
    await addSomeone(page, { name, whatMatters: `${name} </script><script>alert(2)</script>` });
    await recordConsent(page, { words: `${name} said yes.`, sharing: { ...kelpie, parts: ["Shared plan", "What matters to me"] } });
    const clientId = /people\/([^/]+)/.exec(page.url())?.[1] ?? "";
    await page.goto(`/people/${clientId}/notes/new`);
    await page.getByRole("checkbox", { name: "Shared plan" }).check();
    await page.getByRole("button", { name: "Begin" }).click();
    await page.waitForURL(/\/notes\/[0-9a-f-]{36}$/);
    const words = await joined(aileen, "Shared plan");
    await words.pressSequentially(`${name} and more`);
    await expect(words).toContainText(name);
    // The browser asks before it leaves words that are still on their way: so is it asked here.
    await page.waitForFunction(() => dispatchEvent(new Event("beforeunload", { cancelable: true })));
    const { notePath } = await shownNote(set.data, name);
    const people = [aileen, await set.as("Bashir")];
    const paths = ["", "/notes", "/plan", "/sharing", "/looks", "/looks/sheet", "/history", "/details", "/withdrawal", "/consent/new", "/lawful-basis"];
    for (const { page: reader } of people) {
      reader.on("dialog", (dialog) => alarms.push(dialog.message()));
      for (const path of ["/today", "/people", `/search?q=${encodeURIComponent("img src")}`, notePath, ...paths.map((rest) => `/people/${clientId}${rest}`)]) {
        await reader.goto(path);
        expect(await reader.locator("img[src=x]").count()).toBe(0);
      }
    }
    await page.goto(notePath);
    await joined(aileen, "Shared plan");
    await page.getByRole("button", { name: "No longer agrees…" }).first().click();
    await expect(page.getByRole("dialog")).toContainText(name);
    await page.keyboard.press("Escape");
    await searchFor(page, "img src");
    await expect(page.getByText(name).last()).toBeVisible();
    expect(await page.locator("img[src=x]").count()).toBe(0);
    expect(alarms).toEqual([]);
  });
});

test("no page threw an error in all of this", () => {
  expect(set.faults).toEqual([]);
});

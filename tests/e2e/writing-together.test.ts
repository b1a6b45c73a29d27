import type { Locator } from "@playwright/test";
import { beforeAll, test } from "vitest";
import { withoutConnection } from "../support/browser";
import { promised } from "../support/size";
import { eventually } from "../support/wait";
import { demonstration, expect, type Person, type Shown } from "./demonstration";
import { agree, newLine, joined, part } from "./note-page";

const set = demonstration();
let shown: Shown;
let aileen: Person;
let bashir: Person;

/** Aileen at a desk, Bashir with a thumb. They keep the note open from one story to the next, as colleagues do. */
beforeAll(async () => {
  shown = await set.mrsK();
  [aileen, bashir] = await Promise.all([set.as("Aileen"), set.as("Bashir", "phone")]);
  await Promise.all([aileen, bashir].map(({ page }) => page.goto(shown.notePath)));
});

/** Both with the same part in view and live. */
async function bothIn(title: string) {
  const [hers, his] = await Promise.all([joined(aileen, title), joined(bashir, title)]);
  return { hers, his };
}

test("Aileen and Bashir type at once: both see every letter, each other's name and caret", async () => {
  const { hers, his } = await bothIn("Visit");
  await expect(aileen.page.getByRole("list", { name: "Here now" }).getByRole("img", { name: "Bashir K." })).toBeVisible();
  await expect(bashir.page.getByRole("list", { name: "Here now" }).getByRole("img", { name: "Aileen M." })).toBeVisible();
  await newLine(hers);
  await his.tap();
  await his.press("Control+Home");
  const morning = "She asked about the garden on Brae Street. ";
  const evening = "Tam can fetch them both on Thursday. ";
  await Promise.all([hers.pressSequentially(morning, { delay: 12 }), his.pressSequentially(evening, { delay: 15 })]);
  for (const words of [hers, his]) await expect(words).toContainText(morning.trim());
  for (const words of [hers, his]) await expect(words).toContainText(evening.trim());
  await agree(hers, his);
  await expect(hers.locator(`[data-caret="${bashir.accountId}"] [data-name="Bashir"]`)).toHaveCount(1);
  await expect(his.locator(`[data-caret="${aileen.accountId}"] [data-name="Aileen"]`)).toHaveCount(1);
  await expect(part(aileen.page, "Visit").region).toContainText("Bashir K. is writing with you. You both can see this");
  for (const { page } of [aileen, bashir]) await expect(part(page, "Visit").saved).toHaveText(/^Saved \d{1,2}:\d\d( am| pm)?$/);
});

test("undo takes back one's own words only", async () => {
  const { hers, his } = await bothIn("Shared plan");
  await newLine(hers);
  await hers.pressSequentially("Hers to take back.");
  await expect(his).toContainText("Hers to take back.");
  await newLine(his);
  await his.pressSequentially("His to stay.");
  await expect(hers).toContainText("His to stay.");
  await part(aileen.page, "Shared plan").tool("Undo").click();
  await expect(his).not.toContainText("Hers to take back.");
  await expect(his).toContainText("His to stay.");
  await expect(hers).toContainText("His to stay.");
  await part(aileen.page, "Shared plan").tool("Redo").click();
  await expect(his).toContainText("Hers to take back.");
  await expect(part(bashir.page, "Shared plan").tool("Undo")).toBeEnabled();
});

test("headings, lists and links are made with the keyboard and the thumb", async () => {
  const { hers, his } = await bothIn("Shared plan");
  await newLine(hers);
  await part(aileen.page, "Shared plan").tool("Heading").click();
  await hers.pressSequentially("Before Monday");
  await expect(his.getByRole("heading", { name: "Before Monday" })).toBeVisible();
  await newLine(his);
  await part(bashir.page, "Shared plan").tool("List").tap();
  await his.pressSequentially("Bring the letter");
  await his.press("Enter");
  await his.pressSequentially("Ask for the back room");
  await expect(hers.getByRole("listitem").filter({ hasText: "Ask for the back room" })).toBeVisible();
  await his.press("Enter");
  await his.press("Enter");
  await newLine(hers);
  await hers.press("Control+k");
  const dialog = aileen.page.getByRole("dialog", { name: "Link" });
  await dialog.getByRole("textbox").fill("javascript:alert(1)");
  await dialog.getByRole("textbox").press("Enter");
  await expect(dialog).toContainText("Give a web address");
  await dialog.getByRole("textbox").fill("kelpiefood.example/thursdays");
  await dialog.getByRole("button", { name: "Keep the link" }).click();
  await expect(dialog).toBeHidden();
  await expect(his.getByRole("link", { name: "kelpiefood.example/thursdays" })).toHaveAttribute("href", "https://kelpiefood.example/thursdays");
});

/** As Word for Windows puts it on the clipboard: drawn bullets, remarks, tracked changes, hidden text, a picture. */
const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><style>p.MsoNormal{mso-style-parent:"";font-family:"Calibri"}</style></head><body>
<!--StartFragment--><h1 style='mso-margin-top-alt:auto'>Shopping<o:p></o:p></h1>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span style='font-size:14.0pt;color:red'>Oats</span></b> and <a href="javascript:steal()">milk</a><span style='mso-special-character:comment'><a href="#_msocom_1">[JR1]</a></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span>Bread<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Soap</p>
<p class=MsoNormal><del>was deleted before</del><span style='display:none'>hidden remark</span><img src=x onerror="document.title='taken'"></p>
<div style='mso-element:comment'>What Jo really thinks</div><!--EndFragment--></body></html>`;

test("what is pasted from Word arrives clean on both pages", async () => {
  const { hers, his } = await bothIn("Shared plan");
  await newLine(hers);
  await hers.evaluate((text, html) => {
    const clipboard = new DataTransfer();
    clipboard.setData("text/html", html);
    clipboard.setData("text/plain", "Shopping");
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
  }, fromWord);
  for (const words of [his, hers]) {
    await expect(words.getByRole("heading", { name: "Shopping" })).toBeVisible();
    await expect(words.getByRole("listitem").filter({ hasText: /^Bread$/ })).toBeVisible();
    await expect(words.locator("strong", { hasText: "Oats" })).toBeVisible();
    await expect(words).not.toContainText(/JR1|really thinks|deleted before|hidden remark/);
    expect(await words.evaluate((text) => text.querySelectorAll("img:not(.ProseMirror-separator), script, font, [style*='mso'], [class*='Mso'], a[href^='javascript']").length)).toBe(0);
  }
  expect(await aileen.page.title()).not.toBe("taken");
});

test("an @ offers only colleagues who may read this part, by arrows or by thumb", async () => {
  const { hers, his } = await bothIn("Visit");
  await newLine(hers);
  await hers.pressSequentially("Thanks @");
  const offered = aileen.page.getByRole("listbox", { name: "Colleagues who can read this" });
  await expect(offered.getByRole("option", { name: /Bashir Khan/ })).toBeVisible();
  await expect(offered).not.toContainText(/Catriona|Ellen|Tam|Moira/);
  await hers.pressSequentially("Jo");
  await expect(offered.getByRole("option")).toHaveCount(1);
  await hers.press("Enter");
  await expect(his.locator(".mention", { hasText: "@Jo Rennie" })).toBeVisible();
  await newLine(his);
  await his.pressSequentially("And @Sa");
  await bashir.page.getByRole("listbox", { name: "Colleagues who can read this" }).getByRole("option", { name: /Sana Iqbal/ }).tap();
  await expect(hers.locator(".mention", { hasText: "@Sana Iqbal" })).toBeVisible();
});

test("offline: within about two seconds it says Not saved; back online the words of both are there", async () => {
  const { hers, his } = await bothIn("Visit");
  await newLine(his);
  await his.pressSequentially("Before the tunnel. ");
  await expect(hers).toContainText("Before the tunnel.");
  await withoutConnection(bashir.context, async () => {
    await his.pressSequentially("In the tunnel. ");
    const typedAt = performance.now();
    await expect(part(bashir.page, "Visit").saved).toHaveText("Not saved");
    expect(performance.now() - typedAt).toBeLessThan(promised(4_000));
    await newLine(hers);
    await hers.pressSequentially("Meanwhile at the desk. ");
    await expect(part(aileen.page, "Visit").saved).toHaveText(/^Saved/);
    await expect(hers).not.toContainText("In the tunnel.");
  });
  await expect(hers).toContainText("In the tunnel.");
  await expect(his).toContainText("Meanwhile at the desk.");
  await expect(part(bashir.page, "Visit").saved).toHaveText(/^Saved/);
  await agree(hers, his);
});

test("a page that is asked again while nobody answers keeps its words and its caret", async () => {
  const { his } = await bothIn("Visit");
  await newLine(his);
  await bashir.page.route("**/*.data*", (route) => route.abort("connectionrefused"));
  let unanswered = 0;
  bashir.page.on("requestfailed", (request) => (unanswered += Number(request.url().includes(".data"))));
  await aileen.page.getByText("Add a next step", { exact: true }).click();
  await aileen.page.getByRole("textbox", { name: "What happens next?" }).fill("Find the big pot");
  await aileen.page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(aileen.page.getByRole("checkbox", { name: "Find the big pot" })).toBeVisible();
  await eventually(() => unanswered > 0, "Bashir's page to ask again");
  await his.pressSequentially("Still here. ");
  await expect(part(aileen.page, "Visit").words).toContainText("Still here.");
  await bashir.page.unroute("**/*.data*");
});

test("the server is killed while both type: nothing that was called saved is lost, and both agree again", async () => {
  const { hers, his } = await bothIn("Visit");
  const typing = { over: false };
  await Promise.all([newLine(hers), newLine(his)]);
  const typed = [hers, his].map(async (words, who) => {
    for (let count = 0; !typing.over; count++) await words.pressSequentially(`w${who}.${count}; `);
  });
  await eventually(async () => /w0\.3;/.test((await his.textContent()) ?? "") && /w1\.3;/.test((await hers.textContent()) ?? ""), "both to be well under way", 30_000);
  const promised = await seenWords(hers, his);
  await set.server.kill9();
  await expect(part(aileen.page, "Visit").saved).toHaveText("Not saved");
  typing.over = true;
  await Promise.all(typed);
  await set.server.restart();
  for (const { page } of [aileen, bashir]) await expect(part(page, "Visit").saved).toHaveText(/^Saved/);
  await agree(hers, his);
  for (const word of promised) await expect(his).toContainText(word);
  const jo = await set.as("Jo");
  await jo.page.goto(shown.notePath);
  for (const word of promised) await expect(part(jo.page, "Visit").region).toContainText(word);
});

/** What one sees of the other's words was committed before it was shown. */
async function seenWords(hers: Locator, his: Locator): Promise<string[]> {
  const [inHers, inHis] = await Promise.all([hers.textContent(), his.textContent()]);
  const seen = [...(inHis?.matchAll(/w0\.\d+;/g) ?? []), ...(inHers?.matchAll(/w1\.\d+;/g) ?? [])].map(String);
  expect(seen.length).toBeGreaterThan(6);
  return seen;
}

test("no page threw an error in all of this", () => {
  expect(set.faults).toEqual([]);
});

import type { Locator, Page } from "@playwright/test";
import { eventually } from "../support/wait";
import { expect, type Person } from "./demonstration";

/** One part of a note as somebody has it open. */
export function part(page: Page, title: string) {
  const region = page.getByRole("region", { name: title, exact: true });
  return {
    region,
    words: region.getByRole("textbox", { name: title, exact: true }),
    tool: (name: string) => region.getByRole("toolbar").getByRole("button", { name, exact: true }),
    saved: region.locator("[data-save-state]"),
  };
}

/** Waits until a part of the open note is live: the caret can go in. A part joins when it comes into view. */
export async function joined({ page }: Pick<Person, "page">, title = "Visit"): Promise<Locator> {
  const { region, words } = part(page, title);
  await region.scrollIntoViewIfNeeded();
  await expect(words).toHaveAttribute("contenteditable", "true");
  return words;
}

/** Puts the caret behind the last word, as somebody does who wants to add a line, and begins that line. */
export async function newLine(words: Locator): Promise<void> {
  await words.focus();
  await expect(async () => {
    await words.press("Control+End");
    expect(await words.evaluate(isCaretAtEnd)).toBe(true);
  }).toPass();
  await words.press("Enter");
}

function isCaretAtEnd(text: Element): boolean {
  const selection = getSelection();
  if (!selection?.focusNode || !text.contains(selection.focusNode)) return false;
  const rest = document.createRange();
  rest.setStart(selection.focusNode, selection.focusOffset);
  rest.setEndAfter(text.lastChild ?? text);
  return rest.toString() === "";
}

/** Waits until two who write one text read the same. */
export const agree = (one: Locator, other: Locator) => eventually(async () => JSON.stringify(await linesOf(one)) === JSON.stringify(await linesOf(other)), "both pages to agree");

/** Paragraphs, headings and list items, one per line: what the text is, without how it looks. */
export const linesOf = (words: Locator) => words.evaluate((text) => [...text.querySelectorAll("p, h2, h3")].map((line) => `${line.closest("li") ? "- " : ""}${line.textContent}`));

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { resize, widths, type Width } from "../support/browser";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** What axe finds wrong with the page as it stands, one line each: empty is what we want. */
export async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html.slice(0, 160)}`));
}

/** The same at both widths, each line with the width it was seen at. */
export async function faultsAtBothWidths(page: Page, what: string): Promise<string[]> {
  const seen: string[] = [];
  for (const width of ["desktop", "phone"] as const) {
    await resize(page, widths[width]);
    seen.push(...(await faultsOf(page)).map((fault) => `${what} at ${widths[width].width}: ${fault}`));
  }
  return seen;
}

/** How many pixels the page is wider than a narrow screen, as somebody at 400 % has it. */
export async function sidewaysAt320(page: Page): Promise<number> {
  await resize(page, { width: 320, height: 640 });
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Opens the header's search, as with a click, and types into it. */
export async function searchFor(page: Page, words: string): Promise<void> {
  await page.getByRole("link", { name: /^Search/ }).click();
  await page.getByRole("dialog").locator("input").fill(words);
}

/** Walks the page with Tab. @returns what never got the focus, and what was hidden under the phone bar when it had it */
export async function tabThrough(page: Page, width: Width): Promise<{ missed: string[]; hidden: string[] }> {
  await resize(page, widths[width]);
  const count = await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    const wanted = 'a[href], button:not(:disabled), input:not(:disabled):not([type="hidden"]), select:not(:disabled), textarea:not(:disabled), summary, [contenteditable="true"], [tabindex="0"]';
    const list = [...document.querySelectorAll<HTMLElement>(wanted)].filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && one.getClientRects().length > 0 && one.tabIndex >= 0);
    // Of a group of radios and of a row of tools one is a stop; arrows move within.
    const stops = list.filter((one, index) => {
      if (one instanceof HTMLInputElement && one.type === "radio") return one.checked || !list.some((other) => other instanceof HTMLInputElement && other.name === one.name && (other.checked || list.indexOf(other) < index) && other !== one);
      const tools = one.closest("[role=toolbar]");
      return !tools || list.find((other) => tools.contains(other)) === one;
    });
    for (const one of stops) one.dataset["stop"] = "waiting";
    document.addEventListener("focusin", ({ target }) => {
      const reached = target instanceof Element ? (target.closest<HTMLElement>("[data-stop]") ?? target.closest("[role=toolbar]")?.querySelector<HTMLElement>("[data-stop]")) : undefined;
      if (reached) reached.dataset["stop"] = "reached";
    });
    // Day, month, year and the picker of a date are stops of their own within it.
    return stops.length + 4 * stops.filter((one) => one instanceof HTMLInputElement && /^(date|time)/.test(one.type)).length;
  });
  const hidden: string[] = [];
  for (let pressed = 0; pressed < count + 5; pressed++) {
    await page.keyboard.press("Tab");
    const under = await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const focused = document.activeElement;
      const bar = document.querySelector("nav[aria-label=Main]");
      if (!focused || focused === document.body || !bar || bar.contains(focused) || getComputedStyle(bar).position !== "fixed") return undefined;
      const [its, bars] = [focused.getBoundingClientRect(), bar.getBoundingClientRect()];
      // Of a long text enough must be in sight; anything smaller must be whole.
      const limit = its.height > 120 ? its.top + 44 : its.bottom;
      return limit > bars.top + 1 ? `${focused.tagName} ${focused.textContent?.slice(0, 40)}` : undefined;
    });
    if (under) hidden.push(under);
  }
  const missed = await page.evaluate(() => [...document.querySelectorAll("[data-stop=waiting]")].map((one) => one.outerHTML.slice(0, 120)));
  return { missed, hidden };
}

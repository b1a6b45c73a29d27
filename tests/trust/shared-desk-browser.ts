import { readdirSync, readFileSync } from "node:fs";
import type { BrowserContext, Page } from "@playwright/test";
import { openProfile } from "../support/browser";
import { eventually } from "../support/wait";

/** What a tab was seen to hold, told by the tab itself whenever its document changes. */
export type Watch = { seen: (since: number) => string[] };

/**
 * Chromium as it stands on a desk: with a profile, with Back served from memory (which test drivers switch off),
 * and, when asked, with the pages of last time.
 */
export async function sitDown(profile: string, baseUrl: string, { restoring = false } = {}): Promise<BrowserContext> {
  const desk = await openProfile(profile, {
    baseURL: baseUrl,
    viewport: { width: 1280, height: 900 },
    ignoreDefaultArgs: ["--disable-back-forward-cache", "--disable-background-networking"],
    args: restoring ? ["--restore-last-session"] : [],
  });
  opened.push(desk);
  return desk;
}

const opened: BrowserContext[] = [];
/** Closes what a test that failed left open. */
export const standUp = () => Promise.all(opened.map((desk) => desk.close().catch(() => {})));

/** Notes when one of the words stands anywhere in a document: its text, its scripts, its title. */
export async function watchFor(desk: BrowserContext, words: readonly string[]): Promise<Watch> {
  const sightings: { word: string; at: number }[] = [];
  await desk.exposeBinding("sighted", (_source, word: string) => void sightings.push({ word, at: performance.now() }));
  await desk.addInitScript((all: readonly string[]) => {
    const tell = (window as unknown as { sighted: (word: string) => Promise<void> }).sighted;
    let told = "";
    const look = () => {
      const held = all.filter((word) => document.documentElement?.outerHTML.includes(word) || document.title.includes(word));
      if (held.join() !== told) for (const word of held) void tell(word);
      told = held.join();
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    for (const moment of ["DOMContentLoaded", "load", "pageshow", "focus"]) addEventListener(moment, look, true);
  }, words);
  return { seen: (since) => sightings.filter(({ at }) => at > since).map(({ word }) => word) };
}

/** Milliseconds after which nobody waits any more for words to be gone. */
export const longestLook = 30_000;

/** Does something in the page and measures, by the page's own clock, until none of the words is in its document. */
export function goneAfter(page: Page, act: "hide" | "wait", words: readonly string[]): Promise<number> {
  return page.evaluate(
    async ({ act: what, all, most }) => {
      const begun = performance.now();
      if (what === "hide") document.querySelector<HTMLElement>("[aria-label='Hide this page']")?.click();
      const holds = () => all.some((word) => document.documentElement.outerHTML.includes(word));
      while (holds() && performance.now() - begun < most) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - begun;
    },
    { act, all: words, most: longestLook },
  );
}

/** SIGKILL for the browser of a profile and all its helpers, as when somebody pulls the plug. */
export async function pullThePlug(profile: string): Promise<void> {
  const own = () =>
    readdirSync("/proc").filter((pid) => {
      if (!/^\d+$/.test(pid)) return false;
      try {
        const parts = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return parts.includes(`--user-data-dir=${profile}`) && !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
      } catch {
        return false;
      }
    });
  if (own().length === 0) throw new Error(`No browser runs on ${profile}.`);
  await eventually(() => {
    for (const pid of own()) {
      try {
        process.kill(Number(pid), "SIGKILL");
      } catch {
        // It was quicker.
      }
    }
    return own().length === 0;
  }, "the browser to be dead");
}

import type { BrowserContext, Page } from "@playwright/test";
import { beforeEach } from "vitest";

const asked = new WeakMap<BrowserContext, string[]>();

/** Remembers what a browser asked of the server last, for `saysWhatWasShown`. */
export function remembersRequests(context: BrowserContext): void {
  const lines: string[] = [];
  asked.set(context, lines);
  const add = (url: string, what: string) => {
    const { pathname, search } = new URL(url);
    if (pathname.startsWith("/assets/") || pathname === "/healthz" || pathname === "/__manifest") return;
    lines.push(`${new Date().toISOString().slice(14, 23)} ${what} ${`${pathname}${search}`.slice(0, 120)}`);
    if (lines.length > 16) lines.shift();
  };
  context.on("request", (request) => add(request.url(), request.method()));
  context.on("response", (response) => add(response.url(), String(response.status())));
  context.on("weberror", (error) => lines.push(`thrown: ${error.error().message}`));
  context.on("requestfailed", (request) => add(request.url(), `failed ${request.failure()?.errorText ?? ""}`));
}

/** When a test fails, its message also says what every open page showed then, since nobody can look any more. */
export function saysWhatWasShown(opened: readonly BrowserContext[]): void {
  beforeEach(({ onTestFailed }) => {
    onTestFailed(async ({ task }) => {
      const [error] = task.result?.errors ?? [];
      if (!error) return;
      const pages = opened.flatMap((context) => context.pages());
      const shown = (await Promise.all(pages.map(lookOf))).join("\n");
      error.stack = `${error.message}\n${shown}\n${error.stack ?? ""}`;
    });
  });
}

async function lookOf(page: Page): Promise<string> {
  const words = await page.locator("main").first().innerText({ timeout: 2_000 }).catch(() => "(nothing to read)");
  const { pathname, search } = new URL(page.url());
  return [`shown at ${pathname}${search}:`, words.replace(/\s*\n\s*/g, " | ").slice(0, 700), ...(asked.get(page.context()) ?? [])].join("\n  ");
}

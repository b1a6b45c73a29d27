import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type LaunchOptions, type Page } from "@playwright/test";
import { root } from "~/shared/root.server";

export const widths = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;
export type Width = keyof typeof widths;

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

type Found = { executablePath: string; args: string[] };

/** A browser with nothing in it that is told from page to page. @throws with the exact words of what to install */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch(await findChromium());
}

/** A browser that keeps its profile in a folder, as on a desk that others use. It is closed like any context. */
export async function openProfile(folder: string, { args = [], ...more }: BrowserContextOptions & LaunchOptions = {}): Promise<BrowserContext> {
  const found = await findChromium();
  return chromium.launchPersistentContext(folder, { executablePath: found.executablePath, args: [...found.args, ...args], locale: "en-GB", timezoneId: "Europe/London", ...more });
}

/**
 * Finds a Chromium: the one named by CHROMIUM_PATH or PLAYWRIGHT_CHROMIUM, one of the system, or the one that
 * comes with npm.
 * @throws with the exact words of what to install
 */
async function findChromium(): Promise<Found> {
  const named = [process.env.CHROMIUM_PATH, process.env.PLAYWRIGHT_CHROMIUM].filter((one): one is string => Boolean(one));
  const missing = named.find((one) => !existsSync(one));
  if (missing) throw new Error(`CHROMIUM_PATH or PLAYWRIGHT_CHROMIUM names ${missing}, which is not there.`);
  const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
  const found = [...named, ...system].find((one) => existsSync(one));
  if (found) return { executablePath: found, args: flags };
  const { default: packed } = await import("@sparticuz/chromium");
  const executablePath = await packed.executablePath().catch(() => undefined);
  if (executablePath) return { executablePath, args: [...flags, ...packed.args] };
  throw new Error("The browser tests need Chromium. On Debian or Ubuntu: apt-get install chromium. Elsewhere: npx playwright install chromium, and set CHROMIUM_PATH to it.");
}

/** A browser of one person: its own cookies, signed in with a Cookie header of `cookieFor`. */
export async function personIn(browser: Browser, { baseUrl, cookie, width = "desktop", more = {} }: { baseUrl: string; cookie?: string; width?: Width; more?: BrowserContextOptions }): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: baseUrl, viewport: widths[width], locale: "en-GB", timezoneId: "Europe/London", hasTouch: width === "phone", reducedMotion: "reduce", ...more });
  if (cookie) {
    const [name = "", value = ""] = cookie.split("=");
    await context.addCookies([{ name, value, url: baseUrl, httpOnly: true, sameSite: "Lax" }]);
  }
  return { context, page: await context.newPage() };
}

/** Gives a page another size, and waits until it is laid out for it. */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForFunction((width) => innerWidth === width, size.width);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Keeps a picture under tests/e2e/shots, for people to look at; the folder is not committed. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = path.join(root, "tests/e2e/shots");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

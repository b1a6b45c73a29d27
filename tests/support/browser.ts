import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type LaunchOptions, type Page } from "@playwright/test";
import { root } from "~/shared/root.server";
import { patience } from "./wait";

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
  const context = await chromium.launchPersistentContext(folder, { executablePath: found.executablePath, args: [...found.args, ...args], locale: "en-GB", timezoneId: "Europe/London", ...more });
  isPatient(context);
  context.pages().forEach(afterScripts);
  context.on("page", afterScripts);
  return context;
}

function isPatient(context: BrowserContext): void {
  context.setDefaultTimeout(patience);
  // A page comes in many parts, the first of a browser with all of them.
  context.setDefaultNavigationTimeout(2 * patience);
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
  isPatient(context);
  const page = await context.newPage();
  if (more.javaScriptEnabled !== false) afterScripts(page);
  return { context, page };
}

/**
 * Opens pages as somebody does who looks before they press: until scripts have taken a page over, what comes with them
 * can still move a button between the press and the release. (What is typed before is kept: tests/kit.)
 */
function afterScripts(page: Page): void {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (...asked) => {
    const answer = await goto(...asked);
    await takenOver(page);
    return answer;
  };
  page.reload = async (...asked) => {
    const answer = await reload(...asked);
    await takenOver(page);
    return answer;
  };
}

/** Waits until React has taken over what the server drew, in the letters it is read in; a page whose scripts are kept from it stays as it came. */
async function takenOver(page: Page): Promise<void> {
  const isTaken = () => !document.querySelector("script[type=module]") || Object.keys(document.body).some((key) => key.startsWith("__reactFiber"));
  const quiet = async () => {
    await Promise.race([document.fonts.ready, new Promise((resolve) => setTimeout(resolve, 2_000))]);
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 }));
  };
  await page.waitForFunction(isTaken, undefined, { polling: 20, timeout: 10_000 }).then(() => page.evaluate(quiet)).catch(() => undefined);
}

/** Takes somebody's connection away while `work` is done; it is back afterwards, also when that fails, so that the next test has one. */
export async function withoutConnection(context: BrowserContext, work: () => Promise<void>): Promise<void> {
  await context.setOffline(true);
  try {
    await work();
  } finally {
    await context.setOffline(false);
  }
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

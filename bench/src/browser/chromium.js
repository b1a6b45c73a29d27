/** A real Chromium, driven by the Playwright that the product's own tests use. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ServerMissing } from "../servers/missing.js";
import { root } from "../servers/ours.js";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];
const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export async function openChromium() {
  const require = createRequire(join(root, "package.json"));
  const found = [process.env.CHROMIUM_PATH, process.env.PLAYWRIGHT_CHROMIUM, ...usual].find((one) => one && existsSync(one));
  if (!found) throw new ServerMissing("there is no Chromium: apt-get install chromium, or set CHROMIUM_PATH");
  const { chromium } = require("@playwright/test");
  return chromium.launch({ executablePath: found, args: flags });
}

/** A tab of somebody with nothing kept from before; `cookie` as a Cookie header, or nobody. */
export async function freshTab(browser, { baseUrl, cookie }) {
  const context = await browser.newContext({ baseURL: baseUrl, viewport: { width: 1280, height: 900 }, locale: "en-GB", timezoneId: "Europe/London", reducedMotion: "reduce" });
  if (cookie) {
    const [name, ...value] = cookie.split("=");
    await context.addCookies([{ name, value: value.join("="), url: baseUrl, httpOnly: true, sameSite: "Lax" }]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return { page, devtools: await context.newCDPSession(page), close: () => context.close() };
}

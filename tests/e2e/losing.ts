import type { Page } from "@playwright/test";
import { withoutConnection } from "../support/browser";
import type { Person } from "./demonstration";

const asks = "**/*.data*";

/** Nothing that a page asks is answered while `work` is done, and no browser knows it yet. */
export async function unanswered(page: Page, work: () => Promise<void>): Promise<void> {
  await page.route(asks, (route) => route.abort("connectionrefused"));
  try {
    await work();
  } finally {
    await page.unroute(asks);
  }
}

/** Something changes, and what the page asks then is on its way when the connection goes, for as long as `work` takes. */
export async function lostWhileAsking({ page, context }: Person, change: () => Promise<unknown>, work: () => Promise<void>): Promise<void> {
  let lose = () => {};
  const lost = new Promise<void>((resolve) => (lose = resolve));
  await page.route(asks, async (route) => {
    await lost;
    await route.abort("internetdisconnected");
  });
  try {
    const asked = page.waitForRequest(asks);
    await change();
    await asked;
    const failed = page.waitForEvent("requestfailed", (request) => request.url().includes(".data"));
    await withoutConnection(context, async () => {
      lose();
      await failed;
      await work();
    });
  } finally {
    await page.unroute(asks);
  }
}

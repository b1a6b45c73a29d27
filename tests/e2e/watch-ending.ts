import type { Page } from "@playwright/test";
import { joined } from "./note-page";

type Said = { words: string; at: number };
type Watched = Window & { ending?: { textGone: number; said: Said[]; focusLost: boolean } };

/**
 * Watches a page lose its words, by its own clock: when the last editable text was gone, what the assertive live
 * region said, and whether the focus ever fell out of what took the words' place. Reloads the page, to see its sockets from the start.
 */
export async function watchEnding(page: Page) {
  const sockets: { url: string; closed: boolean }[] = [];
  page.on("websocket", (socket) => {
    const one = { url: socket.url(), closed: false };
    sockets.push(one);
    socket.on("close", () => (one.closed = true));
  });
  await page.reload();
  await (await joined({ page })).focus();
  await page.evaluate(() => {
    const ending = { textGone: Number.NaN, said: [] as Said[], focusLost: false };
    (window as Watched).ending = ending;
    new MutationObserver(() => {
      const words = document.querySelector("[data-live=assertive]")?.textContent ?? "";
      if (words && ending.said.at(-1)?.words !== words) ending.said.push({ words, at: Date.now() });
      if (Number.isNaN(ending.textGone) && !document.querySelector("[contenteditable=true]")) ending.textGone = Date.now();
      if (!Number.isNaN(ending.textGone) && document.activeElement === document.body) ending.focusLost = true;
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["contenteditable"] });
  });
  return {
    openSockets: () => sockets.filter(({ url, closed }) => url.includes("/sync/") && !closed).length,
    report: () =>
      page.evaluate(() => {
        const { ending } = window as Watched;
        if (!ending) throw new Error("The page was replaced.");
        return ending;
      }),
  };
}

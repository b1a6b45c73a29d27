import type { Page, WebSocket } from "@playwright/test";

/** Opens a page and waits until it hears of its topic, an event's unless told: what happens before that is on the page already. */
export async function listening(page: Page, address: string, topic = "event:"): Promise<void> {
  let look = (_socket: WebSocket) => {};
  const heard = new Promise<void>((resolve) => {
    const asked = new Set<string>();
    look = (socket) => {
      socket.on("framesent", ({ payload }) => {
        const [, number, watched] = /^42(\d+)\["watch","([^"]+)/.exec(String(payload)) ?? [];
        if (watched?.startsWith(topic)) asked.add(`43${number}[`);
      });
      socket.on("framereceived", ({ payload }) => {
        if ([...asked].some((answer) => String(payload).startsWith(answer))) resolve();
      });
    };
  });
  page.on("websocket", look);
  await page.goto(address);
  await heard;
  page.off("websocket", look);
}

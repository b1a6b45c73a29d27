import type { Page, WebSocket } from "@playwright/test";
import { eventually } from "../support/wait";

/** Opens a page and waits until it hears of its topic, an event's unless told: what happens before that is on the page already. */
export async function listening(page: Page, address: string, topic = "event:"): Promise<void> {
  const asked = new Set<string>();
  let isHeard = false;
  const look = (socket: WebSocket) => {
    socket.on("framesent", ({ payload }) => {
      const [, number, watched] = /^42(\d+)\["watch","([^"]+)/.exec(String(payload)) ?? [];
      if (watched?.startsWith(topic)) asked.add(`43${number}[`);
    });
    socket.on("framereceived", ({ payload }) => {
      isHeard ||= [...asked].some((answer) => String(payload).startsWith(answer));
    });
  };
  page.on("websocket", look);
  await page.goto(address);
  await eventually(() => isHeard, `the page to hear of ${topic}`);
  page.off("websocket", look);
}

import { beforeAll, expect, test } from "vitest";
import { sharedNote } from "../support/factories";
import { syncFrame } from "../support/frames";
import { stage } from "../support/stage";
import { pause } from "../support/wait";

const set = stage({ LOG_LEVEL: "fatal" });
let documentId: string;
beforeAll(async () => {
  ({ documentId } = await sharedNote(set.data.db, set.cast.aileen, set.cast.organisations.foodHub));
});

test("[R15] a message larger than any paste is refused with 4413", async () => {
  const client = await set.join(set.cast.bashir, documentId);
  client.sendRaw(new Uint8Array(300 * 1024));
  expect((await client.closed).code).toBe(4413);
});

test("[R15] handshakes without end are refused with 4429", async () => {
  const client = await set.join(set.cast.bashir, documentId);
  for (let n = 0; n < 5_000 && !client.isClosed; n++) client.sendRaw(syncFrame(0, Uint8Array.of(0)));
  expect([4429, 1006]).toContain((await client.closed).code);
});

test("[R16] who reads too slowly is cut, costs little, comes back and has everything", async () => {
  const aileen = await set.join(set.cast.aileen, documentId);
  const slow = await set.join(set.cast.bashir, documentId);
  slow.socket.pause();
  const page = "x".repeat(60_000);
  for (let n = 0; n < 120; n++) {
    aileen.type(page);
    if (n % 20 === 0) await aileen.saved();
  }
  await aileen.saved(30_000);
  await pause(300);
  slow.socket.resume();
  const ended = await Promise.race([slow.closed.then(({ code }) => code), slow.until(() => slow.text() === aileen.text(), "everything", 20_000).then(() => "caught up", () => slow.closed.then(({ code }) => code))]);
  expect([4408, 1006, "caught up"]).toContain(ended);
  const back = await set.join(set.cast.bashir, documentId);
  expect(back.text()).toBe(aileen.text());
});

import { io } from "socket.io-client";
import { beforeAll, expect, test } from "vitest";
import { sharedNote } from "../support/factories";
import { syncFrame } from "../support/frames";
import { stage } from "../support/stage";
import { eventually, patience, pause } from "../support/wait";

const set = stage({ LOG_LEVEL: "fatal" });
let clientId: string;
let documentId: string;
beforeAll(async () => {
  ({ clientId, documentId } = await sharedNote(set.data.db, set.cast.aileen, set.cast.organisations.foodHub));
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
  await aileen.saved();
  await pause(300);
  slow.socket.resume();
  const ended = await Promise.race([slow.closed.then(({ code }) => code), slow.until(() => slow.text() === aileen.text(), "everything").then(() => "caught up", () => slow.closed.then(({ code }) => code))]);
  expect([4408, 1006, "caught up"]).toContain(ended);
  const back = await set.join(set.cast.bashir, documentId);
  expect(back.text()).toBe(aileen.text());
});

/** A `/live` socket on the person's topic. */
async function listening({ cookie }: { cookie: string }) {
  const socket = io(set.server.baseUrl, { path: "/live", transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders: { Cookie: cookie, Origin: set.server.baseUrl } });
  const page = { socket, heard: 0, ended: "" };
  socket.on("notice", () => (page.heard += 1));
  socket.on("disconnect", (reason) => (page.ended = reason));
  expect(await socket.timeout(patience).emitWithAck("watch", `client:${clientId}`)).toEqual({ ok: true });
  return page;
}
const notices = (count: number) => set.data.admin`
  select pg_notify('notice', json_build_object('kind', 'step.added', 'client', ${clientId}::text, 'subject', gen_random_uuid(), 'subjectKind', 'step', 'at', n)::text)
  from generate_series(1, ${count}::int) n`;

test("[R16] a page that reads no notices is cut before they fill memory; it comes back and asks its loader", async () => {
  const reads = await listening(set.cast.aileen);
  const sleeps = await listening(set.cast.bashir);
  const wire = (sleeps.socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } }).ws;
  wire.pause();
  const enough = 40_000;
  for (let sent = 0; sent < enough; sent += 2_000) {
    await notices(2_000);
    await eventually(() => reads.heard >= sent, "whoever reads to keep up");
  }
  await eventually(() => reads.heard >= enough, "every notice, for whoever reads");
  wire.resume();
  await eventually(() => sleeps.ended !== "", "the end of whoever did not");
  expect(sleeps.heard).toBeLessThan(enough);
  const back = await listening(set.cast.bashir);
  for (const { socket } of [reads, back]) socket.disconnect();
});

import { io, type Socket } from "socket.io-client";
import { afterEach, beforeAll, expect, test } from "vitest";
import { addStep, changeClient } from "~/features/case-notes/commands.server";
import { withActor } from "~/shared/actor.server";
import type { Notice } from "~/shared/realtime";
import { agrees, personOf, stopsSharing } from "../support/factories";
import { stage } from "../support/stage";
import { eventually, pause } from "../support/wait";

const set = stage();
let clientId: string;
const sockets: Socket[] = [];
beforeAll(async () => {
  clientId = await personOf(set.data.db, set.cast.aileen, "Mrs Very Recognisable");
  await agrees(set.data.db, set.cast.aileen, clientId, [{ with: set.cast.organisations.foodHub, classes: ["shared_plan"] }]);
});
afterEach(() => sockets.splice(0).forEach((socket) => socket.disconnect()));

async function listening(cookie: string, topic: string): Promise<Notice[]> {
  const socket = io(set.server.baseUrl, { path: "/live", transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders: { Cookie: cookie, Origin: set.server.baseUrl } });
  sockets.push(socket);
  const heard: Notice[] = [];
  socket.on("notice", (notice: Notice) => heard.push(notice));
  expect(await socket.timeout(5_000).emitWithAck("watch", topic)).toEqual({ ok: true });
  return heard;
}
const step = (words: string) => withActor(set.data.db, set.cast.aileen, (trx) => addStep(trx, set.cast.aileen, { clientId, sectionClass: "shared_plan", words }));

test("[R14] a notice says look again: a kind and ids, never a word of content", async () => {
  const heard = await listening(set.cast.bashir.cookie, `client:${clientId}`);
  await step("Ring the unmistakable choir");
  // A notice of what the scene was made with may still be on its way when we begin to listen.
  await eventually(() => heard.some(({ kind }) => kind === "step.added"), "a notice");
  expect(heard.every(({ topic }) => topic === `client:${clientId}`)).toBe(true);
  expect(JSON.stringify(heard)).not.toMatch(/unmistakable|Recognisable/);
});

test("[R14] what was rolled back is never heard of", async () => {
  const heard = await listening(set.cast.aileen.cookie, `client:${clientId}`);
  await withActor(set.data.db, set.cast.aileen, async (trx) => {
    await addStep(trx, set.cast.aileen, { clientId, sectionClass: "shared_plan", words: "taken back" });
    throw new Error("rolled back");
  }).catch(() => {});
  await pause(400);
  expect(heard.filter(({ kind }) => kind === "step.added")).toEqual([]);
});

test("[R14] a burst of acts is one look again for each thing", async () => {
  const heard = await listening(set.cast.aileen.cookie, `client:${clientId}`);
  for (let n = 0; n < 20; n++) await withActor(set.data.db, set.cast.aileen, (trx) => changeClient(trx, set.cast.aileen, clientId, { interpreter: `Polish ${n}` }));
  await eventually(() => heard.length > 0, "a notice");
  await pause(400);
  expect(heard.length).toBeLessThan(20);
});

test("[R9] a topic is lost with the right to it, and notices with the topic", async () => {
  const heard = await listening(set.cast.sana.cookie, `client:${clientId}`);
  await stopsSharing(set.data.db, set.cast.aileen, clientId, set.cast.organisations.foodHub);
  await pause(600);
  heard.length = 0;
  await step("Afterwards");
  await pause(500);
  expect(heard).toEqual([]);
});

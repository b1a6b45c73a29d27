import { io, type Socket } from "socket.io-client";
import { afterEach, beforeAll, expect, test } from "vitest";
import { addStep, changeClient } from "~/features/case-notes/commands.server";
import { seeThisToo } from "~/features/gaps/joins.server";
import { postGap } from "~/features/gaps/posting.server";
import { endTenure } from "~/features/people/commands.server";
import { withActor } from "~/shared/actor.server";
import type { Notice } from "~/shared/realtime";
import { agrees, personOf, stopsSharing } from "../support/factories";
import { stage } from "../support/stage";
import { eventually, patience } from "../support/wait";
import { letNotifiesBeLost, silently } from "../trust/withdrawals/silence";

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
  expect(await socket.timeout(patience).emitWithAck("watch", topic)).toEqual({ ok: true });
  return heard;
}
/** Acts that are committed together. */
const change = (...interpreters: string[]) =>
  withActor(set.data.db, set.cast.aileen, async (trx) => {
    for (const interpreter of interpreters) await changeClient(trx, set.cast.aileen, clientId, { interpreter });
  });
const step = (words: string) => withActor(set.data.db, set.cast.aileen, (trx) => addStep(trx, set.cast.aileen, { clientId, sectionClass: "shared_plan", words }));

// First of all: once a minute the server looks at everybody again by itself.
test("a notice asks nobody again who they are while no right has ended", async () => {
  const heard = await listening(set.cast.jo.cookie, "gaps");
  await set.data.admin`alter function app.visits(text[], text[]) rename to visits_away`;
  try {
    const { gapId } = await gap("No bench on the way to the shop");
    await eventually(() => heard.some(({ ids }) => ids.subject === gapId), "the new gap");
    expect(sockets.at(-1)?.connected).toBe(true);
  } finally {
    await set.data.admin`alter function app.visits_away(text[], text[]) rename to visits`;
  }
});

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
  await change("Polish");
  await eventually(() => heard.some(({ kind }) => kind === "client.changed"), "what was done after it");
  expect(heard.filter(({ kind }) => kind === "step.added")).toEqual([]);
});

test("[R14] a burst of acts is one look again for each thing", async () => {
  const heard = await listening(set.cast.aileen.cookie, `client:${clientId}`);
  // Committed together: however slow the machine is, they are told in the same moment.
  await change(...Array.from({ length: 20 }, (_, n) => `Gaelic ${n}`));
  const [last] = await set.data.admin`select app.microseconds(max(at))::text as at from activity where kind = 'client.changed' and client_id = ${clientId}`;
  await eventually(() => heard.some(({ at }) => String(at) === last?.at), "a notice of the last of them");
  expect(heard.length).toBeLessThan(20);
});

test("[R9] a topic is lost with the right to it, and notices with the topic", async () => {
  const heard = await listening(set.cast.sana.cookie, `client:${clientId}`);
  const theirs = sockets.at(-1);
  const stays = await listening(set.cast.aileen.cookie, `client:${clientId}`);
  await stopsSharing(set.data.db, set.cast.aileen, clientId, set.cast.organisations.foodHub);
  // The last word on a topic that is taken away.
  await eventually(() => heard.some(({ kind }) => kind === "case.ended"), "word that the topic is gone");
  heard.length = 0;
  await step("Afterwards");
  await eventually(() => stays.some(({ kind }) => kind === "step.added"), "the notice, for whoever stays");
  // An answer comes after whatever was sent before it.
  expect(await theirs?.timeout(patience).emitWithAck("watch", `client:${clientId}`)).toEqual({ ok: false });
  expect(heard).toEqual([]);
});

test("whoever begins to watch is told that their page may lack what happened since it was read, and nothing of before", async () => {
  const socket = io(set.server.baseUrl, { path: "/live", transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders: { Cookie: set.cast.bashir.cookie, Origin: set.server.baseUrl } });
  sockets.push(socket);
  const first = await listening(set.cast.aileen.cookie, "gaps");
  await gap("Nowhere to sit after the lunch club");
  await eventually(() => first.length > 0, "a notice");
  expect(await socket.timeout(patience).emitWithAck("watch", "gaps", 20_000)).toEqual({ ok: true, lately: true });
  expect(await socket.timeout(patience).emitWithAck("watch", "gaps", 0)).toEqual({ ok: true });
  expect(await socket.timeout(patience).emitWithAck("watch", `client:${clientId}`, 20_000)).not.toHaveProperty("lately", false);
  // Nobody learns from it that something happened where they may not look.
  expect(await socket.timeout(patience).emitWithAck("watch", `client:${crypto.randomUUID()}`, 20_000)).toEqual({ ok: false });
});

const gap = (sentence: string) => withActor(set.data.db, set.cast.aileen, (trx) => postGap(trx, set.cast.aileen, { sentence, need: "company", groups: [] }));

test("[R14] a gap is heard of on the board and, once posted, on its own topic: which one, and never its words", async () => {
  const board = await listening(set.cast.rec.cookie, "gaps");
  const { gapId } = await gap("Nowhere unmistakable to meet of an evening");
  await eventually(() => board.some(({ kind, ids }) => kind === "gap.posted" && ids.subject === gapId), "the new gap");
  const its = await listening(set.cast.vol.cookie, `gap:${gapId}`);
  await withActor(set.data.db, set.cast.bashir, (trx) => seeThisToo(trx, set.cast.bashir, gapId, {}));
  await eventually(() => its.some(({ kind }) => kind === "gap.joined") && board.some(({ kind }) => kind === "gap.joined"), "who sees it too");
  expect(its.every(({ topic, ids }) => topic === `gap:${gapId}` && ids.subject === gapId)).toBe(true);
  expect(JSON.stringify([...board, ...its])).not.toMatch(/unmistakable/);
});

test("[R9] somebody whose seat has ended hears of no gap after it, though no word of the end ever came", async () => {
  const { fay, another, organisations } = set.cast;
  await letNotifiesBeLost(set.data.admin);
  const leaver = await another("Leaver Lind", organisations.foodHub, "worker");
  const heard = await listening(leaver.cookie, "gaps");
  const theirs = sockets.at(-1);
  const others = await listening(set.cast.vol.cookie, "gaps");
  await withActor(set.data.db, fay, async (trx) => {
    await silently(trx);
    await endTenure(trx, fay, leaver.seat?.tenureId ?? "", "moved on");
  });
  const { gapId } = await gap("No late bus from the hospital");
  await eventually(() => others.some(({ ids }) => ids.subject === gapId), "the new gap");
  // An answer comes after whatever was sent before it.
  expect(await theirs?.timeout(patience).emitWithAck("watch", "gaps")).toEqual({ ok: false });
  expect(heard.filter(({ ids }) => ids.subject === gapId)).toEqual([]);
});

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asking } from "~db/client";
import { cookieName } from "~/features/people/session-cookie";
import { beginSession } from "~/features/people/sessions.server";
import type { Actor } from "~/shared/actor";
import type { Services } from "~/shared/services.server";
import { readConfig } from "~server/config";
import { createCrowd } from "~server/crowd";
import { createLive } from "~server/live";
import { listen } from "~server/live/notices";
import { createLog } from "~server/log";
import { founded, placed } from "../people/cast";
import { database } from "../support/database";

const house = database();
const server = createServer();
const config = readConfig({ LOG_LEVEL: "warn" });
/** Questions that those who watch cost PostgreSQL. */
let questions = 0;
let live: ReturnType<typeof createLive>;
let stopListening: () => Promise<void>;
let stays: Actor;
let leaving: Actor[];

beforeAll(async () => {
  stays = await founded(house.db);
  leaving = await Promise.all(["Jo Lamont", "Rory Bain", "Mhairi Orr"].map(async (name) => (await placed(house.db, stays, name, "worker")).actor));
  const db = house.db.withPlugin({ transformQuery: ({ node }) => (questions++, node), transformResult: async ({ result }) => result });
  const some: Partial<Services> = { db, config, log: createLog(config) };
  const services = some as Services;
  live = createLive(server, services, createCrowd(services));
  stopListening = await listen(house.pool, { notice: live.notice, ended: (ended) => void live.ended(ended), again: () => void live.again() });
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(async () => {
  await stopListening();
  await live.stop();
  server.close();
});

/** A page in a browser of its own that watches the team. */
async function page({ accountId }: Actor): Promise<{ socket: Socket; gone: Promise<unknown> }> {
  const token = await asking(house.db, {}, (trx) => beginSession(trx, { accountId, device: "mine", method: "code", browser: "" }));
  const socket = io(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { path: "/live", transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders: { Cookie: `${cookieName(config)}=${token}` } });
  const gone = new Promise((resolve) => socket.once("disconnect", resolve));
  await new Promise<void>((resolve, reject) => (socket.once("connect", resolve), socket.once("connect_error", reject)));
  expect(await socket.emitWithAck("watch", "team")).toMatchObject({ ok: true });
  return { socket, gone };
}

test("[R9] a crowd that leaves in one act is judged in a few questions, not one by one; whoever stays is kept", async () => {
  const each = 40;
  const colleague = await page(stays);
  const crowd = [];
  for (const actor of leaving) for (let number = 0; number < each; number++) crowd.push(await page(actor));
  questions = 0;
  await house.admin`update session set ended_at = now(), ended_why = 'left' where account_id = any(${leaving.map(({ accountId }) => accountId)})`;
  await Promise.all(crowd.map(({ gone }) => gone));
  expect(questions).toBeLessThan(crowd.length / 2);
  expect(await colleague.socket.emitWithAck("watch", "directory")).toMatchObject({ ok: true });
  colleague.socket.disconnect();
});

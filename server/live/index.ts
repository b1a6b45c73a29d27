import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { findActor } from "~/features/people/sessions.server";
import { tokenFrom } from "~/features/people/session-cookie";
import type { Actor } from "~/shared/actor";
import type { Notice } from "~/shared/realtime";
import type { Services } from "~/shared/services.server";
import { mayOpenSocket } from "../origin";
import { canWatch, isAboutPeople } from "./topics";
import type { Ended } from "./notices";

type Who = { actor: Actor; token: string };
const mostTopics = 40;
/** A burst of acts on one topic is one "look again", milliseconds. */
const coalesceFor = 100;
const lapsesEvery = 60_000;

/**
 * Notices: "look again" with a kind and ids, never content. Websocket only; no recovery of missed packets,
 * since a page that returns asks its loader anyway.
 */
export function createLive(server: HttpServer, { db, config, log }: Services) {
  const io = new Server(server, {
    path: "/live",
    serveClient: false,
    transports: ["websocket"],
    allowUpgrades: false,
    destroyUpgrade: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: 16 * 1024,
    connectTimeout: 5_000,
    allowRequest: (request, answer) => answer(null, mayOpenSocket(request.headers, config.origins)),
  });
  const whoIs = new WeakMap<Socket, Who>();

  io.use((socket, next) => {
    const token = tokenFrom(config, socket.request.headers.cookie) ?? "";
    findActor(db, token).then(
      (actor) => {
        if (!actor) return next(new Error("signed_out"));
        whoIs.set(socket, { actor, token });
        next();
      },
      () => next(new Error("unavailable")),
    );
  });

  io.on("connection", (socket) => {
    socket.on("watch", (topic: unknown, answer: unknown) => {
      const reply = typeof answer === "function" ? (answer as (result: { ok: boolean }) => void) : () => {};
      const who = whoIs.get(socket);
      if (!who || typeof topic !== "string" || topic.length > 80 || socket.rooms.size > mostTopics) return reply({ ok: false });
      canWatch(db, who.actor, topic).then(
        async (ok) => {
          if (ok) await socket.join(topic);
          reply({ ok });
        },
        () => reply({ ok: false }),
      );
    });
    socket.on("unwatch", (topic: unknown) => {
      if (typeof topic === "string") void socket.leave(topic);
    });
  });

  const pending = new Map<string, Notice>();
  let timer: NodeJS.Timeout | undefined;
  const send = () => {
    timer = undefined;
    for (const notice of pending.values()) io.to(notice.topic).emit("notice", isAboutPeople(notice.topic) ? { ...notice, ids: {} } : notice);
    pending.clear();
  };

  /** Asks again, for the sockets it may touch, whether they may go on watching. */
  async function judgeAgain(concerned: (who: Who) => boolean): Promise<void> {
    for (const socket of io.sockets.sockets.values()) {
      const who = whoIs.get(socket);
      if (!who || !concerned(who)) continue;
      const actor = await findActor(db, who.token).catch(() => undefined);
      if (!actor) {
        socket.disconnect(true);
        continue;
      }
      whoIs.set(socket, { ...who, actor });
      for (const topic of socket.rooms) {
        if (topic === socket.id || (await canWatch(db, actor, topic).catch(() => false))) continue;
        await socket.leave(topic);
        // The last word on this topic: whatever page is open asks its loader, and is told it is not there.
        socket.emit("notice", { topic, kind: "case.ended", ids: {}, at: `${Date.now()}000` } satisfies Notice);
      }
    }
  }

  // Rights also lapse by date, and then nobody says so.
  const lapses = setInterval(() => void judgeAgain(() => true), lapsesEvery);
  lapses.unref();

  return {
    notice(notice: Notice) {
      pending.set(`${notice.topic} ${notice.kind} ${notice.ids.subject ?? ""}`, notice);
      timer ??= setTimeout(send, coalesceFor);
    },
    /** `client` ends reach whoever watches that person; an account's or a post's end reaches its sockets. */
    async ended(ended: Ended) {
      const topic = ended.client && `client:${ended.client}`;
      if (topic) {
        const watching = await io.in(topic).fetchSockets();
        const ids = new Set(watching.map((socket) => whoIs.get(io.sockets.sockets.get(socket.id) as Socket)?.actor.accountId));
        return judgeAgain((who) => ids.has(who.actor.accountId));
      }
      return judgeAgain((who) => ended.account === undefined || who.actor.accountId === ended.account);
    },
    again: () => judgeAgain(() => true),
    async stop() {
      clearTimeout(timer);
      clearInterval(lapses);
      await io.close().catch((error: unknown) => log.warn({ error: String(error) }, "notices did not close cleanly"));
    },
  };
}

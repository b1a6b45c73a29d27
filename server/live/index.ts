import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { findActor } from "~/features/people/sessions.server";
import { tokenFrom } from "~/features/people/session-cookie";
import type { Notice } from "~/shared/realtime";
import type { Services } from "~/shared/services.server";
import type { Crowd } from "../crowd";
import { cutWhenSlow } from "./cut";
import { createDoor } from "./door";
import type { Ended } from "./notices";
import { isAboutPeople } from "./topics";
import { Watchers, type Watcher } from "./watchers";

const mostTopics = 40;
/** A burst of acts on one topic is one "look again", milliseconds. */
const coalesceFor = 100;
const recheckEvery = 2_000;
const lapsesEvery = 60_000;
const tryAgainAfter = 1_000;

/**
 * Notices: "look again" with a kind and ids, never content. Websocket only; no recovery of missed packets,
 * since a page that returns asks its loader anyway.
 */
export function createLive(server: HttpServer, { db, config, log }: Services, crowd: Crowd) {
  const door = createDoor({ config, log }, crowd);
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
    allowRequest: door.allowRequest,
  });
  const watchers = new Watchers(db);

  door.watchOver(io);
  io.use((socket, next) => {
    if (door.asksTooOften(socket)) return;
    const token = tokenFrom(config, socket.request.headers.cookie) ?? "";
    findActor(db, token).then(
      (actor) => {
        if (!door.lets(socket, actor?.accountId) || !actor) return next(new Error(actor ? "too_many" : "signed_out"));
        watchers.add(socket, { actor, token });
        next();
      },
      () => next(new Error("unavailable")),
    );
  });

  io.on("connection", (socket) => {
    cutWhenSlow(socket);
    socket.on("watch", (topic: unknown, answer: unknown) => {
      const reply = typeof answer === "function" ? (answer as (result: { ok: boolean }) => void) : () => {};
      if (typeof topic !== "string" || topic.length > 80 || socket.rooms.size > mostTopics) return reply({ ok: false });
      watchers.watch(socket, topic).then(
        (ok) => reply({ ok }),
        () => reply({ ok: false }),
      );
    });
    socket.on("unwatch", (topic: unknown) => {
      if (typeof topic === "string") watchers.unwatch(socket, topic);
    });
  });

  const pending = new Map<string, Notice>();
  let timer: NodeJS.Timeout | undefined;

  /** The counts of changed rights are read after the acts were committed: no notice of one passes an end before it. */
  async function send(): Promise<void> {
    timer = undefined;
    const notices = [...pending];
    pending.clear();
    const at = await watchers.counts(notices.map(([, { topic }]) => topic), notices.flatMap(([, { ids }]) => ids.client ?? [])).catch((error: unknown) => {
      log.warn({ error: String(error) }, "notices wait for the database");
    });
    if (!at) {
      for (const [key, notice] of notices) if (!pending.has(key)) pending.set(key, notice);
      timer ??= setTimeout(() => void send(), tryAgainAfter);
      return;
    }
    const late = new Map<Watcher, Notice[]>();
    for (const [, whole] of notices) {
      const notice = isAboutPeople(whole.topic) ? { ...whole, ids: {} } : whole;
      const stale = watchers.staleOn(notice.topic, io.sockets.adapter.rooms.get(notice.topic) ?? [], at);
      io.to(notice.topic).except(stale.map(({ socket }) => socket.id)).emit("notice", notice);
      for (const watcher of stale) late.set(watcher, [...(late.get(watcher) ?? []), notice]);
    }
    if (late.size === 0) return;
    await watchers.judge(late.keys());
    for (const [{ socket, topics }, own] of late) for (const notice of own) if (topics.has(notice.topic)) socket.emit("notice", notice);
  }

  /** Also without a word from PostgreSQL: a lost notification costs two seconds. */
  let rechecking: Promise<void> | undefined;
  const recheck = setInterval(() => {
    rechecking ??= watchers
      .recheck()
      .catch((error: unknown) => log.warn({ error: String(error) }, "rights to notices could not be asked again"))
      .finally(() => (rechecking = undefined));
  }, recheckEvery);
  // Rights also lapse by date, and then no count changes.
  const lapses = setInterval(() => void watchers.judge(watchers.where(() => true)), lapsesEvery);
  for (const each of [recheck, lapses]) each.unref();

  return {
    notice(notice: Notice) {
      pending.set(`${notice.topic} ${notice.kind} ${notice.ids.subject ?? ""}`, notice);
      timer ??= setTimeout(() => void send(), coalesceFor);
    },
    /** `client` ends reach whoever watches that person; an account's or a post's end reaches its sockets. */
    ended(ended: Ended): Promise<void> {
      const topic = ended.client && `client:${ended.client}`;
      if (topic) return watchers.judge(watchers.where(({ topics }) => topics.has(topic)));
      return watchers.judge(watchers.where(({ actor }) => ended.account === undefined || actor.accountId === ended.account));
    },
    again: () => watchers.judge(watchers.where(() => true)),
    async stop() {
      clearTimeout(timer);
      clearInterval(recheck);
      clearInterval(lapses);
      await io.close().catch((error: unknown) => log.warn({ error: String(error) }, "notices did not close cleanly"));
    },
  };
}

import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { tokenFrom } from "~/features/people/session-cookie";
import type { Notice, Present } from "~/shared/realtime";
import type { Services } from "~/shared/services.server";
import type { Crowd } from "../crowd";
import { createVisitors } from "../visitors";
import { coalesced } from "./coalesced";
import { cutWhenSlow } from "./cut";
import { createDoor } from "./door";
import type { Ended } from "./notices";
import { createOutgoing } from "./outgoing";
import { Presence } from "./presence";
import { isAboutPeople, isSociable } from "./topics";
import { isJudgedSince, Watchers, type Counts, type Watcher } from "./watchers";

const mostTopics = 40;
/** How many are told by name who else is there. */
const mostNamed = 12;
/** A page that begins to watch was read this long ago at most; longer ago it is only told what is to come. */
const latelyFor = 30_000;
const recheckEvery = 2_000;
const lapsesEvery = 60_000;

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
  const watchers = new Watchers(db, {
    came(topic, watcher) {
      if (!isSociable(topic)) return;
      presence.came(topic, watcher.socket.id, watcher.actor);
      sayWhoIsThere(topic, watcher);
    },
    left: (topic, { socket, actor }, mayReturn) => presence.left(topic, socket.id, actor.accountId, mayReturn),
  }, createVisitors(db));
  const presence = new Presence(tellWhoIsThere);
  const outgoing = createOutgoing(leave);
  /** When something last happened on a topic. */
  const lately = new Map<string, number>();

  door.watchOver(io);
  io.use((socket, next) => {
    if (door.asksTooOften(socket)) return;
    const token = tokenFrom(config, socket.request.headers.cookie) ?? "";
    watchers.find(token).then(
      (who) => {
        if (!door.lets(socket, who?.actor.accountId) || !who) return next(new Error(who ? "too_many" : "signed_out"));
        watchers.add(socket, who);
        next();
      },
      () => next(new Error("unavailable")),
    );
  });

  io.on("connection", (socket) => {
    cutWhenSlow(socket);
    // `age`: milliseconds since the page was read. What happened after that, and before now, it may lack.
    socket.on("watch", (topic: unknown, ...rest: unknown[]) => {
      const [age, answer] = rest.length > 1 ? rest : [0, rest[0]];
      const reply = typeof answer === "function" ? (answer as (result: { ok: boolean; lately?: true }) => void) : () => {};
      if (typeof topic !== "string" || topic.length > 80 || socket.rooms.size > mostTopics) return reply({ ok: false });
      watchers.watch(socket, topic).then(
        (ok) => reply(ok && (lately.get(topic) ?? -Infinity) > performance.now() - Number(age) ? { ok, lately: true } : { ok }),
        () => reply({ ok: false }),
      );
    });
    socket.on("unwatch", (topic: unknown) => {
      if (typeof topic === "string") watchers.unwatch(socket, topic);
    });
  });

  /** The counts of changed rights are read after the acts were committed: no notice of one passes an end before it. */
  async function leave(notices: Notice[]): Promise<boolean> {
    const at = await watchers.counts(notices.map(({ topic }) => topic), notices.flatMap(({ ids }) => ids.client ?? [])).catch(unanswered);
    if (!at) return false;
    const late = new Map<Watcher, Notice[]>();
    for (const whole of notices) {
      const notice = isAboutPeople(whole.topic) ? { ...whole, ids: {} } : whole;
      const stale = watchers.staleOn(notice.topic, at);
      io.to(notice.topic).except(stale.map(({ socket }) => socket.id)).emit("notice", notice);
      for (const watcher of stale) late.set(watcher, [...(late.get(watcher) ?? []), notice]);
    }
    if (late.size > 0) judging = judging.then(() => hearLate(late, at)).catch(unanswered);
    return true;
  }

  /** One after the other: whoever one judgement reached needs none for the notice after it. Nobody else waits for them. */
  let judging = Promise.resolve();
  async function hearLate(late: Map<Watcher, Notice[]>, at: Counts): Promise<void> {
    await watchers.judge([...late.keys()].filter((watcher) => late.get(watcher)?.some(({ topic }) => !isJudgedSince(watcher, topic, at))));
    for (const [{ socket, topics }, own] of late) for (const notice of own) if (topics.has(notice.topic)) socket.emit("notice", notice);
  }

  const unanswered = (error: unknown) => log.warn({ error: String(error) }, "notices wait for the database");

  /** Under the rule of notices: names that came after a right had ended do not reach whom it shut out. */
  async function tellWhoIsThere(topic: string): Promise<boolean> {
    const at = await watchers.counts([topic]).catch(unanswered);
    if (!at) return false;
    await watchers.judge(watchers.staleOn(topic, at));
    for (const watcher of watchers.on(topic)) sayWhoIsThere(topic, watcher);
    return true;
  }

  function sayWhoIsThere(topic: string, { socket, actor }: Watcher): void {
    socket.emit("present", { topic, ...presence.others(topic, actor.accountId, mostNamed) } satisfies Present);
  }

  // One act may end the rights of hundreds, each with a word of its own: they are judged together, nobody once for each.
  const gone = new Set<string>();
  const judgeGone = coalesced(async () => {
    const accounts = new Set(gone);
    gone.clear();
    await watchers.judge(watchers.where(({ actor }) => accounts.has(actor.accountId)));
  });
  const judgeEverybody = coalesced(() => watchers.recheck().catch(() => watchers.judge(watchers.where(() => true))));

  /** Also without a word from PostgreSQL: a lost notification costs two seconds. */
  let rechecking: Promise<void> | undefined;
  const recheck = setInterval(() => {
    rechecking ??= watchers
      .recheck()
      .catch((error: unknown) => log.warn({ error: String(error) }, "rights to notices could not be asked again"))
      .finally(() => (rechecking = undefined));
  }, recheckEvery);
  // Rights also lapse by date, and then no count changes.
  const forget = setInterval(() => {
    for (const [topic, at] of lately) if (performance.now() - at > latelyFor) lately.delete(topic);
  }, latelyFor / 2);
  const lapses = setInterval(() => void watchers.judge(watchers.where(() => true)), lapsesEvery);
  for (const each of [recheck, lapses, forget]) each.unref();

  return {
    notice(notice: Notice): void {
      lately.set(notice.topic, performance.now());
      outgoing.add(notice);
    },
    /** `client` ends reach whoever watches that person; an account's or a post's end reaches its sockets. */
    ended(ended: Ended): Promise<void> {
      const topic = ended.client && `client:${ended.client}`;
      if (topic) return watchers.judge(watchers.on(topic));
      if (ended.account === undefined) return judgeEverybody();
      gone.add(ended.account);
      return judgeGone();
    },
    again: () => watchers.judge(watchers.where(() => true)),
    async stop() {
      outgoing.stop();
      presence.stop();
      clearInterval(recheck);
      clearInterval(lapses);
      clearInterval(forget);
      await io.close().catch((error: unknown) => log.warn({ error: String(error) }, "notices did not close cleanly"));
    },
  };
}

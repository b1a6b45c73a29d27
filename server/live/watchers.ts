import { sql } from "kysely";
import type { Socket } from "socket.io";
import { findActor, type AskWho } from "~/features/people/sessions.server";
import type { Actor } from "~/shared/actor";
import type { Notice } from "~/shared/realtime";
import type { Database } from "~db/client";
import { cut } from "./cut";
import { canWatch, clientOf } from "./topics";

/** Counts of changed rights: one for each person supported, one for everybody who works here. */
export type Counts = { staff: number; clients: ReadonlyMap<string, number> };

/** Whose socket it is, and the count of staff before they were found. */
type Who = { token: string; actor: Actor; staff: number };
/** One socket: whose it is, and for each topic the counts of changed rights it was judged at. */
export type Watcher = Who & { socket: Socket; topics: Map<string, number> };
/** Hears who comes to a topic and leaves it, by themselves or shut out. */
type Hears = { came(topic: string, watcher: Watcher): void; left(topic: string, watcher: Watcher, mayReturn: boolean): void };

/** Sessions looked up at once: one question for all of them. */
const foundAtOnce = 100;
/** Sessions asked about their topics at once, each in a transaction of its own. */
const judgedAtOnce = 8;

/**
 * Who watches what. The rule is that of live documents ([R9]): what was minted after a right had ended reaches
 * nobody it shut out, if every NOTIFY about the end is lost too. So before a notice leaves, the counts are read,
 * and whoever was last judged before them is judged again first.
 */
export class Watchers {
  private readonly bySocket = new Map<string, Watcher>();

  constructor(
    private readonly db: Database,
    private readonly hears: Hears,
    private readonly ask: AskWho,
  ) {}

  /** Finds whose token it is. An end between the count and the question is noticed later. */
  async find(token: string): Promise<Who | undefined> {
    const { staff } = await this.counts([]);
    const actor = await findActor(this.db, token, this.ask);
    return actor && { token, actor, staff };
  }

  add(socket: Socket, who: Who): void {
    const watcher: Watcher = { socket, ...who, topics: new Map() };
    this.bySocket.set(socket.id, watcher);
    socket.once("disconnect", () => {
      this.bySocket.delete(socket.id);
      this.leaveAll(watcher, true);
    });
  }

  /** The rights of before the question are the ones that count: an end between the two is noticed later. */
  async watch(socket: Socket, topic: string): Promise<boolean> {
    const watcher = this.bySocket.get(socket.id);
    if (!watcher) return false;
    const at = await this.counts([topic]);
    if (watcher.staff < at.staff) await this.judge([watcher]);
    if (!(await canWatch(this.db, watcher.actor, topic)) || !socket.connected || !this.bySocket.has(socket.id)) return false;
    // First that it was judged, and when: whoever is in the room without is taken to be judged.
    watcher.topics.set(topic, countOf(at, topic));
    await socket.join(topic);
    this.hears.came(topic, watcher);
    return true;
  }

  unwatch(socket: Socket, topic: string): void {
    const watcher = this.bySocket.get(socket.id);
    if (watcher) this.leave(watcher, topic, true);
  }

  private leave(watcher: Watcher, topic: string, mayReturn: boolean): void {
    if (watcher.topics.delete(topic)) this.hears.left(topic, watcher, mayReturn);
    void watcher.socket.leave(topic);
  }

  private leaveAll(watcher: Watcher, mayReturn: boolean): void {
    for (const topic of watcher.topics.keys()) this.leave(watcher, topic, mayReturn);
  }

  /** Those who watch a topic. */
  on(topic: string): Watcher[] {
    return this.where(({ topics }) => topics.has(topic));
  }

  /** Those who watch a topic and were judged before these counts. */
  staleOn(topic: string, at: Counts): Watcher[] {
    return this.on(topic).filter((watcher) => !isJudgedSince(watcher, topic, at));
  }

  /** Judges again everybody whom a change of rights may have shut out of something since they were last judged. */
  async recheck(): Promise<void> {
    const all = [...this.bySocket.values()];
    const at = await this.counts(all.flatMap(({ topics }) => [...topics.keys()]));
    await this.judge(all.filter((watcher) => watcher.staff < at.staff || [...watcher.topics.keys()].some((topic) => !isJudgedSince(watcher, topic, at))));
  }

  where(concerned: (watcher: Watcher) => boolean): Watcher[] {
    return [...this.bySocket.values()].filter(concerned);
  }

  async counts(topics: Iterable<string>, more: string[] = []): Promise<Counts> {
    const ids = new Set([...topics].flatMap((topic) => clientOf(topic) ?? []).concat(more));
    const { rows } = await sql<{ staff: number; client_id: string | null; client: number | null }>`select * from app.access_counts(${[...ids]}::uuid[])`.execute(this.db);
    const staff = rows[0]?.staff;
    if (typeof staff !== "number") throw new Error("The counts of changed rights were not told.");
    return { staff, clients: new Map(rows.flatMap((row) => (row.client_id && row.client !== null ? [[row.client_id, row.client] as const] : []))) };
  }

  /**
   * Asks again whether they may go on watching; sockets of one session in one question. First who is still there at all:
   * of hundreds who leave in one act none waits for what others may watch.
   */
  async judge(watchers: Watcher[]): Promise<void> {
    const there = watchers.filter(({ socket }) => this.bySocket.has(socket.id));
    if (there.length === 0) return;
    // Read before anybody is judged: an end meanwhile is noticed later.
    const at = await this.counts(there.flatMap(({ topics }) => [...topics.keys()])).catch(() => undefined);
    const byToken = new Map<string, Watcher[]>();
    for (const watcher of there) byToken.set(watcher.token, [...(byToken.get(watcher.token) ?? []), watcher]);
    const living: { own: Watcher[]; actor: Actor; at: Counts }[] = [];
    await inLines(foundAtOnce, [...byToken], async ([token, own]) => {
      const found = at ? await findActor(this.db, token, this.ask).catch(() => "unknown" as const) : "unknown";
      if (at && found && found !== "unknown") living.push({ own, actor: found, at });
      // Whoever could not be judged now may be back in a moment.
      else for (const watcher of own) this.shutOut(watcher, found === "unknown");
    });
    await inLines(judgedAtOnce, living, (one) => this.judgeTopics(one.own, one.actor, one.at));
  }

  private shutOut(watcher: Watcher, mayReturn: boolean): void {
    this.bySocket.delete(watcher.socket.id);
    this.leaveAll(watcher, mayReturn);
    cut(watcher.socket);
  }

  private async judgeTopics(watchers: Watcher[], actor: Actor, at: Counts): Promise<void> {
    const topics = new Set(watchers.flatMap((watcher) => [...watcher.topics.keys()]));
    const kept = new Set<string>();
    for (const topic of topics) if (await canWatch(this.db, actor, topic).catch(() => false)) kept.add(topic);
    for (const watcher of watchers) this.settle(watcher, actor, at, new Map([...topics].map((topic) => [topic, kept.has(topic)])));
  }

  /** `verdicts`: for the topics that were asked about; one begun meanwhile was judged when it began. */
  private settle(watcher: Watcher, actor: Actor, at: Counts, verdicts: ReadonlyMap<string, boolean>): void {
    watcher.actor = actor;
    watcher.staff = Math.max(watcher.staff, at.staff);
    for (const [topic, mayWatch] of verdicts) {
      const before = watcher.topics.get(topic);
      if (before === undefined) continue;
      if (mayWatch) {
        watcher.topics.set(topic, Math.max(countOf(at, topic), before));
        continue;
      }
      this.leave(watcher, topic, false);
      // The last word on this topic: whatever page is open asks its loader, and is told it is not there.
      watcher.socket.emit("notice", { topic, kind: "case.ended", ids: {}, at: `${Date.now()}000` } satisfies Notice);
    }
  }
}

export function isJudgedSince(watcher: Watcher, topic: string, at: Counts): boolean {
  return watcher.staff >= at.staff && (watcher.topics.get(topic) ?? -1) >= countOf(at, topic);
}

function countOf(at: Counts, topic: string): number {
  return at.clients.get(clientOf(topic) ?? "") ?? 0;
}

/** Does something with each, so many of them at once. */
async function inLines<T>(many: number, all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  const line = async () => {
    for (const one of rest) await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(many, all.length) }, line));
}

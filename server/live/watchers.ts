import { sql } from "kysely";
import type { Socket } from "socket.io";
import { findActor } from "~/features/people/sessions.server";
import type { Actor } from "~/shared/actor";
import type { Notice } from "~/shared/realtime";
import type { Database } from "~db/client";
import { cut } from "./cut";
import { canWatch, clientOf } from "./topics";

/** Counts of changed rights: one for each person supported, one for everybody who works here. */
export type Counts = { staff: number; clients: ReadonlyMap<string, number> };

/** One socket: whose it is, and for each topic the counts of changed rights it was judged at. */
export type Watcher = { socket: Socket; token: string; actor: Actor; staff: number; topics: Map<string, number> };

const judgedAtOnce = 8;

/**
 * Who watches what. The rule is that of live documents ([R9]): what was minted after a right had ended reaches
 * nobody it shut out, if every NOTIFY about the end is lost too. So before a notice leaves, the counts are read,
 * and whoever was last judged before them is judged again first.
 */
export class Watchers {
  private readonly bySocket = new Map<string, Watcher>();
  /** Any person's id: the count of staff is read beside it. */
  private someone: string | undefined;

  constructor(private readonly db: Database) {}

  add(socket: Socket, who: { token: string; actor: Actor }): void {
    this.bySocket.set(socket.id, { socket, ...who, staff: 0, topics: new Map() });
    socket.once("disconnect", () => this.bySocket.delete(socket.id));
  }

  /** The rights of before the question are the ones that count: an end between the two is noticed later. */
  async watch(socket: Socket, topic: string): Promise<boolean> {
    const watcher = this.bySocket.get(socket.id);
    if (!watcher) return false;
    const at = await this.counts([topic]);
    if (watcher.staff < at.staff) await this.judge([watcher]);
    if (!(await canWatch(this.db, watcher.actor, topic)) || !socket.connected) return false;
    await socket.join(topic);
    watcher.topics.set(topic, countOf(at, topic));
    return true;
  }

  unwatch(socket: Socket, topic: string): void {
    this.bySocket.get(socket.id)?.topics.delete(topic);
    void socket.leave(topic);
  }

  /** Those who watch a topic and were judged before these counts. */
  staleOn(topic: string, ids: Iterable<string>, at: Counts): Watcher[] {
    const stale: Watcher[] = [];
    for (const id of ids) {
      const watcher = this.bySocket.get(id);
      if (watcher && !isJudgedSince(watcher, topic, at)) stale.push(watcher);
    }
    return stale;
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
    for (const id of ids) this.someone = id;
    if (this.someone) ids.add(this.someone);
    if (ids.size === 0) return { staff: 0, clients: new Map() };
    const { rows } = await sql<{ client_id: string; generation: number; staff_generation: number }>`select * from app.generations(${[...ids]}::uuid[])`.execute(this.db);
    return { staff: rows[0]?.staff_generation ?? 0, clients: new Map(rows.map((row) => [row.client_id, row.generation])) };
  }

  /** Asks again whether they may go on watching; sockets of one session in one question. */
  async judge(watchers: Iterable<Watcher>): Promise<void> {
    const byToken = new Map<string, Watcher[]>();
    for (const watcher of watchers) byToken.set(watcher.token, [...(byToken.get(watcher.token) ?? []), watcher]);
    const sessions = [...byToken.values()];
    const line = async () => {
      for (let own = sessions.pop(); own; own = sessions.pop()) await this.judgeSession(own);
    };
    await Promise.all(Array.from({ length: judgedAtOnce }, line));
  }

  private async judgeSession(watchers: Watcher[]): Promise<void> {
    const topics = new Set(watchers.flatMap((watcher) => [...watcher.topics.keys()]));
    const at = await this.counts(topics).catch(() => undefined);
    const token = watchers[0]?.token;
    const actor = at && (await findActor(this.db, token).catch(() => undefined));
    if (!actor) {
      for (const { socket } of watchers) cut(socket);
      return;
    }
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
      this.unwatch(watcher.socket, topic);
      // The last word on this topic: whatever page is open asks its loader, and is told it is not there.
      watcher.socket.emit("notice", { topic, kind: "case.ended", ids: {}, at: `${Date.now()}000` } satisfies Notice);
    }
  }
}

function isJudgedSince(watcher: Watcher, topic: string, at: Counts): boolean {
  return watcher.staff >= at.staff && (watcher.topics.get(topic) ?? -1) >= countOf(at, topic);
}

function countOf(at: Counts, topic: string): number {
  return at.clients.get(clientOf(topic) ?? "") ?? 0;
}

import type { Person } from "~/shared/realtime";

/** A page that reloads comes back within this time, milliseconds, and never left. */
const leavesAfter = 3_000;
/** How often those who are there hear of a change. */
const tellEvery = 1_000;

type Here = { name: string; sockets: Set<string>; leaving?: NodeJS.Timeout | undefined };

/**
 * Who is at a topic: momentary, and nowhere but here. A person with several tabs is there once. `tell` says who is
 * there now to everybody who watches the topic, at most once a second, and answers false when that has to wait.
 */
export class Presence {
  /** In the order in which they came. */
  private readonly byTopic = new Map<string, Map<string, Here>>();
  private readonly telling = new Map<string, { timer: NodeJS.Timeout; again: boolean }>();

  constructor(private readonly tell: (topic: string) => Promise<boolean>) {}

  came(topic: string, socketId: string, { accountId, name }: Person): void {
    const people = this.byTopic.get(topic) ?? new Map<string, Here>();
    this.byTopic.set(topic, people);
    const here = people.get(accountId);
    if (!here) people.set(accountId, { name, sockets: new Set([socketId]) });
    else {
      clearTimeout(here.leaving);
      here.leaving = undefined;
      here.sockets.add(socketId);
    }
    if (here?.name === name) return;
    if (here) here.name = name;
    this.changed(topic);
  }

  /** @param mayReturn false for whoever was shut out: they are gone at once */
  left(topic: string, socketId: string, accountId: string, mayReturn: boolean): void {
    const here = this.byTopic.get(topic)?.get(accountId);
    if (!here?.sockets.delete(socketId) || here.sockets.size > 0) return;
    if (!mayReturn) return this.remove(topic, accountId);
    clearTimeout(here.leaving);
    here.leaving = setTimeout(() => this.remove(topic, accountId), leavesAfter);
  }

  /** Everybody else who is there: some by name, the rest as a number. */
  others(topic: string, accountId: string, most: number): { people: Person[]; more: number } {
    const people: Person[] = [];
    let more = 0;
    for (const [other, { name }] of this.byTopic.get(topic) ?? []) {
      if (other === accountId) continue;
      if (people.length < most) people.push({ accountId: other, name });
      else more += 1;
    }
    return { people, more };
  }

  stop(): void {
    for (const { timer } of this.telling.values()) clearTimeout(timer);
    for (const people of this.byTopic.values()) for (const { leaving } of people.values()) clearTimeout(leaving);
    this.telling.clear();
    this.byTopic.clear();
  }

  private remove(topic: string, accountId: string): void {
    const people = this.byTopic.get(topic);
    clearTimeout(people?.get(accountId)?.leaving);
    people?.delete(accountId);
    if (people?.size === 0) this.byTopic.delete(topic);
    this.changed(topic);
  }

  /** The first change is told at once, those of the second after it together. */
  private changed(topic: string): void {
    const before = this.telling.get(topic);
    if (before) return void (before.again = true);
    const rest = { again: false, timer: setTimeout(() => this.rested(topic), tellEvery) };
    this.telling.set(topic, rest);
    setImmediate(() => {
      rest.again = false;
      void this.tell(topic).then((told) => told || this.changed(topic));
    });
  }

  private rested(topic: string): void {
    const again = this.telling.get(topic)?.again;
    this.telling.delete(topic);
    if (again) this.changed(topic);
  }
}

import { beforeAll } from "vitest";
import { planEvent, type NewEvent } from "~/features/events/commands.server";
import { findEvent } from "~/features/events/access.server";
import { addDays, dayAt } from "~/shared/zoned";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database, type TestDatabase } from "../support/database";

/** A day some weeks from now, as forms send it. */
export const inDays = (days: number) => addDays(dayAt(new Date()), days);
export const soon = { date: inDays(30), from: "13:00", until: "14:30" };
export const baseUrl = "http://localhost";

export type House = {
  house: TestDatabase;
  cast: Cast;
  as: <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => Promise<T>;
  plans: (actor: Actor, more?: Partial<NewEvent>) => Promise<string>;
  look: (eventId: string, actor?: Actor) => ReturnType<typeof findEvent>;
  /** News that waits for somebody's post about this event. */
  news: (actor: Actor, eventId: string) => Promise<string[]>;
  /** As if the event were now: it began an hour ago. */
  begins: (eventId: string, hoursAgo?: number) => Promise<void>;
};

/** A database with the cast in it, and what tests of events do again and again. */
export function houseOfEvents(): House {
  const house = database();
  const made: Partial<House> = { house };
  const as: House["as"] = (actor, work) => withActor(house.db, actor, (trx) => work(trx, actor));
  made.as = as;
  made.plans = (actor, more = {}) => as(actor, (trx) => planEvent(trx, actor, { title: "Meet the Food Hub", place: "Quayside hall", times: more.options ? undefined : soon, ...more })).then(({ eventId }) => eventId);
  made.look = (eventId, actor = made.cast?.aileen) => as(actor as Actor, (trx) => findEvent(trx, actor as Actor, eventId));
  made.news = async (actor, eventId) =>
    (await house.admin`select kind from inbox_item where event_id = ${eventId} and post_id = ${actor.seat?.postId ?? ""} and seen_at is null order by kind`).map(({ kind }) => String(kind));
  made.begins = async (eventId, hoursAgo = 1) => {
    await house.admin`update learning_event set starts_at = now() - make_interval(hours => ${hoursAgo}), ends_at = now() - make_interval(hours => ${hoursAgo}) + interval '90 minutes' where id = ${eventId}`;
  };
  beforeAll(async () => {
    made.cast = await castOf(house.db);
  });
  return new Proxy(made as House, { get: (target, key: keyof House) => target[key] });
}

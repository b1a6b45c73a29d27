import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { visibleBookings, visibleDays } from "../shadowing/access.server";

export type Between = { startsAt: Date; endsAt: Date };
/** Something of one's own at the same time: what it is in a few words, and where to look at it. */
export type Clash = { what: string; startsAt: string; endsAt: string; to: string };
/** Where clashes come from. A feature that fills the diary adds a line to `sources`. */
export type ClashSource = (trx: Database, actor: Actor, between: Between & { exceptDayId?: string | undefined }) => Promise<Clash[]>;

const sources: readonly ClashSource[] = [ownBookings, hostedDays];

/**
 * What stands in one's own diary at that time, the earliest first. It warns and forbids nothing: people know best
 * whether they can be in two places.
 */
export async function clashesOf(trx: Database, actor: Actor, between: Between, { exceptDayId }: { exceptDayId?: string | undefined } = {}): Promise<Clash[]> {
  const found: Clash[] = [];
  for (const source of sources) found.push(...(await source(trx, actor, { ...between, exceptDayId })));
  return found.sort((one, other) => one.startsAt.localeCompare(other.startsAt)).slice(0, 5);
}

async function ownBookings(trx: Database, actor: Actor, { startsAt, endsAt, exceptDayId = none }: Between & { exceptDayId?: string | undefined }): Promise<Clash[]> {
  const rows = await visibleBookings(trx)
    .innerJoin("shadow_day as day", "day.id", "booking.day_id")
    .innerJoin("account as host", "host.id", "day.host_account_id")
    .where("booking.account_id", "=", actor.accountId)
    .where("booking.state", "in", ["held", "offered", "asked", "confirmed"])
    .where("day.cancelled_at", "is", null)
    .where("day.starts_at", "<", endsAt)
    .where("day.ends_at", ">", startsAt)
    .where("day.id", "<>", exceptDayId)
    .limit(5)
    .select(["booking.id", "host.name as host", "day.starts_at as startsAt", "day.ends_at as endsAt"])
    .execute();
  return rows.map(({ id, host, ...times }) => clash(`A shadow day with ${host}`, times, `/diary/shadow/bookings/${id}`));
}

async function hostedDays(trx: Database, actor: Actor, { startsAt, endsAt, exceptDayId = none }: Between & { exceptDayId?: string | undefined }): Promise<Clash[]> {
  const rows = await visibleDays(trx)
    .where("day.host_post_id", "in", actor.seats.map(({ postId }) => postId))
    .where("day.host_account_id", "=", actor.accountId)
    .where("day.cancelled_at", "is", null)
    .where("day.starts_at", "<", endsAt)
    .where("day.ends_at", ">", startsAt)
    .where("day.id", "<>", exceptDayId)
    .limit(5)
    .select(["day.id", "day.starts_at as startsAt", "day.ends_at as endsAt"])
    .execute();
  return rows.map(({ id, ...times }) => clash("A shadow day you host", times, `/diary/shadow/${id}`));
}

const none = "00000000-0000-0000-0000-000000000000";
const clash = (what: string, { startsAt, endsAt }: Between, to: string): Clash => ({ what, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), to });

import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { clashesOf } from "../../diary/clashes.server";
import { findDay, nobodySitsIn, ownBooking, visibleBookings, type Booking, type Day } from "../access.server";
import { canHost, isFor } from "../policy";
import { forRoles, isForRole, type BookingState } from "../words";
import { agreementOf } from "./agreement.server";
import { nextLike } from "./next-like.server";
import type { DayView, OwnView } from "./views";

/** Everything the page of a day shows somebody: the day, their own booking, what is like it, what clashes, what is agreed. */
export async function dayPage(trx: Database, actor: Actor, dayId: string) {
  const now = new Date();
  const day = await findDay(trx, actor, dayId);
  const booking = await ownBooking(trx, actor, day.id);
  const own = booking && ownView(booking, now);
  const isFull = day.taken + day.waiting >= day.places;
  const isToCome = day.hostAccountId !== actor.accountId && !day.cancelledAt && day.startsAt > now;
  const hostLeft = isToCome && (await nobodySitsIn(trx, day.hostPostId));
  const mayTake = isToCome && !hostLeft;
  return {
    day: dayView(day, actor, now),
    own,
    isFull,
    hostLeft,
    abilities: { book: mayTake, host: canHost(actor, day), own: day.hostAccountId === actor.accountId, keeps: actor.seats.some(({ postId }) => postId === day.hostPostId) },
    comers: canHost(actor, day) ? await comersOf(trx, day.id) : [],
    clashes: mayTake ? await clashesOf(trx, actor, day, { exceptDayId: day.id }) : [],
    next: isToCome && own?.state !== "held" ? (await nextLike(trx, actor, day))[0] : undefined,
    agreement: mayTake ? await agreementOf(trx, actor) : undefined,
    now: now.toISOString(),
  };
}

export type Comer = { id: string; guest: string; guestOrganisation: string; state: BookingState };

/** Who asks, comes and waits, in the order in which they did, for whoever looks after the day. */
async function comersOf(trx: Database, dayId: string): Promise<Comer[]> {
  const rows = await visibleBookings(trx)
    .where("booking.day_id", "=", dayId)
    .where("booking.state", "in", ["waiting", "offered", "asked", "confirmed"])
    .orderBy("booking.at")
    .limit(100)
    .select(["booking.id", "guest.name as guest", "guest_organisation.name as guestOrganisation", "booking.state"])
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as BookingState }));
}

export function dayView(day: Day, actor: Actor, now: Date): DayView {
  const { id, places, taken, waiting, host, hostOrganisation, where, expect, access, seesPeople } = day;
  return {
    id,
    places,
    taken,
    waiting,
    host,
    hostOrganisation,
    where,
    expect,
    access,
    seesPeople,
    startsAt: day.startsAt.toISOString(),
    endsAt: day.endsAt.toISOString(),
    forWhom: day.forRoles.filter(isForRole).map((role) => forRoles[role]),
    isForMe: isFor(actor, day.forRoles),
    isHandover: day.newcomerId !== null,
    cancelled: day.cancelledAt ? { line: day.cancelLine } : undefined,
    hasBegun: day.startsAt <= now,
  };
}

function ownView({ id, state, until, help }: Booking, now: Date): OwnView {
  return { id, state, until: until?.toISOString(), help, ranOut: (state === "held" || state === "offered") && until !== null && until <= now };
}

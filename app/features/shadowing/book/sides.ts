import { isFacilitator, type Actor } from "~/shared/actor";
import { canGiveUp, canHost, isGuest } from "../policy";
import { isLive, type BookingState } from "../words";

/** How somebody stands to a booking: they come, they host, or they manage whoever comes and only look. */
export type Side = "guest" | "host" | "beside";
type Sided = { accountId: string; postId: string; hostPostId: string; hostOrganisationId: string };

const sitsIn = (actor: Actor, postId: string) => actor.seats.some((seat) => seat.postId === postId && seat.role !== "commissioner");

export function sideOf(actor: Actor, booking: Sided): Side {
  if (isGuest(actor, booking)) return "guest";
  if (sitsIn(actor, booking.hostPostId)) return "host";
  if (canGiveUp(actor, booking)) return "guest";
  return canHost(actor, booking) ? "host" : "beside";
}

type At = Sided & { state: BookingState };

/** Messages go between the sides once a host was asked; also afterwards, for a last word. */
export function canWrite(actor: Actor, booking: At): boolean {
  return sideOf(actor, booking) !== "beside" && ["asked", "confirmed", "refused", "unanswered", "cancelled"].includes(booking.state);
}

/** Two lines are written once the day has been; PostgreSQL knows who the two were. */
export function isPast({ state }: { state: BookingState }, day: { endsAt: Date; cancelledAt: Date | null }, now: Date): boolean {
  return state === "confirmed" && !day.cancelledAt && day.endsAt <= now;
}

/** Lines that should not have been shared are taken off the pages by facilitators, too. */
export const canTakeLinesOff = isFacilitator;

/** What somebody may do with a booking now; the commands ask again. */
export function abilitiesFor(actor: Actor, booking: At, day: { startsAt: Date; endsAt: Date; cancelledAt: Date | null }, now: Date) {
  const { state } = booking;
  const ahead = day.startsAt > now && !day.cancelledAt;
  const hosts = canHost(actor, booking) && !isGuest(actor, booking);
  const own = isGuest(actor, booking);
  return {
    answer: hosts && ahead && state === "asked",
    hostCannot: hosts && ahead && state === "confirmed",
    giveUp: canGiveUp(actor, booking) && ahead && isLive(state),
    take: own && ahead && state === "offered",
    sayHelp: own && ahead && isLive(state),
    move: own && ahead && (state === "asked" || state === "confirmed"),
    again: own && ahead && !isLive(state),
    write: canWrite(actor, booking),
  };
}

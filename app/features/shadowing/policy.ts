import { isFacilitator, type Actor } from "~/shared/actor";
import { actingSeat, canActOnGaps } from "../gaps/policy";

/** Whoever has a seat and is no commissioner may offer and book days, third sector, practice and link workers alike (needs L5, R9). */
export const canShadow = canActOnGaps;

type Hosted = { hostPostId: string; hostOrganisationId: string };

/** Days are kept by whoever sits in the host's post, by managers of the host's organisation, and by facilitators. */
export function canHost(actor: Actor, { hostPostId, hostOrganisationId }: Hosted): boolean {
  return canShadow(actor) && (isFacilitator(actor) || actor.seats.some((seat) => seat.postId === hostPostId || (seat.role === "manager" && seat.organisationId === hostOrganisationId)));
}

/** A place is taken by the person themself; it can be given up from their post too. */
export const isGuest = (actor: Actor, { accountId }: { accountId: string }): boolean => accountId === actor.accountId;
export function canGiveUp(actor: Actor, booking: { accountId: string; postId: string }): boolean {
  return canShadow(actor) && (isGuest(actor, booking) || actor.seats.some((seat) => seat.postId === booking.postId && seat.role !== "commissioner"));
}

/** Whether a day is meant for somebody of this role; it is open to others all the same, and says so. */
export function isFor(actor: Actor, forRoles: readonly string[]): boolean {
  const seat = actingSeat(actor);
  return forRoles.length === 0 || (seat !== undefined && forRoles.includes(seat.role));
}

/** The words of the confidentiality agreement are the network's. */
export const canWriteTerms = isFacilitator;

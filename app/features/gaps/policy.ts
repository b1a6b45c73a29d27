import { actsInNetwork, isFacilitator, type Actor, type Seat } from "~/shared/actor";

/**
 * Whoever has a seat and is no commissioner sees gaps and asks, and may start, corroborate, lead, host, rest and revive
 * them: third sector and statutory alike (needs R9, R14). A commissioner is handed the demand pack.
 */
export function canActOnGaps(actor: Actor): boolean {
  return actsInNetwork(actor);
}

/** The seat an act on a gap is done from: the one they act from, unless that is a commissioner's. */
export function actingSeat(actor: Actor): Seat | undefined {
  const may = (seat: Seat | undefined) => seat !== undefined && seat.role !== "commissioner";
  return may(actor.seat) ? actor.seat : actor.seats.find(may);
}

type Posted = { accountId: string; leadPostId?: string | null };

/** Words are changed by whoever wrote them, by the lead, and by facilitators. */
export function canReword(actor: Actor, gap: Posted): boolean {
  return canActOnGaps(actor) && (gap.accountId === actor.accountId || isFacilitator(actor) || sitsIn(actor, gap.leadPostId));
}

/** Taking down is for a mistake or a name: whoever posted it, and facilitators. */
export function canTakeDown(actor: Actor, gap: Posted): boolean {
  return canActOnGaps(actor) && (gap.accountId === actor.accountId || isFacilitator(actor));
}

/** What a post holds or wrote is let go by whoever sits in it, by whoever took it on, and by facilitators. */
export function canEnd(actor: Actor, act: { accountId: string; postId: string }): boolean {
  return canActOnGaps(actor) && (act.accountId === actor.accountId || sitsIn(actor, act.postId) || isFacilitator(actor));
}

/** Flagged words are looked at by facilitators and by the managers of the organisation they came from. */
export function canReview(actor: Actor, flag: { organisationId: string }): boolean {
  return isFacilitator(actor) || actor.seats.some((seat) => seat.role === "manager" && seat.organisationId === flag.organisationId);
}

function sitsIn(actor: Actor, postId: string | null | undefined): boolean {
  return Boolean(postId) && actor.seats.some((seat) => seat.postId === postId);
}

import { isFacilitator, type Actor, type Seat } from "~/shared/actor";
import { actingSeat, canActOnGaps } from "../gaps/policy";

/** Whoever has a seat and is no commissioner sees who has a tie with whom: third sector and practice alike (needs R9, R14). */
export const canSeeTies = canActOnGaps;

type Sides = { oneId: string; otherId: string };
type Proposed = Sides & { organisationId: string };

/** The seat somebody speaks from for one of these organisations: the one they act from, else another of theirs. */
export function seatFor(actor: Actor, ...organisationIds: readonly string[]): Seat | undefined {
  const may = (seat: Seat | undefined) => seat !== undefined && seat.role !== "commissioner" && organisationIds.includes(seat.organisationId);
  return may(actor.seat) ? actor.seat : actor.seats.find(may);
}

/** The seat of whoever acts on a tie: of one of its sides, or a facilitator's. */
export function seatOnTie(actor: Actor, tie: Sides): Seat | undefined {
  return seatFor(actor, tie.oneId, tie.otherId) ?? (isFacilitator(actor) ? actingSeat(actor) : undefined);
}

/** What is inside a tie is for its two sides, alike, and for facilitators. */
export const canSeeInside = (actor: Actor, tie: Sides): boolean => canSeeTies(actor) && seatOnTie(actor, tie) !== undefined;

export const otherThan = ({ oneId, otherId }: Sides, sideId: string): string => (sideId === oneId ? otherId : oneId);

/** The side that did not propose says yes or not this time; nobody says it for them. */
export const canAnswer = (actor: Actor, tie: Proposed): boolean => seatFor(actor, otherThan(tie, tie.organisationId)) !== undefined;

/** Only the side that proposed takes it back. */
export const canWithdraw = (actor: Actor, tie: Proposed): boolean => seatFor(actor, tie.organisationId) !== undefined;

/** Each side names its own holders, and says itself what it helps with; facilitators may for both. */
export const canSpeakFor = (actor: Actor, organisationId: string): boolean => canSeeTies(actor) && (isFacilitator(actor) || seatFor(actor, organisationId) !== undefined);

type Written = { accountId: string | null; postId: string | null };

/** What somebody wrote they take back themselves, or whoever sits in their post, or a facilitator. */
export function canTakeBack(actor: Actor, { accountId, postId }: Written): boolean {
  return canSeeTies(actor) && (accountId === actor.accountId || isFacilitator(actor) || actor.seats.some((seat) => seat.role !== "commissioner" && seat.postId === postId));
}

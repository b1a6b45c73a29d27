import { isFacilitator, type Actor } from "~/shared/actor";
import { actingSeat } from "../../gaps/policy";

export type OfPost = { seatPostId: string; seatOrganisationId: string };

/** Whoever looks after a post: managers of its organisation, and facilitators. */
export function looksAfter(actor: Actor, { seatOrganisationId }: OfPost): boolean {
  return isFacilitator(actor) || actor.seats.some((seat) => seat.role === "manager" && seat.organisationId === seatOrganisationId);
}

/** A handover is made by whoever sits in the post, and by whoever looks after it. */
export function canHandOver(actor: Actor, post: OfPost): boolean {
  return actingSeat(actor) !== undefined && (looksAfter(actor, post) || actor.seats.some((seat) => seat.postId === post.seatPostId && seat.role !== "commissioner"));
}

/** Whoever sits in the post that is asked answers; nobody answers for a colleague. */
export function canAnswer(actor: Actor, item: { toPostId: string | null }): boolean {
  return actor.seats.some((seat) => seat.postId === item.toPostId && seat.role !== "commissioner");
}

import { isFacilitator, type Actor, type PostRole } from "~/shared/actor";

/** Organisations are added, changed and imported by facilitators. */
export function canLookAfterDirectory(actor: Actor): boolean {
  return isFacilitator(actor);
}

/** Facilitators look after every organisation's posts; a manager those of the organisation they manage in. */
export function canLookAfterPosts(actor: Actor, organisationId: string): boolean {
  return isFacilitator(actor) || actor.seats.some((seat) => seat.role === "manager" && seat.organisationId === organisationId);
}

/** A facilitator's seat is made, filled, ended and closed by facilitators alone. */
export function canLookAfterPost(actor: Actor, post: { organisationId: string; role: PostRole | string }): boolean {
  return post.role === "facilitator" ? isFacilitator(actor) : canLookAfterPosts(actor, post.organisationId);
}

/** Letters the network sent. */
export function canReadOutbox(actor: Actor): boolean {
  return isFacilitator(actor);
}

/** Organisations whose team the actor works in; a facilitator's own is the network. */
export function canSeeTeam(actor: Actor): boolean {
  return actor.seats.length > 0;
}

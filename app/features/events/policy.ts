import { actsInNetwork, isFacilitator, type Actor } from "~/shared/actor";

/** Whoever has a seat and is no commissioner sees learning events, may plan one, come, and take a job. */
export function canActOnEvents(actor: Actor): boolean {
  return actsInNetwork(actor);
}

type Planned = { organisationId: string; plannerPostIds: readonly string[] };

/**
 * What an event is and when is changed by its planners: whoever acts for the organisation that plans it, posts that plan
 * along, and facilitators. The agenda, the recap and the jobs are everybody's.
 */
export function canPlan(actor: Actor, event: Planned): boolean {
  const acting = actor.seats.filter((seat) => seat.role !== "commissioner");
  return (
    canActOnEvents(actor) &&
    (isFacilitator(actor) || acting.some((seat) => seat.organisationId === event.organisationId || event.plannerPostIds.includes(seat.postId)))
  );
}

/** Who plans along is said by the organisation that plans, and by facilitators. */
export function canChoosePlanners(actor: Actor, event: Planned): boolean {
  return canPlan(actor, { ...event, plannerPostIds: [] });
}

/** An answer is given by whoever sits in the post that was asked, or noted down by a planner. */
export function canAnswerFor(actor: Actor, event: Planned, invitee: { postId: string | null }): boolean {
  return canActOnEvents(actor) && (sitsIn(actor, invitee.postId) || canPlan(actor, event));
}

/** What was agreed is ticked by whoever took it on, and by planners. */
export function canDoAction(actor: Actor, event: Planned, action: { ownerPostId: string }): boolean {
  return canActOnEvents(actor) && (sitsIn(actor, action.ownerPostId) || canPlan(actor, event));
}

function sitsIn(actor: Actor, postId: string | null): boolean {
  return postId !== null && actor.seats.some((seat) => seat.role !== "commissioner" && seat.postId === postId);
}

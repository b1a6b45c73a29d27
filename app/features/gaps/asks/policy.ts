import { isFacilitator, type Actor } from "~/shared/actor";
import { canActOnGaps } from "../policy";

/** A question belongs to the post that asked it: whoever sits there now, and facilitators, keep answers and take it back. */
export function canKeep(actor: Actor, ask: { postId: string }): boolean {
  return canActOnGaps(actor) && (isFacilitator(actor) || actor.seats.some((seat) => seat.postId === ask.postId));
}

/** An answer is put in other words, taken back and put back by whoever wrote it. */
export function canChangeAnswer(actor: Actor, answer: { accountId: string }): boolean {
  return canActOnGaps(actor) && answer.accountId === actor.accountId;
}

/** Taking down leaves no words: for facilitators, where somebody may be named. */
export function canTakeDownAnswer(actor: Actor, answer: { accountId: string }): boolean {
  return canChangeAnswer(actor, answer) || (canActOnGaps(actor) && isFacilitator(actor));
}

import { isFacilitator, type Actor } from "~/shared/actor";
import { actingSeat } from "../../gaps/policy";
import { canSeeTies, seatFor } from "../policy";
import type { IntroductionState } from "../words";

type Asked = { state: IntroductionState; wantedId: string; organisationId: string; brokerPostId: string | null };
export type IntroductionAbilities = Record<"take" | "make" | "giveBack" | "decline" | "withdraw", boolean>;

/** Whoever knows them takes it on and makes it; the wanted organisation may say not this time; whoever asked takes it back. */
export function introductionAbilities(actor: Actor, { state, wantedId, organisationId, brokerPostId }: Asked): IntroductionAbilities {
  const acts = canSeeTies(actor);
  const isOpen = state === "asked" || state === "taken";
  const brokers = isFacilitator(actor) || actor.seats.some((seat) => seat.role !== "commissioner" && seat.postId === brokerPostId);
  return {
    take: acts && state === "asked" && actingSeat(actor)?.organisationId !== organisationId,
    make: acts && state === "taken" && brokers,
    giveBack: acts && state === "taken" && brokers,
    decline: acts && isOpen && (brokers || seatFor(actor, wantedId) !== undefined),
    withdraw: acts && isOpen && seatFor(actor, organisationId) !== undefined,
  };
}

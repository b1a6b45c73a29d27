export type PostRole = "link_worker" | "worker" | "manager" | "practice" | "facilitator" | "volunteer" | "commissioner";

/** A person in a post today. Rights belong to the post; the tenure says who sits in it. */
export type Seat = {
  tenureId: string;
  postId: string;
  postTitle: string;
  role: PostRole;
  organisationId: string;
  organisationName: string;
  organisationKind: string;
};

/** Who is asking: an account with a live session and its seats. `seat` is the one they act from. */
export type Actor = {
  accountId: string;
  name: string;
  email: string;
  sessionId: string;
  device: "mine" | "shared";
  seats: Seat[];
  seat: Seat | undefined;
};

const careRoles: readonly PostRole[] = ["link_worker", "worker", "manager"];

/** Whether a seat supports people at all: volunteers, receptionists and commissioners never see a case. */
export function isCareSeat(seat: Seat): boolean {
  return careRoles.includes(seat.role);
}

export function careSeats(actor: Actor): Seat[] {
  return actor.seats.filter(isCareSeat);
}

export function isFacilitator(actor: Actor): boolean {
  return actor.seats.some((seat) => seat.role === "facilitator");
}

/** Whether somebody acts in the network: sees gaps and asks, and posts, joins and moves them. Commissioners read what is handed to them. */
export function actsInNetwork(actor: Actor): boolean {
  return actor.seats.some((seat) => seat.role !== "commissioner");
}

/** "Aileen M." for lines where space is short. */
export function shortName(name: string): string {
  const [first = "", ...rest] = name.trim().split(/\s+/);
  const last = rest.at(-1);
  return last ? `${first} ${last[0]}.` : first;
}

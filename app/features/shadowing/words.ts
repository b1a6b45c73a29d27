import type { PostRole } from "~/shared/actor";

/** How a booking stands. Only `waiting` and the ends take no place. */
export const states = ["begun", "held", "waiting", "offered", "asked", "confirmed", "refused", "unanswered", "released", "lapsed", "cancelled"] as const;
export type BookingState = (typeof states)[number];

/** Bookings that are neither over nor refused. */
export const liveStates = ["held", "waiting", "offered", "asked", "confirmed"] as const satisfies readonly BookingState[];
export const isLive = (state: string): boolean => (liveStates as readonly string[]).includes(state);

/** How it stands, in the guest's words and in the host's. */
export const stateWords: Record<BookingState, { guest: string; host: string }> = {
  begun: { guest: "Not booked yet", host: "Not booked yet" },
  held: { guest: "A place is held for you", host: "Somebody is deciding" },
  waiting: { guest: "You are on the waiting list", host: "On the waiting list" },
  offered: { guest: "A place is free for you", host: "A place is offered to them" },
  asked: { guest: "Waiting for a yes", host: "Waits for your answer" },
  confirmed: { guest: "You are going", host: "Coming" },
  refused: { guest: "Not this time", host: "You said not this time" },
  unanswered: { guest: "No answer came", host: "Not answered in time" },
  released: { guest: "Not booked", host: "Not booked" },
  lapsed: { guest: "The place went to the next in line", host: "Did not take the place" },
  cancelled: { guest: "Cancelled", host: "Cancelled" },
};

export type RepeatEvery = "week" | "two_weeks" | "month";
export const repeats: Record<RepeatEvery, string> = { week: "Every week", two_weeks: "Every two weeks", month: "Every month" };

/** Who a day is for; nobody chosen: anybody who works in the network. */
export const forRoles = {
  link_worker: "Link workers",
  worker: "Staff of community organisations",
  manager: "Managers",
  practice: "GPs, practice managers and receptionists",
  facilitator: "Facilitators",
  volunteer: "Volunteers",
} as const satisfies Partial<Record<PostRole, string>>;
export type ForRole = keyof typeof forRoles;
export const isForRole = (word: string): word is ForRole => Object.hasOwn(forRoles, word);

export const parts = { morning: "In the morning", afternoon: "In the afternoon", day: "All day" } as const;
export type Part = keyof typeof parts;

export const visitsWords = {
  all_agreed: "Everybody to be seen has agreed to a second worker",
  left_out: "The part with visits is left out",
} as const;
export type Visits = keyof typeof visitsWords;

/** How long a place is held while somebody decides, and how long offered to whoever waits (ux.md, interaction D). */
export const heldMinutes = 5;
export const offeredHours = 24;
/** Working days until a host is reminded, and until the guest is pointed elsewhere. */
export const remindAfter = 2;
export const elsewhereAfter = 4;

export const most = { where: 200, expect: 600, access: 300, help: 300, line: 300, message: 600, reflection: 400, terms: 6000, places: 20, days: 60 } as const;

/** "1 place left", "Full – join the waiting list". */
export function placesWords({ places, taken, waiting = 0 }: { places: number; taken: number; waiting?: number }): string {
  const left = Math.max(0, places - taken);
  if (left === 0 || waiting > 0) return waiting === 0 ? "Full – join the waiting list" : `Full – ${waiting === 1 ? "1 person waits" : `${waiting} people wait`}`;
  return left === 1 ? "1 place left" : `${left} places left`;
}

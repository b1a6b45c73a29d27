/** The words practitioners use for learning events. The codes are those of migration 82; the words may change, the codes stay. */
export const states = { finding_date: "Finding a date", set: "Date set", cancelled: "Cancelled" } as const;
export type EventState = keyof typeof states;

/** Whom an event is for: roles of posts. None chosen is everybody. */
export const audiences = {
  practice: "Practice staff",
  link_worker: "Link workers",
  worker: "Third sector workers",
  manager: "Managers",
  volunteer: "Volunteers",
  facilitator: "Facilitators",
} as const;
export type Audience = keyof typeof audiences;

/** Where a guest without an account says they work. */
export const guestRoles = {
  practice: "Practice staff",
  link_worker: "Link worker",
  worker: "Third sector worker",
  manager: "Manager",
  volunteer: "Volunteer",
  other: "Something else",
} as const;
export type GuestRole = keyof typeof guestRoles;

export const answers = { going: "Going", maybe: "Maybe", cant: "Can’t" } as const;
export type Answer = keyof typeof answers;

/** Why not, in one tap. */
export const whyNots = {
  clinic: "I have a clinic",
  no_cover: "No cover for the desk",
  away: "I am away",
  too_far: "It is too far",
  not_for_me: "It is not for me",
  other: "Something else",
} as const;
export type WhyNot = keyof typeof whyNots;

export const votes = { yes: "Yes", if_need_be: "If need be", no: "No" } as const;
export type Vote = keyof typeof votes;

/** How somebody came to be asked. */
export const cameBys = {
  person: "Invited",
  post: "Invited",
  organisation: "Invited with their organisation",
  role: "Invited with their role",
  tie: "Invited as one of two organisations",
  guest: "Invited by letter",
  self: "Found it",
  walked_in: "Walked in",
} as const;
export type CameBy = keyof typeof cameBys;

export const repeats = { week: "Every week", two_weeks: "Every two weeks", month: "Every month" } as const;
export type Repeat = keyof typeof repeats;

/** What an event may be born from. */
export const births = { gap: "From a gap", tie: "From a tie that went quiet", declines: "From referrals that were declined" } as const;
export type Birth = keyof typeof births;

export type TurnWhy = "date_set" | "moved" | "cancelled" | "revived";
export const turns: Record<TurnWhy, string> = { date_set: "The date is set.", moved: "It was moved.", cancelled: "It was cancelled.", revived: "It is on again." };

/** Of live words: the agenda, and what was said there. */
export const eventWords = { agenda: "Agenda", recap: "Recap" } as const;
export type EventWords = keyof typeof eventWords;

export const isAudience = (value: string): value is Audience => Object.hasOwn(audiences, value);
export const isGuestRole = (value: string): value is GuestRole => Object.hasOwn(guestRoles, value);
export const isAnswer = (value: string): value is Answer => Object.hasOwn(answers, value);
export const isWhyNot = (value: string): value is WhyNot => Object.hasOwn(whyNots, value);
export const isVote = (value: string): value is Vote => Object.hasOwn(votes, value);
export const isRepeat = (value: string): value is Repeat => Object.hasOwn(repeats, value);
export const isEventState = (value: string): value is EventState => Object.hasOwn(states, value);

/** A day's sign-in opens an hour before, and closes three hours after. */
export const doorOpensBefore = 60;
export const doorClosesAfter = 180;

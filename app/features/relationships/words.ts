/** The words of ties. The codes are those of the migration; the words may change, the codes stay. */
export const tieStates = {
  proposed: "Waits for an answer",
  held: "Held",
  declined: "Not this time",
  withdrawn: "Taken back",
  ended: "Ended",
} as const;
export type TieState = keyof typeof tieStates;

export type TurnWhy = "proposed" | "accepted" | "declined" | "withdrawn" | "ended" | "revived" | "proposed_again" | "noted" | "merged" | "closed" | "goes_on";

/** What somebody did, for whoever came second. */
export const did: Record<TurnWhy, string> = {
  proposed: "proposed it",
  accepted: "said yes",
  declined: "said not this time",
  withdrawn: "took it back",
  ended: "ended it",
  revived: "took the end back",
  proposed_again: "proposed it again",
  noted: "noted it down",
  merged: "merged the organisations",
  closed: "closed the organisation",
  goes_on: "merged the organisations",
};

export const parts = { first: "First holder", second: "Second holder", senior: "More senior" } as const;
export type Part = keyof typeof parts;

/** What the two do with each other; on the map each has its dash and its word. */
export const lineKinds = { refers: "Sends people", shares_space: "Shares a room", funds: "Pays for", meets: "Meets" } as const;
export type TieLineKind = keyof typeof lineKinds;

/** What somebody writes down, in ten seconds from a phone. */
export const contactKinds = { visit: "Visit", call: "Call", meeting: "Meeting", message: "Message", tried: "Tried, nobody reached", note: "Note" } as const;
export type ContactKind = keyof typeof contactKinds;
/** What the product saw happen as well. */
export const storyKinds = { ...contactKinds, shadow: "Shadow day", event: "Learning event", gap: "Both see a gap" } as const;
export type StoryKind = keyof typeof storyKinds;

export const agreementKinds = { sharing: "Sharing information", referring: "Sending people", room: "A room", money: "Money", other: "Something else" } as const;
export type AgreementKind = keyof typeof agreementKinds;

export const introductionStates = { asked: "Asked", taken: "Somebody takes it on", made: "Introduced", declined: "Not this time", withdrawn: "Taken back" } as const;
export type IntroductionState = keyof typeof introductionStates;

export const ways = { phone: "By phone", email: "By email", visit: "At the door", letter: "By letter", other: "Another way" } as const;
export type Way = keyof typeof ways;

export const most = { purpose: 200, line: 300, agreement: 600, label: 80, phone: 60, email: 254, hours: 120 } as const;

/** Whether a word that came from outside is one of a list. */
export const isOneOf = <T extends string>(list: Record<T, unknown>, word: unknown): word is T => typeof word === "string" && Object.hasOwn(list, word);

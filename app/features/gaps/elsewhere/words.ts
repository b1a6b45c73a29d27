import type { Need } from "../words";

/** How organisations that do such things tend to be called: what one would look for first. May be changed on the page. */
export const everydayWords: Record<Need, string> = {
  money: "debt money advice",
  food: "food meal lunch",
  housing: "housing homes tenants",
  warmth: "warm energy hub",
  company: "befriending lunch friends",
  arts: "arts music craft",
  moving: "walking sport dance",
  outdoors: "garden allotment woodland",
  learning: "learning reading",
  work: "employment volunteering",
  mental_wellbeing: "wellbeing mental",
  health: "health condition",
  caring: "carers",
  families: "family children parents",
  transport: "transport minibus",
  language: "language interpreting migrant",
  digital: "digital computer",
  rights: "rights advice",
  safety: "safety aid refuge",
  something_else: "",
};

/** The words of a search that say something: three letters or more, each once, a handful. */
export function searchWords(typed: string): string[] {
  const words = typed.normalize("NFC").toLowerCase().match(/[\p{L}\p{M}\p{N}’']{3,40}/gu) ?? [];
  return [...new Set(words)].slice(0, 6);
}

export const answers = { yes: "Yes, tell us more", no: "Not this time" } as const;
export type Answer = keyof typeof answers;
export const isAnswer = (value: string): value is Answer => Object.hasOwn(answers, value);

export type InvitationState = "waiting" | "yes" | "no" | "withdrawn";
export const invitationStates: Record<InvitationState, string> = { waiting: "Waiting for an answer", yes: "Said yes, tell us more", no: "Said not this time", withdrawn: "Taken back" };

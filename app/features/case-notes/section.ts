/** A section is the unit of sharing: each class is agreed to on its own, in these words. */
export const sectionClasses = ["what_matters", "shared_plan", "visit", "sensitive", "own"] as const;
export type SectionClass = (typeof sectionClasses)[number];

/** What a person can agree to share. An organisation's own notes are never shared. */
export const sharedClasses = ["what_matters", "shared_plan", "visit", "sensitive"] as const satisfies readonly SectionClass[];
export type SharedClass = (typeof sharedClasses)[number];

export const classWords: Record<SectionClass, { title: string; hint: string }> = {
  what_matters: { title: "What matters to me", hint: "Their own words about what they want and care for." },
  shared_plan: { title: "Shared plan", hint: "What was agreed, and who does what next." },
  visit: { title: "Visit", hint: "What happened when you met or spoke." },
  sensitive: { title: "Sensitive", hint: "Things told in confidence: safety, health, money, family." },
  own: { title: "Our own notes", hint: "For your organisation only. Never shared, still the person's to ask for." },
};

export const noteKinds = ["visit", "call", "meeting", "plan"] as const;
export type NoteKind = (typeof noteKinds)[number];
export const noteWords: Record<NoteKind, string> = { visit: "Visit", call: "Call", meeting: "Meeting", plan: "Plan" };

export function isSectionClass(word: unknown): word is SectionClass {
  return sectionClasses.some((one) => one === word);
}

export function isSharedClass(word: unknown): word is SharedClass {
  return sharedClasses.some((one) => one === word);
}

export function isNoteKind(word: unknown): word is NoteKind {
  return noteKinds.some((one) => one === word);
}

const inSentence: Record<SectionClass | "all", string> = {
  all: "notes",
  what_matters: "what matters to them",
  shared_plan: "the shared plan",
  visit: "what happens in visits",
  sensitive: "sensitive matters",
  own: "our own notes",
};

/** A class inside a sentence about the person: "the shared plan". */
export function classInSentence(sectionClass: string): string {
  return sectionClass === "all" || isSectionClass(sectionClass) ? inSentence[sectionClass] : sectionClass;
}

/** Classes in the order the house shows them. */
export function inOrder<T extends string>(classes: readonly T[]): T[] {
  const place = (one: string) => sectionClasses.findIndex((known) => known === one);
  return [...classes].sort((a, b) => place(a) - place(b));
}

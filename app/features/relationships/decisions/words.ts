/** The words of proposals and decisions. The codes are those of the migration; the words may change, the codes stay. */
export const decisionStates = { drafting: "Being written", asked: "Voices asked", decided: "Decided", withdrawn: "Taken back" } as const;
export type DecisionState = keyof typeof decisionStates;

export type DecisionWhy = "proposed" | "asked" | "rewritten" | "decided" | "withdrawn";
/** What somebody did, for the story and for whoever came second. */
export const didWords: Record<DecisionWhy, string> = {
  proposed: "proposed it",
  asked: "asked for voices",
  rewritten: "took it back to writing",
  decided: "wrote it down as decided",
  withdrawn: "took it back",
};

export const voices = { consent: "Consents", concern: "Has a concern", aside: "Stands aside" } as const;
export type Voice = keyof typeof voices;
/** As whoever chooses says them. */
export const ownVoices = {
  consent: { label: "We consent", hint: "We can live with it and will do our part." },
  concern: { label: "We have a concern", hint: "It cannot be decided like this. Say what would have to change." },
  aside: { label: "We stand aside", hint: "It is not ours to decide, and we do not stand in its way." },
} as const satisfies Record<Voice, { label: string; hint: string }>;

export const most = { title: 160, summary: 400, line: 300, named: 24 } as const;
export const isVoice = (word: string): word is Voice => Object.hasOwn(voices, word);

/** Voices stand side by side: third sector on the one side, statutory on the other. */
export const sides = { third_sector: "Third sector", statutory: "Statutory, practices and link workers" } as const;
export type Side = keyof typeof sides;
export const sideOf = (organisationKind: string): Side => (organisationKind === "third_sector" ? "third_sector" : "statutory");

type Standing = { voice: Voice | null };
/** Why it cannot be decided yet, in a sentence; nothing where it can. PostgreSQL says the same. */
export function whatIsMissing(named: readonly (Standing & { name: string })[]): string | undefined {
  const silent = named.filter(({ voice }) => voice === null).map(({ name }) => name);
  const worried = named.filter(({ voice }) => voice === "concern").map(({ name }) => name);
  if (worried.length > 0) return `${listOf(worried)} ${worried.length === 1 ? "has" : "have"} a concern. Take it back to writing, or talk until it is gone.`;
  if (silent.length > 0) return `It waits for ${listOf(silent)}.`;
  if (!named.some(({ voice }) => voice === "consent")) return "Everybody stands aside, so nobody consents to it.";
  return undefined;
}

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });
export const listOf = (names: readonly string[]): string => list.format(names);

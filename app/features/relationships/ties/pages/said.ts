import type { SignKind } from "../../signs";
import type { StoryKind, TieLineKind, TieState, TurnWhy } from "../../words";

/** What a list can be narrowed to: something to do at all, one sign, or what waits for an answer. */
export const signFilters = {
  needs: "Something to do",
  waiting: "Waits for an answer",
  nobody: "Nobody holds it",
  one_person: "Held by one person",
  no_second: "No second holder",
  one_level: "One level only",
  leaving: "A holder is leaving",
  quiet: "Gone quiet",
  one_way: "One-way",
} as const satisfies Record<SignKind | "needs" | "waiting", string>;
export type SignFilter = keyof typeof signFilters;

/** Signs that the side they are about puts right itself: each names its own holders. */
export const ownToName: ReadonlySet<SignKind> = new Set(["nobody", "one_person", "no_second"]);

export const stateTones = { proposed: "needs", held: "agreed", declined: "plain", withdrawn: "plain", ended: "plain" } as const satisfies Record<TieState, string>;

type Held = { title: string; people: readonly { name: string }[] };

/** Who holds it on one side, in a sentence. */
export function holdWords(name: string, holders: readonly Held[]): string {
  const people = [...new Set(holders.flatMap((one) => one.people.map((person) => person.name)))];
  if (people.length > 0) return `${name}: ${andWords(people)}`;
  return holders.length > 0 ? `${name}: nobody at the moment` : `${name}: nobody is named`;
}

export function andWords(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

type Names = { oneId: string; one: string; other: string };

/** What the two do with each other, and who to whom. */
export function lineWords(kind: TieLineKind, fromId: string | null, { oneId, one, other }: Names): string {
  const [from, to] = fromId === null || fromId === oneId ? [one, other] : [other, one];
  if (fromId === null) return { refers: "Each sends people to the other", shares_space: "They share a room", funds: "Each pays for something of the other’s", meets: "They meet" }[kind];
  return { refers: `${from} sends people to ${to}`, shares_space: `${from} shares a room with ${to}`, funds: `${from} pays for something at ${to}`, meets: `${from} asks ${to} to its meetings` }[kind];
}

const turned: Record<TurnWhy, string> = {
  proposed: "proposed this tie",
  accepted: "said yes",
  declined: "said not this time",
  withdrawn: "took the proposal back",
  ended: "ended it",
  revived: "took the end back",
  proposed_again: "proposed it again",
  noted: "wrote it down: nobody of the other side is here yet",
  merged: "merged the organisations",
  closed: "closed the organisation",
  goes_on: "merged the organisations",
};

type Turn = { why: TurnWhy; by: string | null; organisation: string | null; /** The organisation that closed, and the one it went into. */ gone?: string | null; into?: string | null; /** The tie this went on in, or from. */ elsewhere?: string | null };

/** "Aileen Muir of Harbour Link Workers proposed this tie"; of what became of an organisation, that alone. */
export function turnWords({ why, by, organisation, gone, into, elsewhere }: Turn): string {
  if (why === "closed" && gone) return `${gone} closed`;
  if (why === "merged" && gone && into) return `${gone} went into ${into}${elsewhere ? ", and this tie goes on there" : ""}`;
  if (why === "goes_on" && gone && into) return `${gone} went into ${into}, and its tie goes on here`;
  return `${[by ?? "The network", by && organisation ? `of ${organisation}` : ""].filter(Boolean).join(" ")} ${turned[why]}`;
}

/** Where something that the product saw can be read, for everybody who acts; a shadow day is for its two sides. */
export function sourceOf(kind: StoryKind, sourceId: string | null): string | undefined {
  if (!sourceId) return undefined;
  return kind === "event" ? `/diary/events/${sourceId}` : kind === "gap" ? `/gaps/${sourceId}` : undefined;
}

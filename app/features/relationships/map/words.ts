import { lineKinds, type TieLineKind } from "../words";

/** Signs that a tie hangs by one thread, as words. */
export const thinSigns = { nobody: "Nobody holds it", one_person: "Held by one person", no_second: "No second holder" } as const;
export type ThinSign = keyof typeof thinSigns;

/** Each kind of line has its own dash, beside its word; a tie of which nobody said what it does is a thin plain line. */
export const dashes: Record<TieLineKind, string> = { refers: "none", shares_space: "10 5", funds: "2 5", meets: "12 4 2 4" };
export const unsaid = { dash: "1 0", word: "Know each other" } as const;

type Drawn = { kind: TieLineKind; fromId: string | null };

/** What one does with the other, seen from the one in the middle: "sends people here". */
export function lineWords({ kind, fromId }: Drawn, hereId: string): string {
  const { there, here, both } = seen[kind];
  return fromId === null ? both : fromId === hereId ? there : here;
}

const seen: Record<TieLineKind, { there: string; here: string; both: string }> = {
  refers: { there: "sends people there", here: "sends people here", both: "send people both ways" },
  shares_space: { there: "gives a room there", here: "gives a room here", both: "share a room" },
  funds: { there: "pays for work there", here: "pays for work here", both: "share costs" },
  meets: { there: "meet", here: "meet", both: "meet" },
};

/** What a tie is, in one line for those who listen: "Harbour Link Workers and Kelpie Food Hub: sends people, meets". */
export function tieWords(one: string, other: string, lines: readonly Drawn[]): string {
  const words = lines.map(({ kind }) => lineKinds[kind].toLowerCase());
  return `${one} and ${other}: ${words.length > 0 ? words.join(", ") : unsaid.word.toLowerCase()}`;
}

const times = ["", "once", "twice", "three times", "four times", "five times", "six times", "seven times", "eight times", "nine times"];
const howOften = (count: number): string => times[count] ?? `${count} times`;

export type Standing = "they_came" | "we_went" | "never" | "few" | "both_ways";
export type Pairs = "you_are_new" | "they_are_new";

/** How days have gone between one's organisation and another: taken, somebody of ours went there; given, somebody of theirs came. */
export function standingOf({ given, taken }: { given: number; taken: number }): Standing {
  if (given + taken === 0) return "never";
  if (taken === 0) return "they_came";
  if (given === 0) return "we_went";
  return given + taken < 4 ? "few" : "both_ways";
}

/** "Kelpie Food Hub has had you three times; you have had them once." Said of two, never of who did most. */
export function balanceWords({ other, given, taken }: { other: string; given: number; taken: number }): string {
  if (given + taken === 0) return `${other} and you have not spent a day together yet.`;
  if (taken === 0) return `You have had ${other} ${howOften(given)}; you have not been there yet.`;
  return `${other} has had you ${howOften(taken)}; ${given === 0 ? "they have not been with you yet" : `you have had them ${howOften(given)}`}.`;
}

/** Why two would go well together. */
export const pairsWords: Record<Pairs, (host: string) => string> = {
  you_are_new: (host) => `${host} has done this for years, which is good company in your first months.`,
  they_are_new: (host) => `${host} is in their first months, and would gain from your years.`,
};

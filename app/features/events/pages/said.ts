import { audiences, type Answer, type Audience } from "../words";

/** "practice staff and managers"; nobody chosen is everybody. */
export function forWords(forRoles: readonly Audience[]): string {
  if (forRoles.length === 0) return "everybody";
  const names = forRoles.map((role) => audiences[role].replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()));
  return names.length === 1 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** "12 of 30 places taken", "4 going". */
export function goingWords({ going, capacity }: { going: number; capacity: number | null }): string {
  if (capacity === null) return going === 0 ? "Nobody is going yet" : `${going} going`;
  if (going >= capacity) return capacity === 1 ? "The place is taken" : `All ${capacity} places are taken`;
  return `${going} of ${capacity} places taken`;
}

/** Green is for somebody who comes, and for room for more. */
export function goingTone({ going, capacity }: { going: number; capacity: number | null }): "plain" | "agreed" {
  return going === 0 || (capacity !== null && going >= capacity) ? "plain" : "agreed";
}

/** What somebody's own answer says back to them. */
export function ownWords({ says, place, waitingNumber }: { says: Answer; place: "in" | "waiting" | null; waitingNumber: number | null }): string {
  if (place === "waiting") return waitingNumber === 1 ? "You wait for a place, first in line" : `You wait for a place, number ${waitingNumber} in line`;
  return { going: "You are going", maybe: "You may come", cant: "You cannot come" }[says];
}

/** How many there are, in words: "1 job", "3 jobs". */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

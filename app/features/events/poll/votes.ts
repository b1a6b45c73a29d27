const field = "vote.";

/** The name of the choice for one date. */
export const voteField = (optionId: string): string => `${field}${optionId}`;

/** What a form says of each date; a date left open says nothing. */
export function votesIn(form: FormData): { optionId: string; says: string }[] {
  return [...form].flatMap(([name, says]) => (name.startsWith(field) && typeof says === "string" && says ? [{ optionId: name.slice(field.length), says }] : [])).slice(0, 40);
}

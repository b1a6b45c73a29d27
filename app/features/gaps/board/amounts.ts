/** How many cards of a column come at once. */
export const cardsAtOnce = 12;
/** Counting further would cost more the more there are, and tells nobody more. */
export const countedTo = 200;
/** How many changed cards a page asks for at once. */
export const askedAtOnce = 60;

/** "12", or "200+" where counting stopped. */
export function countWords(count: number): string {
  return count >= countedTo ? `${countedTo}+` : String(count);
}

/** How long words may be; PostgreSQL holds the same. */
export const mostLetters = { sentence: 240, line: 200, reason: 300, outcome: 500 } as const;

/** Rows of a page of the list and of the shelf. */
export const gapsOnPage = 25;

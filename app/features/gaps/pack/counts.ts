import type { Band } from "../words";

/**
 * How counts of people leave the product (docs/decisions/0006-what-a-demand-pack-tells.md). Two rules: under 5 is
 * "fewer than 5", and what is told moves in steps of five. The second is there for whoever lays two packs, or two
 * months, beside each other: from 6 in June and 7 in July they would read one person in July.
 */
const step = 5;
export const notSaid = "nobody has said";

/** "none", "fewer than 5", "5 or more", "10 or more". */
export function peopleWords(count: number): string {
  if (count <= 0) return "none";
  return count < step ? `fewer than ${step}` : `${down(count)} or more`;
}

/** What each band says at least and at most; the last has no most. */
const limits: Record<Band, { least: number; most: number }> = {
  one_two: { least: 1, most: 2 },
  three_five: { least: 3, most: 5 },
  six_plus: { least: 6, most: Number.POSITIVE_INFINITY },
};

/** How many people bands speak of together: both ends moved outwards to fives. */
export function estimateWords(bands: readonly Band[]): string {
  if (bands.length === 0) return notSaid;
  const least = bands.reduce((sum, band) => sum + limits[band].least, 0);
  const most = bands.reduce((sum, band) => sum + limits[band].most, 0);
  if (most < step) return `fewer than ${step}`;
  if (most === Number.POSITIVE_INFINITY) return `${down(least)} or more`;
  return least < step ? `up to ${up(most)}` : `between ${down(least)} and ${up(most)}`;
}

const down = (count: number) => Math.floor(count / step) * step;
const up = (count: number) => Math.ceil(count / step) * step;

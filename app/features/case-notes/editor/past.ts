/** One row of a section's log, without its words. */
export type LogRow = { seq: number; at: Date; accountId: string; accountName: string; bytes: number };
/** A moment worth stopping at: where somebody paused or somebody else went on. */
export type Point = { seq: number; at: Date; accountId: string; accountName: string };

/** A pause this long begins a new moment, milliseconds. */
const pause = 2 * 60_000;
export const mostPoints = 200;

/**
 * The moments of a section's past, oldest first: each is the end of one person's stretch of writing. When there
 * are more than `most`, the shortest stretches fold into the next of the same or another hand; the last stays.
 */
export function pointsOf(rows: readonly LogRow[], most = mostPoints): Point[] {
  const stretches: (Point & { weight: number })[] = [];
  for (const row of rows) {
    const last = stretches.at(-1);
    const goesOn = last && last.accountId === row.accountId && row.at.getTime() - last.at.getTime() <= pause;
    const { seq, at, accountId, accountName, bytes } = row;
    if (goesOn) Object.assign(last, { seq, at, weight: last.weight + bytes });
    else stretches.push({ seq, at, accountId, accountName, weight: bytes });
  }
  if (stretches.length <= most) return stretches.map(withoutWeight);
  const last = stretches.at(-1);
  const heaviest = new Set([...stretches.slice(0, -1)].sort((one, other) => other.weight - one.weight).slice(0, Math.max(0, most - 1)));
  return stretches.filter((stretch) => stretch === last || heaviest.has(stretch)).map(withoutWeight);
}

function withoutWeight({ weight: _, ...point }: Point & { weight: number }): Point {
  return point;
}

/** How many points can be sent at once, when the words weigh this much at the end. */
export function affordablePoints(characters: number, most = mostPoints, budget = 600_000): number {
  return Math.max(12, Math.min(most, Math.floor(budget / Math.max(1, characters))));
}

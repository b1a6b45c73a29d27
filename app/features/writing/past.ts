/** One row of a text's log, without its words. `isRewind`: it took the text back to an earlier moment. */
export type LogRow = { seq: number; at: Date; accountId: string; accountName: string; bytes: number; isRewind?: boolean };
/** A moment worth stopping at: where somebody paused or somebody else went on. */
export type Point = { seq: number; at: Date; accountId: string; accountName: string };
/** A point with what stood there then, as a page shows it. */
export type Moment = { seq: number; at: string; accountId: string; name: string; html: string; text: string };

/** A pause this long begins a new moment, milliseconds. */
const pause = 2 * 60_000;
export const mostPoints = 200;

/**
 * The moments of a text's past, oldest first: each is the end of one person's stretch of writing, and a rewind
 * is a moment of its own, so that it can be taken back like any other. When there
 * are more than `most`, the shortest stretches fold into the next of the same or another hand; the last stays.
 */
export function pointsOf(rows: readonly LogRow[], most = mostPoints): Point[] {
  const stretches: Stretch[] = [];
  for (const row of rows) {
    const last = stretches.at(-1);
    const goesOn = last && !row.isRewind && !last.isRewind && last.accountId === row.accountId && row.at.getTime() - last.at.getTime() <= pause;
    const { seq, at, accountId, accountName, bytes, isRewind = false } = row;
    if (goesOn) Object.assign(last, { seq, at, weight: last.weight + bytes });
    else stretches.push({ seq, at, accountId, accountName, weight: bytes, isRewind });
  }
  if (stretches.length <= most) return stretches.map(pointOf);
  const last = stretches.at(-1);
  const heaviest = new Set(stretches.slice(0, -1).sort((one, other) => other.weight - one.weight).slice(0, Math.max(0, most - 1)));
  return stretches.filter((stretch) => stretch === last || heaviest.has(stretch)).map(pointOf);
}

type Stretch = Point & { weight: number; isRewind: boolean };

function pointOf({ seq, at, accountId, accountName }: Stretch): Point {
  return { seq, at, accountId, accountName };
}

/** How many points can be sent at once, when the words weigh this much at the end. */
export function affordablePoints(characters: number, most = mostPoints, budget = 600_000): number {
  return Math.max(12, Math.min(most, Math.floor(budget / Math.max(1, characters))));
}

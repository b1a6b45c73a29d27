import { randomInt } from "node:crypto";

/** `npm run trust` runs the long sizes; `npm test` and CI the short ones. */
export const longRun = process.env.TRUST_SIZE === "long";

export function size(sizes: { short: number; long: number }): number {
  return longRun ? sizes.long : sizes.short;
}

/**
 * The most milliseconds something may take. Promised for a machine that does nothing else, and held to in the long
 * sizes; a short run shares its machine, so it looks at what happens and prints how long it took.
 */
export function promised(milliseconds: number): number {
  return longRun ? milliseconds : Number.POSITIVE_INFINITY;
}

/**
 * The seed of a random test. The short sizes always live the same lives, so that what is red was made so by a change;
 * the long ones look for new ones. SEED repeats one that failed; it is printed, so that it can.
 */
export function seedFor(title: string): number {
  const same = [...title].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7) || 1;
  const seed = process.env.SEED ? Number(process.env.SEED) : longRun ? randomInt(1, 2 ** 31) : same;
  figure(title, { seed });
  return seed;
}

/** Repeatable random numbers (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (most: number) => Math.floor(next() * most),
    pick: <T>(items: readonly T[]): T => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error("Nothing to pick from.");
      return item;
    },
    bytes: (length: number) => Uint8Array.from({ length }, () => Math.floor(next() * 256)),
  };
}
export type Random = ReturnType<typeof randomFrom>;

/** A measured figure, printed where `npm run trust` and CI collect them. */
export function figure(title: string, values: Record<string, number | string>) {
  process.stdout.write(`figure: ${title} ${JSON.stringify(values)}\n`);
}

export function percentile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

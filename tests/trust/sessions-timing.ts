import type { Random } from "../support/size";

type Timed = { pairs: number; random: Random; before: () => PromiseLike<unknown>; ask: (which: "known" | "unknown") => Promise<void> };

/**
 * How much longer one kind of address takes than the other, from pairs asked one after the other in random order, so
 * that what else the machine does touches both. `doubtMs` is half the width of the 99.9 % interval around the mean.
 */
export async function meanGap({ pairs, random, before, ask }: Timed): Promise<{ times: number; meanGapMs: number; doubtMs: number }> {
  const gaps: number[] = [];
  const timed = async (which: "known" | "unknown") => {
    const begun = performance.now();
    await ask(which);
    return performance.now() - begun;
  };
  for (let pair = 0; pair < pairs; pair += 1) {
    // Six letters an address are let through in a quarter of an hour, which is not what is measured here.
    await before();
    const knownFirst = random.next() < 0.5;
    const first = await timed(knownFirst ? "known" : "unknown");
    const second = await timed(knownFirst ? "unknown" : "known");
    gaps.push(knownFirst ? first - second : second - first);
  }
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / Math.max(1, gaps.length - 1);
  const round = (value: number) => Math.round(value * 100) / 100;
  return { times: gaps.length, meanGapMs: round(mean), doubtMs: round(3.29 * Math.sqrt(variance / gaps.length)) };
}

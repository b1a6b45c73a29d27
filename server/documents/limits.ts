/** The largest message taken, bytes: a long paste, not a library. Larger ones close with 4413. */
export const largestMessage = 256 * 1024;
/** The largest answer to our handshake, bytes: all that somebody typed while they were away comes in one. */
export const largestAnswer = 2 * 1024 * 1024;
/** What `ws` reads at most before we see it; beyond this it closes by itself. */
export const largestFrame = 8 * 1024 * 1024;

/** A bucket that fills by `perSecond` up to `burst`. */
export class Bucket {
  private level: number;
  private at = Date.now();

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
  ) {
    this.level = burst;
  }

  /** Takes one. @returns milliseconds to wait for the next, 0 when there was enough */
  take(): number {
    const now = Date.now();
    this.level = Math.min(this.burst, this.level + ((now - this.at) / 1000) * this.perSecond) - 1;
    this.at = now;
    return this.level >= 0 ? 0 : Math.ceil((-this.level / this.perSecond) * 1000);
  }
}

/** Updates beyond this rate wait at the socket: words are slowed down, never refused. */
export const updateBucket = () => new Bucket(2_000, 5_000);
/** Everything else (carets, handshakes, nonsense) beyond this rate closes with 4429. */
export const otherBucket = () => new Bucket(200, 2_000);

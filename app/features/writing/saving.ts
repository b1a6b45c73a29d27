/** When words that are on their way are spoken of, and when they count as not saved. */
export const savingAfter = 400;
export const notSavedAfter = 2_000;

export type Saved = { state: "saved"; at: Date | undefined } | { state: "saving" } | { state: "not saved" };

type Waiting = { since: number; clock: number; count: number };

/** Not sent on this connection; the answer to the server's first question will hold it. */
const notSent = Number.POSITIVE_INFINITY;

/**
 * Knows which of my words are committed. "Saved" is only ever said from acknowledgements that cover all of
 * them. `clock` is my clock in the document after each change, which tells unsaved words from saved ones.
 */
export class Saving {
  #waiting: Waiting[] = [];
  #savedAt: Date | undefined;
  #savedClock: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #changed: () => void;

  constructor(changed: () => void, startClock = 0) {
    this.#changed = changed;
    this.#savedClock = startClock;
  }

  /** I changed something: not sent yet. */
  wrote(clock: number): void {
    this.#waiting.push({ since: Date.now(), clock, count: notSent });
    this.#look();
  }

  /** Everything written so far left as, or within, update number `count` of this connection. */
  sent(count: number): void {
    for (const one of this.#waiting) if (one.count === notSent) one.count = count;
  }

  /** The connection is gone, and its numbers with it. */
  disconnected(): void {
    for (const one of this.#waiting) one.count = notSent;
    this.#look();
  }

  /** The server has committed the first `count` updates of this connection. */
  acknowledged(count: number): void {
    const covered = this.#waiting.filter((one) => one.count <= count);
    if (covered.length === 0) return;
    this.#waiting = this.#waiting.filter((one) => one.count > count);
    this.#savedAt = new Date();
    this.#savedClock = Math.max(this.#savedClock, ...covered.map((one) => one.clock));
    this.#look();
  }

  get unsaved(): boolean {
    return this.#waiting.length > 0;
  }

  /** My clock up to which everything is committed. */
  get savedClock(): number {
    return this.#savedClock;
  }

  get savedAt(): Date | undefined {
    return this.#savedAt;
  }

  now(): Saved {
    const oldest = this.#waiting[0];
    if (!oldest) return { state: "saved", at: this.#savedAt };
    const age = Date.now() - oldest.since;
    if (age >= notSavedAfter) return { state: "not saved" };
    return age >= savingAfter ? { state: "saving" } : { state: "saved", at: this.#savedAt };
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  /** Tells of the state now, and wakes when it would be spoken of differently. */
  #look(): void {
    clearTimeout(this.#timer);
    const oldest = this.#waiting[0];
    if (oldest) {
      const age = Date.now() - oldest.since;
      const next = [savingAfter, notSavedAfter].find((limit) => limit > age);
      if (next !== undefined) this.#timer = setTimeout(() => this.#look(), next - age + 1);
    }
    this.#changed();
  }
}

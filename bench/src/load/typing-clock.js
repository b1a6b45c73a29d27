/** Everybody types at the same steady rate, each at a moment of their own: an open loop that never waits for the server. */

/** Beyond this delay the generator skips ahead instead of bursting; skipped keystrokes are counted. */
const tooLateMs = 1000;

export class TypingClock {
  #timer = null;
  #next = 0;
  #cycle = 0;
  lag = [];
  made = 0;
  missed = 0;

  /** @param typists people to type @param rate characters a second each @param random 0..1 */
  constructor(typists, rate, random) {
    this.periodMs = 1000 / rate;
    this.people = typists
      .map((typist) => ({ typist, phase: random() * this.periodMs }))
      .sort((a, b) => a.phase - b.phase);
  }

  start() {
    this.startedAt = performance.now();
    this.#timer = setTimeout(() => this.#turn(), 1);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  resetCounts() {
    this.lag = [];
    this.made = 0;
    this.missed = 0;
  }

  #turn() {
    for (let due = this.#dueAt(); due <= performance.now(); due = this.#dueAt()) this.#strike(performance.now() - due);
    this.#timer = setTimeout(() => this.#turn(), 1);
  }

  #dueAt() {
    return this.startedAt + this.#cycle * this.periodMs + this.people[this.#next].phase;
  }

  #strike(lateMs) {
    if (lateMs > tooLateMs || !this.people[this.#next].typist.type()) this.missed++;
    else {
      this.made++;
      this.lag.push(lateMs);
    }
    if (++this.#next === this.people.length) {
      this.#next = 0;
      this.#cycle++;
    }
  }
}

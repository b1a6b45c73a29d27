/** When each keystroke was made, and who has seen it: the ground truth of one load generator. */

/** How many of a person's newest keystrokes are remembered. */
const remembered = 4096;

export class Keystrokes {
  #madeAt = new Map();
  #shown = new Map();

  /** `clock` is the Yjs clock of the character, `at` in milliseconds. */
  made(client, clock, at) {
    let times = this.#madeAt.get(client);
    if (!times) this.#madeAt.set(client, (times = { clocks: new Float64Array(remembered).fill(-1), at: new Float64Array(remembered) }));
    times.clocks[clock % remembered] = clock;
    times.at[clock % remembered] = at;
  }

  /** Characters `from` up to `to` of `client` are applied at somebody else's; answers their ages in milliseconds. */
  seen(client, from, to, at) {
    if (to > (this.#shown.get(client) ?? 0)) this.#shown.set(client, to);
    const times = this.#madeAt.get(client);
    const ages = [];
    for (let clock = from; times && clock < to; clock++) {
      if (times.clocks[clock % remembered] === clock) ages.push(at - times.at[clock % remembered]);
    }
    return ages;
  }

  /** Everything of `client` below this clock has been shown to another person. */
  shownUpTo(client) {
    return this.#shown.get(client) ?? 0;
  }

  forget() {
    this.#madeAt.clear();
    this.#shown.clear();
  }
}

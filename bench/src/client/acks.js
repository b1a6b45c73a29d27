/** Which of one connection's updates the server has called saved, by the Yjs clock they reached. */
export class Acks {
  /** Clock after the first, second, … update of this connection. */
  clocks = [];
  count = 0;
  refused = 0;

  sent(clock) {
    this.clocks.push(clock);
  }

  /** `upTo`: so many are committed in all. `more`: one more is applied (1) or refused (0). */
  receive({ upTo, more }) {
    if (upTo !== undefined) this.count = Math.min(upTo, this.clocks.length);
    else if (more) this.count = Math.min(this.count + 1, this.clocks.length);
    else this.refused++;
  }

  /** How many acknowledged updates a server that only holds clocks below `kept` has lost. */
  lostBelow(kept) {
    return this.clocks.slice(0, this.count).filter((clock) => clock > kept).length;
  }

  /** How many updates were shown to others (their clock is at most `shown`), and how many of these are lost. */
  shownAndLost(shown, kept) {
    const updates = this.clocks.filter((clock) => clock <= shown);
    return { shown: updates.length, lost: updates.filter((clock) => clock > kept).length };
  }
}

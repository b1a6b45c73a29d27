/** The people of one load generator: they sit down, type, are measured, and leave. */
import { Keystrokes } from "../client/keystrokes.js";
import { Typist } from "../client/typist.js";
import { seededRandom } from "./random.js";
import { TypingClock } from "./typing-clock.js";

/** Connections opened at the same time. */
const together = 25;

export class Crowd {
  people = [];
  keystrokes = new Keystrokes();
  #ages = [];
  #measuring = false;
  #clock = null;
  #bytesBefore = null;

  /**
   * Seats people and lets each begin a paragraph.
   * @param {{ seats: object[], field: string, cursor?: boolean, words?: string }} crowd a seat with `deaf` only writes;
   *   one with `silent` only reads
   */
  async sit({ seats, field, cursor = false, words }) {
    const failures = [];
    for (let at = 0; at < seats.length; at += together) {
      const some = seats.slice(at, at + together).map((seat) => this.#sitDown(seat, { field, cursor, words }));
      for (const result of await Promise.allSettled(some)) if (result.status === "rejected") failures.push(result.reason.message);
    }
    return { seated: this.people.length, failures: failures.length, firstFailure: failures[0] };
  }

  /** Starts typing at `rate` characters a second each; whoever typed before begins anew. */
  type({ rate, seed }) {
    this.#clock?.stop();
    const typists = this.people.filter(writes);
    if (!typists.length) return;
    this.#clock = new TypingClock(typists, rate, seededRandom(seed));
    this.#clock.start();
  }

  startMeasuring() {
    this.#ages = [];
    this.#clock?.resetCounts();
    this.#measuring = true;
    this.#bytesBefore = this.#bytes();
  }

  /** Ages are milliseconds from a keystroke to its being applied at another person's; bytes are of all typists and of all readers. */
  stopMeasuring() {
    this.#measuring = false;
    const [before, now] = [this.#bytesBefore, this.#bytes()];
    const typing = this.#clock ?? { made: 0, missed: 0, lag: [] };
    return {
      ages: Float64Array.from(this.#ages),
      made: typing.made,
      missed: typing.missed,
      lag: Float64Array.from(typing.lag),
      bytes: { typists: difference(before.typists, now.typists), readers: difference(before.readers, now.readers) },
      closed: this.#closeCodes(),
    };
  }

  stopTyping() {
    this.#clock?.stop();
    this.#clock = null;
  }

  /** For each person: what was sent, acknowledged and shown so far. */
  ledger() {
    return this.people.map(({ seat, doc, acks }) => ({
      document: seat.document,
      client: doc.clientID,
      clocks: acks.clocks,
      acknowledged: acks.count,
      shownUpTo: this.keystrokes.shownUpTo(doc.clientID),
    }));
  }

  leave() {
    this.stopTyping();
    for (const person of this.people) person.close();
    this.people = [];
    this.keystrokes.forget();
  }

  async #sitDown(seat, { field, cursor, words }) {
    const person = new Typist(seat, { keystrokes: this.keystrokes, field, cursor });
    person.onSeen = (client, from, to) => this.#seen(client, from, to);
    try {
      await person.connect();
    } catch (error) {
      person.close();
      throw error;
    }
    if (!seat.silent) person.begin(words);
    if (seat.deaf) person.stopListening();
    this.people.push(person);
  }

  #seen(client, from, to) {
    const ages = this.keystrokes.seen(client, from, to, performance.now());
    if (this.#measuring) this.#ages.push(...ages);
  }

  #bytes() {
    return { typists: sumBytes(this.people.filter(writes)), readers: sumBytes(this.people.filter((person) => !writes(person))) };
  }

  #closeCodes() {
    const codes = {};
    for (const { closeCode } of this.people) if (closeCode !== null) codes[closeCode] = (codes[closeCode] ?? 0) + 1;
    return codes;
  }
}

const writes = (person) => !person.seat.silent;
const difference = (before, after) => ({ out: after.out - before.out, in: after.in - before.in });

function sumBytes(people) {
  const total = { out: 0, in: 0 };
  for (const person of people) {
    const bytes = person.bytes();
    total.out += bytes.out;
    total.in += bytes.in;
  }
  return total;
}

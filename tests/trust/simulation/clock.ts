type Happening = { at: number; order: number; run: () => void; owner: object; gone: boolean; unref: () => Happening };

/** Where simulated time begins. */
const beginning = 1_800_000_000_000;
const turn = setImmediate;
const real = { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, now: Date.now };

/**
 * Time without time: everything that will happen stands in one line, and nothing else moves. While it is installed
 * the timers and `Date.now` of this process are its own, so that the product's code waits in the same line. What one
 * owner (a server that then dies, a tab) has put there goes with it.
 */
export class Clock {
  private readonly line: Happening[] = [];
  private order = 0;
  private passed = 0;
  private jumped = 0;
  private owner: object = this;
  private readonly dead = new WeakSet<object>();
  steps = 0;

  /** Milliseconds since the beginning; a wall clock that is put forward does not touch it. */
  get time(): number {
    return this.passed;
  }
  readonly wall = (): number => beginning + this.passed + this.jumped;

  jump(milliseconds: number): void {
    this.jumped += milliseconds;
  }

  after(milliseconds: number, run: () => void, owner = this.owner): Happening {
    const one: Happening = { at: this.passed + milliseconds, order: this.order++, run, owner, gone: false, unref: () => one };
    push(this.line, one);
    return one;
  }

  /** Runs what `owner` does now: the timers it sets are its own. */
  as<T>(owner: object, run: () => T): T {
    const before = this.owner;
    this.owner = owner;
    try {
      return run();
    } finally {
      this.owner = before;
    }
  }

  /** Whatever this owner has waiting never happens. */
  end(owner: object): void {
    this.dead.add(owner);
  }

  /** The next thing happens, and all that follows from it without waiting. @returns false when nothing is left */
  async step(): Promise<boolean> {
    const one = pop(this.line);
    if (!one) return false;
    if (one.gone || this.dead.has(one.owner)) return true;
    this.passed = Math.max(this.passed, one.at);
    this.steps += 1;
    this.owner = one.owner;
    one.run();
    await new Promise<void>((resolve) => turn(resolve));
    return true;
  }

  install(): () => void {
    const later = (run: (...args: unknown[]) => void, wait = 0, ...args: unknown[]) => this.after(Math.max(1, wait), () => run(...args));
    const cancel = (one: Happening | undefined) => {
      if (one) one.gone = true;
    };
    const again = (run: () => void, wait: number) => {
      const first = later(() => beat(), wait);
      const beat = () => {
        run();
        const next = later(beat, wait);
        Object.defineProperty(next, "gone", { get: () => first.gone });
      };
      return first;
    };
    Object.assign(globalThis, { setTimeout: later, setInterval: again, setImmediate: (run: () => void) => this.after(0, run), clearTimeout: cancel, clearInterval: cancel, clearImmediate: cancel });
    Date.now = this.wall;
    return () => {
      const { now, ...timers } = real;
      Object.assign(globalThis, timers);
      Date.now = now;
    };
  }
}

const earlier = (one: Happening, other: Happening) => one.at < other.at || (one.at === other.at && one.order < other.order);

function push(heap: Happening[], one: Happening): void {
  let index = heap.push(one) - 1;
  while (index > 0) {
    const above = (index - 1) >> 1;
    const parent = heap[above] as Happening;
    if (!earlier(one, parent)) break;
    heap[index] = parent;
    index = above;
  }
  heap[index] = one;
}

function pop(heap: Happening[]): Happening | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!first || !last || heap.length === 0) return first;
  let index = 0;
  for (;;) {
    let below = 2 * index + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && earlier(heap[below + 1] as Happening, heap[below] as Happening)) below += 1;
    if (!earlier(heap[below] as Happening, last)) break;
    heap[index] = heap[below] as Happening;
    index = below;
  }
  heap[index] = last;
  return first;
}

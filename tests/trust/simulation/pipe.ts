import type { Clock } from "./clock";

/** One direction of one connection: what was put in comes out in that order, late, or never. Kept while anything blocks it. */
export class Pipe {
  private queue: { at: number; run: () => void }[] = [];
  private readonly blocks = new Set<string>();
  private moving = false;
  private last = 0;

  constructor(
    private readonly clock: Clock,
    private readonly owner: object,
  ) {}

  get length(): number {
    return this.queue.length;
  }

  push(delay: number, run: () => void): void {
    this.last = Math.max(this.last, this.clock.time + delay);
    this.queue.push({ at: this.last, run });
    this.move();
  }

  block(why: string, on: boolean): void {
    if (on) this.blocks.add(why);
    else this.blocks.delete(why);
    this.move();
  }

  empty(): void {
    this.queue = [];
  }

  private move(): void {
    const [head] = this.queue;
    if (this.moving || this.blocks.size > 0 || !head) return;
    this.moving = true;
    this.clock.after(Math.max(0, head.at - this.clock.time), () => this.deliver(), this.owner);
  }

  private deliver(): void {
    this.moving = false;
    if (this.blocks.size > 0) return;
    const head = this.queue.shift();
    head?.run();
    this.move();
  }
}

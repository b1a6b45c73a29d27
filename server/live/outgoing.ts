import type { Notice } from "~/shared/realtime";

/** A burst of acts on one thing is one "look again", milliseconds. */
const coalesceFor = 100;
const tryAgainAfter = 1_000;

/**
 * Notices on their way out. The first after a quiet time leaves at once; of a burst after it, one in 100 ms for each
 * topic, kind and thing. What comes while others leave goes with the next. One leaving at a time.
 * @param leave hands them over. @returns false when it could not be done now; then they wait
 */
export function createOutgoing(leave: (notices: Notice[]) => Promise<boolean>) {
  const pending = new Map<string, Notice>();
  /** When the last of a burst left, for as long as the burst may go on. */
  const left = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let due = Infinity;
  let leaving = false;
  let stopped = false;

  function wake(wait: number): void {
    const at = performance.now() + wait;
    if (stopped || leaving || at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => void go(), wait);
  }

  function takeReady(): [string, Notice][] {
    const now = performance.now();
    for (const [key, at] of left) if (now - at >= coalesceFor) left.delete(key);
    const ready = [...pending].filter(([key]) => !left.has(key));
    for (const [key] of ready) {
      pending.delete(key);
      left.set(key, now);
    }
    return ready;
  }

  async function go(): Promise<void> {
    due = Infinity;
    leaving = true;
    const ready = takeReady();
    let gone = true;
    try {
      if (ready.length > 0) gone = await leave(ready.map(([, notice]) => notice));
    } finally {
      if (!gone) for (const [key, notice] of ready) if (!pending.has(key)) pending.set(key, notice);
      leaving = false;
      if (pending.size > 0) wake(gone ? soonest() : tryAgainAfter);
    }
  }

  function soonest(): number {
    const now = performance.now();
    return Math.max(0, Math.min(...[...pending.keys()].map((key) => (left.get(key) ?? 0) + coalesceFor - now)));
  }

  return {
    add(notice: Notice): void {
      const key = `${notice.topic} ${notice.kind} ${notice.ids.subject ?? ""}`;
      pending.set(key, notice);
      const before = left.get(key);
      wake(before === undefined ? 0 : Math.max(0, before + coalesceFor - performance.now()));
    },
    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** At most one look in this time, however many notices come. */
export const lookEvery = 250;
const tryAgainEvery = 1_500;

type Coalesced = {
  /** Calls `look` soon, once for all who asked meanwhile. */
  ask(): void;
  stop(): void;
};

/**
 * Turns many calls into few: the first waits a moment for others. While `isBusy` nobody's page is moved under
 * their hands, and while the server cannot be reached nobody's page is replaced by an error.
 */
export function coalesced(look: () => void, { isBusy, isReachable }: { isBusy: () => boolean; isReachable: () => Promise<boolean> }): Coalesced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const later = (wait: number) => {
    timer = stopped ? undefined : setTimeout(() => void run(), wait);
  };
  const run = async () => {
    if (isBusy()) return later(lookEvery);
    const reachable = await isReachable();
    if (stopped) return;
    if (!reachable) return later(tryAgainEvery);
    // Since then somebody may have put a hand on a form, or sent it.
    if (isBusy()) return later(lookEvery);
    timer = undefined;
    look();
  };
  return {
    ask() {
      stopped = false;
      if (timer === undefined) later(lookEvery);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

/**
 * The same for a look that costs little and moves nothing under anybody's hands: the first at once, then at most one
 * in 250 ms, each handed the ids of what changed since the one before.
 */
export function atOnce(look: (ids: Set<string>) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting = new Set<string>();
  const run = () => {
    const ids = waiting;
    waiting = new Set();
    timer = setTimeout(() => {
      timer = undefined;
      if (waiting.size > 0) run();
    }, lookEvery);
    look(ids);
  };
  return {
    ask(id: string) {
      waiting.add(id);
      if (timer === undefined) run();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      waiting.clear();
    },
  };
}

/** Whether the server answers at all. Asked first, since a page that cannot be read again is shown as broken. */
export async function serverAnswers(): Promise<boolean> {
  if (!navigator.onLine) return false;
  return fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(3_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

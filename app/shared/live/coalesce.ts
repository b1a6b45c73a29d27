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

/** Whether the server answers at all. Asked first, since a page that cannot be read again is shown as broken. */
export async function serverAnswers(): Promise<boolean> {
  if (!navigator.onLine) return false;
  return fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(3_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

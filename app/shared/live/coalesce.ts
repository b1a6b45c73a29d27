/** At most one look in this time, however many notices come. */
export const lookEvery = 250;

/**
 * Turns many calls into few: the first waits a moment for others, and while `isBusy` nobody's page is moved
 * under their hands.
 */
export function coalesced(look: () => void, isBusy: () => boolean, wait = lookEvery): { ask(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    timer = undefined;
    if (isBusy()) timer = setTimeout(run, wait);
    else look();
  };
  return {
    ask() {
      timer ??= setTimeout(run, wait);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

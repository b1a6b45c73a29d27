/** At most one polite message in this time, so that a busy page does not talk over its reader. */
export const politePause = 5_000;

/** Says the first at once; of those that come too soon, only the newest is kept for later. */
export function createAnnouncer(show: (message: string) => void) {
  let lastSaid = Number.NEGATIVE_INFINITY;
  let waiting: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = "";

  function sayNow(message: string) {
    lastSaid = Date.now();
    shown = message === shown ? `${message}\u00a0` : message;
    show(shown);
  }

  function sayWaiting() {
    timer = undefined;
    if (waiting === undefined) return;
    sayNow(waiting);
    waiting = undefined;
  }

  return {
    say(message: string) {
      const left = lastSaid + politePause - Date.now();
      if (left <= 0 && timer === undefined) return sayNow(message);
      waiting = message;
      timer ??= setTimeout(sayWaiting, Math.max(left, 0));
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      waiting = undefined;
    },
  };
}

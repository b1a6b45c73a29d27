/** Nobody waits longer than this before the next try. */
export const longestWait = 3_000;

/**
 * The longest y-websocket may wait before try number `failures`: it doubles from 200 ms; the jitter keeps a
 * hundred people from coming back in the same instant after a restart.
 */
export function waitBefore(failures: number, random = Math.random()): number {
  const doubled = Math.min(100 * 2 ** failures, longestWait);
  return Math.round(doubled * (0.5 + random / 2));
}

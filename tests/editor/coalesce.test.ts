import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { coalesced } from "~/shared/live/coalesce";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("many notices are one look, at most every 250 ms", async () => {
  const look = vi.fn<() => void>();
  const { ask } = coalesced(look, { isBusy: () => false, isReachable: async () => true });
  for (let i = 0; i < 50; i++) ask();
  await vi.advanceTimersByTimeAsync(249);
  expect(look).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2);
  expect(look).toHaveBeenCalledTimes(1);
  ask();
  await vi.advanceTimersByTimeAsync(251);
  expect(look).toHaveBeenCalledTimes(2);
});

test("nobody's page moves while they are in the middle of something", async () => {
  const look = vi.fn<() => void>();
  let busy = true;
  const { ask } = coalesced(look, { isBusy: () => busy, isReachable: async () => true });
  ask();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(look).not.toHaveBeenCalled();
  busy = false;
  await vi.advanceTimersByTimeAsync(300);
  expect(look).toHaveBeenCalledTimes(1);
});

test("a server that does not answer is waited for, and a page that was left is left alone", async () => {
  const look = vi.fn<() => void>();
  let reachable = false;
  const looking = coalesced(look, { isBusy: () => false, isReachable: async () => reachable });
  looking.ask();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(look).not.toHaveBeenCalled();
  reachable = true;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(look).toHaveBeenCalledTimes(1);
  looking.ask();
  looking.stop();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(look).toHaveBeenCalledTimes(1);
});

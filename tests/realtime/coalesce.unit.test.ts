import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { coalesced, lookEvery } from "~/shared/live/coalesce";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A look whose question to the server is answered when one lets it. */
function page() {
  const hand = { busy: false };
  const answers: ((reachable: boolean) => void)[] = [];
  let looks = 0;
  const { ask } = coalesced(() => (looks += 1), { isBusy: () => hand.busy, isReachable: () => new Promise((resolve) => answers.push(resolve)) });
  return { ask, hand, looks: () => looks, answer: async () => (answers.shift()?.(true), vi.advanceTimersByTimeAsync(0)) };
}

test("who puts a hand on a form while the server is asked whether it answers has nothing moved under it, and sees it afterwards", async () => {
  const { ask, hand, looks, answer } = page();
  ask();
  await vi.advanceTimersByTimeAsync(lookEvery);
  hand.busy = true;
  await answer();
  await vi.advanceTimersByTimeAsync(10 * lookEvery);
  expect(looks()).toBe(0);
  hand.busy = false;
  await vi.advanceTimersByTimeAsync(lookEvery);
  await answer();
  expect(looks()).toBe(1);
});

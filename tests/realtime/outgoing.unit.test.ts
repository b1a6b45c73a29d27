import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Notice } from "~/shared/realtime";
import { createOutgoing } from "~server/live/outgoing";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const noticeOf = (subject: string, kind = "gap.moved", at = "0"): Notice => ({ topic: "gaps", kind, ids: { subject }, at });

/** What left, and when, each leaving taking `takes` milliseconds. */
function leavings({ takes = 0, fails = 0 } = {}) {
  const left: [number, string[]][] = [];
  const begun = performance.now();
  let failures = fails;
  const outgoing = createOutgoing(async (notices) => {
    if (failures-- > 0) return false;
    left.push([Math.round(performance.now() - begun), notices.map(({ kind, ids, at }) => `${kind} ${ids.subject} ${at}`)]);
    if (takes > 0) await new Promise((resolve) => setTimeout(resolve, takes));
    return true;
  });
  return { left, outgoing };
}

test("[R14] the first notice after a quiet time leaves at once", async () => {
  const { left, outgoing } = leavings();
  outgoing.add(noticeOf("a"));
  await vi.advanceTimersByTimeAsync(1);
  expect(left).toEqual([[expect.any(Number), ["gap.moved a 0"]]]);
  expect(left[0]?.[0]).toBeLessThan(5);
  await vi.advanceTimersByTimeAsync(500);
  outgoing.add(noticeOf("a", "gap.moved", "1"));
  await vi.advanceTimersByTimeAsync(1);
  expect(left).toHaveLength(2);
});

test("[R14] of a burst one leaves in 100 ms for each thing, the last of them last, and other things do not wait", async () => {
  const { left, outgoing } = leavings();
  for (let n = 0; n < 25; n++) {
    outgoing.add(noticeOf("a", "gap.moved", String(n)));
    await vi.advanceTimersByTimeAsync(10);
  }
  outgoing.add(noticeOf("b"));
  await vi.advanceTimersByTimeAsync(1);
  expect(left.at(-1)?.[1]).toEqual(["gap.moved b 0"]);
  await vi.advanceTimersByTimeAsync(500);
  const ofA = left.filter(([, what]) => what.some((one) => one.startsWith("gap.moved a")));
  expect(ofA).toHaveLength(4);
  expect(ofA.at(-1)?.[1]).toEqual(["gap.moved a 24"]);
});

test("what comes while others leave goes with the next, one leaving at a time", async () => {
  const { left, outgoing } = leavings({ takes: 50 });
  for (const subject of ["a", "b", "c"]) {
    outgoing.add(noticeOf(subject));
    await vi.advanceTimersByTimeAsync(5);
  }
  await vi.advanceTimersByTimeAsync(200);
  expect(left.map(([, what]) => what)).toEqual([["gap.moved a 0"], ["gap.moved b 0", "gap.moved c 0"]]);
});

test("what could not leave is tried again in a second, and no newer one is put back by an older", async () => {
  const { left, outgoing } = leavings({ fails: 1 });
  outgoing.add(noticeOf("a", "gap.moved", "old"));
  await vi.advanceTimersByTimeAsync(200);
  outgoing.add(noticeOf("a", "gap.moved", "new"));
  await vi.advanceTimersByTimeAsync(1_500);
  expect(left.map(([, what]) => what)).toEqual([["gap.moved a new"]]);
  outgoing.stop();
  outgoing.add(noticeOf("b"));
  await vi.advanceTimersByTimeAsync(1_500);
  expect(left).toHaveLength(1);
});

import { expect, test } from "vitest";
import { coalesced } from "~server/live/coalesced";

/** Work that waits until it is let go, one turn at a time. */
function slowWork() {
  const turns: { done: () => void; fail: () => void }[] = [];
  const work = () => new Promise<void>((resolve, reject) => turns.push({ done: resolve, fail: () => reject(new Error("no")) }));
  return { turns, work };
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test("whoever asks while it runs waits for one more turn, begun after they asked", async () => {
  const { turns, work } = slowWork();
  const ask = coalesced(work);
  const order: string[] = [];
  const first = ask().then(() => order.push("first"));
  const [second, third] = [ask().then(() => order.push("second")), ask().then(() => order.push("third"))];
  await settled();
  expect(turns).toHaveLength(1);
  turns[0]?.done();
  await first;
  await settled();
  expect(turns, "one more for both").toHaveLength(2);
  expect(order).toEqual(["first"]);
  turns[1]?.done();
  await Promise.all([second, third]);
  void ask();
  expect(turns, "nothing runs: it begins at once").toHaveLength(3);
});

test("a turn that fails does not keep the next from its own", async () => {
  const { turns, work } = slowWork();
  const ask = coalesced(work);
  const first = ask();
  const second = ask();
  turns[0]?.fail();
  await expect(first).rejects.toThrow("no");
  await settled();
  turns[1]?.done();
  await expect(second).resolves.toBeUndefined();
});

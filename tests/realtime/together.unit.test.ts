import { expect, test } from "vitest";
import { createTogether } from "~server/together";

/** A read that waits to be let go, and says what was there when it began. */
function shelf() {
  const together = createTogether();
  const running: { go: () => void; fail: (why: Error) => void }[] = [];
  const shown = { now: "old" };
  const read = () => {
    const seen = shown.now;
    return new Promise<string>((resolve, reject) => running.push({ go: () => resolve(seen), fail: reject }));
  };
  return { ask: (key = "card", how = read) => together(key, how), running, shown, together };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("two hundred who ask at once are answered by two reads", async () => {
  const { ask, running } = shelf();
  const answers = Array.from({ length: 200 }, () => ask());
  expect(running).toHaveLength(1);
  running[0]?.go();
  await turn();
  expect(running).toHaveLength(2);
  running[1]?.go();
  expect(new Set(await Promise.all(answers))).toEqual(new Set(["old"]));
  expect(running).toHaveLength(2);
});

test("whoever comes for a change is never answered by a read that began before it", async () => {
  const { ask, running, shown } = shelf();
  const early = ask();
  shown.now = "new";
  const late = [ask(), ask()];
  running[0]?.go();
  expect(await early).toBe("old");
  await turn();
  shown.now = "newer";
  const latest = ask();
  running[1]?.go();
  expect(await Promise.all(late)).toEqual(["new", "new"]);
  await turn();
  running[2]?.go();
  expect(await latest).toBe("newer");
});

test("one read of a key runs at a time, and keys do not wait for each other", async () => {
  const { ask, running } = shelf();
  const answers = [ask("one"), ask("one"), ask("two"), ask("two")];
  expect(running).toHaveLength(2);
  running[1]?.go();
  await turn();
  expect(running).toHaveLength(3);
  running[0]?.go();
  await turn();
  expect(running).toHaveLength(4);
  for (const one of running.slice(2)) one.go();
  await Promise.all(answers);
});

test("an error reaches all who waited for that read, and nobody after them", async () => {
  const { ask, running, together } = shelf();
  const first = ask();
  const waiting = [ask(), ask()];
  running[0]?.go();
  await first;
  await turn();
  const after = ask();
  running[1]?.fail(new Error("no answer"));
  expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await turn();
  running[2]?.go();
  expect(await after).toBe("old");
  await expect(together("card", () => { throw new Error("at once"); })).rejects.toThrow("at once");
  expect(await together("card", async () => "again")).toBe("again");
});

test("nothing is kept: who asks later is read for anew, by whoever was judged last", async () => {
  const { together } = shelf();
  let reads = 0;
  const count = async () => ++reads;
  expect([await together("card", count), await together("card", count)]).toEqual([1, 2]);
  await turn();
  const who: string[] = [];
  await Promise.all(["aileen", "jo", "bashir"].map((name) => together("card", async () => who.push(name))));
  expect(who).toEqual(["aileen", "bashir"]);
});

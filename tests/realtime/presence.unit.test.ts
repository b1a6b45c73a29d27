import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Presence } from "~server/live/presence";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setImmediate", "performance"] }));
afterEach(() => void vi.useRealTimers());

const bashir = { accountId: "b", name: "Bashir Khan" };
const jo = { accountId: "j", name: "Jo Fraser" };

/** Who was told to be at the gaps, each time it was told. */
function board({ fails = 0 } = {}) {
  const told: string[] = [];
  let failures = fails;
  const presence: Presence = new Presence(async (topic) => {
    if (failures-- > 0) return false;
    told.push(presence.others(topic, "", 12).people.map(({ name }) => name).join(", "));
    return true;
  });
  return { told, presence };
}

test("[R17] a page that is loaded again never left; one that stays away has, after three seconds", async () => {
  const { told, presence } = board();
  presence.came("gaps", "tab 1", bashir);
  await vi.advanceTimersByTimeAsync(2_000);
  presence.left("gaps", "tab 1", "b", true);
  await vi.advanceTimersByTimeAsync(2_900);
  presence.came("gaps", "tab 2", bashir);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual(["Bashir Khan"]);
  presence.left("gaps", "tab 2", "b", true);
  await vi.advanceTimersByTimeAsync(3_100);
  expect(told).toEqual(["Bashir Khan", ""]);
});

test("[R9] whoever is shut out is gone at once, but not from a tab that was let stay", async () => {
  const { told, presence } = board();
  for (const tab of ["tab 1", "tab 2"]) presence.came("gaps", tab, bashir);
  presence.came("gaps", "tab 3", jo);
  await vi.advanceTimersByTimeAsync(2_000);
  presence.left("gaps", "tab 1", "b", false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(told).toEqual(["Bashir Khan, Jo Fraser"]);
  presence.left("gaps", "tab 2", "b", false);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual(["Bashir Khan, Jo Fraser", "Jo Fraser"]);
  presence.left("gaps", "tab 2", "b", true);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toHaveLength(2);
});

test("[R17] a crowd that comes together is told of once at once and then once a second", async () => {
  const { told, presence } = board();
  for (let n = 0; n < 30; n++) {
    presence.came("gaps", `tab ${n}`, { accountId: String(n), name: String(n) });
    await vi.advanceTimersByTimeAsync(50);
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toHaveLength(3);
  expect(told[0]).toBe("0");
  expect(presence.others("gaps", "3", 12)).toMatchObject({ people: [{ name: "0" }, { name: "1" }, { name: "2" }, { name: "4" }, ...[5, 6, 7, 8, 9, 10, 11, 12].map((n) => ({ name: String(n) }))], more: 17 });
});

test("[R17] what could not be told is told a second later", async () => {
  const { told, presence } = board({ fails: 2 });
  presence.came("gaps", "tab 1", jo);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual(["Jo Fraser"]);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dayAt } from "~/shared/zoned";
import { daysAgo } from "~db/seeds/planting";
import { ago, weekday } from "~db/seeds/typical/diary/when";

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

/** The next days, and some of each month of a year, on every day of the week. */
const days = [...Array.from({ length: 8 }, (_, index) => index), ...Array.from({ length: 36 }, (_, index) => 15 + 11 * index)];

test.each(["2026-11-21T23:30:00Z", "2026-07-01T23:30:00Z", "2026-07-01T22:30:00Z", "2027-01-31T00:10:00Z", "2027-03-28T00:59:00Z", "2027-03-28T23:30:00Z", "2027-10-31T00:30:00Z"])("at %s a day of the seed and a moment of it are of one day, and a working day is one", (now) => {
  vi.setSystemTime(new Date(now));
  for (const many of days.slice(1)) expect(dayAt(ago(many)), `${many} days ago`).toBe(daysAgo(many));
  expect(ago(0).getTime()).toBeLessThan(Date.now());
  for (const many of days) for (const day of [weekday(many), weekday(-many)]) expect([0, 6]).not.toContain(new Date(`${day}T12:00:00Z`).getUTCDay());
});

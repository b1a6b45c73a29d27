import { describe, expect, it } from "vitest";
import { errorCode } from "~/shared/errors";
import { addDays, addMonths, boundsOfDay, boundsOfMonth, dayAt, daysOn, instantOf, isDay, isMonth, isSkipped, isTime, wallOf } from "~/shared/zoned";

const refusalOf = (date: string, time: string) => {
  try {
    return instantOf(date, time, "starts").toISOString();
  } catch (error) {
    return { code: errorCode(error), fields: (error as { fields?: unknown }).fields };
  }
};
const hours = ({ from, to }: { from: Date; to: Date }) => (to.getTime() - from.getTime()) / 3_600_000;

describe("times on the wall in Scotland", () => {
  it.each([
    ["2026-11-24", "09:30", "2026-11-24T09:30:00.000Z"],
    ["2026-07-24", "09:30", "2026-07-24T08:30:00.000Z"],
    ["2026-03-29", "00:59", "2026-03-29T00:59:00.000Z"],
    ["2026-03-29", "02:00", "2026-03-29T01:00:00.000Z"],
    ["2027-03-28", "02:00", "2027-03-28T01:00:00.000Z"],
    ["2026-10-25", "02:00", "2026-10-25T02:00:00.000Z"],
    ["2026-07-24", "00:00", "2026-07-23T23:00:00.000Z"],
  ])("%s at %s is one moment, and that moment says so again", (date, time, iso) => {
    expect(instantOf(date, time).toISOString()).toBe(iso);
    expect(wallOf(new Date(iso))).toEqual({ date, time });
  });

  it.each([
    ["2026-03-29", "01:00"],
    ["2026-03-29", "01:59"],
    ["2027-03-28", "01:30"],
  ])("says that the clocks leave out %s %s", (date, time) => {
    expect(isSkipped(date, time)).toBe(true);
    const sentence = `The clocks go forward that night, so ${time} is left out. Choose 02:00 or later.`;
    expect(refusalOf(date, time)).toEqual({ code: "wrong_entry", fields: { starts: [sentence] } });
  });

  it.each([
    ["2026-10-25", "2026-10-25T00:30:00.000Z"],
    ["2027-10-31", "2027-10-31T00:30:00.000Z"],
  ])("takes the first 01:30 on %s, which has two", (date, iso) => {
    expect(instantOf(date, "01:30").toISOString()).toBe(iso);
    expect(wallOf(new Date(Date.parse(iso) + 3_600_000))).toEqual({ date, time: "01:30" });
  });

  it.each([
    ["2027-02-29", "09:30", "Write the day with its month and year, such as 24 11 2026."],
    ["", "09:30", "Write the day with its month and year, such as 24 11 2026."],
    ["2026-11-24", "", "Write a time, such as 14:30."],
    ["2026-11-24", "24:00", "Write a time, such as 14:30."],
    ["2026-11-24", "half nine", "Write a time, such as 14:30."],
  ])("does not guess at “%s” “%s”", (date, time, sentence) => {
    expect(refusalOf(date, time)).toEqual({ code: "wrong_entry", fields: { starts: [sentence] } });
  });

  it("knows days, months and times there are", () => {
    expect(["2028-02-29", "2027-02-29", "2026-1-1", "10000-01-01"].map(isDay)).toEqual([true, false, false, false]);
    expect(["2026-11", "2026-13", "2026-11-24"].map(isMonth)).toEqual([true, false, false]);
    expect(["09:30", "09:30:00", "9:30", "23:60"].map(isTime)).toEqual([true, true, false, false]);
  });
});

describe("days, months and what lies between", () => {
  it.each([
    ["2026-03-28", 24],
    ["2026-03-29", 23],
    ["2026-10-25", 25],
    ["2027-03-28", 23],
    ["2027-10-31", 25],
  ])("%s has %i hours, and the next day starts where it ends", (date, length) => {
    expect(hours(boundsOfDay(date))).toBe(length);
    expect(boundsOfDay(date).to).toEqual(boundsOfDay(addDays(date, 1)).from);
    expect([dayAt(boundsOfDay(date).from), dayAt(new Date(boundsOfDay(date).to.getTime() - 1))]).toEqual([date, date]);
  });

  it("bounds a month by its own midnights", () => {
    expect(boundsOfMonth("2026-10")).toEqual({ from: new Date("2026-09-30T23:00:00Z"), to: new Date("2026-11-01T00:00:00Z") });
    expect([addMonths("2026-12", 1), addMonths("2026-01", -1)]).toEqual(["2027-01", "2025-12"]);
  });

  it("keeps the time on the wall when days are added over a change of the clocks", () => {
    expect(wallOf(daysOn(instantOf("2026-03-24", "09:30"), 7))).toEqual({ date: "2026-03-31", time: "09:30" });
    expect(wallOf(daysOn(instantOf("2026-10-20", "09:30"), 7))).toEqual({ date: "2026-10-27", time: "09:30" });
    expect(wallOf(daysOn(instantOf("2026-03-28", "01:30"), 1))).toEqual({ date: "2026-03-29", time: "02:30" });
  });
});

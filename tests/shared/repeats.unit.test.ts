import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { errorCode } from "~/shared/errors";
import { calendarRule, mostDays, type Repeat, repeatedDays, repeatWords } from "~/shared/repeats.server";
import { addDays, instantOf } from "~/shared/zoned";

const refusalOf = (repeat: Repeat) => {
  try {
    return repeatedDays(repeat);
  } catch (error) {
    return { code: errorCode(error), fields: (error as { fields?: unknown }).fields };
  }
};

const weeksFrom = (from: string, count: number) => Array.from({ length: count }, (_, index) => addDays(from, 7 * index));

describe("repeats, written out", () => {
  it.each<[string, Repeat, string[]]>([
    ["every week over the spring change", { from: "2026-03-22", every: "week", until: "2026-04-05" }, ["2026-03-22", "2026-03-29", "2026-04-05"]],
    ["every week over the autumn change", { from: "2026-10-18", every: "week", until: "2026-11-01" }, ["2026-10-18", "2026-10-25", "2026-11-01"]],
    ["every second week", { from: "2027-03-16", every: "two_weeks", until: "2027-04-15" }, ["2027-03-16", "2027-03-30", "2027-04-13"]],
    ["the second Tuesday over both changes", { from: "2026-09-08", every: "month", until: "2027-04-30" }, ["2026-09-08", "2026-10-13", "2026-11-10", "2026-12-08", "2027-01-12", "2027-02-09", "2027-03-09", "2027-04-13"]],
    ["a fifth Thursday as the last", { from: "2026-10-29", every: "month", until: "2027-01-31" }, ["2026-10-29", "2026-11-26", "2026-12-31", "2027-01-28"]],
    ["one day alone", { from: "2026-11-24", every: "week", until: "2026-11-24" }, ["2026-11-24"]],
    ["without its exceptions", { from: "2026-12-15", every: "week", until: "2027-01-05", except: ["2026-12-22", "2026-12-25", "2026-12-29"] }, ["2026-12-15", "2027-01-05"]],
  ])("%s", (_, repeat, days) => {
    expect(repeatedDays(repeat)).toEqual(days);
  });

  it("goes as far as sixty days and no further", () => {
    expect(repeatedDays({ from: "2026-01-05", every: "week", until: "2027-02-22" })).toHaveLength(mostDays);
    const sentence = "That is more than 60 days. Choose an earlier last day; you can repeat it again later.";
    expect(refusalOf({ from: "2026-01-05", every: "week", until: "2027-03-01" })).toEqual({ code: "wrong_entry", fields: { until: [sentence] } });
    expect(refusalOf({ from: "2026-01-05", every: "month", until: "9999-12-31" })).toEqual({ code: "wrong_entry", fields: { until: [sentence] } });
    expect(repeatedDays({ from: "2026-01-05", every: "week", until: "2027-03-01", except: ["2026-12-28"] })).toHaveLength(mostDays);
    const leftOut = weeksFrom("2026-01-05", 240);
    expect(refusalOf({ from: "2026-01-05", every: "week", until: "2036-01-01", except: leftOut })).toEqual({ code: "wrong_entry", fields: { until: [sentence] } });
  });

  it.each<[Repeat, string, string]>([
    [{ from: "2026-11-24", every: "week", until: null }, "until", "Choose the last day of the repeat. You can repeat it again later."],
    [{ from: "2026-11-24", every: "week", until: "" }, "until", "Choose the last day of the repeat. You can repeat it again later."],
    [{ from: "2026-11-24", every: "week", until: "2026-11-23" }, "until", "The last day is before the first. Choose a later one."],
    [{ from: "2026-11-24", every: "week", until: "2027-02-30" }, "until", "Write the last day with its month and year, such as 24 11 2026."],
    [{ from: "soon", every: "week", until: "2026-11-23" }, "from", "Choose the first day."],
    [{ from: "2026-11-24", every: "week", until: "2026-11-24", except: ["2026-11-24"] }, "except", "Every day of this repeat is left out. Keep at least one."],
  ])("refuses %j with a sentence", (repeat, field, sentence) => {
    expect(refusalOf(repeat)).toEqual({ code: "wrong_entry", fields: { [field]: [sentence] } });
  });

  it("says a repeat as people would", () => {
    expect(repeatWords({ from: "2026-11-24", every: "week" })).toBe("every Tuesday");
    expect(repeatWords({ from: "2026-11-24", every: "two_weeks" })).toBe("every second week on Tuesday");
    expect(repeatWords({ from: "2026-11-10", every: "month" })).toBe("the second Tuesday of every month");
    expect(repeatWords({ from: "2026-11-30", every: "month" })).toBe("the last Monday of every month");
  });
});

describe("repeats for calendar files", () => {
  it("ends in UTC, on the last second of its last day", () => {
    expect(calendarRule({ from: "2026-11-10", every: "month", until: "2027-02-09" }, "09:30").rule).toBe("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270209T235959Z");
    expect(calendarRule({ from: "2026-07-07", every: "two_weeks", until: "2026-08-31" }, "09:30").rule).toBe("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260831T225959Z");
    expect(calendarRule({ from: "2026-10-13", every: "week", until: "2026-11-03", except: ["2026-10-20", "2026-10-27", "2026-12-25"] }, "09:30").except).toEqual([instantOf("2026-10-20", "09:30"), instantOf("2026-10-27", "09:30")]);
  });

  it.each<Repeat>([
    { from: "2026-03-03", every: "week", until: "2026-11-17" },
    { from: "2026-10-29", every: "month", until: "2028-04-30" },
    { from: "2027-03-16", every: "two_weeks", until: "2027-11-30" },
  ])("another program reads the same days out of %j", (repeat) => {
    const days = repeatedDays(repeat);
    const read = ICAL.Recur.fromString(calendarRule(repeat, "14:00").rule).iterator(ICAL.Time.fromString(`${repeat.from}T14:00:00`, undefined));
    expect(Array.from(days, () => read.next()?.toString().slice(0, 10))).toEqual(days);
    expect(read.next() ?? undefined).toBeUndefined();
  });
});

// @vitest-environment happy-dom
import { describe, expect, it, test } from "vitest";
import { dateParts, formatTime, wallTime } from "~/kit/wallTime";

describe("times as colleagues say them", () => {
  it("tells the time on the wall in winter and in summer", () => {
    expect(formatTime("2026-11-24T09:30:00Z", "time")).toBe("9:30 am");
    expect(formatTime("2026-07-24T09:30:00Z", "time")).toBe("10:30 am");
  });

  it("keeps to the wall over the hour that the clocks go forward", () => {
    expect(formatTime("2026-03-29T00:59:00Z", "clock")).toBe("0:59");
    expect(formatTime("2026-03-29T01:00:00Z", "clock")).toBe("2:00");
  });

  it("says noon and midnight in words", () => {
    expect(formatTime("2026-11-24T12:00:00Z", "time")).toBe("12 noon");
    expect(formatTime("2026-11-24T00:00:00Z", "time")).toBe("12 midnight");
    expect(formatTime("2026-11-24T13:00:00Z", "time")).toBe("1 pm");
  });

  it("names days and months in three letters, or in full", () => {
    expect(formatTime("2026-11-24T10:42:07Z", "day")).toBe("Tue 24 Nov");
    expect(formatTime("2026-11-24T10:42:07Z", "longDate")).toBe("Tuesday 24 November");
    expect(formatTime("2026-11-24T10:42:07Z", "clockSeconds")).toBe("10:42:07");
    expect(formatTime("2026-10-06", "date")).toBe("6 Oct 2026");
  });

  it("keeps a day without a time on its day, and an evening in June on the right one", () => {
    expect(dateParts("2026-06-30")).toEqual({ weekday: "Tue", day: 30, month: "Jun", date: "2026-06-30" });
    expect(dateParts("2026-06-30T23:30:00Z").date).toBe("2026-07-01");
  });
});

test("the wall says what Intl says, in every hour around the changes of the clocks, asked once or again", () => {
  const intl = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", dateStyle: "short", timeStyle: "medium", hourCycle: "h23" });
  const said = ({ year, month, day, hour, minute, second }: ReturnType<typeof wallTime>) => `${two(day)}/${two(month)}/${year}, ${two(hour)}:${two(minute)}:${two(second)}`;
  const two = (number: number) => String(number).padStart(2, "0");
  const changes = ["1968-02-18", "1971-10-31", "2026-03-29", "2026-10-25", "2027-03-28"].map((day) => Date.parse(`${day}T00:00:00Z`));
  const moments = changes.flatMap((day) => [-1, 0, 1, 2, 3].flatMap((hour) => [0, 1_500, 3_599_999].map((after) => new Date(day + hour * 3_600_000 + after))));
  for (const at of [...moments, ...moments]) expect(said(wallTime(at.toISOString()))).toBe(intl.format(at));
});

import { describe, expect, it } from "vitest";
import { dayOf, endOfDay, fieldMoment, isDate, momentOfField, monthsLater, noteDay } from "~/features/case-notes/days";

describe("days and moments in Scotland", () => {
  it.each([
    ["2026-11-21T03:07", "2026-11-21T03:07:00.000Z"],
    ["2026-07-01T09:30", "2026-07-01T08:30:00.000Z"],
    ["2026-03-29T12:00", "2026-03-29T11:00:00.000Z"],
    ["2026-10-25T12:00:59", "2026-10-25T12:00:59.000Z"],
  ])("reads %s as the moment it was there", (field, iso) => {
    expect(momentOfField(field)?.toISOString()).toBe(iso);
    expect(fieldMoment(new Date(iso))).toBe(field.slice(0, 16));
  });

  it.each(["", "yesterday", "2026-02-30T10:00", "2026-11-21T25:00", "2026-11-21T10:61", "2026-11-21T10:10:99", "99999-01-01T00:00"])("does not take “%s” for a moment", (field) => {
    expect(momentOfField(field)).toBeUndefined();
  });

  it("holds a day to its last second, also when the clocks change", () => {
    expect(endOfDay("2026-03-29").toISOString()).toBe("2026-03-29T22:59:59.000Z");
    expect(endOfDay("2026-11-30").toISOString()).toBe("2026-11-30T23:59:59.000Z");
    expect(dayOf(endOfDay("2026-10-25"))).toBe("2026-10-25");
  });

  it("adds months without leaving the month", () => {
    expect(monthsLater("2026-08-31", 6)).toBe("2027-02-28");
    expect(monthsLater("2026-11-21", 6)).toBe("2027-05-21");
    expect(monthsLater("2026-11-30", 24)).toBe("2028-11-30");
  });

  it("knows a date that exists, and calls a note by it", () => {
    expect([isDate("2028-02-29"), isDate("2027-02-29"), isDate("2026-1-1")]).toEqual([true, false, false]);
    expect(noteDay("2026-11-20")).toBe("20 November");
  });
});

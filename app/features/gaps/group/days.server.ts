import { CalendarDate, CalendarDateTime, parseDate, parseTime, toZoned } from "@internationalized/date";
import { dayOf, isDate } from "~/features/case-notes/days";
import { formatTime } from "~/kit/wallTime";
import { wrong } from "../access.server";

const zone = "Europe/London";

type Bounds = { field: string; what: string; /** Years before and after `now` that are no slip of the pen. */ back: number; ahead: number; now: Date };

/** A day somebody typed. Empty is none. @throws wrong_entry with a sentence that says what is odd about it */
export function dayFrom(words: string | null | undefined, { field, what, back, ahead, now }: Bounds): string | null {
  const typed = (words ?? "").trim();
  if (!typed) return null;
  if (!isDate(typed)) throw wrong(field, `Write ${what} as a day, such as 24 11 ${now.getFullYear()}.`);
  const today = parseDate(dayOf(now));
  const day = parseDate(typed);
  if (day.compare(today.subtract({ years: back })) < 0) throw wrong(field, `${formatTime(typed, "date")} is long ago. Check the year.`);
  if (day.compare(today.add({ years: ahead })) > 0) throw wrong(field, `${formatTime(typed, "date")} is far off. Check the year.`);
  return typed;
}

/**
 * A day and a time on the wall in Scotland as a moment. In the hour that the clocks leave out in spring there is no
 * such moment, and we say so; of the hour they have twice in autumn it is the first.
 * @throws wrong_entry
 */
export function momentFrom(day: string, time: string, field: string): Date {
  const typed = time.trim();
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(typed)) throw wrong(field, "Write a time, such as 14:30.");
  const { hour, minute } = parseTime(typed);
  const date = parseDate(day);
  const wall = new CalendarDateTime(date.year, date.month, date.day, hour, minute);
  const zoned = toZoned(wall, zone, "earlier");
  if (zoned.hour !== hour || zoned.minute !== minute) {
    throw wrong(field, `The clocks go forward on ${formatTime(day, "longDate")}, so ${typed} is left out that night. Choose 2 am or later.`);
  }
  return zoned.toDate();
}

/** The same day of the week, some weeks on. */
export function weeksLater(day: string, weeks: number): string {
  const { year, month, day: number } = parseDate(day);
  return new CalendarDate(year, month, number).add({ weeks }).toString();
}

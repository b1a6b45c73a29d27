import type { DayMark } from "~/kit/MonthCalendar";
import type { MonthDay } from "./reads.server";

/** A dot where a place is free, a ring where every place is taken; in words for those who listen. */
export function marksOf(days: readonly MonthDay[]): Record<string, DayMark> {
  return Object.fromEntries(days.map(({ day, free }) => [day, { words: free === 0 ? "full" : free === 1 ? "1 place" : `${free} places`, hollow: free === 0 }]));
}

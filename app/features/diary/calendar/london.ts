import { wallTime } from "~/kit/wallTime";
import { zone } from "~/shared/zoned";

/** A moment as ical-generator wants those that have a zone: it asks for the wall time in the words of dayjs. */
export function wallClock(at: Date) {
  const { year, month, day, hour, minute, second } = wallTime(at.toISOString());
  const digits = (number: number, count = 2) => String(number).padStart(count, "0");
  const clock = {
    format: (form?: string) => (form === "HHmmss" ? `${digits(hour)}${digits(minute)}${digits(second)}` : `${digits(year, 4)}${digits(month)}${digits(day)}`),
    isValid: () => !Number.isNaN(at.getTime()),
    toDate: () => at,
    toJSON: () => at.toISOString(),
    tz: () => clock,
  };
  return clock;
}

/**
 * The clocks of London as they have been since 1996: forward on the last Sunday of March at one, back on that of
 * October at two. Entries that repeat keep their wall time by it (RFC 5545, 3.6.5).
 */
export const vtimezone = [
  "BEGIN:VTIMEZONE",
  `TZID:${zone}`,
  "BEGIN:DAYLIGHT",
  "TZNAME:BST",
  "TZOFFSETFROM:+0000",
  "TZOFFSETTO:+0100",
  "DTSTART:19970330T010000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "END:DAYLIGHT",
  "BEGIN:STANDARD",
  "TZNAME:GMT",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0000",
  "DTSTART:19961027T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
].join("\r\n");

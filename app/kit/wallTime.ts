/**
 * Times as colleagues in Scotland say them, worked out the same on server and browser. Only
 * numbers are taken from Intl: its words and spaces differ between versions of ICU, and one
 * different space would make the page disagree with itself when scripts arrive.
 */
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const numbers = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
  hourCycle: "h23",
});

const dayOnly = /^(\d{4})-(\d{2})-(\d{2})$/;

export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
}

/** What the clock on the wall in Leith says. A day without a time stays that day. */
export function wallTime(iso: string): WallTime {
  const plain = dayOnly.exec(iso);
  if (plain) return withWeekday({ year: Number(plain[1]), month: Number(plain[2]), day: Number(plain[3]) });
  const at = new Date(iso);
  const wall = new Date(at.getTime() + aheadAt(at));
  return withWeekday({
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
  });
}

const oneHour = 3_600_000;
const mostHours = 20_000;
/** Clocks here change on the hour: what Intl said of one hour is kept, since a page or a calendar asks of thousands of moments. */
const ahead = new Map<number, number>();

/** How far the clock on the wall is ahead of UTC, in milliseconds. @throws RangeError for no moment at all */
function aheadAt(at: Date): number {
  const key = Math.floor(at.getTime() / oneHour);
  const known = ahead.get(key);
  if (known !== undefined) return known;
  const found: Record<string, number> = {};
  for (const { type, value } of numbers.formatToParts(at)) found[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour: clock = 0, minute = 0, second = 0 } = found;
  const asked = Date.UTC(year, month - 1, day, clock, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
  if (ahead.size >= mostHours) ahead.clear();
  ahead.set(key, asked);
  return asked;
}

function withWeekday(parts: Omit<WallTime, "weekday" | "hour" | "minute" | "second"> & ClockPart): WallTime {
  const { year, month, day, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

interface ClockPart {
  hour?: number | undefined;
  minute?: number | undefined;
  second?: number | undefined;
}

export type TimeFormat = "clock" | "time" | "day" | "dayYear" | "date" | "longDate" | "dayAndTime" | "clockSeconds";

/** `clock` 10:42 · `time` 9:30 am · `day` Tue 24 Nov · `date` 6 Oct 2026 · `longDate` Tuesday 24 November. */
export function formatTime(iso: string, format: TimeFormat): string {
  const at = wallTime(iso);
  switch (format) {
    case "clock":
      return `${at.hour}:${two(at.minute)}`;
    case "clockSeconds":
      return `${at.hour}:${two(at.minute)}:${two(at.second)}`;
    case "time":
      return spokenTime(at);
    case "day":
      return `${short(weekdays[at.weekday])} ${at.day} ${short(monthOf(at))}`;
    case "dayYear":
      return `${short(weekdays[at.weekday])} ${at.day} ${short(monthOf(at))} ${at.year}`;
    case "date":
      return `${at.day} ${short(monthOf(at))} ${at.year}`;
    case "longDate":
      return `${weekdays[at.weekday] ?? ""} ${at.day} ${monthOf(at)}`;
    case "dayAndTime":
      return `${short(weekdays[at.weekday])} ${at.day} ${short(monthOf(at))}, ${spokenTime(at)}`;
  }
}

export function dateParts(iso: string): { weekday: string; day: number; month: string; date: string } {
  const at = wallTime(iso);
  return {
    weekday: short(weekdays[at.weekday]),
    day: at.day,
    month: short(monthOf(at)),
    date: `${at.year}-${two(at.month)}-${two(at.day)}`,
  };
}

/** "12 noon" and "12 midnight", because 12 pm sends people at the wrong end of the day. */
function spokenTime({ hour, minute }: WallTime): string {
  if (minute === 0 && hour === 12) return "12 noon";
  if (minute === 0 && hour === 0) return "12 midnight";
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return `${twelve}${minute === 0 ? "" : `:${two(minute)}`} ${hour < 12 ? "am" : "pm"}`;
}

function monthOf({ month }: WallTime): string {
  return months[month - 1] ?? "";
}

function short(word: string | undefined): string {
  return (word ?? "").slice(0, 3);
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

import { formatTime, wallTime } from "~/kit/wallTime";

/** Days and moments as forms and sentences need them, by the clock on the wall in Scotland. */
const two = (number: number) => String(number).padStart(2, "0");

/** "2026-11-24", the day in Scotland at that moment. */
export function dayOf(moment: Date): string {
  const { year, month, day } = wallTime(moment.toISOString());
  return `${year}-${two(month)}-${two(day)}`;
}

/** "Tue 24 Nov" */
export function dayWords(moment: Date | string): string {
  return formatTime(isoOf(moment), "day");
}

/** "24 Nov 2026", for ends and for paper. */
export function dateWords(moment: Date | string): string {
  return formatTime(isoOf(moment), "date");
}

/** "20 November", as notes are called. */
export function noteDay(date: string): string {
  return formatTime(date, "longDate").replace(/^\w+ /, "");
}

/** "10:42:07", for the moment something ended. */
export function exactTime(moment: Date): string {
  return formatTime(moment.toISOString(), "clockSeconds");
}

/** The hour, 0 to 23, in Scotland. */
export function hourOf(moment: Date): number {
  return wallTime(moment.toISOString()).hour;
}

/** The date some months later; the last day of the month when that day is missing. */
export function monthsLater(date: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastDay))).toISOString().slice(0, 10);
}

/** Whether words are a date that exists, like "2026-11-24". */
export function isDate(words: string): boolean {
  const noon = new Date(`${words}T12:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(words) && !Number.isNaN(noon.getTime()) && noon.toISOString().slice(0, 10) === words;
}

/** The end of a day in Scotland: consent agreed "until 24 Nov" holds through that day. */
export function endOfDay(date: string): Date {
  return momentAt(date, "23:59:59");
}

/** "2026-11-24T10:42", what a date-and-time field holds. */
export function fieldMoment(moment: Date): string {
  const { hour, minute } = wallTime(moment.toISOString());
  return `${dayOf(moment)}T${two(hour)}:${two(minute)}`;
}

/** Reads a date-and-time field as time in Scotland; undefined when it is not one. */
export function momentOfField(words: string): Date | undefined {
  const [, date = "", time = ""] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)$/.exec(words.trim()) ?? [];
  if (!isDate(date) || Number(time.slice(0, 2)) > 23 || Number(time.slice(3, 5)) > 59 || Number(time.slice(6, 8)) > 59) return undefined;
  return momentAt(date, time.length === 5 ? `${time}:00` : time);
}

/** The moment of a date and time of day in Scotland, over every change of the clocks. */
function momentAt(date: string, time: string): Date {
  const asUtc = new Date(`${date}T${time}Z`);
  const shown = wallTime(asUtc.toISOString());
  const ahead = Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second) - asUtc.getTime();
  return new Date(asUtc.getTime() - ahead);
}

function isoOf(moment: Date | string): string {
  return moment instanceof Date ? moment.toISOString() : moment;
}

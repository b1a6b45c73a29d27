import { type CalendarDate, CalendarDateTime, fromDate, parseDate, parseTime, toZoned } from "@internationalized/date";
import { AppError } from "./errors";

/** Everybody here lives by one clock. Days are "2026-11-24", months "2026-11" and times "09:30", as forms send them. */
export const zone = "Europe/London";

export interface Wall {
  date: string;
  time: string;
}

/** Two moments with the later one left out, so that neighbours never share one. */
export interface Bounds {
  from: Date;
  to: Date;
}

/**
 * The moment at which clocks on the wall say this. Of the hour that autumn has twice it is the first; in the hour
 * that spring leaves out there is no such moment, and a guess would send somebody to a locked door.
 * @throws wrong_entry beside `field`
 */
export function instantOf(date: string, time: string, field = "time"): Date {
  if (!isDay(date)) throw refused(field, "Write the day with its month and year, such as 24 11 2026.");
  if (!isTime(time)) throw refused(field, "Write a time, such as 14:30.");
  if (isSkipped(date, time)) throw refused(field, `The clocks go forward that night, so ${time.slice(0, 5)} is left out. Choose 02:00 or later.`);
  return toZoned(clock(date, time), zone, "earlier").toDate();
}

/** What the clock on the wall says at a moment. */
export function wallOf(at: Date): Wall {
  const { year, month, day, hour, minute } = fromDate(at, zone);
  return { date: new CalendarDateTime(year, month, day).toString().slice(0, 10), time: `${two(hour)}:${two(minute)}` };
}

/** The day it is, here. */
export function dayAt(at: Date): string {
  return wallOf(at).date;
}

/** True in the hour that the clocks leave out when they go forward. */
export function isSkipped(date: string, time: string): boolean {
  const wall = clock(date, time);
  const zoned = toZoned(wall, zone, "earlier");
  return zoned.hour !== wall.hour || zoned.minute !== wall.minute;
}

/** From midnight to the next: 23, 24 or 25 hours. */
export function boundsOfDay(date: string): Bounds {
  const day = parseDate(date);
  return between(day, day.add({ days: 1 }));
}

export function boundsOfMonth(month: string): Bounds {
  const first = parseDate(`${month}-01`);
  return between(first, first.add({ months: 1 }));
}

export function addDays(date: string, days: number): string {
  return parseDate(date).add({ days }).toString();
}

export function addMonths(month: string, months: number): string {
  return parseDate(`${month}-01`).add({ months }).toString().slice(0, 7);
}

/** The same time on the wall, some days on. Where spring leaves that time out, it is as much later as the clocks were moved. */
export function daysOn(at: Date, days: number): Date {
  return fromDate(at, zone).add({ days }).toDate();
}

/** A day there is: "2027-02-29" is none. */
export function isDay(words: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(words)) return false;
  try {
    return parseDate(words).toString() === words;
  } catch {
    return false;
  }
}

export function isMonth(words: string): boolean {
  return isDay(`${words}-01`);
}

/** A time of the day; browsers may add seconds, which nobody here means. */
export function isTime(words: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(words);
}

function clock(date: string, time: string): CalendarDateTime {
  const { year, month, day } = parseDate(date);
  const { hour, minute } = parseTime(time);
  return new CalendarDateTime(year, month, day, hour, minute);
}

function between(from: CalendarDate, to: CalendarDate): Bounds {
  return { from: from.toDate(zone), to: to.toDate(zone) };
}

function refused(field: string, sentence: string): AppError {
  return new AppError("wrong_entry", sentence, { [field]: [sentence] });
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

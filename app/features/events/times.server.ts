import { AppError } from "~/shared/errors";
import { instantOf, isDay } from "~/shared/zoned";
import { wrong } from "../gaps/access.server";

export type When = { at?: Date | undefined };

/** A day and two wall times, as they are said: "2026-11-24", "13:00", "14:30". */
export type Times = { date: string; from: string; until: string };
export type Span = { starts_at: Date; ends_at: Date };

/** @throws wrong_entry beside `date`, `from` or `until` */
export function spanOf({ date, from, until }: Times): Span {
  if (!isDay(date)) throw wrong("date", "Choose a day, with its month and year.");
  const starts_at = instantOf(date, from, "from");
  const ends_at = instantOf(date, until, "until");
  if (ends_at <= starts_at) throw wrong("until", "The end comes before the start. Choose a later end.");
  return { starts_at, ends_at };
}

/** The same, of a time that is still to come. `at` is when it is said: other than now only in seeds. */
export function spanAhead(times: Times, at: Date | undefined): Span {
  const span = spanOf(times);
  if (span.starts_at <= (at ?? new Date())) throw wrong("date", "Choose a day that is still to come.");
  return span;
}

/** What cannot be done to an event any more. @throws conflict */
export function requireToCome({ state, endsAt }: { state: string; endsAt: Date | null }, at: Date | undefined): void {
  if (state === "cancelled") throw new AppError("conflict", "This event was cancelled.");
  if (endsAt && endsAt <= (at ?? new Date())) throw new AppError("conflict", "This event has been and gone.");
}

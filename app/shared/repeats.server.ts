import { getDayOfWeek, parseDate } from "@internationalized/date";
import { RRuleTemporal } from "rrule-temporal";
import { AppError } from "./errors";
import { boundsOfDay, instantOf, isDay } from "./zoned";

export const repeatSteps = ["week", "two_weeks", "month"] as const;
export type RepeatStep = (typeof repeatSteps)[number];

export interface Repeat {
  /** The first day, which also says the weekday. */
  from: string;
  every: RepeatStep;
  /** The last day there may be one. A repeat without an end promises somebody's mornings for ever, so it always has one. */
  until: string | null | undefined;
  /** Days it leaves out. Days that are none of its own change nothing, so all holidays may be named. */
  except?: readonly string[] | undefined;
}

export const mostDays = 60;
const farEnough = 4 * mostDays;

/**
 * Every day of a repeat, written out. Each month means the same weekday of the month ("the second Tuesday"); a fifth
 * one is the last, since most months have no fifth.
 * @throws wrong_entry beside `from`, `until` or `except`
 */
export function repeatedDays(repeat: Repeat): string[] {
  const until = endOf(repeat);
  const all = new RRuleTemporal({ rruleString: `DTSTART:${stamp(repeat.from)}\nRRULE:${steps(repeat)};UNTIL=${stamp(until)}` })
    .all((_, index) => index < farEnough)
    .map((day) => day.toPlainDate().toString());
  const days = all.filter((day) => !repeat.except?.includes(day));
  if (days.length > mostDays || all.length >= farEnough) throw refused("until", `That is more than ${mostDays} days. Choose an earlier last day; you can repeat it again later.`);
  if (days.length === 0) throw refused("except", "Every day of this repeat is left out. Keep at least one.");
  return days;
}

/** The repeat for a calendar file: what follows `RRULE:`, and the moments for `EXDATE`. `time` is when each day starts. */
export function calendarRule(repeat: Repeat, time: string): { rule: string; except: Date[] } {
  const lastSecond = new Date(boundsOfDay(endOf(repeat)).to.getTime() - 1000);
  const all = repeatedDays({ ...repeat, except: [] });
  return {
    rule: `${steps(repeat)};UNTIL=${stampOf(lastSecond)}`,
    except: all.filter((day) => repeat.except?.includes(day)).map((day) => instantOf(day, time)),
  };
}

/** "every Tuesday", "every second week on Tuesday", "the second Tuesday of every month". */
export function repeatWords({ from, every }: Pick<Repeat, "from" | "every">): string {
  const { name, turn } = weekdayOf(from);
  if (every === "week") return `every ${name}`;
  if (every === "two_weeks") return `every second week on ${name}`;
  return `the ${turn === -1 ? "last" : turns[turn - 1]} ${name} of every month`;
}

function endOf({ from, until }: Repeat): string {
  if (!isDay(from)) throw refused("from", "Choose the first day.");
  if (!until) throw refused("until", "Choose the last day of the repeat. You can repeat it again later.");
  if (!isDay(until)) throw refused("until", "Write the last day with its month and year, such as 24 11 2026.");
  if (until < from) throw refused("until", "The last day is before the first. Choose a later one.");
  return until;
}

function steps({ from, every }: Repeat): string {
  const { code, turn } = weekdayOf(from);
  if (every === "month") return `FREQ=MONTHLY;BYDAY=${turn}${code}`;
  return `FREQ=WEEKLY;${every === "two_weeks" ? "INTERVAL=2;" : ""}BYDAY=${code}`;
}

const names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
const turns = ["first", "second", "third", "fourth"] as const;

/** The weekday, and the how many-th of its month it is; the fifth counts as the last, -1. */
function weekdayOf(date: string) {
  const day = parseDate(date);
  const index = getDayOfWeek(day, "en-GB", "mon");
  const turn = Math.ceil(day.day / 7);
  return { name: names[index], code: codes[index], turn: turn > 4 ? -1 : turn };
}

/** Days are counted in UTC, where each has 24 hours; the clocks come in when a time joins them. */
function stamp(date: string): string {
  return `${date.replaceAll("-", "")}T000000Z`;
}

function stampOf(at: Date): string {
  return `${at.toISOString().replace(/[-:]|\.\d+/g, "")}`;
}

function refused(field: string, sentence: string): AppError {
  return new AppError("wrong_entry", sentence, { [field]: [sentence] });
}

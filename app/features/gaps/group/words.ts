import { formatTime } from "~/kit/wallTime";
import type { KitState, KitTask } from "../words";

/** Words of the kit and of the group, for pages and commands alike. Days are "2026-11-24". */
const dayLong = 86_400_000;

/** How many days from one day to another; less than 0 for a day gone by. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLong);
}

/** "today", "tomorrow", "in 3 weeks", "2 days ago". */
export function awayWords(days: number): string {
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 0 ? `in ${lengthWords(days)}` : `${lengthWords(-days)} ago`;
}

function lengthWords(days: number): string {
  if (days < 14) return `${days} days`;
  if (days < 70) return `${Math.floor(days / 7)} weeks`;
  if (days < 730) return `${Math.floor(days / 30.4)} months`;
  return `${Math.floor(days / 365.25)} years`;
}

export type Standing = { words: string; overdue: boolean };
/** What is close is said in days and weeks; what is far off is a date. */
const soon = 56;

const dated: Partial<Record<KitTask, { ahead: string; gone: string }>> = {
  public_liability: { ahead: "The cover runs out", gone: "The cover ran out" },
  review_date: { ahead: "The review is", gone: "The review was due" },
  exit_date: { ahead: "It stops or is handed on", gone: "The exit date was" },
};

/** How a task's date stands to today; an assessment is old after a year. */
export function dateStanding(task: KitTask, onDate: string, today: string): Standing {
  const away = daysBetween(today, onDate);
  const date = formatTime(onDate, "date");
  if (task === "risk_assessment") {
    const old = away < -365;
    return { words: old ? `Looked at on ${date}, more than a year ago. Look again.` : `Looked at on ${date}.`, overdue: old };
  }
  const words = dated[task] ?? { ahead: "It is", gone: "It was" };
  if (away < 0) return { words: `${words.gone} ${awayWords(away)}, on ${date}.`, overdue: true };
  return { words: away <= soon ? `${words.ahead} ${awayWords(away)}, on ${date}.` : `${words.ahead} on ${date}.`, overdue: false };
}

/** Whether somebody's training still holds. */
export function trainingStanding(until: string | null, today: string): Standing {
  if (!until) return { words: "Does not run out", overdue: false };
  const away = daysBetween(today, until);
  if (away < 0) return { words: "Has run out", overdue: true };
  return { words: away <= soon ? `Runs out ${awayWords(away)}` : `Until ${formatTime(until, "date")}`, overdue: false };
}

export type Suggestion = { state: KitState; why: string };
type Helpers = readonly { trainings: readonly { until: string | null }[] }[];

/** What the rows below already say about three of the tasks. */
export function suggestions(helpers: Helpers, dates: number, today: string): Partial<Record<KitTask, Suggestion>> {
  return { volunteers: ofVolunteers(helpers.length), training: ofTraining(helpers, today), first_dates: ofDates(dates) };
}

function ofVolunteers(count: number): Suggestion {
  if (count === 0) return { state: "to_do", why: "Nobody is on the list yet." };
  return { state: "done", why: count === 1 ? "One volunteer is on the list." : `${count} volunteers are on the list.` };
}

function ofTraining(helpers: Helpers, today: string): Suggestion {
  const holds = helpers.filter(({ trainings }) => trainings.some(({ until }) => !trainingStanding(until, today).overdue)).length;
  if (helpers.length === 0) return { state: "to_do", why: "Nobody is on the list of volunteers yet." };
  if (holds === helpers.length) return { state: "done", why: "Everybody on the list has training that holds." };
  const without = helpers.length - holds;
  return { state: holds === 0 ? "to_do" : "under_way", why: without === 1 ? "One volunteer has no training that holds." : `${without} volunteers have no training that holds.` };
}

function ofDates(count: number): Suggestion {
  if (count >= 3) return { state: "done", why: "Three dates are on the group’s page." };
  return { state: count === 0 ? "to_do" : "under_way", why: count === 0 ? "No date is on the group’s page yet." : `${count} of 3 dates ${count === 1 ? "is" : "are"} on the group’s page.` };
}

/** "3 of 10 done, 1 not needed" */
export function doneWords(states: readonly KitState[]): string {
  const count = (state: KitState) => states.filter((one) => one === state).length;
  const notNeeded = count("not_needed");
  return `${count("done")} of ${states.length} done${notNeeded > 0 ? `, ${notNeeded} not needed` : ""}`;
}

/** Weeks in a row that dates may be added for at once. */
export const inARow = [1, 3, 6, 12] as const;
/** Dates shown at first, and on the poster. */
export const shownDates = 3;

import { daysAgo } from "../../planting";

/** A working hour of that day, and never one to come. */
export function ago(days: number): Date {
  return new Date(Math.min(Date.parse(`${daysAgo(days)}T10:00:00Z`), Date.now() - 60_000));
}

/** "2026-11-24", so many days from today; of a weekend the Friday before, or the Monday after where it is to come. */
export function weekday(days: number): string {
  const name = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short" }).format(new Date(`${daysAgo(-days)}T12:00:00Z`));
  const weekend = name === "Sat" ? [-1, 2] : name === "Sun" ? [-2, 1] : [0, 0];
  return daysAgo(-(days + (days > 0 ? (weekend[1] ?? 0) : (weekend[0] ?? 0))));
}

import { formatTime } from "~/kit/wallTime";

/** After how many minutes each row begins. */
export function startsOf(rows: readonly { minutes: number }[]): number[] {
  let at = 0;
  return rows.map(({ minutes }) => {
    const start = at;
    at += minutes;
    return start;
  });
}

/** "9:40 am"; while nobody knows when it begins, "+10 min". */
export function clockAfter(startsAt: string | undefined, minutes: number): string {
  if (!startsAt) return minutes === 0 ? "start" : `+${minutes} min`;
  return formatTime(new Date(Date.parse(startsAt) + minutes * 60_000).toISOString(), "time");
}

/** "1 hour 45 of 2 hours: 15 minutes are left", for the running total against the end. */
export function totalWords(total: number, startsAt: string | undefined, endsAt: string | undefined): { words: string; isOver: boolean } {
  if (!startsAt || !endsAt) return { words: `${lengthWords(total)} in all`, isOver: false };
  const room = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
  const left = room - total;
  const end = formatTime(endsAt, "time");
  if (left === 0) return { words: `${lengthWords(total)} in all: it ends at ${end}, as planned`, isOver: false };
  if (left > 0) return { words: `${lengthWords(total)} of ${lengthWords(room)}: ${lengthWords(left)} left before ${end}`, isOver: false };
  return { words: `${lengthWords(total)} of ${lengthWords(room)}: ${lengthWords(-left)} too long to end at ${end}`, isOver: true };
}

/** "1 hour 45 minutes" */
export function lengthWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours === 0 ? "" : hours === 1 ? "1 hour" : `${hours} hours`, rest === 0 && hours > 0 ? "" : rest === 1 ? "1 minute" : `${rest} minutes`];
  return parts.filter(Boolean).join(" ");
}

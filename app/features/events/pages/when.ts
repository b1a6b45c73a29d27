import { formatTime, wallTime } from "~/kit/wallTime";

/** "1 – 2:30 pm", "11 am – 1 pm": said once where both are on the same side of noon. */
export function betweenWords(startsAt: string, endsAt: string): string {
  const [from, until] = [formatTime(startsAt, "time"), formatTime(endsAt, "time")];
  const half = / [ap]m$/.exec(until)?.[0];
  return `${half && from.endsWith(half) ? from.slice(0, -half.length) : from} – ${until}`;
}

/** "Tue 24 Nov, 1 – 2:30 pm" */
export function whenWords(startsAt: string, endsAt: string): string {
  return `${formatTime(startsAt, "day")}, ${betweenWords(startsAt, endsAt)}`;
}

/** "Tuesday 24 November 2026", for the top of a page that may be read a year on. */
export function longDay(iso: string): string {
  return `${formatTime(iso, "longDate")} ${wallTime(iso).year}`;
}

/** The day and the clock as form fields want them: "2026-11-24", "13:00". */
export function fieldsOf(iso: string): { date: string; time: string } {
  const { year, month, day, hour, minute } = wallTime(iso);
  const two = (number: number) => String(number).padStart(2, "0");
  return { date: `${year}-${two(month)}-${two(day)}`, time: `${two(hour)}:${two(minute)}` };
}

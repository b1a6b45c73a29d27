import { dayAt, wallOf, zone } from "~/shared/zoned";

const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: zone });

/** "Thursday 26 November 2026, 13:00 to 14:30". */
export function spanWords(from: Date, until: Date): string {
  const ends = dayAt(from) === dayAt(until) ? wallOf(until).time : `${day.format(until)}, ${wallOf(until).time}`;
  return `${day.format(from)}, ${wallOf(from).time} to ${ends}`;
}

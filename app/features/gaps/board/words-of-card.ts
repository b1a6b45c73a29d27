import { wallTime } from "~/kit/wallTime";
import type { GapCard } from "../cards.server";
import { everywhere } from "../words";

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const day = 86_400_000;

/** "Today", "Tuesday", "9 days", "3 weeks": how long something has stood, in the days of the wall calendar. */
export function ageWords(iso: string, now: string): string {
  const days = Math.round((midnight(now) - midnight(iso)) / day);
  if (days <= 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days < 7) return weekdays[wallTime(iso).weekday] ?? "";
  if (days < 21) return `${days} days`;
  if (days < 61) return `${Math.floor(days / 7)} weeks`;
  const months = Math.floor(days / 30.44);
  return months < 24 ? `${months} months` : `${Math.floor(months / 12)} years`;
}

function midnight(iso: string): number {
  const { year, month, day: date } = wallTime(iso);
  return Date.UTC(year, month - 1, date);
}

export const peopleWords = (people: number) => (people === 1 ? "1 person" : `${people} people`);
export const areaWords = ({ area }: Pick<GapCard, "area">) => area ?? everywhere;

/** Who leads, in a line: whoever sits in the post, or whose post it is. */
export function leadWords({ lead }: Pick<GapCard, "lead">): string | undefined {
  if (!lead) return undefined;
  return `Lead: ${lead.name ?? `a post of ${lead.organisation}`}`;
}

/** A sentence short enough to name a button or a drag with. */
export function shortly(sentence: string): string {
  if (sentence.length <= 60) return sentence;
  return `${sentence.slice(0, 57).replace(/\s+\S*$/, "")}…`;
}

import { formatTime } from "~/kit/wallTime";

/** "9:30 am – 1 pm", "1 – 4:30 pm": said once where both are on the same side of noon. */
export function betweenWords(startsAt: string, endsAt: string): string {
  const [from, until] = [formatTime(startsAt, "time"), formatTime(endsAt, "time")];
  const half = / [ap]m$/.exec(until)?.[0];
  return `${half && from.endsWith(half) ? from.slice(0, -half.length) : from} – ${until}`;
}

/** "Tue 24 Nov, 9:30 am – 1 pm" */
export function whenWords({ startsAt, endsAt }: { startsAt: string; endsAt: string }): string {
  return `${formatTime(startsAt, "day")}, ${betweenWords(startsAt, endsAt)}`;
}

/** "Jo", "Jo or Sana", "Jo, Sana or Catriona". */
export function orWords(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** The name somebody is called by. */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

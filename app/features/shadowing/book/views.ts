import { formatTime } from "~/kit/wallTime";
import type { BookingState } from "../words";

/** A day as its page says it, to whoever acts in the network. */
export type DayView = {
  id: string;
  startsAt: string;
  endsAt: string;
  places: number;
  taken: number;
  waiting: number;
  host: string;
  hostOrganisation: string;
  where: string;
  expect: string;
  access: string;
  forWhom: string[];
  isForMe: boolean;
  seesPeople: boolean;
  isHandover: boolean;
  cancelled: { line: string } | undefined;
  hasBegun: boolean;
};

/** One's own booking of a day. `ranOut`: it was held, and its time is over. */
export type OwnView = { id: string; state: BookingState; until: string | undefined; help: string; ranOut: boolean };

/** "Tuesday 24 November, 9:30 am to 1 pm" */
export function whenWords({ startsAt, endsAt }: { startsAt: string; endsAt: string }): string {
  return `${formatTime(startsAt, "longDate")}, ${formatTime(startsAt, "time")} to ${formatTime(endsAt, "time")}`;
}

/** First names are how people here call each other: "Ask Jo for this day". */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

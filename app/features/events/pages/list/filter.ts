import { monthWords } from "~/kit/months";
import { formatTime } from "~/kit/wallTime";
import { isDay, isMonth } from "~/shared/zoned";
import { isAudience, type Audience } from "../../words";

/** Which events a list shows, all of it in the address, so that a list can be shared. */
export const shows = { coming: "Coming", finding: "Finding a date", gone: "Gone by" } as const;
export type Show = keyof typeof shows;
export type EventFilter = { show: Show; role: Audience | ""; mine: boolean };
/** Where somebody looks: a month, one of its days, a page of the list. */
export type EventPlace = { month: string; day: string; page: number };

export const eventsOnPage = 40;
const lastPage = 100;

/** What a page may be filtered by; anything unknown is no filter. */
export function eventFilter(asked: URLSearchParams): EventFilter {
  const [show, role] = [asked.get("show") ?? "", asked.get("role") ?? ""];
  return { show: Object.hasOwn(shows, show) ? (show as Show) : "coming", role: isAudience(role) ? role : "", mine: asked.get("mine") === "1" };
}

/** A chosen day says its month. */
export function eventPlace(asked: URLSearchParams, today: string): EventPlace {
  const day = isDay(asked.get("day") ?? "") ? String(asked.get("day")) : "";
  const month = day ? day.slice(0, 7) : (asked.get("month") ?? "");
  const page = Math.min(lastPage, Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1));
  return { month: isMonth(month) ? month : today.slice(0, 7), day, page };
}

export const isFiltered = ({ role, mine }: EventFilter): boolean => Boolean(role) || mine;

/** What comes is shown from a chosen month on; the other lists are whole. */
export const beginsLater = ({ show }: EventFilter, { month, day }: EventPlace, today: string): boolean => show === "coming" && !day && month > today.slice(0, 7);

/** "Coming", "From December 2027", "Tuesday 7 December". */
export function listTitle(filter: EventFilter, place: EventPlace, today: string): string {
  if (place.day) return formatTime(place.day, "longDate");
  return beginsLater(filter, place, today) ? `From ${monthWords(place.month)}` : shows[filter.show];
}

/** The address of a list; what is as usual is left out. */
export function listAddress(filter: Partial<EventFilter>, place: Partial<EventPlace> = {}): string {
  const said = Object.entries({
    show: filter.show === "coming" ? "" : (filter.show ?? ""),
    role: filter.role ?? "",
    mine: filter.mine ? "1" : "",
    month: place.month ?? "",
    day: place.day ?? "",
    page: (place.page ?? 1) > 1 ? String(place.page) : "",
  }).filter(([, value]) => value);
  return said.length > 0 ? `/diary/events?${new URLSearchParams(said)}` : "/diary/events";
}

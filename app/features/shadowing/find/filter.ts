import { isId } from "~/shared/ids";
import { isForRole, parts, type ForRole, type Part } from "../words";

/** What the list of days shows, all of it in the address, so that a list can be shared. */
export type FindFilter = { area: string; role: ForRole | ""; organisation: string; part: Part | "" };
/** Where somebody looks: a month, one of its days, a page of the list. */
export type FindPlace = { month: string; day: string; page: number };

export const noFilter: FindFilter = { area: "", role: "", organisation: "", part: "" };
export const daysOnPage = 60;
const lastPage = 200;
const monthsAhead = 24;

/** What a page may be filtered by; anything unknown is no filter. */
export function findFilter(asked: URLSearchParams): FindFilter {
  const of = (name: string) => asked.get(name) ?? "";
  const [role, part] = [of("role"), of("part")];
  return {
    area: isId(of("area")) ? of("area") : "",
    role: isForRole(role) ? role : "",
    organisation: isId(of("organisation")) ? of("organisation") : "",
    part: Object.hasOwn(parts, part) ? (part as Part) : "",
  };
}

/** A day says its month; days gone by, and months nobody plans for yet, are now. */
export function findPlace(asked: URLSearchParams, today: string): FindPlace {
  const wanted = asked.get("day") ?? "";
  const day = isRealDay(wanted) && wanted >= today ? wanted : "";
  const month = day ? day.slice(0, 7) : (asked.get("month") ?? "");
  const page = Math.min(lastPage, Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1));
  return { month: isNear(month, today) ? month : today.slice(0, 7), day: isNear(day.slice(0, 7), today) ? day : "", page };
}

/** The first and last month there is a way to. */
export function monthsFrom(today: string): { from: string; until: string } {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return { from: today.slice(0, 7), until: new Date(Date.UTC(year, month - 1 + monthsAhead, 1)).toISOString().slice(0, 7) };
}

function isNear(month: string, today: string): boolean {
  const { from, until } = monthsFrom(today);
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(month) && month >= from && month <= until;
}

function isRealDay(words: string): boolean {
  const [year = 0, month = 0, day = 0] = words.split("-").map(Number);
  return /^\d{4}-\d{2}-\d{2}$/.test(words) && new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(words);
}

export const isFiltered = (filter: FindFilter): boolean => Object.values(filter).some(Boolean);

/** The address of a list; what is as usual is left out. */
export function findAddress(filter: FindFilter, place: { month?: string; day?: string; page?: number } = {}): string {
  const said = Object.entries({ ...filter, month: place.month ?? "", day: place.day ?? "", page: (place.page ?? 1) > 1 ? String(place.page) : "" }).filter(([, value]) => value);
  return said.length > 0 ? `/diary/shadow?${new URLSearchParams(said)}` : "/diary/shadow";
}

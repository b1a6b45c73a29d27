import type { BoardFilter } from "../cards.server";
import { isColumn, isPlace, type Column, type Place } from "../words";

export const sorts = ["newest", "oldest", "quietest"] as const;
export type Sort = (typeof sorts)[number];

/** What the address of the board says beside its filter: shareable, and kept from link to link. */
export type BoardView = { view: "board" | "list"; column: Column; place: Place | ""; sort: Sort; page: number };

export function boardView(asked: URLSearchParams): BoardView {
  const [column, place] = [asked.get("column") ?? "", asked.get("place") ?? ""];
  return {
    view: asked.get("view") === "list" ? "list" : "board",
    column: isColumn(column) ? column : "noticed",
    place: isPlace(place) ? place : "",
    sort: sorts.find((one) => one === asked.get("sort")) ?? "newest",
    page: pageIn(asked),
  };
}

export function pageIn(asked: URLSearchParams): number {
  return Math.min(400, Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1));
}

const plain: BoardView = { view: "board", column: "noticed", place: "", sort: "newest", page: 1 };

/** The address of a view with a filter; what is as usual is left out. */
export function addressOf(filter: BoardFilter, view: Partial<BoardView> = {}, path = "/gaps"): string {
  const said = Object.entries(view).filter(([name, value]) => value !== plain[name as keyof BoardView]);
  const query = new URLSearchParams([...Object.entries(filter).filter(([, value]) => value !== ""), ...said.map(([name, value]) => [name, String(value)])]).toString();
  return query ? `${path}?${query}` : path;
}

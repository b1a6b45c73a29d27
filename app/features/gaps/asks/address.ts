import type { AskFilter } from "./reads.server";

/** The address of a list; what is as usual is left out. A search shows all questions unless told. */
export function askAddress({ show, q, area, need, group, page }: AskFilter): string {
  const usual = q ? "all" : "open";
  const said = Object.entries({ show: show === usual ? "" : show, q, area, need, group, page: page > 1 ? String(page) : "" }).filter(([, value]) => value);
  return said.length > 0 ? `/gaps/asks?${new URLSearchParams(said)}` : "/gaps/asks";
}

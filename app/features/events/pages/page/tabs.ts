import type { TabLink } from "~/kit/Tabs";
import type { EventFrame } from "./event-page.server";

/** What the tabs of an event depend on. */
export type EventParts = Pick<EventFrame, "id" | "state" | "isOver"> & { counts: Pick<EventFrame["counts"], "options"> };

/** The parts of an event; a part that has nothing to say yet is left out. */
export function eventTabs({ id, counts, state, isOver }: EventParts): TabLink[] {
  const here = `/diary/events/${id}`;
  return [
    { to: here, label: "Overview", end: true },
    ...(counts.options > 0 ? [{ to: `${here}/dates`, label: "Dates" }] : []),
    { to: `${here}/agenda`, label: "Agenda" },
    { to: `${here}/people`, label: "People" },
    ...(state === "set" ? [{ to: `${here}/day`, label: "On the day" }] : []),
    ...(isOver ? [{ to: `${here}/recap`, label: "Recap" }] : []),
  ];
}

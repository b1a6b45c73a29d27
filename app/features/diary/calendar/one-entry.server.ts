import type { CalendarEntry } from "./entry";
import { calendarOf } from "./ics.server";

/** A file of one entry, which a phone or a computer offers to add. */
export function oneEntry(entry: CalendarEntry): Response {
  const day = entry.startsAt.toISOString().slice(0, 10);
  return new Response(calendarOf([entry], { name: "Common Thread", method: "PUBLISH" }), {
    headers: { "Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": `attachment; filename="common-thread-${day}.ics"` },
  });
}

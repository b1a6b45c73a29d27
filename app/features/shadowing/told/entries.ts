import { uidOf, type CalendarEntry } from "../../diary/calendar/entry";

type OfDay = { id: string; startsAt: Date; endsAt: Date; sequence: number; changedAt: Date; cancelled: boolean; where: string; access: string; host: string; hostOrganisation: string };

/** A shadow day in its guest's calendar. It rises with the day and with the booking, so that programs take the newest. */
export function guestEntry(day: OfDay, booking: { id: string; version: number; isGoing: boolean }, baseUrl: string): CalendarEntry {
  return {
    ...common(day),
    uid: uidOf("shadow-booking", booking.id),
    sequence: day.sequence + booking.version,
    title: `Shadow day with ${day.host}, ${day.hostOrganisation}`,
    description: day.access,
    url: `${baseUrl}/diary/shadow/bookings/${booking.id}`,
    status: day.cancelled || !booking.isGoing ? "cancelled" : "confirmed",
  };
}

/** The same day in its host's: once, whoever comes. Who comes stands on the page and not in a calendar others may see. */
export function hostEntry(day: OfDay, baseUrl: string): CalendarEntry {
  return {
    ...common(day),
    uid: uidOf("shadow-day", day.id),
    sequence: day.sequence,
    title: "Shadow day that you host",
    url: `${baseUrl}/diary/shadow/${day.id}`,
    status: day.cancelled ? "cancelled" : "confirmed",
  };
}

function common({ startsAt, endsAt, where, changedAt }: OfDay) {
  return { startsAt, endsAt, where, changedAt };
}

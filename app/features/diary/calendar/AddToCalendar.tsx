import { CalendarPlus } from "lucide-react";

/** Hands one booking or event over to one's own calendar. A plain link, so that the phone asks what to do with it. */
export function AddToCalendar({ of }: { of: { bookingId: string } | { eventId: string } }) {
  const to = "bookingId" in of ? `/diary/shadow/bookings/${of.bookingId}/calendar.ics` : `/diary/events/${of.eventId}/calendar.ics`;
  return (
    <a href={to} download>
      <CalendarPlus aria-hidden="true" size={18} /> Add to your calendar
    </a>
  );
}

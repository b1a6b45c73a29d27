import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import type { Asked } from "../diary/calendar/entries.server";
import { uidOf, type CalendarEntry } from "../diary/calendar/entry";
import { dayColumns, findBooking, findDay, visibleDays, type Day } from "./access.server";
import { guestEntry, hostEntry } from "./told/entries";
import type { BookingState } from "./words";

/** Days one goes to and days one's posts host. */
export async function shadowEntries(trx: Database, actor: Actor, asked: Asked): Promise<CalendarEntry[]> {
  return [...(await goingTo(trx, actor, asked)), ...(await hosting(trx, actor, asked))];
}

/** What one asked for stands as "perhaps" until the host said yes; what came to nothing, or was called off, stays as called off. */
const shownStates = ["asked", "confirmed", "refused", "unanswered", "cancelled"] as const satisfies readonly BookingState[];

async function goingTo(trx: Database, actor: Actor, { from, until, baseUrl }: Asked): Promise<CalendarEntry[]> {
  const rows = await visibleDays(trx)
    .innerJoin("shadow_booking as booking", "booking.day_id", "day.id")
    .where("booking.account_id", "=", actor.accountId)
    .where("booking.state", "in", shownStates)
    .where("day.starts_at", ">=", from)
    .where("day.starts_at", "<", until)
    .select(dayColumns)
    .select(["booking.id as bookingId", "booking.state", "booking.version", "booking.at as bookedAt"])
    .execute();
  return rows.map(({ bookingId, state, version, bookedAt, ...day }) => guests(day, { id: bookingId, state, version, at: bookedAt }, baseUrl));
}

function guests(day: Day, booking: { id: string; state: string; version: number; at: Date }, baseUrl: string): CalendarEntry {
  const isGoing = booking.state === "asked" || booking.state === "confirmed";
  const entry = guestEntry(partsOf(day), { id: booking.id, version: booking.version, isGoing }, baseUrl);
  return { ...entry, changedAt: booking.at > day.changedAt ? booking.at : day.changedAt, status: booking.state === "asked" && entry.status === "confirmed" ? "tentative" : entry.status };
}

async function hosting(trx: Database, actor: Actor, { from, until, baseUrl }: Asked): Promise<CalendarEntry[]> {
  const posts = actor.seats.map((seat) => seat.postId);
  if (posts.length === 0) return [];
  const rows = await visibleDays(trx).where("day.host_post_id", "in", posts).where("day.starts_at", ">=", from).where("day.starts_at", "<", until).select(dayColumns).execute();
  return rows.map((day) => hosts(day, baseUrl));
}

/** Until somebody comes, the host is perhaps free. */
function hosts(day: Day, baseUrl: string): CalendarEntry {
  const entry = hostEntry(partsOf(day), baseUrl);
  return day.taken === 0 && entry.status === "confirmed" ? { ...entry, status: "tentative" } : entry;
}

/** More than this in a calendar is no choice any more, and more than some programs take. */
const mostOnOffer = 500;

type OnOffer = { id: string; startsAt: Date; endsAt: Date; sequence: number; changedAt: Date; where: string; host: string; organisation: string };

/** Open days with a place left, the nearest first, for everybody's calendar of the network. Nobody who comes is named. */
export async function daysOnOffer(trx: Database, _actor: Actor, { until, baseUrl }: Asked): Promise<CalendarEntry[]> {
  const { rows } = await sql<OnOffer>`
    with nearest as materialized (
      select day.id, day.starts_at, day.ends_at, day.sequence, day.changed_at, day.host_account_id, day.host_organisation_id, offer.where_words
      from shadow_day day join shadow_offer offer on offer.id = day.offer_id
      where (select app.is_acting()) and day.cancelled_at is null and day.starts_at > ${new Date()} and day.starts_at < ${until} and offer.kind = 'open' and day.taken < day.places
      order by day.starts_at, day.id limit ${mostOnOffer}
    )
    select d.id, d.starts_at as "startsAt", d.ends_at as "endsAt", d.sequence, d.changed_at as "changedAt", d.where_words as where, host.name as host, organisation.name as organisation
    from nearest d join account host on host.id = d.host_account_id join organisation on organisation.id = d.host_organisation_id`.execute(trx);
  return rows.map(({ id, host, organisation, ...day }) => ({
    ...day,
    uid: uidOf("shadow-day", id),
    title: `Shadow day on offer: ${host}, ${organisation}`,
    url: `${baseUrl}/diary/shadow/${id}`,
    status: "tentative",
  }));
}

/** The entry of one booking, for whoever goes and for whoever hosts. @throws not_found */
export async function bookingEntry(trx: Database, actor: Actor, bookingId: string, baseUrl: string): Promise<CalendarEntry> {
  const booking = await findBooking(trx, actor, bookingId);
  const day = await findDay(trx, actor, booking.dayId);
  if (booking.accountId !== actor.accountId) return hosts(day, baseUrl);
  return guests(day, booking, baseUrl);
}

function partsOf({ cancelledAt, ...day }: Day) {
  return { ...day, cancelled: cancelledAt !== null };
}

import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { canShadow } from "./policy";
import type { BookingState, Visits } from "./words";

export type Day = {
  id: string;
  offerId: string;
  startsAt: Date;
  endsAt: Date;
  places: number;
  taken: number;
  waiting: number;
  sequence: number;
  changedAt: Date;
  cancelledAt: Date | null;
  cancelLine: string;
  newcomerId: string | null;
  hostAccountId: string;
  hostPostId: string;
  hostOrganisationId: string;
  where: string;
  areaId: string | null;
  expect: string;
  access: string;
  forRoles: string[];
  seesPeople: boolean;
  host: string;
  hostOrganisation: string;
};

/**
 * Days the actor of `trx` may see, cancelled ones too, with their offer and host: all that are open, for whoever acts in
 * the network; of a handover only the two, their managers and facilitators (row-level security). Chain on it.
 */
export function visibleDays(trx: Database) {
  return trx
    .selectFrom("shadow_day as day")
    .innerJoin("shadow_offer as offer", "offer.id", "day.offer_id")
    .innerJoin("account as host", "host.id", "day.host_account_id")
    .innerJoin("organisation", "organisation.id", "day.host_organisation_id")
    .where(sql<boolean>`(select app.is_acting())`);
}

export const dayColumns = [
  "day.id",
  "day.offer_id as offerId",
  "day.starts_at as startsAt",
  "day.ends_at as endsAt",
  "day.places",
  "day.taken",
  "day.waiting",
  "day.sequence",
  "day.changed_at as changedAt",
  "day.cancelled_at as cancelledAt",
  "day.cancel_line as cancelLine",
  "day.newcomer_id as newcomerId",
  // Of the day and not of its offer: a day can be passed on to a colleague.
  sql<string>`day.host_account_id`.as("hostAccountId"),
  sql<string>`day.host_post_id`.as("hostPostId"),
  sql<string>`day.host_organisation_id`.as("hostOrganisationId"),
  "offer.where_words as where",
  "offer.area_id as areaId",
  "offer.expect_words as expect",
  "offer.access_words as access",
  "offer.for_roles as forRoles",
  "offer.sees_people as seesPeople",
  "host.name as host",
  "organisation.name as hostOrganisation",
] as const;

/** The door to one day. @throws not_found */
export async function findDay(trx: Database, actor: Actor, dayId: string): Promise<Day> {
  if (!canShadow(actor) || !isId(dayId)) notFound();
  const day = await visibleDays(trx).where("day.id", "=", dayId).select(dayColumns).executeTakeFirst();
  return day ?? notFound();
}

/** Of the post that hosts a day: whoever hosted has left, and nobody has taken the day over yet. */
export async function nobodySitsIn(trx: Database, postId: string): Promise<boolean> {
  return (await trx.selectFrom("app.seat").where("post_id", "=", postId).select("post_id").executeTakeFirst()) === undefined;
}

export type Booking = {
  id: string;
  dayId: string;
  state: BookingState;
  version: number;
  until: Date | null;
  help: string;
  waitingSince: Date | null;
  at: Date;
  accountId: string;
  postId: string;
  organisationId: string;
  hostPostId: string;
  hostOrganisationId: string;
  guest: string;
  guestEmail: string;
  guestPost: string;
  guestOrganisation: string;
};

/** Bookings of the two sides the actor of `trx` belongs to (row-level security), with their guest. Chain on it. */
export function visibleBookings(trx: Database) {
  return trx
    .selectFrom("shadow_booking as booking")
    .innerJoin("account as guest", "guest.id", "booking.account_id")
    .innerJoin("post as guest_post", "guest_post.id", "booking.post_id")
    .innerJoin("organisation as guest_organisation", "guest_organisation.id", "booking.organisation_id")
    .where(sql<boolean>`(select app.is_acting())`);
}

export const bookingColumns = [
  "booking.id",
  "booking.day_id as dayId",
  "booking.state",
  "booking.version",
  "booking.until",
  "booking.help_words as help",
  "booking.waiting_since as waitingSince",
  "booking.at",
  "booking.account_id as accountId",
  "booking.post_id as postId",
  "booking.organisation_id as organisationId",
  "booking.host_post_id as hostPostId",
  "booking.host_organisation_id as hostOrganisationId",
  "guest.name as guest",
  "guest.email as guestEmail",
  "guest_post.title as guestPost",
  "guest_organisation.name as guestOrganisation",
] as const;

/** What columns that triggers fill are in fact. */
export function bookingOf<R extends { state: string; hostPostId: string | null; hostOrganisationId: string | null }>(row: R) {
  return { ...row, state: row.state as BookingState, hostPostId: row.hostPostId ?? "", hostOrganisationId: row.hostOrganisationId ?? "" };
}

/** The door to one booking: the guest's side and the host's. @throws not_found */
export async function findBooking(trx: Database, actor: Actor, bookingId: string): Promise<Booking> {
  if (!canShadow(actor) || !isId(bookingId)) notFound();
  const row = await visibleBookings(trx).where("booking.id", "=", bookingId).select(bookingColumns).executeTakeFirst();
  return row ? bookingOf(row) : notFound();
}

/** One's own booking of a day that is not over, if there is one. */
export async function ownBooking(trx: Database, actor: Actor, dayId: string): Promise<Booking | undefined> {
  const row = await visibleBookings(trx)
    .where("booking.day_id", "=", dayId)
    .where("booking.account_id", "=", actor.accountId)
    .where("booking.state", "in", ["held", "waiting", "offered", "asked", "confirmed"])
    .select(bookingColumns)
    .executeTakeFirst();
  return row && bookingOf(row);
}

/** How a day stands, held until the transaction ends: whoever comes second waits, and sees what the first did. @throws not_found */
export async function holdDay(trx: Database, dayId: string) {
  type Held = { places: number; taken: number; waiting: number; starts_at: Date; ends_at: Date; cancelled_at: Date | null };
  const { rows } = await sql<Held>`select * from app.hold_day(${dayId})`.execute(trx);
  return rows[0] ?? notFound();
}

/**
 * Whether nothing is free at this moment, without waiting for whoever holds the day: of a thousand who press at once,
 * most are told straight away, and nobody else's pages wait behind them. Who gets a place is settled by `holdDay`.
 */
export async function isFull(trx: Database, { id, places, taken }: Pick<Day, "id" | "places" | "taken">): Promise<boolean> {
  if (taken < places) return false;
  const { rows } = await sql<{ soon: boolean }>`select app.place_ran_out(${id}) as soon`.execute(trx);
  return rows[0]?.soon === false;
}

export type Turn = { to: BookingState; why: string; line?: string; visits?: Visits | undefined; until?: Date };

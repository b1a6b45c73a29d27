import { sql } from "kysely";
import { setAsking, type Database } from "~db/client";
import { nextLike, type NextDay } from "../book/next-like.server";
import type { BookingState } from "../words";

/** Somebody a letter goes to. */
export type Reader = { accountId: string; name: string; email: string };

/** A booking, its day and both sides, as the letters about it need them. Asked inside `asking(db, { duty: "diary" })`. */
export type Story = {
  bookingId: string;
  state: BookingState;
  version: number;
  until: string | undefined;
  saysWhatHelps: boolean;
  guestPostId: string;
  day: StoryDay;
  guest: Reader & { organisation: string };
};
export type StoryDay = {
  id: string;
  offerId: string;
  startsAt: string;
  endsAt: string;
  sequence: number;
  changedAt: string;
  cancelled: boolean;
  cancelLine: string;
  waiting: number;
  where: string;
  access: string;
  expect: string;
  areaId: string | null;
  host: string;
  hostOrganisation: string;
  hostAccountId: string;
  hostPostId: string;
  hostOrganisationId: string;
};

export async function storyOf(trx: Database, bookingId: string): Promise<Story | undefined> {
  const row = await trx
    .selectFrom("shadow_booking as booking")
    .innerJoin("account as guest", "guest.id", "booking.account_id")
    .innerJoin("organisation", "organisation.id", "booking.organisation_id")
    .where("booking.id", "=", bookingId)
    .select(["booking.day_id", "booking.state", "booking.version", "booking.until", "booking.help_words", "booking.post_id", "guest.id as guestId", "guest.name", "guest.email", "organisation.name as organisation"])
    .executeTakeFirst();
  const day = row && (await storyDay(trx, row.day_id));
  if (!day) return undefined;
  const { state, version, until, help_words, post_id, guestId, name, email, organisation } = row;
  return {
    bookingId,
    state: state as BookingState,
    version,
    until: until?.toISOString(),
    saysWhatHelps: help_words !== "",
    guestPostId: post_id,
    day,
    guest: { accountId: guestId, name, email, organisation },
  };
}

export async function storyDay(trx: Database, dayId: string): Promise<StoryDay | undefined> {
  const row = await trx
    .selectFrom("shadow_day as day")
    .innerJoin("shadow_offer as offer", "offer.id", "day.offer_id")
    .innerJoin("account as host", "host.id", "day.host_account_id")
    .innerJoin("organisation", "organisation.id", "day.host_organisation_id")
    .where("day.id", "=", dayId)
    .select(["day.id", "day.offer_id as offerId", "day.starts_at", "day.ends_at", "day.sequence", "day.changed_at", "day.cancelled_at", "day.cancel_line as cancelLine", "day.waiting"])
    .select(["offer.where_words as where", "offer.access_words as access", "offer.expect_words as expect", "offer.area_id as areaId", "host.name as host", "organisation.name as hostOrganisation"])
    .select([sql<string>`day.host_account_id`.as("hostAccountId"), sql<string>`day.host_post_id`.as("hostPostId"), sql<string>`day.host_organisation_id`.as("hostOrganisationId")])
    .executeTakeFirst();
  if (!row) return undefined;
  const { starts_at, ends_at, changed_at, cancelled_at, ...rest } = row;
  return { ...rest, startsAt: starts_at.toISOString(), endsAt: ends_at.toISOString(), changedAt: changed_at.toISOString(), cancelled: cancelled_at !== null };
}

/** Whoever sits in the host's post now, and whoever offered the day, for as long as they work in the network. */
export async function hostReaders(trx: Database, { hostPostId, hostAccountId }: StoryDay): Promise<Reader[]> {
  return trx
    .selectFrom("app.seat as seat")
    .innerJoin("account", "account.id", "seat.account_id")
    .where("seat.role", "<>", "commissioner")
    .where((where) => where.or([where("seat.post_id", "=", hostPostId), where("seat.account_id", "=", hostAccountId)]))
    .orderBy("account.name")
    .select(["account.id as accountId", "account.name", "account.email"])
    .distinct()
    .execute();
}

/** The guest, for as long as they work in the network. */
export async function guestReaders(trx: Database, { guest }: Story): Promise<Reader[]> {
  const seat = await trx.selectFrom("app.seat").where("account_id", "=", guest.accountId).where("role", "<>", "commissioner").select("tenure_id").executeTakeFirst();
  return seat ? [guest] : [];
}

/** The next day like this one that the guest could take, found with the guest's own eyes; `by` asks on. */
export async function nextForGuest(trx: Database, { day, guest }: Story, by: string | null): Promise<NextDay | undefined> {
  await setAsking(trx, { account: guest.accountId, duty: "diary" });
  const [next] = await nextLike(trx, guest, day);
  await setAsking(trx, { account: by ?? "", duty: "diary" });
  return next;
}

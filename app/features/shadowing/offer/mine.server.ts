import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { wallOf } from "~/shared/zoned";
import { bookingColumns, bookingOf, visibleBookings, visibleDays } from "../access.server";
import { canShadow } from "../policy";
import { liveStates, type BookingState } from "../words";
import type { OfferSaid } from "./OfferWordsFields";

export type Comer = { bookingId: string; name: string; organisation: string; state: BookingState };
export type HostedDay = {
  id: string;
  startsAt: string;
  endsAt: string;
  /** As the fields of a form have them. */
  date: string;
  from: string;
  until: string;
  places: number;
  taken: number;
  waiting: number;
  comers: Comer[];
};
export type HostedOffer = { id: string; host: string; hostPostId: string; isOwn: boolean; handoverTo: string | null; repeat: { every: string; until: string } | null; said: OfferSaid; days: HostedDay[] };

const mostDays = 240;

/** Days to come that the actor hosts, or hosts look after for whom they manage, by offer; the soonest first. @throws not_found */
export async function hostedBy(trx: Database, actor: Actor, now: Date): Promise<HostedOffer[]> {
  if (!canShadow(actor)) notFound();
  const rows = await daysHosted(trx, actor, now);
  const comers = await comersOf(trx, rows.map(({ id }) => id));
  const offers = new Map<string, HostedOffer>();
  for (const row of rows) {
    const offer = offers.get(row.offerId) ?? offerOf(row, actor);
    offers.set(row.offerId, { ...offer, days: [...offer.days, dayOf(row, comers.get(row.id) ?? [])] });
  }
  return [...offers.values()];
}

type Row = Awaited<ReturnType<typeof daysHosted>>[number];

function daysHosted(trx: Database, actor: Actor, now: Date) {
  const posts = actor.seats.filter((seat) => seat.role !== "commissioner").map((seat) => seat.postId);
  const managed = actor.seats.filter((seat) => seat.role === "manager").map((seat) => seat.organisationId);
  return visibleDays(trx)
    .leftJoin("account as newcomer", "newcomer.id", "offer.newcomer_id")
    .where("day.cancelled_at", "is", null)
    .where("day.ends_at", ">", now)
    .where((where) => where.or([where("day.host_post_id", "in", posts), ...(managed.length > 0 ? [where("day.host_organisation_id", "in", managed)] : [])]))
    .orderBy("day.starts_at")
    .orderBy("day.id")
    .limit(mostDays)
    .select((select) => [
      "day.id",
      "day.offer_id as offerId",
      "day.starts_at as startsAt",
      "day.ends_at as endsAt",
      "day.places",
      "day.taken",
      "day.waiting",
      "host.name as host",
      "offer.post_id as hostPostId",
      "newcomer.name as handoverTo",
      "offer.repeat_every as every",
      select.fn<string | null>("to_char", ["offer.repeat_until", select.val("YYYY-MM-DD")]).as("until"),
      "offer.where_words as where",
      "offer.area_id as areaId",
      "offer.expect_words as expect",
      "offer.access_words as access",
      "offer.for_roles as forRoles",
      "offer.sees_people as seesPeople",
    ])
    .execute();
}

async function comersOf(trx: Database, dayIds: readonly string[]): Promise<Map<string, Comer[]>> {
  const byDay = new Map<string, Comer[]>();
  if (dayIds.length === 0) return byDay;
  const rows = await visibleBookings(trx).where("booking.day_id", "in", [...dayIds]).where("booking.state", "in", [...liveStates]).orderBy("booking.at").orderBy("booking.id").select(bookingColumns).execute();
  for (const { dayId, id, state, guest, guestOrganisation } of rows.map(bookingOf)) {
    byDay.set(dayId, [...(byDay.get(dayId) ?? []), { bookingId: id, name: guest, organisation: guestOrganisation, state }]);
  }
  return byDay;
}

function offerOf({ offerId, host, hostPostId, handoverTo, every, until, where, areaId, expect, access, forRoles, seesPeople }: Row, actor: Actor): HostedOffer {
  return {
    id: offerId,
    host,
    hostPostId,
    isOwn: actor.seats.some((seat) => seat.postId === hostPostId),
    handoverTo,
    repeat: every && until ? { every, until } : null,
    said: { where, areaId: areaId ?? "", expect, access, forRoles, seesPeople },
    days: [],
  };
}

function dayOf({ id, startsAt, endsAt, places, taken, waiting }: Row, comers: Comer[]): HostedDay {
  const [from, until] = [wallOf(startsAt), wallOf(endsAt)];
  return { id, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), date: from.date, from: from.time, until: until.time, places, taken, waiting, comers };
}

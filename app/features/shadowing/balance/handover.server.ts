import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { visibleDays } from "../access.server";
import { canShadow } from "../policy";
import type { BookingState } from "../words";

/** A day on which a newcomer shadows whoever leaves, and how it stands. `begun`: not booked yet. */
export type HandoverDay = { dayId: string; leaverId: string; leaver: string; newcomerId: string; newcomer: string; startsAt: string; endsAt: string; state: BookingState; isOver: boolean };
export type HandoverPair = { leaver?: string | undefined; newcomer?: string | undefined };

/**
 * Days of handover shadowing, the earliest first, for whoever may see them: the two, the leaver's post and managers, and
 * facilitators (row-level security). For the handover of a post, name its leaver and its newcomer.
 */
export async function handoverDays(trx: Database, actor: Actor, { leaver, newcomer }: HandoverPair = {}): Promise<HandoverDay[]> {
  if (!canShadow(actor)) return [];
  let days = visibleDays(trx).innerJoin("account as newcomer", "newcomer.id", "offer.newcomer_id").where("offer.kind", "=", "handover").where("day.cancelled_at", "is", null);
  if (leaver) days = days.where("offer.account_id", "=", leaver);
  if (newcomer) days = days.where("offer.newcomer_id", "=", newcomer);
  const rows = await days
    .orderBy("day.starts_at")
    .limit(60)
    .select(["day.id as dayId", "offer.account_id as leaverId", "host.name as leaver", "newcomer.id as newcomerId", "newcomer.name as newcomer", "day.starts_at", "day.ends_at"])
    .select(
      sql<BookingState>`coalesce((select b.state from shadow_booking b where b.day_id = day.id and b.account_id = offer.newcomer_id and b.state in ('held', 'waiting', 'offered', 'asked', 'confirmed') limit 1), 'begun')`.as("state"),
    )
    .execute();
  return rows.map(({ starts_at, ends_at, ...row }) => ({ ...row, startsAt: starts_at.toISOString(), endsAt: ends_at.toISOString(), isOver: ends_at <= new Date() }));
}

/** Those that somebody is part of themself: they leave, or they take over. */
export async function ownHandoverDays(trx: Database, actor: Actor): Promise<HandoverDay[]> {
  return (await handoverDays(trx, actor)).filter(({ leaverId, newcomerId }) => leaverId === actor.accountId || newcomerId === actor.accountId);
}
